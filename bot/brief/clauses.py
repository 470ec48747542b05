"""Runs of an article's words that read by themselves: a clause, a phrase without its trimmings."""

from spacy.tokens import Doc, Span, Token

from bot.brief.lexicon import words
from bot.ground.lexicon import words as time_words
from bot.ground.when import find_expressions

_DASHES = frozenset(("–", "—", "--", "-", ";", ":", "("))
_APART = frozenset(("conj", "parataxis", "dep", "ccomp", "intj"))
_NO_END = frozenset(
    (",", ";", ":", "–", "—", "-", "--", "and", "but", "or", "while", "“", "‘", "(", "as", "that")
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LEADS_TO_TIME = frozenset(("on", "in", "late", "early"))
_LONGEST = 30


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above `token`, or the token itself."""
    for one in (token, *token.ancestors):
        if one.pos_ in ("VERB", "AUX") and one.dep_ not in ("aux", "auxpass"):
            return one
    return None


def finite_verb(verb: Token) -> Token:
    """The verb that carries the clause of `verb`: "agreed" for "to meet" in "agreed to meet"."""
    while _hangs(verb) and not has_subject(verb) and verb.head is not verb:
        above = governing_verb(verb.head)
        if above is None or above is verb:
            return verb
        verb = above
    return verb


def _hangs(verb: Token) -> bool:
    """Whether a verb has no clause of its own; an infinitive has none, even as a relative one."""
    return verb.dep_ in ("xcomp", "pcomp", "acl", "advcl") or (verb.dep_ == "relcl" and verb.tag_ == "VB")


def is_spliced(clause: Token) -> bool:
    """Whether the parse hung what stands before a semicolon under what follows: "X left; he denies Y"."""
    verb = clause.head
    between = clause.doc[clause.i + 1 : verb.i]
    return clause.dep_ == "ccomp" and any(t.text == ";" and t.head == verb for t in between)


def coordinated_with(verb: Token) -> Token:
    """The verb that another is coordinated with: past a clause with "who" that a comma ends."""
    first = verb.head
    described = any(child.tag_ in ("WP", "WDT") for child in first.children if child.dep_ in _SUBJECTS)
    outer = first.head if described and first.dep_ == "conj" and verb.nbor(-1).text == "," else first
    return outer if outer.pos_ in ("VERB", "AUX") else first


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def verb_of_time(time: Span) -> Token | None:
    """The verb that an expression of time belongs to: that of speech where it stands right behind it."""
    verb = governing_verb(time.root)
    said = time_of_saying(verb) if verb is not None else None
    return verb.head if verb is not None and said is not None and time.root in said else verb


def time_of_saying(clause: Token) -> Span | None:
    """What stands between a verb of speech and the subject of its `clause`, if that is a time.

    "The firm said on Tuesday it would close": the day is that of the saying, though without "that" the parse
    hangs it into the clause.
    """
    subject = next((child for child in clause.children if child.dep_ in _SUBJECTS), None)
    if subject is None or clause.dep_ != "ccomp" or clause.head.lemma_ not in words("speech", "verbs"):
        return None
    between = clause.doc[clause.left_edge.i : subject.left_edge.i]
    return between if clause.head.i < between.start and _is_past_time(between) else None


def _is_past_time(span: Span) -> bool:
    """Whether the words are one time, with at most "on" before it, that does not point ahead."""
    text = span.text
    found = [e for e in find_expressions(text) if e.end == len(text) and not e.absolute]
    led = all(word in _LEADS_TO_TIME for word in text[: found[0].start].lower().split()) if found else False
    return led and not any(token.lower_ in time_words("dates", "ahead") for token in span)


def clause(verb: Token, keep: Span | Token) -> Span:
    """The words of the clause of `verb`, from its subject on, `keep` among them; one run of the text."""
    start = _start(verb)
    stop = _stop(verb, keep.i if isinstance(keep, Token) else keep.end - 1)
    first = _led(keep if isinstance(keep, Token) else keep[0])
    return trimmed(verb.doc[min(start, first) : max(stop, first + 1)])


def _led(token: Token) -> int:
    """The token, with the preposition directly before it."""
    before = token.doc[token.i - 1] if token.i > token.sent.start else token
    return before.i if before.pos_ in ("ADP", "SCONJ") or before.lower_ in ("early", "late") else token.i


def _start(verb: Token) -> int:
    if verb.dep_ == "relcl":
        return verb.head.left_edge.i
    subjects = [child.left_edge.i for child in verb.children if child.dep_ in _SUBJECTS]
    if not subjects and verb.dep_ == "conj":
        return min([c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")] + [verb.i])
    return behind_dateline(verb.doc, min([*subjects, verb.i]), verb.i)


def behind_dateline(doc: Doc, start: int, stop: int) -> int:
    """The token behind a dash that stands alone between `start` and `stop`, which a dateline ends with."""
    for i in range(stop - 1, start, -1):
        if doc[i].text in ("-", "–", "—", "--") and doc[i].whitespace_ and doc[i - 1].whitespace_:
            return i + 1
    return start


def _stop(verb: Token, keep: int) -> int:
    """The end of the clause: before what is coordinated, set off or overlong, but behind `keep`."""
    stop = verb.right_edge.i + 1
    for child in verb.rights:
        if child.left_edge.i > keep and child.i > verb.i and _is_apart(child):
            stop = min(stop, child.left_edge.i)
            break
    for token in verb.doc[max(keep, verb.i) + 1 : stop]:
        dash = token.text in _DASHES and (token.text != "-" or bool(token.nbor(-1).whitespace_))
        overlong = token.i - _start(verb) > _LONGEST and token.text == ","
        if dash or overlong or (token.text == "," and _opens_aside(token)):
            return token.i
    return stop


def _is_apart(child: Token) -> bool:
    if child.dep_ in ("conj", "parataxis"):
        return child.pos_ in ("VERB", "AUX")
    before = child.doc[child.left_edge.i - 1] if child.left_edge.i else None
    return child.dep_ in ("advcl", "ccomp") and before is not None and before.text == ","


def _opens_aside(comma: Token) -> bool:
    """Whether a relative clause or participle follows the comma."""
    after = comma.doc[comma.i + 1] if comma.i + 1 < len(comma.doc) else None
    return after is not None and (after.tag_ in ("WDT", "WP", "VBG", "WRB") or after.dep_ == "cc")


def trimmed(span: Span) -> Span:
    """`span` without white space, stray punctuation and conjunctions at its edges, or an unmatched mark."""
    doc, start, end = span.doc, span.start, span.end
    while start < end - 1 and (
        doc[start].is_space
        or (doc[start].is_punct and doc[start].text not in "“‘\"'(")
        or doc[start].dep_ == "cc"
    ):
        start += 1
    while end - 1 > start and (
        doc[end - 1].is_space or doc[end - 1].lower_ in _NO_END or doc[end - 1].text in ".!?"
    ):
        end -= 1
    return balanced(doc[start:end])


def balanced(span: Span) -> Span:
    """`span` cut before a quotation mark or bracket that it opens and does not close."""
    text = span.text
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]")):
        if text.count(opening) > text.count(closing):
            at = span.start_char + text.rindex(opening)
            cut = [token for token in span if token.idx + len(token) <= at]
            if cut:
                return trimmed(span.doc[span.start : cut[-1].i + 1])
            return span.doc[span.start + 1 : span.end] if len(span) > 1 else span
    if text.count("”") > text.count("“") and text.endswith("”") and len(span) > 1:
        return span.doc[span.start : span.end - 1]
    return span


def words_of(span: Span) -> str:
    """The words of `span` with single spaces."""
    return " ".join(span.text.split())
