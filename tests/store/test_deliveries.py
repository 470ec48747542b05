"""The ledger: what was tried, what stands there, who won; on every kind of database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.model import Destination, Digest, Left, Plan, Report, Schedule, Story, Timing
from bot.store import due
from bot.store.deliveries import Ledger
from bot.store.delivery_rows import unqueued
from bot.store.due import Firing, Schedules
from bot.store.durable import Durable
from bot.store.nodes import Node, Nodes
from bot.store.work_tables import left_out, schedules, told

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def channel(name: str = "c1", thread: str | None = None) -> Destination:
    return Destination(platform="slack", workspace="slack:T1", channel=name, thread=thread)


def digest(key: str, *items: str, left: tuple[Left, ...] = ()) -> Digest:
    reports = tuple(
        Report(article_id=item, item_id=item, outlet="o", title=item, revision=2) for item in items
    )
    stories = tuple(
        Story(id=f"s-{each.item_id}", headline="h", statements=(), reports=(each,), independent=1)
        for each in reports
    )
    return Digest(
        key=key,
        schedule_id="s",
        name="Morning",
        destination=channel(),
        due_at=NOW,
        since=None,
        stories=stories,
        left=left,
    )


@pytest.fixture
async def durable(library_url: str) -> AsyncIterator[Durable]:
    opened = Durable(library_url)
    yield opened
    opened.close()


@pytest.fixture
def ledger(durable: Durable) -> Ledger:
    return Ledger(durable)


async def put(durable: Durable, *names: str, next_fire: datetime | None = NOW, where: str = "") -> None:
    rows = [
        {
            "id": name,
            "platform": "slack",
            "workspace": "slack:T1",
            "channel": where or name,
            "thread": "",
            "name": name,
            "plan": Plan(name=name, timing=Timing(times=("08:00",))).model_dump(mode="json"),
            "paused": False,
            "created_at": NOW - timedelta(days=3),
            "next_fire": next_fire,
        }
        for name in names
    ]
    await durable.run(lambda conn: conn.execute(schedules.insert(), rows))


async def claim(durable: Durable, now: datetime = NOW, limit: int = 10) -> list[Firing]:
    """What a dispatch does, without a queue."""

    def transaction(conn):  # type: ignore[no-untyped-def]
        found = due.claim(conn, now, limit)
        tomorrow = now + timedelta(days=1)
        return due.advance(conn, [Firing(f"{one.id}/1", one, now, 0, tomorrow) for one in found], now)

    return await durable.run(transaction)


async def test_claiming_looks_each_destination_up(durable: Durable) -> None:
    """Thousands of open deliveries were gone through for each schedule, where the statistics knew of none."""
    await put(durable, *(f"s{number}" for number in range(300)))
    await claim(durable, limit=200)
    asked = due.waiting(NOW, 100)

    def planned(conn: Connection) -> str:
        explain = "EXPLAIN " if conn.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        query = asked.compile(conn, compile_kwargs={"literal_binds": True})
        return str(conn.exec_driver_sql(explain + str(query).replace("%", "%%")).all())

    plan = await durable.run(planned)
    assert "uq_deliveries_open" in plan
    assert "Join" not in plan


async def test_a_channel_is_told_one_thing_at_a_time(ledger: Ledger) -> None:
    assert await ledger.open("k1", "s", channel(), NOW, NOW)
    assert not await ledger.open("k2", "s2", channel(), NOW, NOW)
    assert not await ledger.open("k1", "s", channel("c2"), NOW, NOW)
    assert await ledger.open("k3", "s", channel(thread="7"), NOW, NOW)
    await ledger.close("k1", "skipped", "nothing new")
    assert await ledger.open("k2", "s2", channel(), NOW, NOW)
    assert not await ledger.open("k1", "s", channel("c2"), NOW, NOW)  # a key is used once


async def test_the_first_to_try_is_certain_and_whoever_comes_after_is_not(ledger: Ledger) -> None:
    await ledger.open("k", "s", channel(), NOW, NOW)
    first, second = await ledger.begin("k", "n1"), await ledger.begin("k", "n2")
    assert first
    assert second
    assert (first.uncertain, first.delivery.attempts, first.delivery.node) == (False, 1, "n1")
    assert (second.uncertain, second.delivery.attempts, second.delivery.node) == (True, 2, "n2")
    await ledger.trouble("k", "429", uncertain=False)
    third = await ledger.begin("k", "n1")
    assert third
    assert (third.uncertain, third.delivery.problem) == (False, "429")


async def test_who_records_second_learns_which_message_counts(ledger: Ledger) -> None:
    await ledger.open("k", "s", channel(), NOW, NOW)
    assert await ledger.sent("k", "m1", NOW) == "m1"
    assert await ledger.sent("k", "m2", NOW) == "m1"
    assert await ledger.begin("k", "n1") is None
    assert not await ledger.close("k", "failed", "late")
    row = await ledger.get("k")
    assert row
    assert (row.state, row.message_id, row.sent_at, row.problem) == ("sent", "m1", NOW, None)


async def test_many_who_record_at_once_agree(ledger: Ledger) -> None:
    await ledger.open("k", "s", channel(), NOW, NOW)
    answers = await asyncio.gather(*(ledger.sent("k", f"m{number}", NOW) for number in range(12)))
    assert len(set(answers)) == 1


async def test_what_is_said_is_fixed_by_the_first(ledger: Ledger) -> None:
    await ledger.open("k", "s", channel(), NOW, NOW)
    assert await ledger.content("k") is None
    first = digest("k", "i1")
    assert await ledger.keep_content("k", first) == first
    assert await ledger.keep_content("k", digest("k", "i2")) == first
    assert await ledger.content("k") == first


async def test_what_was_told_and_left_out_is_written_when_it_is_sent_and_not_before(
    ledger: Ledger, durable: Durable
) -> None:
    left = (Left(item_id="i3", title="t", reason="filtered by 'sport'"),)
    await ledger.open("k", "s", channel(), NOW, NOW)
    await ledger.keep_content("k", digest("k", "i1", "i2", left=left))
    await ledger.begin("k", "n1")

    async def rows(table):  # type: ignore[no-untyped-def]
        return sorted(await durable.run(lambda conn: [tuple(row) for row in conn.execute(table.select())]))

    assert await rows(told) == []
    await ledger.sent("k", "m1", NOW)
    assert await rows(told) == [("k", "i1", "s-i1", 2), ("k", "i2", "s-i2", 2)]
    assert await rows(left_out) == [("k", "i3", "filtered by 'sport'")]


async def test_a_failed_delivery_has_told_nothing(ledger: Ledger, durable: Durable) -> None:
    await ledger.open("k", "s", channel(), NOW, NOW)
    await ledger.keep_content("k", digest("k", "i1"))
    await ledger.close("k", "failed", "channel gone")
    assert await durable.run(lambda conn: conn.execute(told.select()).all()) == []


async def test_what_is_opened_is_either_the_openers_or_the_queues(ledger: Ledger, durable: Durable) -> None:
    await ledger.open("k1", "s", channel("a"), NOW, NOW)
    await ledger.open("k2", "s", channel("b"), NOW, NOW)
    assert await ledger.take_up("k1", NOW)
    assert await durable.run(unqueued, 10, NOW) == ["k2"]
    assert await durable.run(unqueued, 10, NOW) == []
    assert not await ledger.take_up("k2", NOW)
    assert not await ledger.take_up("k1", NOW)


async def test_old_rows_go_with_what_they_told_and_open_ones_stay(ledger: Ledger, durable: Durable) -> None:
    for key, name in (("old", "a"), ("new", "b"), ("open", "c")):
        await ledger.open(key, "s", channel(name), NOW + timedelta(days=key == "new"), NOW)
        await ledger.keep_content(key, digest(key, "i1"))
    await ledger.sent("old", "m1", NOW)
    await ledger.sent("new", "m2", NOW)
    assert await ledger.forget(NOW + timedelta(hours=1), 100) == 1
    keys = await durable.run(lambda conn: sorted(row.delivery_key for row in conn.execute(told.select())))
    assert keys == ["new"]
    assert await ledger.get("open")
    assert [row.key for row in await ledger.unfinished(NOW + timedelta(hours=1), 10)] == ["open"]


async def test_what_is_due_is_claimed_once_and_moves_on(durable: Durable, ledger: Ledger) -> None:
    await put(durable, "s1", "s2")
    await put(durable, "later", next_fire=NOW + timedelta(seconds=1))
    await put(durable, "paused", next_fire=None)
    assert sorted(one.key for one in await claim(durable)) == ["s1/1", "s2/1"]
    assert await claim(durable) == []
    row = await ledger.get("s1/1")
    assert row
    assert (row.state, row.attempts, row.due_at) == ("sending", 0, NOW)
    moved = await Schedules(durable).get("s1")
    assert moved
    assert (moved.next_fire, moved.last_fire) == (NOW + timedelta(days=1), NOW)


async def test_two_schedules_of_one_channel_take_turns(durable: Durable, ledger: Ledger) -> None:
    await put(durable, "s1", "s2", where="c1")
    [first] = await claim(durable)
    assert await claim(durable) == []
    await ledger.sent(first.key, "m1", NOW)
    [second] = await claim(durable)
    assert {first.key, second.key} == {"s1/1", "s2/1"}


async def test_many_dispatchers_at_once_claim_each_schedule_once(durable: Durable) -> None:
    await put(durable, *(f"s{number}" for number in range(60)))
    batches = await asyncio.gather(*(claim(durable, limit=7) for _ in range(12)))
    keys = [one.key for batch in batches for one in batch]
    while more := await claim(durable, limit=7):
        keys += [one.key for one in more]
    assert sorted(keys) == sorted(f"s{number}/1" for number in range(60))


async def test_dispatchers_that_meet_in_one_channel_tell_it_one_thing(durable: Durable) -> None:
    await put(durable, *(f"s{number}" for number in range(6)), where="c1")
    batches = await asyncio.gather(*(claim(durable, limit=1) for _ in range(6)))
    assert sum(map(len, batches)) == 1


async def test_a_stopped_schedule_is_not_due(durable: Durable) -> None:
    await put(durable, "s1")
    await Schedules(durable).stop("s1")
    assert await claim(durable) == []
    stopped = await Schedules(durable).get("s1")
    assert isinstance(stopped, Schedule)
    assert stopped.paused
    assert await Schedules(durable).get("s2") is None


async def test_a_node_is_there_until_it_leaves_and_a_renewed_one_is_not_forgotten(durable: Durable) -> None:
    nodes = Nodes(durable)
    node = Node("n1", NOW, NOW + timedelta(seconds=15), ("worker",), draining=False)
    await nodes.renew(node)
    renewed = Node("n1", NOW, NOW + timedelta(seconds=20), ("worker",), draining=False)
    await nodes.renew(renewed)
    assert await nodes.all() == [renewed]
    assert not await nodes.forget(node)
    await nodes.leave("n1")
    [left] = await nodes.all()
    assert left.left
    assert await nodes.forget(left)
    assert await nodes.all() == []
