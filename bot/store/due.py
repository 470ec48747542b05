"""Claiming what is due: in one transaction the schedules move on, and the ledger gets their rows.

These run inside the caller's transaction, so that what is to carry the work out (a queue in the same
database) can be told in it too: all of it happens, or none. They are synchronous: for thousands of
rows at once, a hop between threads for each statement would cost more than the statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, or_, select, update

from bot.model import Schedule
from bot.store.delivery_rows import open_rows, opening
from bot.store.destinations import NAMES
from bot.store.durable import Durable
from bot.store.schedules import schedule_of
from bot.store.work_tables import deliveries, schedules


@dataclass(frozen=True)
class Firing:
    """That a schedule is due: for which time, for how many missed ones before it, and when next."""

    key: str
    schedule: Schedule
    due_at: datetime
    missed: int
    next_fire: datetime | None


def anything(conn: Connection, now: datetime) -> bool:
    """Whether something may be due, or unknown to the queue: asked every second, mostly in vain."""
    due = exists().where(schedules.c.next_fire <= now, schedules.c.paused.is_(False))
    untold = exists().where(deliveries.c.queued_at.is_(None), deliveries.c.state == "sending")
    return bool(conn.execute(select(or_(due, untold))).scalar())


def waiting(now: datetime, limit: int) -> Select[Any]:
    """Schedules that are due and whose destination is not being told something, the longest due first.

    Each destination is looked up by itself: as a join this was planned for the few open deliveries of a quiet
    minute, and took seconds beside 8,000.
    """
    told_now = select(deliveries.c.key).where(
        deliveries.c.state == "sending", *(deliveries.c[name] == schedules.c[name] for name in NAMES)
    )
    is_free = told_now.limit(1).scalar_subquery().is_(None)
    due = select(schedules).where(schedules.c.next_fire <= now, schedules.c.paused.is_(False), is_free)
    return due.order_by(schedules.c.next_fire).limit(limit)


def claim(conn: Connection, now: datetime, limit: int) -> list[Schedule]:
    """Schedules that are due, at most one of each destination; nobody else gets them meanwhile."""
    due = waiting(now, limit).with_for_update(skip_locked=True, of=schedules)
    first: dict[tuple[str, ...], Row[Any]] = {}
    for row in conn.execute(due):
        first.setdefault(tuple(row._mapping[name] for name in NAMES), row)
    return [schedule_of(row) for row in first.values()]


def advance(conn: Connection, firings: Sequence[Firing], now: datetime) -> list[Firing]:
    """Open the deliveries and move their schedules on; those come back that got their channel's turn.

    The others stay due: another node was telling the same channel something at that moment.
    """
    if not firings:
        return []
    rows = [
        opening(one.key, one.schedule.id, one.schedule.destination, one.due_at, now, one.missed)
        | {"queued_at": now}
        for one in sorted(firings, key=lambda one: one.key)  # one order everywhere: nobody waits in a ring
    ]
    opened = open_rows(conn, rows)
    firings = [one for one in firings if one.key in opened]
    if firings:
        moving = update(schedules).where(schedules.c.id == bindparam("schedule"))
        conn.execute(
            moving.values(next_fire=bindparam("next"), last_fire=bindparam("last")),
            [{"schedule": one.schedule.id, "next": one.next_fire, "last": one.due_at} for one in firings],
        )
    return firings


class Schedules:
    """Schedules as their deliveries need them; `bot.store.schedules` is where people change them."""

    def __init__(self, durable: Durable) -> None:
        self._run = durable.run

    async def get(self, schedule_id: str) -> Schedule | None:
        """The schedule of that id."""
        return await self._run(_get, schedule_id)

    async def stop(self, schedule_id: str) -> None:
        """Pause a schedule until somebody resumes it."""
        await self._run(_stop, schedule_id)


def _get(conn: Connection, schedule_id: str) -> Schedule | None:
    row = conn.execute(select(schedules).where(schedules.c.id == schedule_id)).first()
    return schedule_of(row) if row else None


def _stop(conn: Connection, schedule_id: str) -> None:
    stopping = update(schedules).where(schedules.c.id == schedule_id)
    conn.execute(stopping.values(paused=True, next_fire=None))
