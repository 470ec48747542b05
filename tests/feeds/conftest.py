"""A service over real HTTP and a real database, whose newsroom reads pages and makes short briefs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.config import Settings, load_settings
from bot.engine.workers import WorkerProcesses
from bot.errors import BriefwireError, OutOfTimeError
from bot.feeds.check import FeedReader
from bot.feeds.service import FeedService
from bot.ingest import Ingest, parse_source
from bot.model import Article, Brief, Engine, FeedEntry, FiveW, Scope
from bot.store.following import SqlFeeds
from bot.store.library import SqlLibrary, open_library
from tests.feeds.server import Site

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HERE = Scope()
ENGINE = Engine(name="embedded", version="test")


@dataclass
class Clock:
    """What time it is, by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **span: float) -> datetime:
        """Some time later."""
        self.now += timedelta(**span)
        return self.now


@dataclass
class Newsroom:
    """Reads as the program does; its briefs are a headline, so that no model is needed."""

    ingest: Ingest
    library: SqlLibrary
    fails: list[BriefwireError] = field(default_factory=list)
    briefed: list[Article] = field(default_factory=list)
    dies_at: str = ""
    death: BaseException | None = None

    def _die_at(self, step: str) -> None:
        death, self.death = (self.death, None) if self.dies_at == step else (None, self.death)
        if death:
            raise death

    async def read_page(self, address: str) -> Article:
        self._die_at("read_page")
        return await self.ingest.read(parse_source(address))

    async def read_entry(self, entry: FeedEntry, outlet: str | None) -> Article:
        return await self.ingest.read_entry(entry, outlet)

    async def brief(self, article: Article, scope: Scope | None = None) -> Brief:
        self._die_at("brief")
        if self.fails:
            raise self.fails.pop(0)
        self.briefed.append(article)
        made = Brief(article=article, headline=article.title or "", summary=(), five_w=FiveW(), engine=ENGINE)
        await self.library.add_brief(made)
        return made

    async def save(self, article: Article, scope: Scope = HERE) -> None:
        self._die_at("save")
        await self.library.keep(await self.library.add_article(article), scope)

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        return await self.library.article(article_id, scope)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    opened = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", opened.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        opened.server = server
        yield opened


@pytest.fixture
def settings() -> Settings:
    loaded = load_settings()
    fetch = loaded.fetch.model_copy(update={"allow_private": ("127.0.0.0/8",), "total_timeout": 5.0})
    return loaded.model_copy(update={"fetch": fetch})


@pytest.fixture(scope="session")
def parser() -> Iterator[WorkerProcesses]:
    """One worker for all tests: it is as slow to start as the libraries that it loads."""
    loaded = load_settings()
    limit, memory = loaded.feeds.parse_timeout, loaded.ingest.parse_memory_mb
    workers = WorkerProcesses(1, limit, memory, processor_time=True)
    yield workers
    asyncio.run(workers.close())


@pytest.fixture
async def library(library_url: str) -> AsyncIterator[SqlLibrary]:
    async with await open_library(library_url) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def newsroom(settings: Settings, parser: WorkerProcesses, library: SqlLibrary) -> Newsroom:
    return Newsroom(Ingest(settings.fetch, settings.ingest, parser), library)


@pytest.fixture
def store(library: SqlLibrary) -> SqlFeeds:
    return SqlFeeds(library.database)


@pytest.fixture
def service(
    settings: Settings, parser: WorkerProcesses, store: SqlFeeds, newsroom: Newsroom, clock: Clock
) -> FeedService:
    reader = FeedReader(settings.fetch, settings.feeds, parser, clock)
    return FeedService(settings, reader, store, newsroom, clock)


class TooSlow:
    """A parser that is ended before it has read anything."""

    async def run(self, *_: object) -> NoReturn:
        """What a worker process does when its time is over."""
        raise OutOfTimeError("It took longer than 8 s and was stopped.")


@pytest.fixture
def slow(settings: Settings, store: SqlFeeds, newsroom: Newsroom, clock: Clock) -> FeedService:
    return FeedService(
        settings, FeedReader(settings.fetch, settings.feeds, TooSlow(), clock), store, newsroom, clock
    )
