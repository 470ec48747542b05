"""The moment at which an article appeared, as exactly as its page or its text gives it."""

import re
import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime

from bot.ingest.draft import Published

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*([+-]\d\d):?(\d\d)$")
_ZONE_NAME = re.compile(r"\[[\w/+-]+\]$")  # "2025-11-03T06:10:00+01:00[Europe/Berlin]"
_CLOCK = re.compile(r"\d[:.]\d\d")
# Abbreviations that mean one zone alone in RFC 5322, or in the papers of Europe; in hours.
_ZONE_HOURS = {
    0: "UT UTC GMT Z",
    1: "CET",
    2: "CEST EET",
    3: "EEST",
    -4: "EDT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST",
}
_ZONES = {name: 3600 * hours for hours, names in _ZONE_HOURS.items() for name in names.split()}


def full_dates(text: str) -> list[date]:
    """The dates that `text` writes with day, month and year, in order."""
    found = []
    for match in _FULL_DATE.finditer(text):
        parts = match.groupdict()
        form = next(form for form in "123" if parts[f"y{form}"])
        month = parts[f"m{form}"].lower()
        try:
            number = _MONTHS.get(month) or int(month)
            found.append(date(int(parts[f"y{form}"]), number, int(parts[f"d{form}"])))
        except ValueError:  # 31 June
            continue
    return found


def on_day(day: date) -> Published:
    """Some time on `day`."""
    return Published(datetime(day.year, day.month, day.day, tzinfo=UTC), "day")


def parse_moment(text: str | None) -> Published | None:
    """The moment that a text writes, in ISO 8601 or in words; a time without a zone is taken as UTC.

    A day alone where no time stands, or one whose zone is not known for certain ("IST").
    """
    written = (text or "").strip()
    try:
        moment = datetime.fromisoformat(_ZONE.sub(r"\1:\2", _ZONE_NAME.sub("", written)))
    except ValueError:
        days = full_dates(written)
        return (_timed(written, days[0]) or on_day(days[0])) if len(days) == 1 else None
    if len(written) <= len("2024-01-18"):
        return on_day(moment.date())
    return Published(moment if moment.tzinfo else moment.replace(tzinfo=UTC), "minute")


def _timed(written: str, day: date) -> Published | None:
    """The moment on `day` of "Mon, 03 Nov 2025 05:10:00 GMT" or "November 3, 2025 6:10 AM EST"."""
    from dateutil.parser import ParserError, UnknownTimezoneWarning, parse

    if not _CLOCK.search(written):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            moment: datetime = parse(written, tzinfos=_ZONES)
    except (ParserError, UnknownTimezoneWarning, OverflowError):
        return None
    if moment.date() != day:
        return None
    return Published(moment if moment.tzinfo else moment.replace(tzinfo=UTC), "minute")


def exact_moment(day: date | None, written: Iterable[str]) -> Published | None:
    """The first of the `written` times that falls on `day`, which is trusted more; else the day alone.

    A time counts when its day is the same where it was written or in UTC. Midnight sharp stands for
    a day, since that is what programs write that don't know the time. Without `day` the first
    readable time counts.
    """
    for text in written:
        moment = parse_moment(text)
        if moment is None or moment.precision == "day":
            continue
        at = moment.at
        if (at.hour, at.minute, at.second) == (0, 0, 0):
            continue
        if day is None or day in {at.date(), at.astimezone(UTC).date()}:
            return moment
    return on_day(day) if day else None
