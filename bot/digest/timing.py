"""When a digest is due: a timing checked, and its next times."""

import re
from calendar import day_name
from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import get_args

from bot.digest.cron import parse_cron
from bot.digest.triggers import CronTimes, LocalTrigger, TimesOfDay
from bot.digest.zones import zone_of
from bot.errors import InputError
from bot.model import Timing, Weekday

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_FULL_NAMES = dict(zip(_WEEKDAYS, (name.lower() for name in day_name), strict=True))


def checked(timing: Timing) -> Timing:
    """The timing as it is stored: times as "08:00" in order, days from Monday, the zone as IANA spells it.

    Raises InputError, in a sentence, for one that cannot be read or is never due.
    """
    zone = zone_of(timing.zone).key
    if timing.cron is not None:
        if timing.times:
            raise InputError("Give either times of day or a cron line, not both.")
        parse_cron(timing.cron)
        return Timing(cron=" ".join(timing.cron.split()), zone=zone)
    if not timing.times:
        raise InputError('It would never be due: give a time of day, such as "08:00", or a cron line.')
    if not timing.days:
        raise InputError("It would never be due: it has no weekdays.")
    times = sorted({_time(text) for text in timing.times})
    days = tuple(day for day in _WEEKDAYS if day in timing.days)
    return Timing(times=tuple(f"{at:%H:%M}" for at in times), days=days, zone=zone)


def next_fire(timing: Timing, after: datetime) -> datetime | None:
    """The first time after a moment, in UTC; None when there is none any more.

    A local time that clocks leap over is due once, right after the leap; one that they show twice is
    due once, the first time. Raises InputError as `checked` does.
    """
    return _trigger(timing).after(after)


def upcoming(timing: Timing, count: int, after: datetime) -> Sequence[datetime]:
    """The next `count` times after a moment, in the zone of the timing; raises InputError."""
    trigger = _trigger(timing)
    found: list[datetime] = []
    while len(found) < count and (due := trigger.after(found[-1] if found else after)):
        found.append(due.astimezone(trigger.zone))
    return found


@lru_cache(maxsize=10_000)
def _trigger(timing: Timing) -> LocalTrigger:
    sound = checked(timing)
    zone = zone_of(sound.zone)
    if sound.cron is not None:
        return CronTimes(parse_cron(sound.cron), zone)
    weekdays = frozenset(_WEEKDAYS.index(day) for day in sound.days)
    return TimesOfDay(tuple(map(_time, sound.times)), weekdays, zone)


def _time(text: str) -> time:
    read = _TIME.fullmatch(text.strip())
    if read is None:
        raise InputError(f'"{text}" is no time of day: write it like "08:00" or "17:30".')
    return time(int(read[1]), int(read[2]))


def weekdays_of(text: str) -> tuple[Weekday, ...]:
    """The weekdays that words name: "mon-fri", "sat,sun", "weekdays", "weekends", "every day".

    Raises InputError.
    """
    named = {"weekdays": "mon-fri", "weekends": "sat-sun", "daily": "mon-sun", "every day": "mon-sun"}
    words = " ".join(text.lower().split())
    found: set[int] = set()
    for part in named.get(words, words).split(","):
        first, _, last = (each.strip() for each in part.partition("-"))
        start, end = _weekday(first), _weekday(last or first)
        found |= {day % 7 for day in range(start, end + (7 if end < start else 0) + 1)}
    return tuple(_WEEKDAYS[day] for day in sorted(found))


def _weekday(word: str) -> int:
    for place, day in enumerate(_WEEKDAYS):
        if len(word) >= 2 and _FULL_NAMES[day].startswith(word):
            return place
    raise InputError(f'"{word}" is no weekday: write "mon-fri", "sat,sun" or "weekdays".')
