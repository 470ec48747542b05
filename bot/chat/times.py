"""Times and timings in words, as they are read in a terminal."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model import Timing

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(at: datetime, zone: str = "UTC") -> str:
    """A time as it is read in a zone: "Tue 12 May, 08:00 Europe/Berlin"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M} {zone}"


def timing_in_words(timing: Timing) -> str:
    """When it is due: "08:00 and 17:30 on mon–fri, Europe/Berlin"."""
    if timing.cron is not None:
        return f"cron {timing.cron}, {timing.zone}"
    return f"{' and '.join(timing.times)} {_days(timing.days)}, {timing.zone}"


def _days(days: Sequence[str]) -> str:
    places = [_WEEK.index(day) for day in days]
    if len(places) == len(_WEEK):
        return "every day"
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"on {days[0]}–{days[-1]}"
    return f"on {', '.join(days)}"
