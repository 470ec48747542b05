"""Digests, schedules and the account of what was posted, as they are read in a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.chat.layout import Page
from bot.model import (
    Delivered,
    Destination,
    Difference,
    Digest,
    Evidence,
    Plan,
    Report,
    Schedule,
    Side,
    Statement,
    Step,
    Story,
    Timing,
    Trace,
)

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHOWN_REPORTS = 8


def show_digest(page: Page, digest: Digest) -> None:
    """The digest: each story with its sentences, what changed, where outlets differ, and its links."""
    page.title(("Breaking: " if digest.is_alert else "") + digest.name)
    page.line(" · ".join(_span(digest)), style="dim")
    if not digest.stories:
        page.line("Nothing new.", indent=2)
    for number, story in enumerate(digest.stories, 1):
        _show_story(page, number, story)
    if digest.more:
        page.blank()
        page.line(f"and {digest.more} more", style="dim")
    page.blank()


def _span(digest: Digest) -> Iterator[str]:
    yield moment(digest.due_at, digest.zone)
    if digest.since:
        yield f"new since {moment(digest.since, digest.zone)}"
    if digest.missed:
        times = "an earlier time" if digest.missed == 1 else f"{digest.missed} earlier times"
        yield f"stands for {times} too, missed while nothing ran"


def _show_story(page: Page, number: int, story: Story) -> None:
    outlets = {report.article_id: report.outlet for report in story.reports}
    page.heading(f"{number}. {'Update: ' if story.is_update else ''}{story.headline}")
    page.line(" · ".join(_sources(story)), indent=2, style="dim")
    for changed in story.changed:
        page.line(f"New: {changed.text}", indent=2, style="bold")
        below = {piece for statement in story.statements for piece in statement.evidence}
        _show_evidence(page, [piece for piece in changed.evidence[:1] if piece not in below], outlets)
    for statement in story.statements:
        page.line(_attributed(statement, outlets), indent=2)
    for difference in story.differences:
        _show_difference(page, difference, outlets)
    for report in story.reports[:_SHOWN_REPORTS]:
        page.line(_link(report), indent=2, style="dim")
    if len(story.reports) > _SHOWN_REPORTS:
        page.line(f"and {len(story.reports) - _SHOWN_REPORTS} more reports", indent=2, style="dim")


def _attributed(statement: Statement, outlets: Mapping[str, str]) -> str:
    """The sentence, with whose it is where the story has more than one outlet."""
    if len(set(outlets.values())) < 2 or not statement.evidence:
        return statement.text
    return f"{statement.text} ({_outlet(statement.evidence[0], outlets)})"


def _sources(story: Story) -> Iterator[str]:
    if story.independent > 1:
        yield f"{story.independent} independent reports{' by now' if story.is_update else ''}"
    yield ", ".join(dict.fromkeys(report.outlet for report in story.reports))


def _show_difference(page: Page, difference: Difference, outlets: Mapping[str, str]) -> None:
    page.line(f"Sources differ: {'; '.join(map(_side, difference.sides))}", indent=2, style="yellow")
    for side in difference.sides:
        theirs = {piece.article_id: side.outlets[0] for piece in side.evidence if side.outlets}
        _show_evidence(page, side.evidence[:1], {**theirs, **outlets})


def _side(side: Side) -> str:
    return f"{', '.join(side.outlets)}: {side.text}"


def _show_evidence(page: Page, evidence: Sequence[Evidence], outlets: Mapping[str, str]) -> None:
    for piece in evidence:
        several = len(set(outlets.values())) > 1 or piece.article_id not in outlets
        whose = f" ({_outlet(piece, outlets)})" if several else ""
        marked = piece.quote[0] in '“"«„‘'
        quote = piece.quote if marked else f"“{piece.quote}”"
        page.line(f"{quote}{whose}", indent=4, style="italic")


def _outlet(evidence: Evidence, outlets: Mapping[str, str]) -> str:
    """Whose sentence it is; of a report that was told before, its host."""
    host = (urlsplit(evidence.url or "").hostname or "").removeprefix("www.")
    return outlets.get(evidence.article_id) or host or "an earlier report"


def _link(report: Report) -> str:
    copied = f" (text of {report.copy_of})" if report.copy_of else ""
    partly = " (only what its feed says could be read)" if report.partly else ""
    return " · ".join(filter(None, (f"→ {report.outlet}{copied}{partly}", report.url or report.title)))


def moment(at: datetime, zone: str = "UTC") -> str:
    """A time as it is read in a zone: "Tue 12 May, 08:00 Europe/Berlin"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M} {zone}"


def timing_in_words(timing: Timing) -> str:
    """When it is due: "08:00 and 17:30 on mon–fri, Europe/Berlin"."""
    if timing.cron is not None:
        return f"cron {timing.cron}, {timing.zone}"
    return f"{' and '.join(timing.times)} {_days(timing.days)}, {timing.zone}"


def _days(days: Sequence[str]) -> str:
    places = [_WEEK.index(day) for day in days]
    if len(places) == len(_WEEK):
        return "every day"
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"on {days[0]}–{days[-1]}"
    return f"on {', '.join(days)}"


def place_in_words(destination: Destination) -> str:
    """Where it is posted: "this terminal", "file:news.txt", "slack C024BE91L"."""
    if destination.platform == "terminal":
        return "this terminal"
    joint = ":" if destination.platform in {"file", "webhook"} else " "
    return f"{destination.platform}{joint}{destination.channel}"


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


def show_traces(page: Page, traces: Sequence[Trace], zone: str = "UTC") -> None:
    """Why items were told or were not, step by step."""
    if not traces:
        page.line("Nothing of that kind came in by the feeds that are followed here.")
    for trace in traces:
        page.heading(trace.item.entry.title or trace.item.entry.url or trace.item.id)
        page.line(_verdict(trace), indent=2, style="dim")
        page.labelled([_step(step, zone) for step in trace.steps], "  ")


def _verdict(trace: Trace) -> str:
    to_come = bool(trace.steps) and trace.steps[-1].kind == "scheduled"
    if trace.told:
        return "told, and to be told again as it is now" if to_come else "told"
    return "not told yet" if to_come else "not told"


def _step(step: Step, zone: str) -> tuple[str, str]:
    at = moment(step.at, zone) if step.at else ""
    match step.kind:
        case "seen":
            said = f"seen in {step.name}"
        case "revised":
            said = f"changed in {step.name}"
        case "briefed":
            said = f"read and briefed{f' ({step.reason})' if step.reason else ''}"
        case "failed":
            said = f"could not be read: {step.reason or 'no reason is known'}"
        case "filtered":
            said = step.reason or f"filtered by {step.name}"
        case "passed":
            said = f"passed the filter ({step.name})"
        case "grouped":
            said = f"in the story “{step.name}”"
        case "left_out":
            said = f"left out{f' of {step.name}' if step.name else ''}: {step.reason}"
        case "scheduled":
            said = f"for the digest {step.name}{f' ({step.reason})' if step.reason else ''}"
        case "attempted":
            said = f"attempt {step.attempt}{f' by {step.name}' if step.name else ''}"
        case "sent":
            said = f"posted{f' as message {step.name}' if step.name else ''}"
    return at, said
