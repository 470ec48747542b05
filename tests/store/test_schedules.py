"""Schedules in the database, on every kind of database."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InputError
from bot.model import Alert, Destination, Plan, Schedule, Timing
from bot.store.library import SqlLibrary
from bot.store.schedules import SqlSchedules

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NEWS = Destination(platform="slack", workspace="T1", channel="C1")
THREAD = Destination(platform="slack", workspace="T1", channel="C1", thread="17.5")


def a_schedule(schedule_id: str, name: str = "morning", at: Destination = NEWS) -> Schedule:
    plan = Plan(name=name, timing=Timing(times=("08:00",), zone="Europe/Berlin"), topics=("Velmora",))
    return Schedule(id=schedule_id, destination=at, plan=plan, created_at=NOW, created_by="U1", next_fire=NOW)


@pytest.fixture
def schedules(library: SqlLibrary) -> SqlSchedules:
    """Schedules in an empty database."""
    return SqlSchedules(library.database)


async def test_a_schedule_comes_back_as_it_went_in(schedules: SqlSchedules) -> None:
    stored = await schedules.add(a_schedule("a"))
    assert await schedules.get("a") == stored
    assert await schedules.get("b") is None


async def test_schedules_are_found_by_workspace_channel_id_and_name(schedules: SqlSchedules) -> None:
    elsewhere = Destination(platform="slack", workspace="T2", channel="C1")
    first = await schedules.add(a_schedule("a"))
    second = await schedules.add(a_schedule("b", at=THREAD))
    other = await schedules.add(a_schedule("c", at=elsewhere))
    assert await schedules.of("T1") == [first, second]
    assert await schedules.of("T1", NEWS) == [first]
    assert await schedules.of("T2") == [other]
    assert await schedules.named("morning", "T1") == [first, second]
    assert await schedules.named("b", "T1") == [second]
    assert await schedules.named("c", "T1") == []


async def test_a_name_is_used_once_in_a_channel(schedules: SqlSchedules) -> None:
    await schedules.add(a_schedule("a"))
    with pytest.raises(InputError, match='has a digest "morning" already'):
        await schedules.add(a_schedule("b"))
    second = await schedules.add(a_schedule("b", name="evening"))
    with pytest.raises(InputError, match='"morning" already'):
        await schedules.change(second.model_copy(update={"plan": a_schedule("b").plan}))
    assert await schedules.get("b") == second


async def test_a_change_keeps_what_belongs_to_others(schedules: SqlSchedules) -> None:
    stored = await schedules.add(a_schedule("a"))
    plan = stored.plan.model_copy(update={"name": "evening", "alert": Alert(sources=4)})
    changed = stored.model_copy(
        update={"plan": plan, "next_fire": NOW + timedelta(hours=1), "last_fire": NOW}
    )
    await schedules.change(changed)
    assert await schedules.get("a") == changed.model_copy(update={"last_fire": None})


async def test_what_rests_is_not_due_and_alerts_nobody(schedules: SqlSchedules) -> None:
    plain, loud = await schedules.add(a_schedule("a")), a_schedule("b", name="alerts")
    await schedules.add(loud.model_copy(update={"plan": loud.plan.model_copy(update={"alert": Alert()})}))
    assert [each.id for each in await schedules.with_alerts()] == ["b"]
    await schedules.stop("b")
    stopped = await schedules.get("b")
    assert stopped is not None
    assert (stopped.paused, stopped.next_fire) == (True, None)
    assert await schedules.with_alerts() == []
    assert await schedules.get("a") == plain


async def test_a_deleted_schedule_is_gone(schedules: SqlSchedules) -> None:
    await schedules.add(a_schedule("a"))
    assert await schedules.delete("a")
    assert not await schedules.delete("a")
    assert await schedules.of("T1") == []
