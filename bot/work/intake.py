"""Feeds read and their items briefed, until they are: what a worker does beside posting digests.

Which feeds are due, and which items wait, stands in their own tables, so a poll needs no flow: what a
dead node had claimed is claimed again. Items go through the queue, so that each is one node's at a time.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.errors import BriefwireError
from bot.log import event_log
from bot.model import Feed, FeedItem, Notice
from bot.store.durable import Durable
from bot.work import metrics
from bot.work.deliver import DONE, Outcome
from bot.work.queue import ITEMS, Queue

ITEM = "item"
AT_ONCE = 500
"""So many waiting items are put into the queue at one look."""

REMEMBERED = 120.0
"""Seconds for which an item that was put into the queue is not put there again by this process."""


class Feeds(Protocol):
    """Following feeds, as a worker does it; `bot.feeds.service.FeedService` is one."""

    async def due_feeds(self, now: datetime, limit: int, node: str) -> Sequence[Feed]:
        """Feeds to be read now, which no other node gets meanwhile."""
        ...

    async def let_go(self, node: str) -> int:
        """Give up what a node was to read."""
        ...

    async def poll(self, feed_id: str) -> Any:
        """Read a feed; its `problem` says why it could not be."""
        ...

    async def pending_items(self, now: datetime, limit: int) -> Sequence[FeedItem]:
        """Items that wait to be briefed."""
        ...

    async def ingest(self, item_id: str) -> FeedItem | None:
        """Brief an item; doing it twice changes nothing."""
        ...

    async def notices(self) -> Sequence[tuple[str, str, Notice]]:
        """What owners of feeds are to be told."""
        ...

    async def told(self, feed_id: str) -> None:
        """Note that they know."""
        ...

    async def forget_items(self, before: datetime) -> int:
        """Delete items that left their feed before."""
        ...


class Intake:
    """Polls at most `at_once` feeds at a time, and puts waiting items into the queue."""

    def __init__(self, feeds: Feeds, queue: Queue, durable: Durable, node: str, at_once: int) -> None:
        self._feeds = feeds
        self._queue = queue
        self._durable = durable
        self._node = node
        self._at_once = at_once
        self._polls: set[asyncio.Task[None]] = set()
        self._put: dict[str, float] = {}

    async def scan(self) -> None:
        """Begin to read what is due, as far as there are hands free."""
        free = self._at_once - len(self._polls)
        due = await self._feeds.due_feeds(datetime.now(UTC), free, self._node) if free > 0 else ()
        for feed in due:
            poll = asyncio.create_task(self._poll(feed))
            self._polls.add(poll)
            poll.add_done_callback(self._polls.discard)

    async def _poll(self, feed: Feed) -> None:
        try:
            polled = await self._feeds.poll(feed.id)
            metrics.polls.labels("failed" if polled.problem else "read").inc()
        except BriefwireError as error:
            event_log().warning("poll_failed", feed=feed.id, problem=str(error))
        except Exception as error:
            event_log().error("poll_broke", feed=feed.id, exc_info=error)

    async def enqueue(self) -> None:
        """Put items that wait into the queue, each try of each revision once."""
        now = time.monotonic()
        self._put = {each: at for each, at in self._put.items() if now - at < REMEMBERED}
        waiting = await self._feeds.pending_items(datetime.now(UTC), AT_ONCE)
        new = {_flow_of(item): item.id for item in waiting if _flow_of(item) not in self._put}
        if new:
            await self._durable.run(self._queue.put, ITEMS, ITEM, new)
            self._put |= dict.fromkeys(new, now)

    async def ingest(self, item_id: str) -> Outcome:
        """Brief one item: the step of its flow."""
        item = await self._feeds.ingest(item_id)
        metrics.items.labels(item.state if item else "gone").inc()
        return DONE

    async def take_over(self, node: str) -> None:
        """Let go of what a dead node was to read."""
        await self._feeds.let_go(node)

    async def stop(self, seconds: float) -> None:
        """Finish the polls under way within that time, and let go of the others."""
        if self._polls:
            _, late = await asyncio.wait(self._polls, timeout=seconds)
            for poll in late:
                poll.cancel()
        await self._feeds.let_go(self._node)


def _flow_of(item: FeedItem) -> str:
    return f"{item.id}/{item.revision}/{item.attempts}"
