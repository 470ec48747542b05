"""Schedules, and how what they posted went, as they are read in a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.chat.layout import Page
from bot.chat.times import moment, timing_in_words
from bot.model import Delivered, Destination, Plan, Schedule


def show_schedule(
    page: Page, schedule: Schedule, upcoming: Sequence[datetime], feeds: Mapping[str, str]
) -> None:
    """What was understood of a plan, and when it is due next; `feeds` are names by id."""
    zone = schedule.plan.timing.zone
    page.line(f"{schedule.plan.name} (id {schedule.id})", style="bold")
    rows = [
        ("to", place_in_words(schedule.destination)),
        ("when", timing_in_words(schedule.plan.timing)),
        *_plan_rows(schedule.plan, feeds),
        ("next", "paused" if schedule.paused else "; ".join(moment(at, zone) for at in upcoming)),
    ]
    page.labelled(rows)


def _plan_rows(plan: Plan, feeds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "feeds", ", ".join(feeds.get(each, each) for each in plan.feeds) or "all that is followed"
    if plan.topics:
        yield "first", ", ".join(plan.topics)
    lists = plan.filter.model_dump()
    filters = [f"{name} {', '.join(values)}" for name, values in lists.items() if values]
    if filters:
        yield "filter", "; ".join(filters)
    yield "length", plan.length
    if plan.tone != "plain":
        yield "tone", plan.tone
    yield "when empty", "say so" if plan.when_empty == "say" else "post nothing"
    if plan.alert:
        yield "alert", f"at {plan.alert.sources} independent outlets within {plan.alert.minutes} minutes"


def show_schedules(page: Page, schedules: Sequence[Schedule], last: Mapping[str, Delivered]) -> None:
    """All schedules, each with its next time and how the last one went."""
    if not schedules:
        page.line("No digests. Make one: briefwire digest schedule morning --at 08:00")
        return
    rows = [
        (
            each.plan.name,
            each.id,
            place_in_words(each.destination),
            timing_in_words(each.plan.timing),
            _next(each),
            outcome_in_words(last.get(each.id), each.plan.timing.zone),
        )
        for each in schedules
    ]
    page.table(("name", "id", "to", "when", "next", "last"), rows)


def _next(schedule: Schedule) -> str:
    if schedule.paused:
        return "paused"
    return f"next {moment(schedule.next_fire, schedule.plan.timing.zone)}" if schedule.next_fire else "never"


def place_in_words(destination: Destination) -> str:
    """Where it is posted: "this terminal", "file:news.txt", "slack C024BE91L"."""
    if destination.platform == "terminal":
        return "this terminal"
    joint = ":" if destination.platform in {"file", "webhook"} else " "
    return f"{destination.platform}{joint}{destination.channel}"


def outcome_in_words(delivery: Delivered | None, zone: str = "UTC") -> str:
    """How a delivery went: "sent Tue 12 May, 08:00 UTC", "failed: the channel is gone"."""
    if delivery is None:
        return "none yet"
    match delivery.state:
        case "sent":
            return f"sent {moment(delivery.sent_at or delivery.due_at, zone)}"
        case "sending":
            return f"being posted, attempt {delivery.attempts}" if delivery.attempts else "about to be posted"
        case state:
            return f"{state} {moment(delivery.due_at, zone)}: {delivery.problem or 'no reason is known'}"
