"""The ledger of posts: written before each attempt and after each outcome, and nothing else decides.

A row is `sending` from the moment when it is due until the platform has it, or will not. While
`attempts` is 0 nothing was tried; from then on a message may stand there although nobody recorded it.
At most one row of a destination is `sending` (a unique index holds it), so a channel is told one
thing at a time. `told` and `left_out` are written in the transaction that closes the row.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Delivered, Destination, Digest
from bot.store.database import Database
from bot.store.destinations import columns_of, destination_of, is_at
from bot.store.dialects import insert
from bot.store.work_tables import deliveries, left_out, told

Closed = Literal["failed", "skipped"]

_SHOWN = [column for column in deliveries.c if column.name not in {"content", "created_at"}]


class Ledger:
    """What was, is being and will not be posted; every call is one transaction and may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self, key: str, schedule_id: str | None, destination: Destination, due_at: datetime, now: datetime
    ) -> bool:
        """Begin a delivery; False if its destination is being told something else, or the key is used."""
        row = opening(key, schedule_id, destination, due_at, now)
        async with self._database.writing() as conn:
            added = insert(conn, deliveries).values(row).on_conflict_do_nothing().returning(deliveries.c.key)
            return (await conn.execute(added)).first() is not None

    async def get(self, key: str) -> Delivered | None:
        """The row of that key."""
        async with self._database.reading() as conn:
            row = (await conn.execute(_select().where(deliveries.c.key == key))).first()
        return _delivered(row) if row else None

    async def content(self, key: str) -> Digest | None:
        """The digest as it was composed for this delivery, if it was."""
        async with self._database.reading() as conn:
            return await _content(conn, key)

    async def keep_content(self, digest: Digest) -> Digest:
        """Fix what the delivery says; what another node had fixed before comes back instead."""
        key, document = digest.key, digest.model_dump(mode="json")
        fixing = update(deliveries).where(deliveries.c.key == key, deliveries.c.content.is_(None))
        async with self._database.writing() as conn:
            await conn.execute(fixing.values(content=document))
            return await _content(conn, key) or digest

    async def begin(self, key: str, node: str) -> Delivered | None:
        """Write down that this node tries to post now; None if there is no such row.

        The row comes back as it is then: `sent`, `failed` or `skipped` if there is nothing to try.
        """
        trying = (
            update(deliveries)
            .where(deliveries.c.key == key, deliveries.c.state == "sending")
            .values(attempts=deliveries.c.attempts + 1, node=node)
        )
        async with self._database.writing() as conn:
            await conn.execute(trying)
            row = (await conn.execute(_select().where(deliveries.c.key == key))).first()
        return _delivered(row) if row else None

    async def sent(self, key: str, message_id: str, at: datetime) -> str | None:
        """Record that the message stands there; the id of the message that counts.

        Another one than `message_id` means that another node was quicker: take yours back.
        """
        closing = (
            update(deliveries)
            .where(deliveries.c.key == key, deliveries.c.state == "sending")
            .values(state="sent", message_id=message_id, sent_at=at, problem=None)
        )
        async with self._database.writing() as conn:
            if (await conn.execute(closing)).rowcount:
                await _account(conn, key, await _content(conn, key))
                return message_id
            counts = select(deliveries.c.message_id).where(deliveries.c.key == key)
            return (await conn.execute(counts)).scalar()

    async def close(self, key: str, state: Closed, problem: str, digest: Digest | None = None) -> bool:
        """Record that nothing will be posted, and why; whether the row was still open.

        What a digest without news left out is kept with it.
        """
        closing = (
            update(deliveries)
            .where(deliveries.c.key == key, deliveries.c.state == "sending")
            .values(state=state, problem=problem)
        )
        async with self._database.writing() as conn:
            if not (await conn.execute(closing)).rowcount:
                return False
            if digest:
                await _account(conn, key, digest.model_copy(update={"stories": ()}))
            return True

    async def trouble(self, key: str, problem: str) -> None:
        """Note what went wrong with the last attempt; another one follows."""
        noting = update(deliveries).where(deliveries.c.key == key, deliveries.c.state == "sending")
        async with self._database.writing() as conn:
            await conn.execute(noting.values(problem=problem))

    async def unfinished(self, before: datetime, limit: int) -> Sequence[Delivered]:
        """Open rows that were begun before that time, the oldest first."""
        old = _select().where(deliveries.c.state == "sending", deliveries.c.created_at < before)
        async with self._database.reading() as conn:
            rows = await conn.execute(old.order_by(deliveries.c.created_at).limit(limit))
            return [_delivered(row) for row in rows]

    async def recent(
        self, workspace: str, limit: int, schedule_id: str | None = None
    ) -> Sequence[Delivered]:
        """The last deliveries of a workspace, or of one of its schedules, the newest first."""
        wanted = _select().where(deliveries.c.workspace == workspace)
        if schedule_id is not None:
            wanted = wanted.where(deliveries.c.schedule_id == schedule_id)
        async with self._database.reading() as conn:
            rows = await conn.execute(wanted.order_by(deliveries.c.due_at.desc()).limit(limit))
            return [_delivered(row) for row in rows]

    async def of_message(self, destination: Destination, message_id: str) -> Delivered | None:
        """The delivery that a message came from; None if it is none of ours."""
        here = is_at(deliveries, destination)
        async with self._database.reading() as conn:
            row = (
                await conn.execute(_select().where(here, deliveries.c.message_id == message_id))
            ).first()
        return _delivered(row) if row else None

    async def counts(self) -> dict[str, int]:
        """How many rows there are in each state."""
        grouped = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.reading() as conn:
            return {state: count for state, count in await conn.execute(grouped)}

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete closed rows due before that time, at most `limit`; how many went."""
        old = (
            select(deliveries.c.key)
            .where(deliveries.c.state != "sending", deliveries.c.due_at < before)
            .limit(limit)
        )
        async with self._database.writing() as conn:
            keys = (await conn.execute(old)).scalars().all()
            for table, column in ((told, told.c.delivery_key), (left_out, left_out.c.delivery_key)):
                await conn.execute(delete(table).where(column.in_(keys)))
            return (await conn.execute(delete(deliveries).where(deliveries.c.key.in_(keys)))).rowcount


def opening(
    key: str,
    schedule_id: str | None,
    destination: Destination,
    due_at: datetime,
    now: datetime,
    missed: int = 0,
) -> dict[str, Any]:
    """The row of a delivery that is due and was not tried."""
    return columns_of(destination) | {
        "key": key,
        "schedule_id": schedule_id,
        "state": "sending",
        "due_at": due_at,
        "missed": missed,
        "attempts": 0,
        "created_at": now,
    }


async def _content(conn: AsyncConnection, key: str) -> Digest | None:
    document = (await conn.execute(select(deliveries.c.content).where(deliveries.c.key == key))).scalar()
    return Digest.model_validate(document) if document else None


async def _account(conn: AsyncConnection, key: str, digest: Digest | None) -> None:
    """Write down which items a closed delivery told, and which it considered and did not."""
    if digest is None:
        return
    items = {
        report.item_id: {"story_id": story.id, "revision": report.revision}
        for story in digest.stories
        for report in story.reports
    }
    others = {left.item_id: {"reason": left.reason} for left in digest.left if left.item_id not in items}
    for table, rows in ((told, items), (left_out, others)):
        if rows:
            found = [{"delivery_key": key, "item_id": item} | row for item, row in rows.items()]
            await conn.execute(insert(conn, table).on_conflict_do_nothing(), found)


def _select() -> Select[Any]:
    return select(*_SHOWN)


def _delivered(row: Row[Any]) -> Delivered:
    return Delivered(
        key=row.key,
        schedule_id=row.schedule_id,
        destination=destination_of(row),
        state=row.state,
        due_at=row.due_at,
        missed=row.missed,
        attempts=row.attempts,
        node=row.node,
        message_id=row.message_id,
        sent_at=row.sent_at,
        problem=row.problem,
    )
