"""What a card shows of a brief, and what it offers to be looked at more closely behind buttons."""

from collections.abc import Sequence
from typing import Literal

from bot.model import Brief, Position

Closer = Literal["said", "timeline", "figures", "evidence"]
"""Who said what and stands where; what happened when; the numbers; all the sentences."""


def closer_looks(brief: Brief) -> tuple[Closer, ...]:
    """Those for which the brief has anything, in the order in which they are offered."""
    has: dict[Closer, bool] = {
        "said": bool(brief.quotes or brief.positions),
        "timeline": bool(brief.timeline),
        "figures": bool(brief.figures),
        "evidence": True,
    }
    return tuple(look for look, there in has.items() if there)


def foremost(positions: Sequence[Position], most: int) -> list[Position]:
    """So many positions for a card: one of each actor before the second of any, in the article's order."""
    seen: dict[str, int] = {}
    turns = []
    for position in positions:
        seen[position.actor] = seen.get(position.actor, 0) + 1
        turns.append(seen[position.actor])
    first = sorted(range(len(positions)), key=lambda at: (turns[at], at))[:most]
    return [positions[at] for at in sorted(first)]
