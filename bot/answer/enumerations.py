"""Noun phrases that stand in a row: "wheat, rice, maize and soybean"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

_BETWEEN = re.compile(
    r"^\s*(?:,|;|/)?\s*(?:and|or|&|as well as|plus|along with)?\s*(?:also\s+)?(?:the|a|an)?\s*$"
)
_JOINT = re.compile(r"[,;/&]|\b(?:and|or|as well as|plus|along with)\b")
_LAST = re.compile(r"\b(?:and|or|as well as|plus|along with)\b|&")
_LEFT_OUT = frozenset(("DET", "PUNCT", "ADP", "CCONJ", "PRON"))
_SUBJECTS = ("nsubj", "nsubjpass")
_AMOUNTS = frozenset(("MONEY", "PERCENT", "DATE", "TIME"))
MOST_WORDS = 60


def core(head: Token) -> Span:
    """A noun with what stands before it, without its article, and its "of …"."""
    doc = head.doc
    ent = next((e for e in doc.ents if e.start <= head.i < e.end), None)
    left = min((c.left_edge.i for c in head.children if c.i < head.i and c.dep_ != "det"), default=head.i)
    start, end = min(left, ent.start if ent else left), max(head.i + 1, ent.end if ent else 0)
    while start < head.i and (doc[start].pos_ in _LEFT_OUT or doc[start].dep_ == "cc"):
        start += 1
    return doc[start:end]


@lru_cache(maxsize=512)
def enumerations(doc: Doc) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """Each row of two or more noun phrases: the whole, and its members."""
    found, run = [], list[Span]()
    for unit in [*_units(doc), None]:
        if run and unit is not None and _are_joined(doc, run[-1], unit):
            run.append(unit)
            continue
        if len(run) > 1 and _LAST.search(doc.text[run[0].end_char : run[-1].start_char]):
            whole = doc[run[0].start : run[-1].end]
            if len(whole) <= MOST_WORDS:
                found.append((_bare(whole), tuple(_bare(each) for each in run)))
        run = [unit] if unit is not None else []
    return tuple(found)


def around(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The row that characters `start` to `end` stand in, or these characters."""
    for span, _ in enumerations(doc):
        if span.start_char <= start and end <= span.end_char:
            return span.start_char, span.end_char
    return start, end


def _are_joined(doc: Doc, one: Span, other: Span) -> bool:
    between = doc.text[one.end_char : other.start_char]
    if not (_BETWEEN.match(between) and _JOINT.search(between)):
        return False
    return _is_amount(one) == _is_amount(other) and not _begins_clause(one, other)


def _is_amount(span: Span) -> bool:
    """Whether it is money, a share or a time and nothing else: "£2m" is cut in three by the parser."""
    return span.root.ent_type_ in _AMOUNTS or (span[0].is_currency and len(span.root) <= len("bn"))


def _begins_clause(one: Span, other: Span) -> bool:
    """Whether the second is the subject of what follows: "… by the tug Hercules, and the agency said"."""
    verb = other.root.head
    return other.root.dep_ in _SUBJECTS and verb.i > other.root.i and one.root.head != verb


def _units(doc: Doc) -> Iterator[Span]:
    """Noun phrases in order, those linked by "of" as one, with names that no phrase has.

    A time told beside ("Canada will follow next week; Norway …") is no member of a row.
    """
    taken: list[Span] = []
    chunks = [chunk for chunk in doc.noun_chunks if chunk.root.pos_ != "PRON"]
    covered = {i for chunk in chunks for i in range(chunk.start, chunk.end)}
    names = [
        ent
        for ent in doc.ents
        if not covered & set(range(ent.start, ent.end)) and ent.root.pos_ in ("PROPN", "NOUN", "ADJ")
    ]
    units = [each for each in (*chunks, *names) if each.root.dep_ != "npadvmod"]
    for unit in sorted(units, key=lambda each: each.start):
        if taken and taken[-1].end + 1 == unit.start and doc[taken[-1].end].lower_ == "of":
            taken[-1] = doc[taken[-1].start : unit.end]
        elif not taken or unit.start >= taken[-1].end:
            taken.append(unit)
    yield from taken


def _bare(span: Span) -> Span:
    start = span.start
    while start < span.end - 1 and span.doc[start].pos_ in ("DET", "PUNCT"):
        start += 1
    return span.doc[start : span.end]
