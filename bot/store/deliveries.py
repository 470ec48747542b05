"""The ledger of posts: written before each attempt and after each outcome, and nothing else decides.

A row is `sending` from the moment when it is due until the platform has it, or will not. It is
`uncertain` while a message may stand there that nobody recorded: that is written before each call.
At most one row of a destination is `sending` (a unique index holds it), so a channel is told one
thing at a time. `told` and `left_out` are written in the transaction that closes the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Update, delete, func, select, update

from bot.model import Delivered, Destination, Digest
from bot.store.delivery_rows import DELIVERED, delivered_of, open_rows, opening, take_up
from bot.store.dialects import insert
from bot.store.durable import Durable
from bot.store.work_tables import deliveries, left_out, told

Closed = Literal["failed", "skipped"]

_ROW = select(*DELIVERED)


@dataclass(frozen=True)
class Attempt:
    """A delivery that a node now tries to make; `uncertain` if an earlier try may have come through."""

    delivery: Delivered
    uncertain: bool


class Ledger:
    """What was, is being and will not be posted; every call is one transaction and may raise StoreError."""

    def __init__(self, durable: Durable) -> None:
        self._run = durable.run

    async def open(
        self,
        key: str,
        schedule_id: str | None,
        destination: Destination,
        due_at: datetime,
        now: datetime,
        digest: Digest | None = None,
    ) -> bool:
        """Begin a delivery, which a worker takes up within moments; `digest` if it is composed already.

        False if its destination is being told something else, or the key is used.
        """
        row = opening(key, schedule_id, destination, due_at, now)
        if digest:
            row["content"] = digest.model_dump(mode="json")
        return bool(await self._run(open_rows, [row]))

    async def take_up(self, key: str, now: datetime) -> bool:
        """Whether the caller is to carry out a delivery that was opened, and not a worker's queue."""
        return await self._run(take_up, key, now)

    async def get(self, key: str) -> Delivered | None:
        """The row of that key."""
        return await self._run(_get, key)

    async def content(self, key: str) -> Digest | None:
        """The digest as it was composed for this delivery, if it was."""
        return await self._run(_content, key)

    async def keep_content(self, key: str, digest: Digest) -> Digest:
        """Fix what the delivery says; what another node had fixed before comes back instead."""
        return await self._run(_keep_content, key, digest)

    async def begin(self, key: str, node: str) -> Attempt | None:
        """Write down that this node tries to post now; None if there is nothing to try (any more)."""
        return await self._run(_begin, key, node)

    async def sent(self, key: str, message_id: str, at: datetime) -> str | None:
        """Record that the message stands there; the id of the message that counts.

        Another one than `message_id` means that another node was quicker: take yours back.
        """
        return await self._run(_sent, key, message_id, at)

    async def close(self, key: str, state: Closed, problem: str) -> bool:
        """Record that nothing will be posted, and why; whether the row was still open.

        What a digest without news left out is kept with it.
        """
        return await self._run(_close, key, state, problem)

    async def trouble(self, key: str, problem: str, *, uncertain: bool) -> bool:
        """Note what went wrong with the last attempt, and whether its message may stand there after all.

        False if somebody else has settled the delivery meanwhile.
        """
        return await self._run(_trouble, key, problem, uncertain)

    async def unfinished(self, before: datetime, limit: int) -> Sequence[Delivered]:
        """Open rows that were begun before that time, the oldest first."""
        return await self._run(_unfinished, before, limit)

    async def counts(self) -> dict[str, int]:
        """How many rows there are in each state."""
        return await self._run(_counts)

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete closed rows due before that time, at most `limit`; how many went."""
        return await self._run(_forget, before, limit)


def _get(conn: Connection, key: str) -> Delivered | None:
    row = conn.execute(_ROW.where(deliveries.c.key == key)).first()
    return delivered_of(row) if row else None


def _content(conn: Connection, key: str) -> Digest | None:
    document = conn.execute(select(deliveries.c.content).where(deliveries.c.key == key)).scalar()
    return Digest.model_validate(document) if document else None


def _keep_content(conn: Connection, key: str, digest: Digest) -> Digest:
    fixing = update(deliveries).where(deliveries.c.key == key, deliveries.c.content.is_(None))
    if conn.execute(fixing.values(content=digest.model_dump(mode="json"))).rowcount:
        return digest
    return _content(conn, key) or digest


def _begin(conn: Connection, key: str, node: str) -> Attempt | None:
    before = select(deliveries.c.uncertain).where(deliveries.c.key == key, deliveries.c.state == "sending")
    uncertain = conn.execute(before.with_for_update()).scalar()
    if uncertain is None:
        return None
    trying = {"attempts": deliveries.c.attempts + 1, "node": node, "uncertain": True}
    conn.execute(_still_open(key).values(trying))
    row = conn.execute(_ROW.where(deliveries.c.key == key)).one()
    return Attempt(delivered_of(row), uncertain)


def _sent(conn: Connection, key: str, message_id: str, at: datetime) -> str | None:
    closing = _still_open(key).values(state="sent", message_id=message_id, sent_at=at, problem=None)
    if conn.execute(closing).rowcount:
        _account(conn, key, _content(conn, key), told_it=True)
        return message_id
    return conn.execute(select(deliveries.c.message_id).where(deliveries.c.key == key)).scalar()


def _close(conn: Connection, key: str, state: Closed, problem: str) -> bool:
    if not conn.execute(_still_open(key).values(state=state, problem=problem)).rowcount:
        return False
    _account(conn, key, _content(conn, key), told_it=False)
    return True


def _trouble(conn: Connection, key: str, problem: str, uncertain: bool) -> bool:
    noting = _still_open(key).values(problem=problem, uncertain=uncertain)
    return bool(conn.execute(noting).rowcount)


def _unfinished(conn: Connection, before: datetime, limit: int) -> list[Delivered]:
    old = _ROW.where(deliveries.c.state == "sending", deliveries.c.created_at < before)
    return [delivered_of(row) for row in conn.execute(old.order_by(deliveries.c.created_at).limit(limit))]


def _counts(conn: Connection) -> dict[str, int]:
    grouped = select(deliveries.c.state, func.count().label("rows")).group_by(deliveries.c.state)
    return {row.state: row.rows for row in conn.execute(grouped)}


def _forget(conn: Connection, before: datetime, limit: int) -> int:
    old = select(deliveries.c.key).where(deliveries.c.state != "sending", deliveries.c.due_at < before)
    keys = conn.execute(old.limit(limit)).scalars().all()
    conn.execute(delete(told).where(told.c.delivery_key.in_(keys)))
    conn.execute(delete(left_out).where(left_out.c.delivery_key.in_(keys)))
    return conn.execute(delete(deliveries).where(deliveries.c.key.in_(keys))).rowcount


def _account(conn: Connection, key: str, digest: Digest | None, *, told_it: bool) -> None:
    """Write down which items a closed delivery told, and which it considered and did not."""
    if digest is None:
        return
    items = {
        report.item_id: {"story_id": story.id, "revision": report.revision}
        for story in (digest.stories if told_it else ())
        for report in story.reports
    }
    others = {left.item_id: {"reason": left.reason} for left in digest.left if left.item_id not in items}
    for table, rows in ((told, items), (left_out, others)):
        if rows:
            found = [{"delivery_key": key, "item_id": item} | row for item, row in rows.items()]
            conn.execute(insert(conn, table).on_conflict_do_nothing(), found)


def _still_open(key: str) -> Update:
    return update(deliveries).where(deliveries.c.key == key, deliveries.c.state == "sending")
