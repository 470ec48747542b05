"""Cron lines: five fields, read strictly, with what is wrong told in words."""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass

from bot.errors import InputError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST = {month: monthrange(2024, month)[1] for month in range(1, 13)}  # a leap year

_SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_PART = re.compile(r"(?:(?P<any>\*)|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?", re.ASCII)


@dataclass(frozen=True)
class _Field:
    """One of the five fields: its name, its bounds, and the names of its values, if they have any."""

    name: str
    least: int
    most: int
    names: dict[str, int]


_FIELDS = (
    _Field("minute", 0, 59, {}),
    _Field("hour", 0, 23, {}),
    _Field("day of the month", 1, 31, {}),
    _Field("month", 1, 12, {name: at for at, name in enumerate(_MONTHS, 1)}),
    _Field("weekday", 0, 7, {name: at for at, name in enumerate(_WEEKDAYS)}),
)

ANY_DAY = frozenset(range(1, 32))
ANY_WEEKDAY = frozenset(range(7))


@dataclass(frozen=True)
class CronLine:
    """What a cron line allows, field by field; of the weekdays, Sunday is 0."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]


def parse_cron(line: str) -> CronLine:
    """The cron line; raises InputError when it cannot be read, or no day ever fits it."""
    written = line.strip().lower()
    fields = _SHORT.get(written, written).split()
    if len(fields) != len(_FIELDS):
        raise _unread(line, f"it has {len(fields)} fields, not five")
    minutes, hours, days, months, weekdays = (
        _values(text, field, line) for text, field in zip(fields, _FIELDS, strict=True)
    )
    weekdays = frozenset(day % 7 for day in weekdays)
    if weekdays == ANY_WEEKDAY and not any(min(days) <= _LONGEST[month] for month in months):
        named = " or ".join(month_name[month] for month in sorted(months))
        raise InputError(f'The cron line "{line}" is never due: there is no {min(days)} {named}.')
    return CronLine(minutes, hours, days, months, weekdays)


def _values(text: str, field: _Field, line: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        read = _PART.fullmatch(part)
        if read is None:
            raise _unread(line, f'"{part}" is no {field.name}')
        found.update(_range(read, field, line))
    return frozenset(found)


def _range(read: re.Match[str], field: _Field, line: str) -> range:
    step = int(read["step"] or 1)
    if step == 0:
        raise InputError(f'The cron line "{line}" says "every 0 {field.name}s": give a step of 1 or more.')
    if read["any"]:
        return range(field.least, field.most + (field.name != "weekday"), step)
    first = _value(read["first"], field, line)
    if read["last"] is None:
        return range(first, (field.most if read["step"] else first) + 1, step)
    last = _value(read["last"], field, line)
    if field.name == "weekday" and last < first:  # "fri-sun", and "sat-1"
        last += 7
    if last < first:
        raise _unread(line, f'"{read[0]}" runs backwards')
    return range(first, last + 1, step)


def _value(text: str, field: _Field, line: str) -> int:
    if text in field.names:
        return field.names[text]
    if not text.isdigit():
        raise _unread(line, f'"{text}" is no {field.name}')
    value = int(text)
    if not field.least <= value <= field.most:
        raise _unread(line, f"the {field.name} goes from {field.least} to {field.most}, not to {text}")
    return value


def _unread(line: str, why: str) -> InputError:
    return InputError(
        f'The cron line "{line}" cannot be read: {why}. Write minute, hour, day of the month, month and '
        'weekday, such as "0 8 * * mon-fri".'
    )
