"""Whether a sentence says that something came about, that it did not, or only that it might."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from bot.answer.lexicon import cues as own_cues
from bot.answer.lexicon import pattern
from bot.answer.question import Question
from bot.answer.roles import agents, patients
from bot.answer.senses import forms
from bot.ground.lexicon import cues
from bot.ground.words import key

_CAME_ABOUT = re.compile(r"^(?:did|has|have|had|was|were)(?:n['’]t)?\b", re.IGNORECASE)
_BY_NOW = re.compile(r"^(?:is|are|does|do)\b.*\b(?:yet|already)\b", re.IGNORECASE)
_TO_BE = re.compile(r"\b(?:to be|going to|will|would)\b", re.IGNORECASE)
_WILL = frozenset(("will", "shall", "would", "wo", "'ll", "’ll"))
_POSSIBLE = frozenset(("may", "might", "could", "can"))
_BARELY = frozenset(("hardly", "barely", "scarcely", "never", "no"))
_ALMOST = frozenset(("almost", "nearly"))
_GOVERNED = ("xcomp", "ccomp", "dobj", "nsubjpass", "pobj", "prep", "pcomp", "amod")
_LINKS = frozenset(
    ("prep", "pobj", "pcomp", "dobj", "xcomp", "compound", "amod", "conj", "agent", "acl", "nsubjpass")
)
_SUPPOSED = frozenset(
    ("ccomp", "acl", "xcomp", "conj", "relcl", "pcomp", "prep", "pobj", "dobj", "oprd", "acomp", "attr")
)
FARTHEST = 6
"""So many words above the event may govern it."""
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))
_NEGATIVES = pattern("negatives")


def negated(text: str) -> bool:
    """Whether a text denies something."""
    return bool(_NEGATIVES.search(text))


@cache
def _denying() -> frozenset[str]:
    listed: list[str] = [*cues("opposites")["denying"], *own_cues("senses")["denying"]]
    return frozenset(key(word) for word in listed)


@cache
def _ending() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["ending"])


@cache
def _ending_phrases() -> frozenset[str]:
    return frozenset(" ".join(key(w) for w in each.split()) for each in own_cues("senses")["ending_phrases"])


@cache
def _lapsing() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["lapsing"])


@cache
def _coming() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["coming"])


@cache
def _implying() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["implying"]) | _denying()


@cache
def _supposing() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["supposing"])


def is_only_possible(question: Question, token: Token) -> bool:
    """Whether the sentence says that it may or might, and the question asks whether it did."""
    modals = {c.lower_ for c in token.children if c.tag_ == "MD"} & _POSSIBLE
    perfect = any(c.lemma_ == "have" for c in token.children)
    return bool(modals) and not perfect and not modals & {t.lower_ for t in question.doc}


def is_yet_to_come(question: Question, token: Token) -> bool:
    """Whether the sentence has it still to be, and the question asks whether it came about by now."""
    asks = _CAME_ABOUT.match(question.text) or _BY_NOW.match(question.text)
    if not asks or _TO_BE.search(question.text) or _is_a_question(token.doc):
        return False
    verb = token.head if token.dep_ in ("acomp", "attr") else token
    beside = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if beside & _WILL:
        return "have" not in beside
    return "to" in beside and _is_coming(verb.head)


def _is_coming(above: Token) -> bool:
    """Whether what this word governs is still to be: "is due to", "has yet to", but not "had to"."""
    if above.lemma_ == "have":
        return above.lower_ != "had" or any(c.lower_ in ("yet", "still") for c in above.children)
    return key(above.lemma_) in _coming()


def is_only_meant(question: Question, token: Token) -> bool:
    """Whether it is only asked for, meant or wondered about, and the question asks whether it came about."""
    if not _CAME_ABOUT.match(question.text):
        return False
    if _is_a_question(token.doc):
        return True
    above = token.head if token.dep_ == "xcomp" else None
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    brings_about = above is not None and key(above.lemma_) in _implying()
    return to and not brings_about and token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "relcl")


def _is_a_question(doc: Doc) -> bool:
    return doc.text.rstrip("\"”’' ").endswith("?")


def is_supposed(question: Question, token: Token) -> bool:
    """Whether the sentence only fears or supposes it: "fears that it was related", "if at fault"."""
    asked = {key(t.lemma_) for t in question.doc}
    below, steps = token, 0
    while steps < FARTHEST:
        if any(c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in below.children):
            return True
        if below.dep_ not in _SUPPOSED:
            return False
        stem = key(below.head.lemma_)
        if below.dep_ != "conj" and stem in _supposing():
            return stem not in asked
        below, steps = below.head, steps + 1
    return False


def is_denied(token: Token, *, in_other_words: bool = False) -> bool:
    """Whether the sentence says that this did not happen.

    What almost doubled did not double, but it did go up (`in_other_words`).
    """
    if not in_other_words and any(c.lower_ in _ALMOST for c in token.children):
        return True
    if {"could", "would"} & {c.lower_ for c in token.children} and any(
        c.lemma_ == "have" for c in token.children
    ):
        return True  # "could have crashed": it did not
    if any(c.dep_ == "neg" or c.lower_ in ("neither", "without", *_BARELY) for c in token.children):
        return True
    if token.dep_ in ("acomp", "attr") and any(c.dep_ == "neg" for c in token.head.children):
        return True  # "the law is not retroactive"
    if any(c.lower_ in _NOBODY for one in (*agents(token), *patients(token)) for c in (one, *one.children)):
        return True
    return _is_set_apart(token) or _is_denied_above(token)


def leaves_out(asked: Token, doc: Doc) -> bool:
    """Whether a sentence says of the very one asked about that it was not: "Ghana, not Tunisia, was host"."""
    parties = {key(head.text) for head in (*agents(asked), *patients(asked)) if head.pos_ != "PRON"}
    return any(key(t.text) in parties and _is_set_apart(t) for t in doc)


def _is_set_apart(token: Token) -> bool:
    """Whether "not" or "no" stands right before the phrase: "names, but not bank details or passwords"."""
    while token.dep_ == "conj" and any(c.lower_ in ("or", "nor") for c in token.head.children):
        token = token.head
    left = token.left_edge
    before = left.nbor(-1).lower_ if left.i else ""
    return token.pos_ in ("NOUN", "PROPN") and bool({before, left.lower_} & {"not", "no", "nor"})


def _is_denied_above(token: Token) -> bool:
    """Whether a word that governs it denies it: "refused to", "without", "too narrow to"."""
    if any(c.lower_ == "to" for c in token.children) and any(
        c.lower_ == "too" for above in token.ancestors for c in above.children
    ):
        return True
    if token.dep_ == "nsubj" and key(token.head.lemma_) in _lapsing():
        return True
    under, above, steps = token, token.head, 0
    while above is not under and steps < FARTHEST:
        if _denies(under, above):
            return True
        if under.dep_ not in _LINKS or _is_beside(under):
            break
        under, above, steps = above, above.head, steps + 1
    return False


def _denies(under: Token, above: Token) -> bool:
    """Whether a word denies what it governs."""
    link, stem = under.dep_, key(above.lemma_)
    if above.lower_ == "without" or (link == "prep" and above.lower_ == "short" and under.lower_ == "of"):
        return True
    if link in _GOVERNED and stem in _denying() and not _is_beside(under):
        return True
    if link in ("dobj", "nsubjpass") and (stem in _ending() or forms(above) & _ending_phrases()):
        return True
    if under.lower_ == "from" and stem in _ending():
        return True
    is_placed = link == "prep" and (above.lemma_ == "be" or under.lower_ in ("to", "for"))
    return (is_placed or link in ("xcomp", "pcomp", "dobj", "attr", "agent")) and any(
        c.dep_ == "neg" for c in (*above.children, *(() if is_placed else above.head.children))
    )


def _is_beside(clause: Token) -> bool:
    """Whether a clause stands beside the next, which the parse hangs it on: "some agreed; others refused"."""
    between = clause.doc[clause.i : clause.head.i]
    return clause.dep_ == "ccomp" and any(t.text == ";" for t in between)
