"""When a feed is read next: at its own rate, as politely as it asks, ever less often while it fails. Pure."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.config import FeedSettings
from bot.model import Feed

TELL_AFTER = 6
"""Failures in a row after which the owner is told: about two and a half hours, at the default settings."""
LONGEST_WISH = timedelta(days=7)
"""A Retry-After is honoured up to this."""

_NEWEST = 20
_READINGS_AN_ITEM = 2  # twice as often as it brings something, so that news is half that gap old at most
_QUIETER = 1.1
_LIVELIER = 0.7
_JITTER = 0.1
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Wishes:
    """What a feed and its server ask for: seconds without us, hours (UTC) and weekdays to be skipped."""

    left_alone: int = 0
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()


def fresh_for(headers: Mapping[str, str]) -> int:
    """Seconds for which an answer says that it stays true (RFC 9111: max-age, less the age it has)."""
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.strip('" ').isdigit():
            age = headers.get("age", "").strip()
            return max(0, int(value.strip('" ')[:9]) - (int(age[:9]) if age.isdigit() else 0))
    return 0


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a server asks to wait, as seconds or as a date (RFC 9110); at most `LONGEST_WISH`."""
    told = headers.get("retry-after", "").strip()
    if told.isdigit():
        return min(timedelta(seconds=int(told[:9])), LONGEST_WISH)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None
    wait = until.replace(tzinfo=until.tzinfo or UTC) - now
    return min(max(wait, timedelta()), LONGEST_WISH)


def own_rate(published: Sequence[datetime], now: datetime, settings: FeedSettings) -> int | None:
    """Seconds between readings that suit how often a feed brings something; None if it has no dates.

    The time since its newest entry counts as a gap too, so that a feed that falls silent is read less.
    """
    newest = sorted((min(day, now) for day in published), reverse=True)[:_NEWEST]
    if len(newest) < 2:
        return None
    gap = (now - newest[-1]).total_seconds() / len(newest)
    return _within(gap / _READINGS_AN_ITEM, settings)


def livelier(feed: Feed, settings: FeedSettings) -> int:
    """The interval of a feed without dates that brought something."""
    return _within(feed.interval * _LIVELIER, settings)


def quieter(feed: Feed, settings: FeedSettings) -> int:
    """The interval of a feed that brought nothing."""
    return _within(feed.interval * _QUIETER, settings)


def after_answer(feed: Feed, interval: int, wishes: Wishes, now: datetime, settings: FeedSettings) -> Feed:
    """The feed after it answered: sound again, and read next when it is due and wants to be."""
    wait = max(interval, min(wishes.left_alone, settings.max_interval))
    update = {
        "state": "active",
        "interval": interval,
        "next_poll": _permitted(now + _jittered(wait, feed.id, now), wishes),
        "polled_at": now,
        "failures": 0,
        "problem": None,
        "told_at": None,
        "quiet_until": None,
    }
    return feed.model_copy(update=update)


def after_failure(
    feed: Feed, problem: str, now: datetime, settings: FeedSettings, wait: timedelta | None = None
) -> Feed:
    """The feed after it could not be read: tried again ever later, a day at most, and not before `wait`."""
    failures = feed.failures + 1
    backoff = settings.min_interval * 2 ** min(failures - 1, 20)
    pause = _jittered(min(backoff, settings.max_interval), feed.id, now)
    update = {
        "state": "failing",
        "next_poll": now + max(pause, wait or pause),
        "polled_at": now,
        "failures": failures,
        "problem": problem,
        "quiet_until": now + wait if wait else None,
    }
    return feed.model_copy(update=update)


def after_its_end(feed: Feed, problem: str, now: datetime) -> Feed:
    """The feed after its server said that it is gone for good."""
    unknown = {"told_at": None}  # whoever was told that it fails was not told of this
    return feed.model_copy(update={"state": "gone", "polled_at": now, "problem": problem, **unknown})


def _within(seconds: float, settings: FeedSettings) -> int:
    return math.ceil(min(max(seconds, settings.min_interval), settings.max_interval))


def _jittered(seconds: float, feed_id: str, now: datetime) -> timedelta:
    """A little longer, by a part that differs from feed to feed and from time to time."""
    drawn = hashlib.sha256(f"{feed_id} {now.isoformat()}".encode()).digest()
    return timedelta(seconds=seconds * (1 + _JITTER * int.from_bytes(drawn[:4], "big") / 2**32))


def _permitted(moment: datetime, wishes: Wishes) -> datetime:
    """The first moment from this one on that the feed does not ask to skip; itself if it asks to skip all."""
    hour = moment
    for _ in range(7 * 24):
        if hour.hour not in wishes.skip_hours and _DAYS[hour.weekday()] not in wishes.skip_days:
            return hour
        hour = hour.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        hour += timedelta(minutes=moment.minute)  # not everybody on the hour
    return moment
