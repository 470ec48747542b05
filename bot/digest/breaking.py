"""Alerts: for each schedule that wants them, what is breaking now, as digests of one story."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.digest import compose as composing
from bot.digest import reasons
from bot.digest.alerts import is_breaking
from bot.digest.gather import Gatherer, places_of
from bot.digest.material import Frame
from bot.model import Alert, Digest, Schedule, Story
from bot.store.news import SqlNews


def is_key_of_alert(key: str, schedule: Schedule) -> bool:
    """Whether a delivery of that key is an alert of the schedule."""
    return key.startswith(_key(schedule, ""))


def _key(schedule: Schedule, story_id: str) -> str:
    return f"{schedule.id}/alert/{story_id}"


class BreakingNews:
    """Watches what comes in; `window` is how far back a channel's stories may go on."""

    def __init__(self, news: SqlNews, gatherer: Gatherer, window: timedelta) -> None:
        self._news = news
        self._gatherer = gatherer
        self._window = window
        self._calm: dict[str, frozenset[tuple[str, int]]] = {}
        """For each schedule the items, with their revisions, among which nothing was breaking."""

    async def alert(self, schedule: Schedule, now: datetime, key: str) -> Digest:
        """The alert of that key as it is now; without a story when it is breaking no longer."""
        found = [digest for digest in await self.alerts(schedule, now) if digest.key == key]
        return found[0] if found else composing.alert(_frame(schedule, now, key), None)

    async def alerts(self, schedule: Schedule, now: datetime) -> Sequence[Digest]:
        """What is breaking for a schedule; it is looked at again only when something came in."""
        alert = schedule.plan.alert
        if alert is None:
            return ()
        lately = timedelta(minutes=2 * alert.minutes)
        arrived = await self._arrived(schedule, now - lately)
        if arrived <= self._calm.get(schedule.id, frozenset()):
            return ()
        breaking = await self._stories(schedule, alert, now, lately)
        if breaking:  # seen in the light of all that was told, too
            breaking = await self._stories(schedule, alert, now, self._window)
        else:
            self._calm[schedule.id] = arrived
        return [composing.alert(_frame(schedule, now, _key(schedule, story.id)), story) for story in breaking]

    async def _arrived(self, schedule: Schedule, since: datetime) -> frozenset[tuple[str, int]]:
        places = places_of(schedule.destination)
        offered = await self._news.offered(places, since, schedule.id, reasons.FINAL)
        return frozenset((each.item.id, each.item.revision) for each in offered)

    async def _stories(
        self, schedule: Schedule, alert: Alert, now: datetime, window: timedelta
    ) -> list[Story]:
        stock = (await self._gatherer.gather(schedule, now, window)).stock
        sentences = composing.SENTENCES[schedule.plan.length]
        told, _ = await asyncio.to_thread(composing.stories, stock, sentences)
        return [story for reports, story in told if is_breaking(reports, story, alert, now)]


def _frame(schedule: Schedule, now: datetime, key: str) -> Frame:
    return Frame(schedule=schedule, due_at=now, key=key, since=None, most=1)
