"""A server's database copied and put back by its own programs, as docs/operate.md says."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.model import Scope
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.library import open_library
from bot.work.worker import Pace, Worker
from tests.databases import Postgres
from tests.store.samples import ENGINE, article, brief
from tests.work.scripted import Channel, Composer, dropped, next_fire, put_schedule, until

QUICK = Pace(tick=0.05, lease=1.0, polling=0.05, settle=0.1, forgotten=0.4, drain=5.0, alerts=60.0)


@pytest.fixture
def old(postgres: Postgres) -> Iterator[str]:
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture
def new(postgres: Postgres) -> Iterator[str]:
    url = postgres.create()
    yield url
    postgres.drop(url)


@asynccontextmanager
async def working(url: str, chat: Channel, node: str) -> AsyncIterator[Durable]:
    durable = Durable(url)
    worker = Worker(durable, Composer(), {"slack": chat}, next_fire, node, QUICK)
    await worker.start()
    try:
        yield durable
    finally:
        await worker.stop()
        durable.close()


async def sent(durable: Durable, count: int) -> None:
    async def are_sent() -> bool:
        return (await Ledger(durable).counts()).get("sent", 0) >= count

    await until(are_sent)


async def test_what_was_dumped_is_restored_whole_and_works_on(postgres: Postgres, old: str, new: str) -> None:
    chat = Channel()
    async with await open_library(old) as library:
        await library.add_brief(brief(article()))
        await library.keep(article(), Scope())
    async with working(old, chat, "before") as durable:
        await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
        await sent(durable, 1)
        postgres.tool("pg_dump", "--format=custom", "--file=briefwire.dump", postgres.name(old))
    postgres.tool("pg_restore", f"--dbname={postgres.name(new)}", "--exit-on-error", "briefwire.dump")
    async with await open_library(new) as library:
        await library.check()
        [found] = await library.search("Who offered to mediate?", Scope(), 5)
        assert found == article()
        assert await library.brief_of(article(), ENGINE) == brief(article())
    async with working(new, chat, "after") as durable:
        await put_schedule(durable, "s2", next_fire=datetime.now(UTC))
        await sent(durable, 2)
    keys = list(chat.messages.values())
    assert sorted(key.partition("/")[0] for key in keys) == ["s1", "s2"]  # and the first not again


async def test_what_was_under_way_when_it_was_dumped_is_finished_from_the_copy(
    postgres: Postgres, old: str, new: str
) -> None:
    chat = Channel()
    chat.answers = [dropped() for _ in range(1000)]
    async with await open_library(old):
        pass

    async def was_tried() -> bool:
        return len(chat.answers) < 1000

    async with working(old, chat, "before") as durable:
        await put_schedule(durable, "s1", next_fire=datetime.now(UTC))
        await until(was_tried)
        postgres.tool("pg_dump", "--format=custom", "--file=waiting.dump", postgres.name(old))
    postgres.tool("pg_restore", f"--dbname={postgres.name(new)}", "--exit-on-error", "waiting.dump")
    chat.answers = []
    async with working(new, chat, "after") as durable:
        await sent(durable, 1)
    assert len(chat.messages) == 1
