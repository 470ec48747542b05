"""Feeds, timings and outcomes in words."""

from collections.abc import Iterable

from bot.model import Delivered, Filter, Following, StepKind, Timing, Trace

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
DAYS = tuple(_DAYS.items())

_STEPS: dict[StepKind, str] = {
    "seen": "seen in",
    "revised": "changed by its publisher",
    "briefed": "read and briefed",
    "failed": "could not be read",
    "filtered": "kept out by the filter",
    "passed": "passed the filter",
    "grouped": "put with the story",
    "left_out": "left out",
    "scheduled": "due in the digest",
    "attempted": "posting tried",
    "not_posted": "could not be posted",
    "sent": "posted",
}


def timing_words(timing: Timing) -> str:
    """When a digest is due, as in: every weekday at 08:00 (Europe/Berlin)."""
    if timing.cron:
        return f"by the line “{timing.cron}” ({timing.zone})"
    return f"{_days(timing.days)} at {_joined(timing.times)} ({timing.zone})"


def filter_words(wanted: Filter) -> str:
    """What passes a filter; empty if everything does."""
    parts = (
        ("only with ", wanted.include),
        ("without ", wanted.exclude),
        ("sources ", wanted.sources),
        ("languages ", wanted.languages),
    )
    return ", ".join(f"{what}{_joined(words)}" for what, words in parts if words)


def feed_name(following: Following) -> str:
    """What a feed is called."""
    return following.feed.title or following.feed.url


def feed_state(following: Following) -> str:
    """How reading a feed goes; empty if well."""
    feed = following.feed
    match feed.state:
        case "active":
            return ""
        case "gone":
            return "gone: its publisher has taken it down"
        case "moved":
            return "moved to another address"
        case "paused":
            return "paused"
        case "failing":
            return f"cannot be read at the moment{f' ({feed.problem})' if feed.problem else ''}"


def outcome(delivered: Delivered) -> str:
    """How a post went."""
    problem = f": {delivered.problem}" if delivered.problem else ""
    match delivered.state:
        case "sent":
            return "posted"
        case "sending":
            return "being posted"
        case "skipped":
            return f"skipped{problem or ': nothing new'}"
        case "failed":
            return f"failed{problem}"


def trace_lines(trace: Trace) -> list[str]:
    """The steps of an item's way, in words."""
    lines = []
    for step in trace.steps:
        when = f"{step.at:%Y-%m-%d %H:%M} UTC  " if step.at else ""
        name = f" {step.name}" if step.name else ""
        reason = f" ({step.reason})" if step.reason else ""
        attempt = f", attempt {step.attempt}" if step.attempt and step.attempt > 1 else ""
        digest = f", for the digest {step.digest}" if step.digest else ""
        lines.append(f"{when}{_STEPS[step.kind]}{name}{reason}{attempt}{digest}")
    return lines


def _days(days: Iterable[str]) -> str:
    chosen = [name for name in _DAYS if name in set(days)]
    match chosen:
        case ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]:
            return "every day"
        case ["mon", "tue", "wed", "thu", "fri"]:
            return "every weekday"
        case ["sat", "sun"]:
            return "at weekends"
        case _:
            return f"every {_joined(_DAYS[name] for name in chosen)}"


def _joined(words: Iterable[str]) -> str:
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last
