"""A delivery's row in the ledger: how it is opened and handed to the queue, and how it is read back.

What is written here is part of the caller's transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.model import Delivered, Destination
from bot.store.destinations import columns_of, destination_of
from bot.store.dialects import insert
from bot.store.work_tables import deliveries

_KEPT_INSIDE = {"content", "uncertain", "created_at", "queued_at"}
DELIVERED = tuple(column for column in deliveries.c if column.name not in _KEPT_INSIDE)
"""The columns of which `delivered_of` makes a delivery."""


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


def open_rows(conn: Connection, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Write rows of deliveries that are due; the keys of those whose destination was free for them."""
    added = insert(conn, deliveries).on_conflict_do_nothing().returning(deliveries.c.key)
    return set(conn.execute(added, rows).scalars())


def unqueued(conn: Connection, limit: int, now: datetime) -> Sequence[str]:
    """Keys of open rows of which the queue was not told; the caller tells it in the same transaction."""
    waiting = select(deliveries.c.key).where(
        deliveries.c.queued_at.is_(None), deliveries.c.state == "sending"
    )
    ordered = waiting.order_by(deliveries.c.created_at).limit(limit)
    keys = conn.execute(ordered.with_for_update(skip_locked=True)).scalars().all()
    if keys:
        conn.execute(update(deliveries).where(deliveries.c.key.in_(keys)).values(queued_at=now))
    return keys


def take_up(conn: Connection, key: str, now: datetime) -> bool:
    """Whether the caller is to carry out an open delivery: the queue was not told of it, and will not be."""
    free = update(deliveries).where(deliveries.c.key == key, deliveries.c.queued_at.is_(None))
    return bool(conn.execute(free.values(queued_at=now)).rowcount)


def delivered_of(row: Row[Any]) -> Delivered:
    """The delivery in a row that has the columns `DELIVERED`."""
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
