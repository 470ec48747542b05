"""What a sentence says is not known: words within it are no answer."""

from spacy.tokens import Doc, Span, Token

from bot.answer.asked import asked_head
from bot.answer.lexicon import pattern
from bot.answer.question import Question

MAY_NOT_KNOW = ("yes_no", "said", "who_said")
"""That it isn't known can be what somebody says, and settle whether it is known."""
_TELLERS = frozenset(("decline", "refuse", "say", "tell", "comment", "give", "name", "disclose", "reveal"))
_BESIDE = frozenset(("while", "although", "though", "whereas"))
_UNKNOWN = pattern("unknown")


def says_unknown(text: str) -> bool:
    """Whether a sentence says that something isn't known, or that somebody didn't tell."""
    return bool(_UNKNOWN.search(text))


def unknown_at(text: str) -> tuple[int, int] | None:
    """Where a sentence says so, as characters."""
    found = _UNKNOWN.search(text)
    return found.span() if found else None


def leaves_open(question: Question, doc: Doc, start: int, end: int) -> bool:
    """Whether these characters stand in what their sentence says is not known.

    "It was not clear why the sirens stayed silent" gives no reason; in "the driver, whose name was not
    released, is 34" the age is told all the same. A question that itself asks what isn't known is left alone.
    """
    place = unknown_at(doc.text)
    if place is None or says_unknown(question.text) or question.kind in MAY_NOT_KNOW:
        return False
    cue = doc.char_span(*place, alignment_mode="expand")
    answer = doc.char_span(start, end, alignment_mode="expand")
    return cue is not None and answer is not None and answer.root.i in _scope(_governing(cue))


def settles_nothing(question: Question, doc: Doc) -> bool:
    """Whether a sentence says that what a yes/no question asks is open: "too early to say whether …".

    One that says "not determined" settles whether it was determined.
    """
    place, asked = unknown_at(doc.text), asked_head(question)
    cue = doc.char_span(*place, alignment_mode="expand") if place else None
    if cue is None or asked is None or says_unknown(question.text):
        return False
    if asked.lemma_ in {token.lemma_ for token in cue}:
        return False
    within = _scope(_governing(cue))
    return any(t.lower_ == "whether" or (t.lemma_ == asked.lemma_ and t.i in within) for t in doc)


def tells_of_none(question: Question, doc: Doc) -> bool:
    """Whether a sentence says that no such thing as is asked for was told: "no cause was given"."""
    asked = {token.lemma_.lower() for token in question.doc if token.dep_ in ("attr", "nsubj", "ROOT")}
    for token in doc:
        none = token.lower_ == "no" and token.dep_ == "det" and token.head.lemma_.lower() in asked
        if none and token.head.dep_ in ("nsubjpass", "dobj") and token.head.head.lemma_.lower() in _TELLERS:
            return True
    return False


def _governing(cue: Span) -> Token:
    """The word of a cue whose clause is left open: before "without saying how many" nothing is."""
    inner = [token for token in cue if token.pos_ == "VERB" and token.head == cue.root]
    return inner[0] if cue.root.pos_ == "ADP" and inner else cue.root


def _scope(cue: Token) -> set[int]:
    """The tokens of the clause that the cue governs, without who declines to tell and what is beside it."""
    head = cue
    while head.pos_ not in ("VERB", "AUX") and head.head is not head:
        head = head.head
    found = {token.i for token in head.subtree}
    for child in head.children:
        if child.i < cue.i and child.dep_ == "nsubj" and head.lemma_ in _TELLERS:
            found -= {token.i for token in child.subtree}
        if _is_beside(child) and cue.i not in {token.i for token in child.subtree}:
            found -= {token.i for token in child.subtree}
    return found


def _is_beside(clause: Token) -> bool:
    marks = {child.lower_ for child in clause.children if child.dep_ == "mark"}
    joined = clause.dep_ == "conj" and clause.pos_ in ("VERB", "AUX")
    return joined or (clause.dep_ == "advcl" and bool(marks & _BESIDE))
