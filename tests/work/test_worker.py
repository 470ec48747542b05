"""A worker from start to stop: what is due is posted, what is lost comes back, what ends is handed over."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from dbos import DBOS, EnqueueOptions
from dbos._schemas.system_database import SCHEMA_PLACEHOLDER
from sqlalchemy import Connection, Table, select

from bot.model import Schedule
from bot.store.deliveries import Ledger
from bot.store.due import Schedules
from bot.store.durable import Durable
from bot.store.nodes import Nodes
from bot.store.work_tables import nodes
from bot.work.queue import VERSION
from bot.work.worker import Pace, Worker
from tests.work.scripted import Channel, Composer, channel, dropped, gone, next_fire, put_schedule, until

QUICK = Pace(
    tick=0.05, lease=1.0, polling=0.05, settle=0.1, forgotten=0.4, drain=5.0, trouble=0.2, alerts=0.1
)


@pytest.fixture
def chat() -> Channel:
    return Channel()


@pytest.fixture
def composer() -> Composer:
    return Composer()


Run = Callable[..., contextlib.AbstractAsyncContextManager[Worker]]


@pytest.fixture
def run(chat: Channel, composer: Composer) -> Run:
    @asynccontextmanager
    async def running(durable: Durable, node: str = "n1") -> AsyncIterator[Worker]:
        worker = Worker(durable, composer, {"slack": chat}, next_fire, node, QUICK)
        await worker.start()
        try:
            yield worker
        finally:
            await worker.stop()

    return running


def settled(ledger: Ledger, count: int, state: str = "sent"):  # type: ignore[no-untyped-def]
    async def check() -> bool:
        return (await ledger.counts()).get(state, 0) >= count

    return check


async def test_what_is_due_is_posted_and_comes_again(
    durable: Durable, ledger: Ledger, chat: Channel, run: Run
) -> None:
    await put_schedule(durable, "s1", next_fire=datetime.now(UTC), every=0.4)
    await put_schedule(durable, "s2", next_fire=datetime.now(UTC))
    async with run(durable):
        await until(settled(ledger, 3))
    keys = list(chat.messages.values())
    assert len(keys) == len(set(keys)) >= 3
    assert sum(key.startswith("s2/") for key in keys) == 1


async def test_nothing_is_posted_while_the_queue_is_being_filled(
    durable: Durable, ledger: Ledger, chat: Channel, run: Run
) -> None:
    async with run(durable) as worker:
        with worker.under_way.held():
            await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
            await until(settled(ledger, 1, "sending"))
            await asyncio.sleep(0.3)
            assert not chat.messages
        await until(settled(ledger, 1))
    assert len(chat.messages) == 1


async def test_times_missed_while_nothing_ran_are_one_digest(
    in_file: Durable, chat: Channel, composer: Composer, run: Run
) -> None:
    await put_schedule(in_file, "s1", next_fire=datetime.now(UTC) - timedelta(hours=5), every=3600)
    async with run(in_file):
        await until(settled(Ledger(in_file), 1))
        await asyncio.sleep(0.2)
    assert composer.missed == [5]
    assert len(chat.messages) == 1


async def test_troubles_pass_and_a_refusal_pauses(in_file: Durable, chat: Channel, run: Run) -> None:
    chat.answers, chat.taken = [dropped(), gone()], [True, False]
    await put_schedule(in_file, "s1", next_fire=datetime.now(UTC))
    async with run(in_file):
        await until(settled(Ledger(in_file), 1))
        await put_schedule(in_file, "s2", next_fire=datetime.now(UTC), every=1)
        await until(settled(Ledger(in_file), 1, "failed"))
        await until(lambda: bool(chat.notices))
    assert len(chat.messages) == 1
    stopped = await Schedules(in_file).get("s2")
    assert stopped
    assert stopped.paused


async def test_a_delivery_without_a_flow_is_found_and_carried_out(
    durable: Durable, ledger: Ledger, chat: Channel, run: Run
) -> None:
    """As a command leaves it that was killed, or a queue that lost its record."""
    await put_schedule(durable, "s1", where="c1", next_fire=None)
    await ledger.open("k", "s1", channel(), datetime.now(UTC), datetime.now(UTC))
    async with run(durable):
        await until(settled(ledger, 1))
    assert list(chat.messages.values()) == ["k"]


async def test_a_flow_that_ended_in_an_error_is_begun_again(
    in_file: Durable, chat: Channel, run: Run
) -> None:
    await put_schedule(in_file, "s1", where="c1", next_fire=datetime.now(UTC))
    chat.answers = [dropped()] * 50
    async with run(in_file):
        await until(lambda: not chat.answers or len(chat.answers) < 50)
        [row] = await Ledger(in_file).unfinished(datetime.now(UTC) + timedelta(hours=1), 1)
        await DBOS.cancel_workflow_async(row.key)
        chat.answers = []
        await until(settled(Ledger(in_file), 1))
    assert list(chat.messages.values()) == [row.key]


async def test_a_dead_nodes_work_is_taken_over(
    durable: Durable, ledger: Ledger, chat: Channel, run: Run
) -> None:
    """The dead node had claimed the digest and begun its flow; its lease is all that is left of it."""
    await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
    held = asyncio.Event()

    async def hold() -> None:
        held.set()
        await asyncio.Event().wait()

    chat.before = hold
    first = Worker(durable, Composer(), {"slack": chat}, next_fire, "dead", QUICK)
    await first.start()
    await asyncio.wait_for(held.wait(), 10)
    await first.clock.stop()
    await first.let_go()  # it neither finished anything nor said that it left
    chat.before = None
    async with run(durable, "n2"):
        await until(settled(ledger, 1))
    assert len(chat.messages) == 1
    assert chat.looks == 1
    assert [node.id for node in await Nodes(durable).all() if not node.left] == []


async def test_stopping_finishes_what_is_being_posted_and_hands_the_rest_over(
    in_file: Durable, chat: Channel, run: Run
) -> None:
    posting = asyncio.Event()

    async def slowly() -> None:
        posting.set()
        await asyncio.sleep(0.5)

    chat.before = slowly
    await put_schedule(in_file, "s1", next_fire=datetime.now(UTC))
    async with run(in_file, "n1"):
        await asyncio.wait_for(posting.wait(), 10)
        await put_schedule(in_file, "s2", next_fire=datetime.now(UTC))
    assert len(chat.messages) == 1
    assert (await Ledger(in_file).counts())["sent"] == 1
    [node] = await Nodes(in_file).all()
    assert node.left
    chat.before = None
    async with run(in_file, "n2"):
        await until(settled(Ledger(in_file), 2))
    assert len(chat.messages) == 2


async def test_what_was_finished_is_deleted_from_the_queue(
    durable: Durable, ledger: Ledger, run: Run
) -> None:
    await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
    async with run(durable) as worker:
        await until(settled(ledger, 1))

        async def ended() -> bool:
            return not await worker._queue.running_at("n1")

        await until(ended)
        assert await worker._queue.collect_garbage(timedelta(hours=1)) == 0
        assert await worker._queue.collect_garbage(timedelta(0)) == 1


async def test_the_queue_gives_back_only_what_the_dead_had(
    durable: Durable, ledger: Ledger, chat: Channel, run: Run
) -> None:
    """The contract of the one private call: what it moves, and that a second call moves nothing."""
    await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
    held = asyncio.Event()

    async def hold() -> None:
        held.set()
        await asyncio.Event().wait()

    chat.before = hold
    first = Worker(durable, Composer(), {"slack": chat}, next_fire, "dead", QUICK)
    await first.start()
    await asyncio.wait_for(held.wait(), 10)
    await first.clock.stop()
    await first.let_go()
    idle = Worker(durable, Composer(), {"slack": chat}, next_fire, "idle", QUICK)
    await idle._queue.start({}, 60.0)
    try:
        assert await idle._queue.running_at("dead")
        assert await idle._queue.take_over(["somebody else"]) == 0
        assert await idle._queue.take_over(["dead"]) == 1
        assert not await idle._queue.running_at("dead")
        assert await idle._queue.take_over(["dead"]) == 0
    finally:
        await idle._queue.stop()


async def test_the_event_loop_is_free_while_much_is_done(in_file: Durable, run: Run) -> None:
    """No single pause of the loop is as long as a round of the work that goes on beside it."""
    for number in range(60):
        await put_schedule(in_file, f"s{number}", next_fire=datetime.now(UTC))
    turns = 0
    async with run(in_file):
        while not await settled(Ledger(in_file), 60)():
            turns += 1
            await asyncio.sleep(0)
    assert turns > 60


async def schedule_of(durable: Durable, name: str) -> Schedule:
    found = await Schedules(durable).get(name)
    assert found
    return found


async def test_a_node_that_was_taken_for_dead_comes_back(in_file: Durable, run: Run) -> None:
    async with run(in_file, "n1"):
        [me] = await Nodes(in_file).all()
        await in_file.run(lambda conn: conn.execute(nodes.delete()))

        async def back() -> bool:
            return [node.id for node in await Nodes(in_file).all()] == [me.id]

        await until(back)


async def test_a_breaking_story_is_posted_once_however_often_it_is_seen(
    in_file: Durable, chat: Channel, composer: Composer, run: Run
) -> None:
    await put_schedule(in_file, "s1", where="c1", next_fire=None)
    alert = await Composer().compose(await schedule_of(in_file, "s1"), datetime.now(UTC), "s1/alert/fire")
    composer.alerts = [alert]
    async with run(in_file):
        await until(settled(Ledger(in_file), 1))
        await asyncio.sleep(0.3)
    assert list(chat.messages.values()) == ["s1/alert/fire"]


async def test_nothing_is_called_but_what_is_posted_to(
    in_file: Durable, chat: Channel, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No telemetry, no look for a newer version, no address of anybody's looked up: ours or a library's."""
    called: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: object) -> None:
        called.append(address)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_: called.append(asked))
    await put_schedule(in_file, "s1", next_fire=datetime.now(UTC))
    async with run(in_file):
        await until(settled(Ledger(in_file), 1))
    assert called == []


async def test_a_batch_enters_the_queue_as_the_library_enters_one(durable: Durable, run: Run) -> None:
    """`Queue.put` writes two of the library's tables itself: a newer version of it may want more in them."""
    options: EnqueueOptions = {
        "queue_name": "elsewhere",  # which nobody looks into
        "workflow_name": "digest",
        "workflow_id": "theirs",
        "app_version": VERSION,
    }
    async with run(durable) as worker:
        client = worker._queue._client
        assert client

        def enter(conn: Connection) -> None:
            client.enqueue_in_transaction(conn, options, "argument")
            wanted = {"ours": "argument", "theirs": "another"}
            for _ in range(2):
                worker._queue.put(conn, "elsewhere", "digest", wanted)

        await durable.run(enter)
        tables = client._sys_db.tables
        for table in (tables.workflow_status, tables.workflow_input):
            ours, theirs = await durable.run(rows_of, table)
            assert ours == theirs


def rows_of(conn: Connection, table: Table) -> list[dict[str, object]]:
    """What the rows of these two workflows say, but for their names, times and who made them."""
    schema = {
        "schema_translate_map": {SCHEMA_PLACEHOLDER: "dbos" if conn.dialect.name == "postgresql" else None}
    }
    own = {"workflow_uuid", "created_at", "updated_at", "retention_timestamp", "creator_xid"}
    found = conn.execute(select(table).order_by(table.c.workflow_uuid), execution_options=schema).mappings()
    return [{name: value for name, value in row.items() if name not in own} for row in found]
