"""When a digest is due: as people type it, and as it is said back to them."""

import re
from datetime import datetime
from functools import cache
from typing import get_args
from zoneinfo import available_timezones

import discord
from babel.dates import get_day_names

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.escaping import plain
from bot.chat.discord.limits import CHOICES
from bot.chat.discord.texts import Words, languages
from bot.model import Timing, Weekday

DAYS: tuple[Weekday, ...] = get_args(Weekday)
_WEEKDAYS, _WEEKEND = DAYS[:5], DAYS[5:]
_CRON = re.compile(r"@\w+|(?:[\w*/,-]+\s+){4}[\w*/,-]+", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?(?:\s*Uhr)?", re.IGNORECASE)


def timing_of(times: str, days: str, zone: str, words: Words) -> Timing:
    """The timing that was typed, or its cron line; raises RefusalError for what is no time, day or zone."""
    if zone not in available_timezones():
        near = ", ".join(plain(each) for each in zones_like(zone)[:3])
        raise RefusalError(
            words.say("I know no time zone “{zone}”. Take one such as {near}.", zone=plain(zone), near=near)
        )
    if _CRON.fullmatch(times.strip()):
        return Timing(cron=times.strip(), zone=zone)
    return Timing(times=_times(times, words), days=_days(days, words), zone=zone)


def days_in_words(days: tuple[Weekday, ...], words: Words) -> str:
    """Such as "every weekday"."""
    if set(days) == set(DAYS):
        return words.say("every day")
    if set(days) == set(_WEEKDAYS):
        return words.say("every weekday")
    if set(days) == set(_WEEKEND):
        return words.say("on weekends")
    names = get_day_names("wide", locale=words.code)
    return ", ".join(names[DAYS.index(day)] for day in DAYS if day in days)


def timing_in_words(timing: Timing, words: Words) -> str:
    """Such as "every weekday 08:00 Europe/Berlin"."""
    if timing.cron:
        return f"`{timing.cron}` {plain(timing.zone)}"
    return f"{days_in_words(timing.days, words)} {', '.join(timing.times)} {plain(timing.zone)}"


def next_in_words(moment: datetime | None, words: Words) -> str:
    """When it is due next, on each reader's own clock."""
    if moment is None:
        return words.say("paused")
    return words.say(
        "next: {when} ({in_time})",
        when=discord.utils.format_dt(moment, "F"),
        in_time=discord.utils.format_dt(moment, "R"),
    )


def zones_like(typed: str) -> list[str]:
    """Time zones that what is typed may mean: those of a city first, at most as many as Discord offers."""
    wanted = "".join(re.findall(r"\w+", typed.casefold()))
    found = sorted(
        (not city.startswith(wanted), name)
        for name, city, whole in _zones()
        if wanted in whole or wanted in city
    )
    return [name for _, name in found[:CHOICES]] or ["UTC", "Europe/Berlin", "America/New_York"]


@cache
def _zones() -> tuple[tuple[str, str, str], ...]:
    kept = (name for name in available_timezones() if "/" in name or name == "UTC")
    known = (name for name in kept if not name.startswith(("Etc/", "posix/", "right/", "SystemV/")))
    return tuple((name, _letters(name.rpartition("/")[2]), _letters(name)) for name in sorted(known))


def _letters(name: str) -> str:
    return "".join(re.findall(r"[^\W_]+", name.casefold()))


def _times(typed: str, words: Words) -> tuple[str, ...]:
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;]|\band\b|\bund\b", typed))):
        clock = _CLOCK.fullmatch(part)
        time = _on_the_clock(clock) if clock else None
        if time is None:
            raise RefusalError(
                words.say(
                    "“{part}” is no time of day. Write it like 08:00 or 08:00, 17:30.", part=plain(part)
                )
            )
        found.append(time)
    if not found:
        raise RefusalError(words.say("A digest needs at least one time of day, such as 08:00."))
    return tuple(sorted(set(found)))


def _on_the_clock(found: re.Match[str]) -> str | None:
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _days(typed: str, words: Words) -> tuple[Weekday, ...]:
    wanted: set[Weekday] = set()
    for part in re.split(r"[,;/&]|\band\b|\bund\b", typed.casefold()):
        name = part.strip()
        if name and name not in _day_names():
            raise RefusalError(
                words.say(
                    "“{part}” is no day. Write weekdays, weekends, every day, or mon, wed.", part=plain(part)
                )
            )
        wanted |= set(_day_names().get(name, ()))
    return tuple(day for day in DAYS if day in wanted) or DAYS


@cache
def _day_names() -> dict[str, tuple[Weekday, ...]]:
    """Every way in which a day, or several, may be called, in all languages that the program speaks."""
    known: dict[str, tuple[Weekday, ...]] = {
        "every day": DAYS,
        "daily": DAYS,
        "täglich": DAYS,
        "jeden tag": DAYS,
        "weekdays": _WEEKDAYS,
        "every weekday": _WEEKDAYS,
        "werktags": _WEEKDAYS,
        "weekends": _WEEKEND,
        "am wochenende": _WEEKEND,
        "wochenende": _WEEKEND,
    }
    for language in languages():
        for width in ("wide", "abbreviated", "short"):
            for at, name in get_day_names(width, locale=language).items():
                known[str(name).casefold().rstrip(".")] = (DAYS[at],)
    return known | {day: (day,) for day in DAYS}
