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


def at_home(at: datetime) -> str:
    """A time as this machine's clock shows it: "Tue 12 May, 08:00 CEST"."""
    local = at.astimezone()
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M %Z}"


def ahead(at: datetime, now: datetime) -> str:
    """How long it is until then: "in 12 min", "in 3 h", "in 2 days"; "now" where it is due."""
    minutes = round((at - now).total_seconds() / 60)
    if minutes < 1:
        return "now"
    if minutes < 100:
        return f"in {minutes} min"
    hours = round(minutes / 60)
    return f"in {hours} h" if hours < 48 else f"in {round(hours / 24)} days"


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
