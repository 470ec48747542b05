"""Why an item was told in a channel, or was not: the steps on its way, from the ledger. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.digest import reasons
from bot.digest.reasons import FINAL
from bot.model import Digest, FeedItem, Schedule, Step, Trace
from bot.store.news import Offered
from bot.store.posted import Outcome

FINISHED = frozenset({"sent", "failed", "skipped"})


def trace(offered: Offered, outcomes: Sequence[Outcome], said: Mapping[str, Digest]) -> Trace:
    """The item's way; `outcomes` are what deliveries did with it, `said` what each said, by key."""
    steps = [*_arrival(offered.item, offered.feed)]
    changed_at = offered.item.revised_at
    changes = [Step(kind="revised", at=changed_at, name=offered.feed)] if changed_at else []
    for outcome in outcomes:
        if changed_at and changed_at < outcome.delivery.due_at and changes:
            steps.append(changes.pop())
        digest = said.get(outcome.delivery.key)
        steps += _told(outcome, digest) if outcome.story_id else _left(outcome, digest)
    told = any(outcome.story_id and outcome.delivery.state == "sent" for outcome in outcomes)
    return Trace(item=offered.item, told=told, steps=(*steps, *changes))


def is_changed_since(item: FeedItem, outcomes: Sequence[Outcome]) -> bool:
    """Whether an item that was told has been revised after that."""
    told = [outcome for outcome in outcomes if outcome.story_id and outcome.delivery.state == "sent"]
    return all(outcome.revision < item.revision for outcome in told)


def is_dealt_with(item: FeedItem, outcome: Outcome) -> bool:
    """Whether a digest has told an item as it is now, or left it out for good; none that failed has."""
    if outcome.delivery.state == "failed":
        return False
    if outcome.story_id:
        return outcome.revision >= item.revision
    later = item.revised_at is not None and item.revised_at > outcome.delivery.due_at
    return outcome.reason in FINAL and not later


def waiting(found: Trace, verdicts: Sequence[tuple[Schedule, str | None]]) -> Trace:
    """The trace of an item that was not told, or not as it is now, with what is still to come.

    `verdicts` are the schedules that have not dealt with it, the next due first, each with the reason
    for which its digest would leave the item out, or None if it would tell it.
    """
    telling = next((schedule for schedule, reason in verdicts if reason is None), None)
    if telling:
        reads = found.item.state == "seen"
        step = Step(
            kind="scheduled",
            at=None if reads else telling.next_fire,
            name=telling.plan.name,
            reason="it waits to be read" if reads else None,
        )
        return found.model_copy(update={"steps": (*found.steps, step)})
    against = tuple(_reason(reason or "", schedule.plan.name, None) for schedule, reason in verdicts)
    return found.model_copy(update={"steps": (*found.steps, *against)})


def unscheduled(found: Trace, paused: Sequence[Schedule], now: datetime) -> Trace:
    """The trace of an item in a channel that is told nothing: of no digest, or of `paused` ones."""
    names = [schedule.plan.name for schedule in paused]
    step = Step(kind="left_out", at=now, reason=reasons.paused(names) if names else reasons.NO_DIGEST)
    return found.model_copy(update={"steps": (*found.steps, step)})


def _arrival(item: FeedItem, feed: str) -> Iterator[Step]:
    yield Step(kind="seen", at=item.seen_at, name=feed)
    if item.state == "briefed":
        yield Step(kind="briefed", reason=item.reason)
    elif item.state == "failed":
        yield Step(kind="failed", reason=item.reason, attempt=item.attempts or None)


def _told(outcome: Outcome, digest: Digest | None) -> Iterator[Step]:
    row = outcome.delivery
    stories = digest.stories if digest else ()
    story = next((story for story in stories if story.id == outcome.story_id), None)
    for report in story.reports if story else ():
        if report.item_id == outcome.item_id and report.passed:
            yield Step(kind="passed", name="; ".join(report.passed))
    yield Step(kind="grouped", name=story.headline if story else outcome.story_id)
    yield Step(kind="scheduled", at=row.due_at, name=digest.name if digest else row.schedule_id)
    if row.state == "failed":
        yield Step(kind="not_posted", reason=row.problem, attempt=row.attempts)
        return
    if row.attempts:
        yield Step(kind="attempted", name=row.node, attempt=row.attempts, reason=row.problem)
    if row.state == "sent":
        yield Step(kind="sent", at=row.sent_at, name=row.message_id)


def _left(outcome: Outcome, digest: Digest | None) -> Iterator[Step]:
    row = outcome.delivery
    yield _reason(outcome.reason or "", digest.name if digest else row.schedule_id, row.due_at)


def _reason(reason: str, schedule: str | None, at: datetime | None) -> Step:
    if reason.startswith("filtered"):
        word = reason.partition("'")[2].removesuffix("'")
        return Step(kind="filtered", at=at, name=word or None, reason=reason, digest=schedule)
    return Step(kind="left_out", at=at, name=schedule, reason=reason)
