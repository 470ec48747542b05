"""What was posted in channels, and what was left out: the ledger as digests read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Row, and_, func, select

from bot.model import Delivered, Destination, Digest
from bot.store.database import Database
from bot.store.delivery_rows import DELIVERED, delivered_of, open_rows, opening
from bot.store.destinations import is_at
from bot.store.work_tables import deliveries, feed_items, left_out, told

CONSIDERED = ("sent", "skipped")
"""The states of a delivery whose digest was composed and done with; one that failed was read by nobody."""


@dataclass(frozen=True)
class ToldBefore:
    """That a channel was told of an item: in which story, at which revision, by which article, when."""

    item_id: str
    story_id: str
    revision: int
    article_id: str | None
    at: datetime


@dataclass(frozen=True)
class LeftBefore:
    """That a digest considered an item and did not tell it."""

    item_id: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What one delivery did with an item: told it in a story, or left it out for a reason.

    One that is not `sent` told nobody: the story is that in which it has the item.
    """

    item_id: str
    delivery: Delivered
    story_id: str | None = None
    reason: str | None = None
    revision: int = 0


class SqlPosted:
    """The ledger's account of a channel; each call is one transaction and may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self, destination: Destination, since: datetime) -> Sequence[ToldBefore]:
        """What the channel was told of since then, by whichever of its schedules, the last first."""
        rows = (
            select(
                told.c.item_id, told.c.story_id, told.c.revision, feed_items.c.article_id, deliveries.c.due_at
            )
            .join(deliveries, deliveries.c.key == told.c.delivery_key)
            .outerjoin(feed_items, feed_items.c.id == told.c.item_id)
            .where(_sent_to(destination, since))
            .order_by(deliveries.c.due_at.desc())
        )
        async with self._database.reading() as conn:
            return [ToldBefore(*row) for row in await conn.execute(rows)]

    async def left(self, schedule_id: str, since: datetime) -> Sequence[LeftBefore]:
        """What the schedule's digests have left out since then; one that failed was read by nobody."""
        rows = (
            select(left_out.c.item_id, left_out.c.reason, deliveries.c.due_at)
            .join(deliveries, deliveries.c.key == left_out.c.delivery_key)
            .where(
                deliveries.c.schedule_id == schedule_id,
                deliveries.c.due_at >= since,
                deliveries.c.state.in_(CONSIDERED),
            )
            .order_by(deliveries.c.due_at)
        )
        async with self._database.reading() as conn:
            return [LeftBefore(*row) for row in await conn.execute(rows)]

    async def digests(self, destination: Destination, since: datetime) -> Sequence[Digest]:
        """What was posted in the channel since then, the oldest first."""
        rows = select(deliveries.c.content).where(_sent_to(destination, since)).order_by(deliveries.c.due_at)
        async with self._database.reading() as conn:
            found = [_digest(content) for content in (await conn.execute(rows)).scalars()]
        return [digest for digest in found if digest]

    async def unposted(self, destination: Destination, since: datetime) -> Sequence[tuple[Delivered, Digest]]:
        """What was composed for the channel since then and is not posted, yet or for good, by time."""
        open_or_failed = deliveries.c.state.in_(("sending", "failed"))
        wanted = and_(is_at(deliveries, destination), open_or_failed, deliveries.c.due_at >= since)
        rows = select(*DELIVERED, deliveries.c.content).where(wanted).order_by(deliveries.c.due_at)
        async with self._database.reading() as conn:
            result: Any = await conn.execute(rows)
            found = [(delivered_of(row), _digest(row.content)) for row in result]
        return [(row, digest) for row, digest in found if digest]

    async def last_sent(self, schedule_id: str) -> datetime | None:
        """For when the schedule's last digest was due that was posted."""
        last = select(func.max(deliveries.c.due_at)).where(
            deliveries.c.schedule_id == schedule_id, deliveries.c.state == "sent"
        )
        async with self._database.reading() as conn:
            found: datetime | None = await conn.scalar(last)
        return found

    async def open(self, key: str, schedule_id: str, destination: Destination, now: datetime) -> bool:
        """Write down that something is to be posted now; False if its channel is being told something."""
        row = opening(key, schedule_id, destination, now, now)
        async with self._database.writing() as conn:
            return bool(await conn.run_sync(open_rows, [row]))

    async def known_keys(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that are in the ledger."""
        async with self._database.reading() as conn:
            found = await conn.execute(select(deliveries.c.key).where(deliveries.c.key.in_(keys)))
            return frozenset(found.scalars())

    async def recent(self, workspace: str, limit: int, schedule_id: str | None) -> Sequence[Delivered]:
        """The last deliveries of a workspace, or of one of its schedules, the newest first."""
        wanted = select(*DELIVERED).where(deliveries.c.workspace == workspace)
        if schedule_id is not None:
            wanted = wanted.where(deliveries.c.schedule_id == schedule_id)
        async with self._database.reading() as conn:
            rows = await conn.execute(wanted.order_by(deliveries.c.due_at.desc()).limit(limit))
            return [delivered_of(row) for row in rows]

    async def message(
        self, destination: Destination, message_id: str
    ) -> tuple[Delivered, Digest | None] | None:
        """The delivery that is a message of the channel, and what it said."""
        this = and_(is_at(deliveries, destination), deliveries.c.message_id == message_id)
        async with self._database.reading() as conn:
            row: Any = (await conn.execute(select(*DELIVERED, deliveries.c.content).where(this))).first()
        return (delivered_of(row), _digest(row.content)) if row else None

    async def content(self, key: str) -> Digest | None:
        """What a delivery said."""
        async with self._database.reading() as conn:
            return _digest(await conn.scalar(select(deliveries.c.content).where(deliveries.c.key == key)))

    async def outcomes(self, destination: Destination, item_ids: Sequence[str]) -> Sequence[Outcome]:
        """What was done with these items in the channel, in order of time."""
        found: list[Outcome] = []
        async with self._database.reading() as conn:
            for table in (told, left_out):
                rows = (
                    select(*DELIVERED, *(c for c in table.c if c.name != "delivery_key"))
                    .join(table, table.c.delivery_key == deliveries.c.key)
                    .where(is_at(deliveries, destination), table.c.item_id.in_(item_ids))
                )
                found += [_outcome(row) for row in await conn.execute(rows)]
        return sorted(found, key=lambda outcome: outcome.delivery.due_at)


def _sent_to(destination: Destination, since: datetime) -> ColumnElement[bool]:
    return and_(is_at(deliveries, destination), deliveries.c.state == "sent", deliveries.c.due_at >= since)


def _outcome(row: Row[Any]) -> Outcome:
    columns = row._mapping
    return Outcome(
        item_id=row.item_id,
        delivery=delivered_of(row),
        story_id=columns.get("story_id"),
        reason=columns.get("reason"),
        revision=columns.get("revision", 0),
    )


def _digest(content: Any) -> Digest | None:
    """What was posted; None where it was stored in a form that this program no longer reads."""
    try:
        return Digest.model_validate(content)
    except ValidationError:
        return None
