"""Dates: those of the source, and of the same deeds."""

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Span

from bot.ground.verify.figures import governors
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage
from bot.ground.when import Anchors, Expression, When, find_expressions
from bot.ground.words import words

Found = tuple[Span, Expression]
_FINE = ("day", "week", "month", "quarter", "year", "decade")


def time_reasons(claim: Passage, source: Passage, published: date | None) -> Iterator[Reason]:
    """A reason for each date of the claim that the source does not give, or gives to something else."""
    for found in claim.times:
        if _is_no_date(found):
            continue
        holding = [each for each in source.times if _entails(each, found, published)]
        rivals = [each for each in source.times if each not in holding and _company(each) & _company(found)]
        if not holding:
            near = rivals or list(source.times)
            there = f"the source says {_said(near[0])}" if near else "the source does not say when"
            yield Reason("date", f"{there}, the claim {_said(found)}")
        elif rivals and not any(_company(each) & _company(found) for each in holding):
            yield Reason("date", f"the source says {_said(rivals[0])}, the claim {_said(found)}")


def _is_no_date(found: Found) -> bool:
    """Whether a bare month is the word or the person "may" or "March"."""
    return (
        found[1].bare_month
        and found[0].text[found[1].start : found[1].end] in ("May", "March", "may", "march")
        and (
            not found[0]
            .text[: found[1].start]
            .rstrip()
            .endswith(("in", "of", "since", "last", "until", "by"))
        )
    )


def _said(found: Found) -> str:
    return found[0].text[found[1].start : found[1].end]


def _entails(there: Found, here: Found, published: date | None) -> bool:
    if _said(there).lower() == _said(here).lower():
        return True
    for future in (False, True):
        one, other = (each[1].resolve(Anchors(published, future=future)) for each in (there, here))
        if one is not None and other is not None and _within(one, other):
            return True
    return _parts(there) >= _parts(here)


def _within(one: When, other: When) -> bool:
    """Whether the first date lies in the second."""
    if _FINE.index(other.precision) < _FINE.index(one.precision):
        return False
    if other.precision == "week":
        return one.day.isocalendar()[:2] == other.day.isocalendar()[:2]
    if other.precision == "decade":
        return one.day.year // 10 == other.day.year // 10
    if other.precision == "quarter":
        return one.day.year == other.day.year and (one.day.month - 1) // 3 == (other.day.month - 1) // 3
    size = {"day": 10, "month": 7, "year": 4}[other.precision]
    return one.day.isoformat()[:size] == other.day.isoformat()[:size]


def _parts(found: Found) -> frozenset[str]:
    small = {"on", "in", "the", "at", "of", "early", "late"}
    return frozenset(word.key for word in words(_said(found)) if word.text.lower() not in small)


def _company(found: Found) -> frozenset[str]:
    sentence, time = found
    start = sentence.start_char + time.start
    span = sentence.doc.char_span(start, sentence.start_char + time.end, alignment_mode="expand")
    return governors(span.root) if span is not None and len(span) else frozenset()


def time_words(text: str) -> frozenset[int]:
    """The places of the characters that belong to an expression of time."""
    return frozenset(at for each in find_expressions(text) for at in range(each.start, each.end))
