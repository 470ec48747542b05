"""Digests: schedules put to work and changed, digests made, and the account of what was posted.

`bot.chat.desks.DigestDesk` for chats and commands, `bot.ports.Composer` for the work that posts.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4

from bot.config import DigestSettings
from bot.digest import compose as composing
from bot.digest.account import Account
from bot.digest.breaking import BreakingNews, is_key_of_alert
from bot.digest.gather import Gatherer, places_of
from bot.digest.material import Frame
from bot.digest.plans import checked_plan
from bot.digest.sample import sample_digest
from bot.digest.timing import next_fire, upcoming
from bot.errors import InputError
from bot.model import (
    Article,
    Delivered,
    Destination,
    Digest,
    Feed,
    Following,
    Plan,
    Schedule,
    Timing,
    Trace,
)
from bot.store.news import SqlNews
from bot.store.posted import SqlPosted
from bot.store.schedules import SqlSchedules


class Follows(Protocol):
    """Who follows what."""

    async def followed(self, workspace: str, destination: Destination | None = None) -> Sequence[Following]:
        """What the workspace, or one of its channels, follows."""
        ...


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """The parts of the database that digests work with."""

    schedules: SqlSchedules
    news: SqlNews
    posted: SqlPosted
    follows: Follows


class Digests:
    """Everything about digests but the posting, which is work's."""

    def __init__(
        self,
        store: Store,
        gatherer: Gatherer,
        settings: DigestSettings,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._schedules = store.schedules
        self._posted = store.posted
        self._follows = store.follows
        self._gatherer = gatherer
        self._settings = settings
        self._now = now
        self._window = timedelta(days=settings.max_age_days)
        self._breaking = BreakingNews(store.news, gatherer, self._window)
        self._account = Account(store.news, store.posted, store.schedules, settings)

    async def create(self, plan: Plan, destination: Destination, *, by: str | None = None) -> Schedule:
        """Put a plan to work in a channel; raises InputError for one that cannot work."""
        plan = checked_plan(plan, await self._feeds_of(destination))
        now = self._now()
        return await self._schedules.add(
            Schedule(
                id=uuid4().hex[:12],
                destination=destination,
                plan=plan,
                created_at=now,
                created_by=by,
                next_fire=next_fire(plan.timing, now),
            )
        )

    async def schedules(self, workspace: str, destination: Destination | None = None) -> Sequence[Schedule]:
        """The workspace's schedules, or one channel's."""
        return await self._schedules.of(workspace, destination)

    async def schedule(self, schedule_id: str, workspace: str) -> Schedule | None:
        """One schedule of the workspace, by its id or its name; raises InputError when several have it."""
        found = await self._schedules.named(schedule_id, workspace)
        if len(found) > 1:
            ids = ", ".join(each.id for each in found)
            raise InputError(f'Several digests are called "{schedule_id}": name one by its id ({ids}).')
        return found[0] if found else None

    async def edit(self, schedule_id: str, workspace: str, plan: Plan) -> Schedule:
        """Change a plan; the next time is computed anew."""
        schedule = await self._find(schedule_id, workspace)
        plan = checked_plan(plan, await self._feeds_of(schedule.destination))
        due = None if schedule.paused else next_fire(plan.timing, self._now())
        return await self._schedules.change(schedule.model_copy(update={"plan": plan, "next_fire": due}))

    async def pause(self, schedule_id: str, workspace: str) -> Schedule:
        """Post nothing until it is resumed."""
        schedule = await self._find(schedule_id, workspace)
        return await self._schedules.change(schedule.model_copy(update={"paused": True, "next_fire": None}))

    async def resume(self, schedule_id: str, workspace: str) -> Schedule:
        """Go on; what came meanwhile is in the next digest."""
        schedule = await self._find(schedule_id, workspace)
        due = next_fire(schedule.plan.timing, self._now())
        return await self._schedules.change(schedule.model_copy(update={"paused": False, "next_fire": due}))

    async def delete(self, schedule_id: str, workspace: str) -> bool:
        """End a schedule; whether there was one."""
        schedule = await self.schedule(schedule_id, workspace)
        return bool(schedule) and await self._schedules.delete(schedule.id if schedule else "")

    async def preview(self, schedule_id: str, workspace: str) -> Digest:
        """Exactly what would be posted now; nothing is posted or counted as told."""
        return await self.compose(await self._find(schedule_id, workspace), self._now(), "preview")

    async def post_now(self, schedule_id: str, workspace: str) -> str:
        """Post at once, besides the times of the schedule; the key of its delivery in the ledger.

        Raises InputError while its channel is being told something.
        """
        schedule, now = await self._find(schedule_id, workspace), self._now()
        key = f"{schedule.id}/now/{now:%Y%m%dT%H%M%S}.{now.microsecond:06d}Z"
        if not await self._posted.open(key, schedule.id, schedule.destination, now):
            raise InputError("This channel is being told something at this moment: try again in a minute.")
        return key

    async def compose(self, schedule: Schedule, due_at: datetime, key: str, missed: int = 0) -> Digest:
        """The schedule's digest for the time `due_at`; without stories when there is nothing new.

        Under the key of an alert it is that alert.
        """
        if is_key_of_alert(key, schedule):
            return await self._breaking.alert(schedule, due_at, key)
        gathered = await self._gatherer.gather(schedule, due_at, self._window)
        frame = Frame(
            schedule=schedule,
            due_at=due_at,
            key=key,
            since=await self._posted.last_sent(schedule.id),
            most=getattr(self._settings, schedule.plan.length),
            missed=missed,
            beyond=gathered.beyond,
        )
        return await asyncio.to_thread(composing.compose, frame, gathered.stock, gathered.left)

    async def alerts_due(self, now: datetime) -> Sequence[Digest]:
        """The breaking stories that were not reported yet, each a digest of its own under its own key."""
        found = [
            digest
            for schedule in await self._schedules.with_alerts()
            for digest in await self._breaking.alerts(schedule, now)
        ]
        known = await self._posted.known_keys([digest.key for digest in found])
        return [digest for digest in found if digest.key not in known]

    async def sample(self, articles: Sequence[Article], told: Sequence[Article], plan: Plan) -> Digest:
        """A digest of articles at hand, for a channel that was told of `told` before; nothing is stored."""
        most = getattr(self._settings, plan.length)
        return await sample_digest(self._gatherer, articles, told, plan, most)

    async def feed_names(self, destination: Destination) -> dict[str, str]:
        """What the feeds that the destination's digests draw on are called, by id."""
        return {feed.id: feed.title or feed.url for feed in await self._feeds_of(destination)}

    def upcoming(self, timing: Timing, count: int, after: datetime) -> Sequence[datetime]:
        """The next times of a timing; raises InputError for one that cannot be read or is never due."""
        return upcoming(timing, count, after)

    async def deliveries(
        self, workspace: str, limit: int, schedule_id: str | None = None
    ) -> Sequence[Delivered]:
        """The last posts of the workspace, or of one schedule, newest first, with how each went."""
        return await self._posted.recent(workspace, limit, schedule_id)

    async def why(self, destination: Destination, message_id: str) -> Sequence[Trace]:
        """Why each item of a posted message was told; empty if the message is none of ours."""
        return await self._account.of_message(destination, message_id)

    async def why_item(self, destination: Destination, words: str) -> Sequence[Trace]:
        """Why items with these words, or this link, were told in a channel, or were not."""
        return await self._account.of_items(destination, words, self._now())

    async def _find(self, schedule_id: str, workspace: str) -> Schedule:
        schedule = await self.schedule(schedule_id, workspace)
        if schedule is None:
            raise InputError(f'There is no digest "{schedule_id}" here.')
        return schedule

    async def _feeds_of(self, destination: Destination) -> Sequence[Feed]:
        found = [await self._follows.followed(place.workspace, place) for place in places_of(destination)]
        return [each.feed for some in found for each in some]
