"""Posting exactly once: the ledger says what was tried, and the platform what stands there.

1. `begin` writes that a message may stand there from now on (write-ahead).
2. If an earlier try may have come through, the platform is asked before anything is posted.
3. `sent` records the message under the condition that nobody else has; who comes second takes its
   own message back. Platforms that refuse a second message with the same key give both the same id.

None of this needs a queue: whoever calls `attempt` again, from whichever process, finishes the work.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from bot.errors import BriefwireError, DeliveryError, ModelError
from bot.log import event_log
from bot.model import Delivered, Destination, Digest, Notice, Platform, Schedule
from bot.ports import Composer, Delivery
from bot.store.deliveries import Attempt, Ledger
from bot.work import metrics
from bot.work.firing import delivery_key

GIVE_UP = timedelta(hours=12)
"""After so long, what a platform has not taken is given up: the next digest has the same news."""

SETTLE = 2.0
"""Seconds before a post of unknown outcome is looked for: it may still be on its way."""

AGAIN = 10.0
"""Seconds before composing is tried again."""

LONGEST_WAIT = 300.0


class Schedules(Protocol):
    """Schedules as deliveries need them."""

    async def get(self, schedule_id: str) -> Schedule | None:
        """The schedule of that id."""
        ...

    async def stop(self, schedule_id: str) -> None:
        """Pause it until somebody resumes it."""
        ...


@dataclass(frozen=True)
class Outcome:
    """How a step ended: `done`, `refused` for good, or `wait` for so many seconds and go on."""

    kind: Literal["done", "go_on", "refused", "wait"]
    seconds: float = 0.0


DONE, GO_ON, REFUSED = Outcome("done"), Outcome("go_on"), Outcome("refused")


class Deliverer:
    """Carries deliveries of the ledger out; every method may be called any number of times.

    `patience` is how many seconds this process may stand still between its look at the ledger and its
    post: after longer, another node may have taken over, and it looks again.
    """

    def __init__(
        self,
        ledger: Ledger,
        schedules: Schedules,
        composer: Composer,
        platforms: Mapping[Platform, Delivery],
        node: str,
        patience: float,
        settle: float = SETTLE,
    ) -> None:
        self._ledger = ledger
        self._schedules = schedules
        self._composer = composer
        self._platforms = platforms
        self._node = node
        self._patience = patience
        self._settle = settle

    async def compose(self, key: str, *, last_try: bool = False) -> Outcome:
        """Fix what the delivery says: `go_on` when there is something to post."""
        row = await self._ledger.get(key)
        if row is None or row.state != "sending":
            return DONE
        if await self._ledger.content(key):
            return GO_ON
        schedule = await self._schedules.get(row.schedule_id or "")
        if schedule is None:
            return await self._skip(row, "the schedule was deleted")
        if schedule.paused and key == delivery_key(schedule.id, row.due_at):
            return await self._skip(row, "the schedule was paused")
        try:
            return await self._compose(row, schedule)
        except ModelError as error:
            if last_try:
                await self._ledger.close(key, "failed", f"could not be composed: {error}")
                return DONE
            return Outcome("wait", AGAIN)

    async def _compose(self, row: Delivered, schedule: Schedule) -> Outcome:
        with metrics.composing_seconds.time():
            made = await self._composer.compose(schedule, row.due_at, row.key, row.missed)
        digest = await self._ledger.keep_content(row.key, made)
        if digest.stories or schedule.plan.when_empty == "say":
            return GO_ON
        return await self._skip(row, "nothing new")

    async def attempt(self, key: str) -> Outcome:
        """Post what was composed, unless it stands there already."""
        digest = await self._ledger.content(key)
        began = time.monotonic()
        attempt = await self._ledger.begin(key, self._node) if digest else None
        if attempt is None or digest is None:
            return DONE
        delivery = self._platforms.get(digest.destination.platform)
        if delivery is None:
            problem = f"{digest.destination.platform} is not configured on {self._node}"
            return await self._put_off(attempt, DeliveryError(problem), uncertain=attempt.uncertain)
        try:
            found = await delivery.find(digest.destination, key) if attempt.uncertain else None
            if found is None and time.monotonic() - began > self._patience:
                return Outcome("wait", 0.0)  # this process stood still: somebody may have posted meanwhile
            message_id = found or await delivery.post(digest, key)
        except DeliveryError as error:
            certain = error.retry_after is not None and not attempt.uncertain
            return await self._failed(attempt, error, uncertain=not certain)
        except Exception as error:  # a fault of an adapter: nobody knows how far it came
            event_log().error("post_broke", delivery=key, exc_info=error)
            return await self._put_off(attempt, DeliveryError(type(error).__name__), uncertain=True)
        return await self._posted(delivery, digest, message_id)

    async def _posted(self, delivery: Delivery, digest: Digest, message_id: str) -> Outcome:
        counts = await self._ledger.sent(digest.key, message_id, datetime.now(UTC))
        if counts == message_id:
            metrics.posts.labels(digest.destination.platform, "sent").inc()
            metrics.lateness.observe(max(0.0, (datetime.now(UTC) - digest.due_at).total_seconds()))
            return DONE
        if counts is not None:  # another node was quicker
            await self._take_back(delivery, digest.destination, digest.key, message_id)
        return DONE

    async def _take_back(
        self, delivery: Delivery, destination: Destination, key: str, message_id: str
    ) -> None:
        metrics.posts.labels(destination.platform, "taken_back").inc()
        for wait in (1.0, 5.0, 30.0, 0.0):
            try:
                await delivery.remove(destination, message_id)
                return
            except DeliveryError as error:
                event_log().warning("twin_stays", delivery=key, problem=str(error))
                await asyncio.sleep(error.retry_after or wait)

    async def _failed(self, attempt: Attempt, error: DeliveryError, *, uncertain: bool) -> Outcome:
        row = attempt.delivery
        if error.permanent:
            metrics.posts.labels(row.destination.platform, "refused").inc()
            closed = await self._ledger.close(row.key, "failed", str(error))
            return REFUSED if closed else DONE
        return await self._put_off(attempt, error, uncertain=uncertain)

    async def _put_off(self, attempt: Attempt, error: DeliveryError, *, uncertain: bool) -> Outcome:
        row = attempt.delivery
        metrics.posts.labels(row.destination.platform, "put_off").inc()
        if datetime.now(UTC) - row.due_at > GIVE_UP:
            hours = int(GIVE_UP.total_seconds() // 3600)
            await self._ledger.close(row.key, "failed", f"given up after {hours} hours: {error}")
            return DONE
        if not await self._ledger.trouble(row.key, str(error), uncertain=uncertain):
            return await self._overtaken(row)
        backoff = min(LONGEST_WAIT, 2.0 ** min(row.attempts, 10))
        return Outcome("wait", max(error.retry_after or backoff, self._settle if uncertain else 0.0))

    async def _overtaken(self, row: Delivered) -> Outcome:
        """Take back what this node's last call may have left there: another node has posted meanwhile."""
        await asyncio.sleep(self._settle)
        settled = await self._ledger.get(row.key)
        delivery = self._platforms.get(row.destination.platform)
        if delivery and settled and settled.message_id:
            twin = await delivery.find(row.destination, row.key, settled.message_id)
            if twin:
                await self._take_back(delivery, row.destination, row.key, twin)
        return DONE

    async def tell_refusal(self, key: str) -> Outcome:
        """Pause the schedule whose channel refused a post, and tell whoever set it up."""
        row = await self._ledger.get(key)
        schedule = await self._schedules.get(row.schedule_id) if row and row.schedule_id else None
        if row is None or schedule is None:
            return DONE
        await self._schedules.stop(schedule.id)
        notice = Notice(
            kind="channel_refused",
            destination=row.destination,
            person=schedule.created_by,
            subject=schedule.plan.name,
            problem=row.problem or "",
        )
        for wait in (self._settle, 10 * self._settle, 0.0):
            if await self.notify(notice, f"{key}/refused"):
                break
            await asyncio.sleep(wait)
        return DONE

    async def notify(self, notice: Notice, key: str) -> bool:
        """Tell a person; False where that failed for now and may be tried again."""
        delivery = self._platforms.get(notice.destination.platform)
        try:
            if delivery:
                await delivery.notify(notice, key)
        except BriefwireError as error:
            event_log().warning("not_told", notice=notice.kind, subject=notice.subject, problem=str(error))
            return not isinstance(error, DeliveryError) or error.permanent
        return True

    async def _skip(self, row: Delivered, reason: str) -> Outcome:
        metrics.posts.labels(row.destination.platform, "skipped").inc()
        await self._ledger.close(row.key, "skipped", reason)
        return DONE
