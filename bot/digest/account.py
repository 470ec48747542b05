"""The account of what was posted: looks the traces of messages and items up in the ledger."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.config import DigestSettings
from bot.digest import reasons
from bot.digest.gather import places_of
from bot.digest.select import History, select
from bot.digest.why import is_changed_since, is_dealt_with, trace, unscheduled, waiting
from bot.model import Destination, Digest, Schedule, Trace
from bot.store.news import Offered, SqlNews
from bot.store.posted import Outcome, SqlPosted
from bot.store.schedules import SqlSchedules

MOST_ITEMS = 5


class Account:
    """Tells why; one ledger answers for what was posted and what was not."""

    def __init__(
        self, news: SqlNews, posted: SqlPosted, schedules: SqlSchedules, settings: DigestSettings
    ) -> None:
        self._news = news
        self._posted = posted
        self._schedules = schedules
        self._window = timedelta(days=settings.max_age_days)

    async def of_message(self, destination: Destination, message_id: str) -> Sequence[Trace]:
        """A trace for each item that a message told; empty for a message that is none of ours."""
        found = await self._posted.message(destination, message_id)
        row, digest = found or (None, None)
        if row is None or digest is None:
            return ()
        ids = [report.item_id for story in digest.stories for report in story.reports]
        outcomes = await self._posted.outcomes(destination, ids)
        this = [outcome for outcome in outcomes if outcome.delivery.key == row.key]
        items = {offered.item.id: offered for offered in await self._news.items(ids)}
        return [
            trace(items[item_id], [each for each in this if each.item_id == item_id], {row.key: digest})
            for item_id in ids
            if item_id in items
        ]

    async def of_items(self, destination: Destination, words: str, now: datetime) -> Sequence[Trace]:
        """A trace for each of the newest items with these words, this link or this id."""
        items = await self._news.matching(places_of(destination), words, MOST_ITEMS)
        outcomes = await self._outcomes(destination, [each.item.id for each in items], now)
        said = await self._said(outcomes)
        schedules = await self._schedules.of(destination.workspace, destination)
        traces = []
        for each in items:
            its = [outcome for outcome in outcomes if outcome.item_id == each.item.id]
            found = trace(each, its, said)
            if not found.told or is_changed_since(each.item, its):
                found = await self._with_what_is_to_come(found, each, its, schedules, now)
            traces.append(found)
        return traces

    async def _outcomes(
        self, destination: Destination, item_ids: Sequence[str], now: datetime
    ) -> Sequence[Outcome]:
        """What became of items in the channel's digests, those too that are not posted, yet or for good."""
        settled = await self._posted.outcomes(destination, item_ids)
        unposted = [
            Outcome(report.item_id, row, story.id, revision=report.revision)
            for row, digest in await self._posted.unposted(destination, now - self._window)
            for story in digest.stories
            for report in story.reports
            if report.item_id in item_ids
        ]
        read = [each for each in settled if each.delivery.state != "failed"]  # of one that failed nobody was
        return sorted((*read, *unposted), key=lambda each: each.delivery.due_at)

    async def _said(self, outcomes: Sequence[Outcome]) -> dict[str, Digest]:
        keys = {outcome.delivery.key for outcome in outcomes}
        found = [(key, await self._posted.content(key)) for key in sorted(keys)]
        return {key: digest for key, digest in found if digest}

    async def _with_what_is_to_come(
        self,
        found: Trace,
        offered: Offered,
        outcomes: Sequence[Outcome],
        schedules: Sequence[Schedule],
        now: datetime,
    ) -> Trace:
        """What the digests that have not dealt with an item would do with it."""
        dealt = {each.delivery.schedule_id for each in outcomes if is_dealt_with(offered.item, each)}
        due = sorted((s for s in schedules if s.next_fire), key=lambda each: each.next_fire or now)
        settled = [outcome for outcome in outcomes if outcome.delivery.state != "failed"]
        resting = [each for each in schedules if each.paused]
        if not (due or settled):
            return unscheduled(found, resting, now)
        considered = {outcome.delivery.schedule_id for outcome in settled}
        verdicts = [(s, await self._reason_against(offered, s, now)) for s in due if s.id not in dealt]
        expected = waiting(
            found, [(s, reason) for s, reason in verdicts if not (reason and s.id in considered)]
        )
        failed = {outcome.delivery.schedule_id for outcome in outcomes} - considered
        if expected.steps[-1].kind != "scheduled" and (resting := [s for s in resting if s.id in failed]):
            return unscheduled(expected, resting, now)
        return expected

    async def _reason_against(self, offered: Offered, schedule: Schedule, now: datetime) -> str | None:
        """Why the schedule's next digest would leave the item out, None if it would tell it."""
        item, since = offered.item, now - self._window
        if schedule.plan.feeds and item.feed_id not in schedule.plan.feeds:
            return reasons.OTHER_FEEDS
        if item.state == "old":
            return item.reason or reasons.TOO_OLD
        if item.state == "seen":
            return None
        if (item.revised_at or item.seen_at) < since:
            return reasons.LONG_AGO
        left = await self._posted.left(schedule.id, since)
        history = History(
            await self._posted.told(schedule.destination, since),
            [each for each in left if each.reason in reasons.FINAL],  # of the others each is told anew
        )
        chosen = select([offered], history, schedule.plan, now, self._window)
        return next((left.reason for left in chosen.left), None)
