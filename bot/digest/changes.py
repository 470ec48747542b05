"""What has changed since a channel was last told of a story: "people killed: at least 7 → 9". Pure."""

from collections.abc import Sequence

from bot.digest.counts import amount, counts_of, differ, kind_of
from bot.model import Brief, Figure, Statement

MOST = 3


def figures_to_remember(briefs: Sequence[Brief]) -> tuple[Figure, ...]:
    """The comparable figures of a story, the newest report's first, each thing once."""
    found: dict[object, Figure] = {}
    for brief in briefs:
        for count in counts_of(brief):
            found.setdefault(count.kind, count.figure)
    return tuple(found.values())


def changes(told: Sequence[Figure], now: Sequence[Figure]) -> tuple[Statement, ...]:
    """Which of the figures that were told are others now, at most three, each with what says so now."""
    before = {kind: figure for figure in told if (kind := kind_of(figure))}
    found = []
    for figure in now:
        kind = kind_of(figure)
        old = before.get(kind) if kind else None
        if old is not None and differ(old, figure):
            what = figure.counted or old.counted or "number"
            text = f"{what}: {amount(old)} → {amount(figure)}"
            found.append(Statement(text=text, evidence=figure.evidence[:1]))
    return tuple(found[:MOST])
