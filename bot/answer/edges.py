"""The words of an answer as they are shown: with the small word before them that bears its meaning.

"hitting a ball" for "without hitting a ball" would be the contrary, "Friday" for "until Friday" another time.
What the rule weighs of a candidate is not touched by it.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from bot.answer.enumerations import enumerations
from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.nlp import parsed
from bot.ground.words import key

MOST_WORDS = 14
_TIMES = frozenset(("DATE", "TIME"))
_LINKS = frozenset(("on", "at", "of", "in", "the"))
"""What stands between the parts of one time: "7 p.m. on Monday", "the evening of 4 May"."""


def in_full(question: Question, candidate: Candidate) -> str:
    """The candidate's words with what before or behind them belongs to the answer."""
    sentence = candidate.sentence
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    doc = parsed(sentence.text)
    span = doc.char_span(start, end, alignment_mode="contract") if 0 <= start < end <= len(doc.text) else None
    if span is None or (span.start_char, span.end_char) != (start, end) or candidate.source == "gathered":
        return candidate.text
    first, last = _range(question, span)
    return candidate.text if last - first == len(span) else " ".join(doc[first:last].text.split())


def _range(question: Question, span: Span) -> tuple[int, int]:
    first, last = span.start, span.end
    if question.kind == "when":
        first, last = _whole_time(span)
    elif question.kind == "what":
        first, last = _whole_thing(question, span)
    return _led(question.kind, span.doc[first:last]), last


def _led(kind: str, span: Span) -> int:
    """Where the span begins with the preposition or conjunction that opens it, if that says something."""
    leading, doc = cues("edges").get(kind, ()), span.doc
    open_at = span.start
    while open_at > 0 and doc[open_at - 1].pos_ == "DET" and doc[open_at - 1].head in span:
        open_at -= 1
    for words in (2, 1):
        opener = doc[max(0, open_at - words) : open_at]
        governs = any(each.head in span or any(c in span for c in each.children) for each in opener)
        if governs and len(opener) == words and opener.text.lower() in leading:
            return opener.start
    return span.start


def _whole_time(span: Span) -> tuple[int, int]:
    """A time with the parts of it that stand beside: for "Monday" "7 p.m. on Monday"."""
    first, last = span.start, span.end
    times = [ent for ent in span.doc.ents if ent.label_ in _TIMES]
    if not any(ent.start < last and ent.end > first for ent in times):
        return first, last
    for ent in reversed(times):
        if ent.end < first and _is_link(span.doc[ent.end : first]):
            first = ent.start
    for ent in times:
        if ent.start > last and _is_link(span.doc[last : ent.start]):
            last = ent.end
    while last > span.end and span.doc[last - 1].pos_ in ("ADP", "SCONJ"):
        last -= 1  # the parser takes the "after" of "at 7 p.m. after" for a part of the time
    return first, last


def _is_link(between: Span) -> bool:
    return len(between) <= 2 and all(token.lower_ in _LINKS for token in between)


def _whole_thing(question: Question, span: Span) -> tuple[int, int]:
    """A thing with what "and" joins to it, and a bare noun with the phrase that says which."""
    asked = {word.key for word in question.terms}
    for row, members in enumerations(span.doc):
        if any(each.start <= span.start and span.end <= each.end for each in members):
            new = not asked & _keys(row) and _are_of_one_sort(span, members)
            return (row.start, row.end) if new and len(row) <= MOST_WORDS else (span.start, span.end)
    last = max((each.end for each in _said_of(span.root, span.end, asked)), default=span.end)
    return span.start, last if last - span.start <= MOST_WORDS else span.end


def _are_of_one_sort(span: Span, members: Sequence[Span]) -> bool:
    """A name is joined to names alone: not "Poland" to "a Filipino mechanic"."""
    return not span.root.ent_type_ or all(each.root.ent_type_ for each in members)


def _said_of(noun: Token, end: int, asked: set[str]) -> Iterator[Span]:
    """The phrase right behind a common noun that belongs to it, unless it tells a time or what was asked."""
    if noun.pos_ != "NOUN" or noun.i != end - 1:
        return
    for link in noun.children:
        phrase: Span = link.doc[link.i : link.right_edge.i + 1]
        known = asked & _keys(phrase) or any(token.ent_type_ in _TIMES for token in phrase)
        if link.i == end and link.dep_ == "prep" and not known:
            yield phrase


def _keys(span: Span) -> set[str]:
    return {key(token.text) for token in span}
