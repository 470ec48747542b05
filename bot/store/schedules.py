"""Schedules: which plan is at work in which channel, when it is due next, and whether it rests."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, delete, exists, or_, select, update

from bot.errors import InputError
from bot.model import Destination, Plan, Schedule
from bot.store.database import Database
from bot.store.destinations import columns_of, destination_of, is_at
from bot.store.work_tables import schedules


class SqlSchedules:
    """Schedules in the database; each call is one transaction and raises StoreError when it cannot be done.

    Claiming what is due, which moves `next_fire` on, is `bot.store.due`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, schedule: Schedule) -> Schedule:
        """Store a new schedule; raises InputError when its channel has one of that name."""
        async with self._database.writing() as conn:
            there = exists().where(_namesake(schedule))
            if await conn.scalar(select(there)):
                raise _taken(schedule.plan.name)
            await conn.execute(schedules.insert().values(_row(schedule)))
        return schedule

    async def get(self, schedule_id: str) -> Schedule | None:
        """The schedule of that id, whosever it is."""
        found = await self._select(schedules.c.id == schedule_id)
        return found[0] if found else None

    async def of(self, workspace: str, destination: Destination | None = None) -> Sequence[Schedule]:
        """The workspace's schedules, or one channel's, by name."""
        theirs = schedules.c.workspace == workspace
        if destination is not None:
            theirs = and_(theirs, is_at(schedules, destination))
        return await self._select(theirs)

    async def named(self, wanted: str, workspace: str) -> Sequence[Schedule]:
        """The workspace's schedules that have this id or this name: several where channels use one name."""
        this = or_(schedules.c.id == wanted, schedules.c.name == wanted)
        return await self._select(and_(schedules.c.workspace == workspace, this))

    async def with_alerts(self) -> Sequence[Schedule]:
        """All schedules at work, anybody's, that report breaking stories at once."""
        return await self._select(and_(schedules.c.alerts.is_(True), schedules.c.paused.is_(False)))

    async def change(self, schedule: Schedule) -> Schedule:
        """Store another plan, state or next time of a schedule; raises InputError when its name is taken."""
        async with self._database.writing() as conn:
            other = and_(_namesake(schedule), schedules.c.id != schedule.id)
            if await conn.scalar(select(exists().where(other))):
                raise _taken(schedule.plan.name)
            fixed = {"id", "created_at", "created_by", "last_fire"}  # last_fire belongs to the claim
            values = {name: value for name, value in _row(schedule).items() if name not in fixed}
            await conn.execute(update(schedules).where(schedules.c.id == schedule.id).values(values))
        return schedule

    async def stop(self, schedule_id: str) -> None:
        """Pause a schedule until somebody resumes it."""
        async with self._database.writing() as conn:
            this = update(schedules).where(schedules.c.id == schedule_id)
            await conn.execute(this.values(paused=True, next_fire=None))

    async def delete(self, schedule_id: str) -> bool:
        """Delete a schedule; whether there was one. The ledger of its posts stays."""
        async with self._database.writing() as conn:
            gone = await conn.execute(delete(schedules).where(schedules.c.id == schedule_id))
            return bool(gone.rowcount)

    async def _select(self, which: Any) -> Sequence[Schedule]:
        async with self._database.reading() as conn:
            rows = await conn.execute(select(schedules).where(which))
            found = [schedule_of(row) for row in rows]
        return sorted(found, key=lambda each: (each.plan.name.casefold(), each.id))


def schedule_of(row: Row[Any]) -> Schedule:
    """The schedule in a row of its table."""
    return Schedule(
        id=row.id,
        destination=destination_of(row),
        plan=Plan.model_validate(row.plan),
        paused=row.paused,
        created_at=row.created_at,
        created_by=row.created_by,
        next_fire=row.next_fire,
        last_fire=row.last_fire,
    )


def _row(schedule: Schedule) -> dict[str, Any]:
    return columns_of(schedule.destination) | {
        "id": schedule.id,
        "name": schedule.plan.name,
        "plan": schedule.plan.model_dump(mode="json"),
        "alerts": schedule.plan.alert is not None,
        "paused": schedule.paused,
        "created_at": schedule.created_at,
        "created_by": schedule.created_by,
        "next_fire": schedule.next_fire,
        "last_fire": schedule.last_fire,
    }


def _namesake(schedule: Schedule) -> Any:
    return and_(is_at(schedules, schedule.destination), schedules.c.name == schedule.plan.name)


def _taken(name: str) -> InputError:
    return InputError(
        f'This channel has a digest "{name}" already: edit or delete that, or take another name.'
    )
