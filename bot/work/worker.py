"""One process that does the work: its jobs, its flows, its lease; how it begins and how it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.log import event_log
from bot.model import Platform
from bot.ports import Composer, Delivery
from bot.store import due
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.nodes import Nodes
from bot.work import flows, metrics
from bot.work.clock import Clock
from bot.work.deliver import SETTLE, Deliverer
from bot.work.firing import NextFire, firing
from bot.work.leases import RENEWALS, Lease
from bot.work.queue import DIGESTS, Queue

CLAIMED = 200
"""So many schedules are claimed in one transaction."""

FORGOTTEN = 30.0
"""Seconds after which an open delivery without a flow is put into the queue again."""


@dataclass(frozen=True)
class Pace:
    """How often this process looks for work, and for how long it is alive without a sign; in seconds."""

    tick: float = 1.0
    lease: float = 15.0
    polling: float = 0.2
    settle: float = SETTLE
    drain: float = 20.0
    forgotten: float = FORGOTTEN
    digests: int = 30


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
    ) -> None:
        self.node = node
        self.ledger = Ledger(durable)
        self.clock = Clock()
        self.under_way = flows.UnderWay()
        self._durable = durable
        self._next_fire = next_fire
        self._pace = pace
        self._suspects: set[str] = set()
        self._lease = Lease(Nodes(durable), node, roles, pace.lease)
        self._queue = Queue(durable, node)
        self.deliverer = Deliverer(
            self.ledger, due.Schedules(durable), composer, platforms, node, pace.lease / 2, pace.settle
        )

    async def start(self) -> None:
        """Begin: the lease first, so that whatever this process takes up can be taken over."""
        await self._lease.renew()
        flows.register(self.deliverer, self.under_way)
        await self._queue.start({DIGESTS: self._pace.digests}, self._pace.polling)
        self.clock.every(self._pace.tick, "dispatch", self.dispatch)
        self.clock.every(self._pace.lease / RENEWALS, "heartbeat", self._lease.renew)
        self.clock.every(self._pace.lease / 5, "recovery", self.recover)
        self.clock.every(self._pace.forgotten / 2, "sweep", self.sweep)
        self.clock.start()

    async def stop(self) -> bool:
        """Begin nothing more, finish what is being posted, hand the rest over; whether all was finished."""
        await self.clock.stop()
        finished = await self.under_way.drain(self._pace.drain)
        await self.let_go()
        await self._lease.leave()
        return finished

    async def let_go(self) -> None:
        """End the flows and the queue, as a crash would; what was begun stays this node's."""
        await self.under_way.end()
        await self._queue.stop()

    async def dispatch(self) -> int:
        """Put into the queue whatever is due; how many digests."""
        total = 0
        while count := await self._durable.run(self._claim, datetime.now(UTC)):
            total += count
        return total

    def _claim(self, conn: Connection, now: datetime) -> int:
        """One transaction: claimed, moved on, written down and enqueued, or nothing of it."""
        found = due.claim(conn, now, CLAIMED)
        firings = due.advance(conn, [firing(each, now, self._next_fire) for each in found], now)
        for each in firings:
            self._queue.put(conn, DIGESTS, flows.DIGEST, each.key, each.key)
            metrics.missed.inc(each.missed)
        metrics.enqueued.inc(len(firings))
        return len(firings)

    async def recover(self) -> None:
        """Take over what dead nodes had begun."""
        alive, dead = await self._lease.others()
        metrics.nodes.set(len(alive))
        for node in dead:
            count = await self._queue.take_over([node.id])
            event_log().warning("took_over", dead=node.id, count=count)
            metrics.takeovers.inc()
            if not await self._queue.running_at(node.id):
                await self._lease.forget(node)

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
