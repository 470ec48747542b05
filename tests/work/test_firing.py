"""What is due: one delivery for all the times that have passed."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Destination, Plan, Schedule, Timing
from bot.work.firing import WALKED, delivery_key, firing

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def schedule(due: datetime) -> Schedule:
    return Schedule(
        id="s1",
        destination=Destination(platform="slack", channel="c1"),
        plan=Plan(name="n", timing=Timing()),
        created_at=due,
        next_fire=due,
    )


def every(step: timedelta):  # type: ignore[no-untyped-def]
    """Times at multiples of a step, counted from a fixed moment."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    return lambda _timing, after: start + ((after - start) // step + 1) * step


def test_on_time_nothing_is_missed() -> None:
    found = firing(schedule(NOW), NOW + timedelta(seconds=1), every(timedelta(hours=1)))
    assert (found.due_at, found.missed, found.next_fire) == (NOW, 0, NOW + timedelta(hours=1))
    assert found.key == delivery_key("s1", NOW) == "s1/20260501T080000Z"


def test_times_that_passed_collapse_into_the_last() -> None:
    late = NOW + timedelta(hours=4, minutes=59)
    found = firing(schedule(NOW), late, every(timedelta(hours=1)))
    assert (found.due_at, found.missed) == (NOW + timedelta(hours=4), 4)
    assert found.next_fire == NOW + timedelta(hours=5)


def test_a_timing_that_ends_is_due_for_the_last_time() -> None:
    found = firing(schedule(NOW), NOW, lambda _timing, _after: None)
    assert (found.due_at, found.next_fire) == (NOW, None)


@pytest.mark.parametrize("step", [timedelta(minutes=1), timedelta(minutes=7), timedelta(days=1)])
def test_after_years_the_last_time_is_found_without_walking_through_all(step: timedelta) -> None:
    calls = 0
    steps = every(step)

    def counted(timing: Timing, after: datetime) -> datetime:
        nonlocal calls
        calls += 1
        return steps(timing, after)

    late = NOW + timedelta(days=3 * 365, seconds=11)
    found = firing(schedule(NOW), late, counted)
    assert late - step < found.due_at <= late
    assert found.next_fire == found.due_at + step
    assert found.missed == min(WALKED, (found.due_at - NOW) // step)
    assert calls < WALKED + 100
