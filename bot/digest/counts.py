"""The figures of a report that can be held against another report's: like with like, or not at all. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.digest.lexicon import cues, words
from bot.ground.amount_words import amount_in_words
from bot.ground.numbers import find_amounts
from bot.ground.words import content_words, key
from bot.model import Brief, Figure

LEAD = 900
"""Characters at the start of an article in which a figure is the news, not its background."""

NEAR = 0.1
"""Rounded numbers that differ by no more than this part of the larger say the same."""

Kind = tuple[str | None, frozenset[str]]
"""What a figure measures: its unit, and the comparable words for what is counted."""


@dataclass(frozen=True)
class Count:
    """A figure with what it measures."""

    kind: Kind
    figure: Figure


def counts_of(brief: Brief) -> list[Count]:
    """The comparable figures of a brief, in the order of its text.

    Of several for one thing, those in the lead alone; a thing for which there are several only further
    down is left out, for they tell of different things.
    """
    found = [count for figure in brief.figures if (count := _count(figure))]
    found.sort(key=lambda count: count.figure.evidence[0].start)
    by_kind: dict[Kind, list[Count]] = {}
    for count in found:
        by_kind.setdefault(count.kind, []).append(count)
    return [count for same in by_kind.values() for count in _told(same)]


def _told(same: Sequence[Count]) -> Sequence[Count]:
    leading = [count for count in same if count.figure.evidence[0].start < LEAD and not _is_former(count)]
    if leading:
        return leading[:1]
    if len({count.figure.value for count in same}) == 1 or _are_sides(same):
        return same
    return ()


def _is_former(count: Count) -> bool:
    """Whether its sentence tells the number as what was before: "climbed from seven to nine"."""
    quote = count.figure.evidence[0].quote
    found = [amount for amount in find_amounts(quote) if amount.value == count.figure.value]
    return bool(found) and all(_has(quote[: each.start].split()[-1:], "former") for each in found)


def _are_sides(same: Sequence[Count]) -> bool:
    """Whether an article sets several sources' figures for one thing side by side."""
    starts = [count.figure.evidence[0].start for count in same]
    sources = [count.figure.according_to for count in same]
    return max(starts) - min(starts) < LEAD and None not in sources and len(set(sources)) == len(sources)


def _count(figure: Figure) -> Count | None:
    qualifier = (figure.qualifier or "").split()
    if _has(qualifier, "ends") or _has((figure.counted or "").split()[:1], "adding"):
        return None
    kind = kind_of(figure)
    return Count(kind, figure) if kind else None


def kind_of(figure: Figure) -> Kind | None:
    """What the figure measures, None where that cannot be told apart from other things."""
    named = [word.key for word in content_words(figure.counted or "")]
    if not any(name in _acts() for name in named):
        return None
    return figure.unit, frozenset(_acts().get(name, name) for name in named) - _people()


def differ(one: Figure, other: Figure) -> bool:
    """Whether two figures for one thing say different numbers."""
    if one.value == other.value:
        return False
    rounded = any(_has((figure.qualifier or "").split(), "rounded") for figure in (one, other))
    return not rounded or abs(one.value - other.value) > NEAR * max(abs(one.value), abs(other.value))


def amount(figure: Figure) -> str:
    """The number as it is read: "at least 9", "about US$5 billion"."""
    return amount_in_words(figure, _scaled(figure.value))


def _scaled(value: float) -> str | None:
    """A large number in short, or None."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return None


def _has(found: Sequence[str], names: str) -> bool:
    return bool(words("figures", names) & {word.lower() for word in found})


@cache
def _acts() -> dict[str, str]:
    """The key of each word for something that may have happened, to the key of the first such word."""
    return {key(word): key(line.split()[0]) for line in cues("figures")["acts"] for word in line.split()}


@cache
def _people() -> frozenset[str]:
    return frozenset(key(word) for word in words("figures", "people"))
