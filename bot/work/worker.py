"""One process that does the work: its jobs, its flows, its lease; how it begins and how it ends."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.config import RetentionSettings
from bot.log import event_log
from bot.model import Platform
from bot.ports import Composer, Delivery
from bot.store import due
from bot.store.deliveries import Ledger
from bot.store.delivery_rows import unqueued
from bot.store.durable import Durable
from bot.store.nodes import Node, Nodes
from bot.work import flows, metrics
from bot.work.clock import Clock, Job
from bot.work.deliver import SETTLE, Deliverer
from bot.work.firing import NextFire, firing
from bot.work.intake import Feeds, Intake
from bot.work.leases import RENEWALS, Lease
from bot.work.queue import DIGESTS, ITEMS, Queue
from bot.work.upkeep import Upkeep

KEPT = RetentionSettings(items_days=90, deliveries_days=365)

CLAIMED = 1000
"""So many schedules are claimed in one transaction."""

HOUSEKEEPING = 600.0
FINISHED = timedelta(hours=24)
"""So long the queue keeps what is finished: the ledger has it for longer, this is for looking into faults."""

FORGOTTEN = 30.0
"""Seconds after which an open delivery without a flow is put into the queue again."""


@dataclass(frozen=True)
class Pace:
    """How often this process looks for work, in seconds, and how much of each kind it does at a time."""

    tick: float = 1.0
    lease: float = 15.0
    polling: float = 1.0
    settle: float = SETTLE
    drain: float = 20.0
    trouble: float = 5.0
    forgotten: float = FORGOTTEN
    alerts: float = 30.0
    digests: int = 30
    items: int = 4
    polls: int = 32


class Worker:
    """Everything that must happen in the end, from `start` to `stop`."""

    def __init__(
        self,
        durable: Durable,
        composer: Composer,
        platforms: Mapping[Platform, Delivery],
        next_fire: NextFire,
        node: str,
        pace: Pace,
        roles: Sequence[str] = ("worker",),
        feeds: Feeds | None = None,
        retention: RetentionSettings = KEPT,
    ) -> None:
        self.node = node
        self.ledger = Ledger(durable)
        self.clock = Clock()
        self.under_way = flows.UnderWay(pace.trouble)
        self._durable = durable
        self._next_fire = next_fire
        self._pace = pace
        self._suspects: set[str] = set()
        self._stopping = False
        self._is_first = False
        self._lease = Lease(Nodes(durable), node, roles, pace.lease)
        self._queue = Queue(durable, node)
        self.deliverer = Deliverer(
            self.ledger, due.Schedules(durable), composer, platforms, node, pace.lease / 2, pace.settle
        )
        self._intake = Intake(feeds, self._queue, durable, node, pace.polls) if feeds else None
        self._upkeep = Upkeep(self.ledger, self.deliverer, composer, feeds, retention)

    async def start(self) -> None:
        """Begin: the lease first, so that whatever this process takes up can be taken over."""
        await self._lease.renew()
        self._rank((await self._lease.others())[0])
        flows.register(self.deliverer, self._intake, self.under_way)
        limits = {DIGESTS: self._pace.digests} | ({ITEMS: self._pace.items} if self._intake else {})
        await self._queue.start(limits, self._pace.polling)
        for seconds, name, job in self._jobs():
            self.clock.every(seconds, name, job)
        self.clock.start()

    def _jobs(self) -> Iterator[tuple[float, str, Job]]:
        pace = self._pace
        yield pace.tick, "dispatch", self.dispatch
        yield pace.lease / RENEWALS, "heartbeat", self._lease.renew
        yield pace.lease / 5, "recovery", self.recover
        yield pace.forgotten / 2, "sweep", self.sweep
        yield 5.0, "lag", self._measure_lag
        yield HOUSEKEEPING, "queue_garbage", self._by_one(self.collect_garbage)
        yield HOUSEKEEPING, "retention", self._by_one(self._upkeep.forget)
        yield pace.alerts, "alerts", self._by_one(self._upkeep.alert)
        if self._intake:
            yield pace.tick, "feeds", self._intake.scan
            yield pace.tick, "items", self._intake.enqueue
            yield pace.alerts, "notices", self._by_one(self._upkeep.tell)

    def _by_one(self, job: Job) -> Job:
        """A job that only the oldest live node does."""

        async def if_first() -> None:
            if self._is_first:
                await job()

        return if_first

    async def stop(self) -> bool:
        """Begin nothing more, finish what is being posted, hand the rest over; whether all was finished."""
        self._stopping = True
        self._lease.draining = True
        await self.clock.stop()
        finished = await self.under_way.drain(self._pace.drain)
        if self._intake:
            await self._intake.stop(self._pace.drain / 4)
        await self.let_go()
        await self._lease.leave()
        return finished

    async def let_go(self) -> None:
        """End the flows and the queue, as a crash would; what was begun stays this node's."""
        await self.under_way.end()
        await self._queue.stop()

    def is_well(self) -> bool:
        """Whether this node keeps its lease: it reaches the database, and its loop turns."""
        return self._lease.age() < self._pace.lease

    async def dispatch(self) -> int:
        """Put into the queue whatever is due; how many digests.

        Of thousands, all are in the queue before the first is posted: then any node can take them.
        """
        total = await self._put()
        if total >= CLAIMED:
            with self.under_way.held():
                while count := await self._put():
                    total += count
        return total

    async def _put(self) -> int:
        return 0 if self._stopping else await self._durable.run(self._claim, datetime.now(UTC))

    async def collect_garbage(self) -> None:
        """Delete what the queue has finished and nobody looks at any more."""
        gone = await self._queue.collect_garbage(FINISHED)
        event_log().info("queue_garbage", gone=gone)

    async def _measure_lag(self) -> None:
        began = time.monotonic()
        await asyncio.sleep(0)
        metrics.loop_lag.set(time.monotonic() - began)

    def _claim(self, conn: Connection, now: datetime) -> int:
        """One transaction: claimed, moved on, written down and enqueued, or nothing of it."""
        if not due.anything(conn, now):
            return 0
        found = due.claim(conn, now, CLAIMED)
        firings = due.advance(conn, [firing(each, now, self._next_fire) for each in found], now)
        keys = [each.key for each in firings] + [*unqueued(conn, CLAIMED, now)]
        self._queue.put(conn, DIGESTS, flows.DIGEST, dict(zip(keys, keys, strict=True)))
        metrics.enqueued.inc(len(keys))
        metrics.missed.inc(sum(each.missed for each in firings))
        return len(keys)

    async def recover(self) -> None:
        """Take over what dead nodes had begun."""
        alive, dead = await self._lease.others()
        self._rank(alive)
        for node in dead:
            count = await self._queue.take_over([node.id])
            if self._intake:
                await self._intake.take_over(node.id)
            if not node.left:
                event_log().warning("took_over", dead=node.id, count=count)
                metrics.takeovers.inc()
            if not await self._queue.running_at(node.id):
                await self._lease.forget(node)

    def _rank(self, alive: Sequence[Node]) -> None:
        metrics.nodes.set(len(alive))
        self._is_first = bool(alive) and alive[0].id == self.node

    async def sweep(self) -> None:
        """Put deliveries back into the queue whose flow was lost: its process, or its record."""
        before = datetime.now(UTC) - timedelta(seconds=self._pace.forgotten)
        rows = await self.ledger.unfinished(before, 1000)
        metrics.open_deliveries.set(len(rows))
        missing = [row.key for row in rows if row.key not in self.under_way]
        others = {node.id for node in (await self._lease.others())[0]} - {self.node}
        lost = await self._queue.lost(missing, others) if missing else {}
        sure = {  # found twice: it may have been just beginning
            key: state for key, state in lost.items() if key in self._suspects and key not in self.under_way
        }
        self._suspects = set(lost)
        if sure:
            await self._queue.revive(DIGESTS, flows.DIGEST, sure)
            metrics.resumed.inc(len(sure))
