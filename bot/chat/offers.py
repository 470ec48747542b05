"""What a shown brief offers to be looked at more closely; each platform has buttons for it."""

from typing import Literal

from bot.model import Brief

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
