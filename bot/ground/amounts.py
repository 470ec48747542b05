"""An amount, and which amounts of a text are the two ends of a range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Bound = Literal["from", "to"]


@dataclass(frozen=True)
class Amount:
    """A number at characters `start` to `end`, its unit included; `bound` when it ends a range."""

    start: int
    end: int
    value: float
    unit: str | None = None
    money: bool = False
    bound: Bound | None = None
    scaled: bool = False


_JOINT = re.compile(r" ?[-–—] ?| to | and | or ")
_COUNTABLE = re.compile(r" ?(?:[a-z]+ )?[a-z]{3,}s\b| (?:people|men|women|children)\b")


# Before the first of two prices it leads to a range, where a change would have "from" or a verb of change.
_PRICED = re.compile(r"\b(?:of|for|at|between|costs?|costing|worth|charge)(?: about| around| roughly)? $")


def marked_ranges(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """The amounts with the two ends of each range marked, and scores left out."""
    at = 0
    while at < len(amounts):
        first, second = amounts[at], amounts[at + 1] if at + 1 < len(amounts) else None
        joint = text[first.end : second.start] if second else ""
        if second is None or not _JOINT.fullmatch(joint):
            yield first
            at += 1
            continue
        at += 2
        if _is_range(text, first, second, joint):
            unit, money = second.unit or first.unit, second.money or first.money
            scale = _shared_scale(first, second)
            yield replace(
                first, value=first.value * scale, unit=first.unit or unit, money=money, bound="from"
            )
            yield replace(second, unit=unit, money=money, bound="to")
        elif joint.strip() in ("to", "and", "or") or joint != joint.strip():
            yield first
            at -= 1


def _is_range(text: str, first: Amount, second: Amount, joint: str) -> bool:
    """Whether both are ends of one range, told from a score or a change ("rose from 3 to 5")."""
    alike = first.unit is None or second.unit is None or first.unit == second.unit
    if not alike or second.value <= first.value * (1 if first.scaled == second.scaled else 0):
        return False
    if joint.strip() == "to" and first.money and second.money:
        return bool(_PRICED.search(text[max(first.start - 24, 0) : first.start]))
    if joint.strip() == "to":
        return not re.search(r"\bfrom $", text[: first.start][-6:]) and first.unit is None
    if joint.strip() == "and":
        return bool(re.search(r"\bbetween $", text[: first.start][-9:], re.IGNORECASE))
    if joint.strip() == "or":
        return False
    return bool(second.unit or second.scaled or _COUNTABLE.match(text, second.end))


def _shared_scale(first: Amount, second: Amount) -> float:
    """As in "5-6 million": the scale of the second holds for the first."""
    if first.scaled or not second.scaled:
        return 1
    return 10.0 ** (3 * int((len(f"{int(second.value)}") - 1) // 3))
