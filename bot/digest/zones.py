"""Time zones by their IANA names, and what a local time means on the days when clocks are changed."""

import difflib
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import InputError

_SECOND = timedelta(seconds=1)


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name, in any spelling of its letters; raises InputError naming near ones."""
    known = _names().get(name.strip().casefold())
    if known is None:
        near = _near(name)
        hint = f"Did you mean {' or '.join(near)}?" if near else 'Write it like "Europe/Berlin" or "UTC".'
        raise InputError(f'There is no time zone "{name}". {hint}')
    return ZoneInfo(known)


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which clocks in `zone` show `local` (without zone) or something later.

    So a time that clocks show twice is the first of the two, and one that they leap over is the moment
    right after the leap.
    """
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if _shown(moment, zone) == local:
        return moment
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)  # as PEP 495 resolves a gap
    while moment - before > _SECOND:  # the leap lies between the two
        middle = before + (moment - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if _shown(middle, zone) < local:
            before = middle
        else:
            moment = middle
    return moment


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


@cache
def _names() -> dict[str, str]:
    odd = {"localtime", "posixrules", "Factory"}
    return {name.casefold(): name for name in available_timezones() if name not in odd}


def _near(name: str) -> list[str]:
    """At most three zones with a like name, or with a city of a like name."""
    wanted = name.strip().casefold().replace(" ", "_")
    cities: dict[str, str] = {}
    for key in sorted(_names(), reverse=True):
        cities[key.rpartition("/")[2]] = key
    by_city = difflib.get_close_matches(wanted.rpartition("/")[2], cities, n=2, cutoff=0.75)
    whole = difflib.get_close_matches(wanted, _names(), n=2, cutoff=0.75)
    found = dict.fromkeys([*(cities[city] for city in by_city), *whole])
    return [_names()[key] for key in found][:3]
