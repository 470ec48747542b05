"""When a feed is read next."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import load_settings
from bot.feeds import schedule
from bot.feeds.schedule import Wishes
from bot.model import Feed

NOW = datetime(2026, 11, 20, 8, 17, tzinfo=UTC)  # a Friday
FEEDS = load_settings().feeds
FEED = Feed(id="f", url="https://a.example/feed", next_poll=NOW, interval=1800)


def every(minutes: float, count: int = 30, since: float = 0) -> list[datetime]:
    """A feed that brought something so often until `since` minutes ago."""
    return [NOW - timedelta(minutes=since + minutes * number) for number in range(count)]


@pytest.mark.parametrize(
    ("minutes", "since", "interval"),
    [(60, 0, 1710), (10, 0, 300), (1, 0, 300), (1440, 0, 41040), (60, 1440, 3870), (10_000, 0, 86_400)],
)
def test_a_feed_is_read_at_its_own_rate(minutes: float, since: float, interval: int) -> None:
    assert schedule.own_rate(every(minutes, since=since), NOW, FEEDS) == interval


def test_without_dates_there_is_no_rate_and_dates_to_come_count_as_now() -> None:
    assert schedule.own_rate([], NOW, FEEDS) is None
    assert schedule.own_rate([NOW], NOW, FEEDS) is None
    assert schedule.own_rate([NOW + timedelta(days=1), NOW - timedelta(hours=2)], NOW, FEEDS) == 1800


def test_a_feed_without_dates_is_read_more_or_less_by_what_it_brings() -> None:
    assert schedule.livelier(FEED, FEEDS) < FEED.interval < schedule.quieter(FEED, FEEDS)
    for _ in range(100):
        lively = schedule.livelier(FEED.model_copy(update={"interval": 310}), FEEDS)
        quiet = schedule.quieter(FEED.model_copy(update={"interval": 86_000}), FEEDS)
    assert (lively, quiet) == (FEEDS.min_interval, FEEDS.max_interval)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, MAX-AGE="600"', "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "9999"}, 0),
        ({"cache-control": "no-store, max-age=x"}, 0),
        ({"cache-control": "max-age=-5, s-maxage=9"}, 0),
        ({"cache-control": f"max-age={'9' * 500}"}, 999_999_999),
        ({}, 0),
    ],
)
def test_how_long_an_answer_stays_true(headers: dict[str, str], seconds: int) -> None:
    assert schedule.fresh_for(headers) == seconds


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Fri, 20 Nov 2026 09:17:00 GMT", timedelta(hours=1)),
        ("Fri, 20 Nov 2020 09:17:00 GMT", timedelta()),
        ("99999999999999999999", timedelta(days=7)),
        ("Fri, 20 Nov 2099 09:17:00 GMT", timedelta(days=7)),
        ("soon", None),
        ("", None),
        ("-1", None),
    ],
)
def test_how_long_a_server_asks_to_wait(told: str, wait: timedelta | None) -> None:
    assert schedule.retry_after({"retry-after": told}, NOW) == wait


@settings(deadline=None)
@given(
    st.integers(0, 10**9),
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.sampled_from(["monday", "friday", "saturday", "sunday"])),
    st.integers(300, 86_400),
)
def test_the_next_reading_is_within_bounds_and_not_when_it_is_not_wanted(
    left_alone: int, hours: frozenset[int], days: frozenset[str], interval: int
) -> None:
    after = schedule.after_answer(FEED, interval, Wishes(left_alone, hours, days), NOW, FEEDS)
    wait = after.next_poll - NOW
    assert timedelta(seconds=interval) <= wait <= timedelta(days=1.1 + 7)
    if len(hours) < 24:
        assert after.next_poll.hour not in hours
        assert f"{after.next_poll:%A}".lower() not in days


def test_a_feed_that_wants_never_to_be_read_is_read_all_the_same() -> None:
    never = Wishes(0, frozenset(range(24)), frozenset())
    assert schedule.after_answer(FEED, 1800, never, NOW, FEEDS).next_poll < NOW + timedelta(hours=1)


def test_feeds_that_were_due_together_are_not_again() -> None:
    others = [FEED.model_copy(update={"id": f"f{number}"}) for number in range(200)]
    times = {schedule.after_answer(each, 1800, Wishes(), NOW, FEEDS).next_poll for each in others}
    assert len(times) == 200


def test_failing_backs_off_and_an_answer_forgives_everything() -> None:
    feed, waits = FEED, []
    for _ in range(40):
        feed = schedule.after_failure(feed, "no answer", NOW, FEEDS)
        waits.append(feed.next_poll - NOW)
    assert waits[0] < timedelta(minutes=6)
    assert all(later >= sooner * 1.8 for sooner, later in pairwise(waits[:8]))
    assert timedelta(days=1) <= waits[-1] <= timedelta(days=1.1)
    assert (feed.state, feed.failures, feed.problem) == ("failing", 40, "no answer")
    told = feed.model_copy(update={"told_at": NOW})
    well = schedule.after_answer(told, 1800, Wishes(), NOW, FEEDS)
    assert (well.state, well.failures, well.problem, well.told_at) == ("active", 0, None, None)


def test_a_wish_to_wait_is_obeyed_beyond_the_backoff() -> None:
    later = schedule.after_failure(FEED, "busy", NOW, FEEDS, timedelta(days=3))
    assert later.next_poll == NOW + timedelta(days=3)
    sooner = schedule.after_failure(FEED, "busy", NOW, FEEDS, timedelta(seconds=1))
    assert sooner.next_poll >= NOW + timedelta(seconds=FEEDS.min_interval)
