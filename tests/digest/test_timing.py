"""Timings: what is understood, what is refused, and in which words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.cron import parse_cron
from bot.digest.timing import checked, next_fire, upcoming
from bot.errors import InputError
from bot.model import Timing, Weekday

MONDAY = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def _next(timing: Timing, count: int, after: datetime = MONDAY) -> list[str]:
    return [f"{due:%a %d %b %H:%M}" for due in upcoming(timing, count, after)]


def test_times_of_day_come_on_their_weekdays_in_their_zone() -> None:
    timing = Timing(times=("17:30", "8:00"), days=("mon", "fri"), zone="Europe/Berlin")
    expected = ["Mon 01 Jun 17:30", "Fri 05 Jun 08:00", "Fri 05 Jun 17:30", "Mon 08 Jun 08:00"]
    assert _next(timing, 4) == expected
    assert next_fire(timing, MONDAY) == datetime(2026, 6, 1, 15, 30, tzinfo=UTC)


def test_the_moment_itself_is_not_after_itself() -> None:
    timing = Timing(times=("12:00",))
    assert next_fire(timing, MONDAY) == MONDAY + timedelta(days=1)
    assert next_fire(timing, MONDAY - timedelta(microseconds=1)) == MONDAY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0 8 * * mon-fri", ["Tue 02 Jun 08:00", "Wed 03 Jun 08:00", "Thu 04 Jun 08:00"]),
        ("0 8 * * 0", ["Sun 07 Jun 08:00", "Sun 14 Jun 08:00", "Sun 21 Jun 08:00"]),
        ("0 8 * * 7", ["Sun 07 Jun 08:00", "Sun 14 Jun 08:00", "Sun 21 Jun 08:00"]),
        ("0 8 * * fri-sun", ["Fri 05 Jun 08:00", "Sat 06 Jun 08:00", "Sun 07 Jun 08:00"]),
        ("0 8 * * 1-5/2", ["Wed 03 Jun 08:00", "Fri 05 Jun 08:00", "Mon 08 Jun 08:00"]),
        ("*/20 13 * * *", ["Mon 01 Jun 13:00", "Mon 01 Jun 13:20", "Mon 01 Jun 13:40"]),
        ("10/25 13 * * *", ["Mon 01 Jun 13:10", "Mon 01 Jun 13:35", "Tue 02 Jun 13:10"]),
        ("0 0 29 feb *", ["Tue 29 Feb 00:00", "Sun 29 Feb 00:00", "Fri 29 Feb 00:00"]),
        ("0 0 13 * fri", ["Fri 05 Jun 00:00", "Fri 12 Jun 00:00", "Sat 13 Jun 00:00"]),
        ("@weekly", ["Sun 07 Jun 00:00", "Sun 14 Jun 00:00", "Sun 21 Jun 00:00"]),
    ],
)
def test_cron_lines_mean_what_cron_means(line: str, expected: list[str]) -> None:
    assert _next(Timing(cron=line), 3) == expected


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        (Timing(cron="*/0 * * * *"), 'says "every 0 minutes"'),
        (Timing(cron="0 */0 * * *"), 'says "every 0 hours"'),
        (Timing(cron="0 0 31 2 *"), "is never due: there is no 31 February"),
        (Timing(cron="0 0 31 feb,apr,jun *"), "is never due: there is no 31 February or April or June"),
        (Timing(cron="0 0 30 2 *"), "there is no 30 February"),
        (Timing(cron="61 * * * *"), "the minute goes from 0 to 59, not to 61"),
        (Timing(cron="0 8 * * 8"), "the weekday goes from 0 to 7, not to 8"),
        (Timing(cron="0 8 * *"), "it has 4 fields, not five"),
        (Timing(cron="0 8 ? * *"), '"?" is no day of the month'),
        (Timing(cron="0 8 * * mon#2"), '"mon#2" is no weekday'),
        (Timing(cron="0 22-6 * * *"), '"22-6" runs backwards'),
        (Timing(cron=""), "it has 0 fields, not five"),
        (Timing(cron="² 8 * * *"), '"²" is no minute'),
        (Timing(cron="0 8 * * *", times=("08:00",)), "not both"),
        (Timing(), "never be due: give a time of day"),
        (Timing(times=("08:00",), days=()), "it has no weekdays"),
        (Timing(times=("25:00",)), '"25:00" is no time of day'),
        (Timing(times=("8",)), '"8" is no time of day'),
        (Timing(times=("08:00",), zone="Europe/Berln"), "Did you mean Europe/Berlin"),
        (Timing(times=("08:00",), zone="New York"), "Did you mean America/New_York"),
        (Timing(times=("08:00",), zone="../../etc/passwd"), "There is no time zone"),
        (Timing(times=("08:00",), zone=""), 'Write it like "Europe/Berlin"'),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(timing: Timing, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        checked(timing)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(InputError):
        next_fire(timing, MONDAY)


def test_a_timing_is_stored_in_one_spelling() -> None:
    spelt = Timing(times=("17:30", "8:00", "08:00"), days=("fri", "mon"), zone="europe/berlin")
    assert checked(spelt) == Timing(times=("08:00", "17:30"), days=("mon", "fri"), zone="Europe/Berlin")


_FIELDS = {"minute": (0, 59), "hour": (0, 23), "day": (1, 28), "month": (1, 12), "weekday": (0, 7)}


@st.composite
def _cron_lines(draw: st.DrawFn) -> str:
    fields = []
    for least, most in _FIELDS.values():
        some = st.lists(st.integers(least, most), min_size=1, max_size=3).map(lambda v: ",".join(map(str, v)))
        step = st.integers(1, most).map(lambda n: f"*/{n}")
        fields.append(draw(st.one_of(st.just("*"), some, step)))
    return " ".join(fields)


@settings(deadline=None)
@given(_cron_lines(), st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)))
def test_a_cron_line_is_due_at_its_first_minute_and_at_none_before(line: str, start: datetime) -> None:
    after = start.replace(tzinfo=UTC)
    due = next_fire(Timing(cron=line), after)
    assert due is not None
    assert due > after
    assert _fits(line, due)
    minute = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    for _ in range(1500):  # a day and some
        if minute >= due:
            break
        assert not _fits(line, minute)
        minute += timedelta(minutes=1)


def _fits(line: str, at: datetime) -> bool:
    """Whether crontab(5) says that the line is due in that minute."""
    read = parse_cron(line)
    day, weekday = at.day in read.days, at.isoweekday() % 7 in read.weekdays
    both_limited = len(read.days) < 31 and len(read.weekdays) < 7
    on_the_day = (day or weekday) if both_limited else (day and weekday)
    return at.minute in read.minutes and at.hour in read.hours and at.month in read.months and on_the_day


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1),
    st.sets(st.times().map(lambda at: f"{at:%H:%M}"), min_size=1, max_size=4),
)
def test_a_week_has_each_time_on_each_of_its_days(days: set[Weekday], times: set[str]) -> None:
    timing = Timing(times=tuple(times), days=tuple(days))
    due = upcoming(timing, len(days) * len(times), MONDAY)
    assert due[-1] <= MONDAY + timedelta(days=7)
    assert {(f"{each:%a}".lower(), f"{each:%H:%M}") for each in due} == {(d, t) for d in days for t in times}
