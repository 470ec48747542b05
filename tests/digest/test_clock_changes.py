"""When clocks change, no digest is skipped and none is doubled: five zones, two years, minute by minute.

What is right is found here without the code under test, by walking through the minutes of UTC and
looking at what a clock in the zone shows.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.digest.timing import next_fire
from bot.model import Timing

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu")
START, END = date(2026, 1, 1), date(2028, 1, 1)
MINUTE = timedelta(minutes=1)


def _days() -> Iterator[date]:
    return (START + timedelta(days=n) for n in range((END - START).days))


def _midnight(day: date, zone: str) -> datetime:
    """The first minute of UTC at which it is that day in the zone (no zone here changes at midnight)."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _change_days(zone: str) -> list[date]:
    return [
        day
        for day in _days()
        if _midnight(day + timedelta(days=1), zone) - _midnight(day, zone) != timedelta(days=1)
    ]


@cache
def _clock(day: date, zone: str) -> list[tuple[datetime, str]]:
    """What a clock in the zone shows in each minute of UTC that belongs to the day."""
    found, moment = [], _midnight(day, zone)
    while (shown := moment.astimezone(ZoneInfo(zone))).date() == day:
        found.append((moment, f"{shown:%H:%M}"))
        moment += MINUTE
    return found


def _every_minute() -> list[str]:
    return [f"{n // 60:02d}:{n % 60:02d}" for n in range(1440)]


def _due(day: date, zone: str, at: str) -> datetime:
    """When a time of day is due: the first minute at which the clock shows it or something later."""
    return next(moment for moment, shown in _clock(day, zone) if shown >= at)


def _fires(timing: Timing, day: date, zone: str) -> list[datetime]:
    moment, end = _midnight(day, zone) - timedelta(microseconds=1), _midnight(day + timedelta(days=1), zone)
    found: list[datetime] = []
    while (due := next_fire(timing, found[-1] if found else moment)) is not None and due < end:
        found.append(due)
    return found


def test_the_zones_change_as_often_as_this_test_believes() -> None:
    assert [len(_change_days(zone)) for zone in ZONES] == [4, 4, 4, 4, 0]


@pytest.mark.parametrize("zone", ZONES)
def test_each_local_minute_of_the_change_days_is_due_once(zone: str) -> None:
    for day in _change_days(zone) or [date(2026, 3, 29)]:
        for at in _every_minute():
            assert _fires(Timing(times=(at,), zone=zone), day, zone) == [_due(day, zone, at)], (day, at)


@pytest.mark.parametrize("zone", ZONES)
def test_cron_lines_for_each_local_minute_of_the_change_days_are_due_once(zone: str) -> None:
    for day in _change_days(zone) or [date(2026, 3, 29)]:
        for at in _every_minute()[:300]:  # all changes are before 05:00
            hour, minute = at.split(":")
            timing = Timing(cron=f"{int(minute)} {int(hour)} * * *", zone=zone)
            assert _fires(timing, day, zone) == [_due(day, zone, at)], (day, at)


@pytest.mark.parametrize("zone", ZONES)
def test_a_line_for_every_minute_is_due_once_for_each_that_a_clock_shows(zone: str) -> None:
    for day in _change_days(zone):
        due = sorted({_due(day, zone, at) for at in _every_minute()})
        assert _fires(Timing(cron="* * * * *", zone=zone), day, zone) == due


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:00", "02:15", "02:30", "03:00", "23:59"])
def test_through_two_years_every_day_has_its_digest(zone: str, at: str) -> None:
    hour, minute = at.split(":")
    for timing in (
        Timing(times=(at,), zone=zone),
        Timing(cron=f"{int(minute)} {int(hour)} * * *", zone=zone),
    ):
        due = _midnight(START, zone) - timedelta(microseconds=1)
        for day in _days():
            found = next_fire(timing, due)
            assert found is not None
            assert found.astimezone(ZoneInfo(zone)).date() == day
            due = found


def test_two_times_in_one_leap_are_one_digest_right_after_it() -> None:
    timing = Timing(times=("02:10", "02:50"), zone="Europe/Berlin")
    day = date(2026, 3, 29)
    assert _fires(timing, day, "Europe/Berlin") == [datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]
