"""The services: settings in, each service built when it is first used, and closed with all of them.

Nothing else in the program builds a service. The libraries behind them are imported then, too:
`extract` never opens the database, and an error is told before a model is loaded.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.config import Settings
from bot.engine.workers import WorkerProcesses, WorkerThread
from bot.ports import Compute

if TYPE_CHECKING:
    from bot.answer.service import Answers
    from bot.brief.service import Briefs
    from bot.digest.service import Digests
    from bot.engine.hosted.engine import HostedEngine
    from bot.feeds.check import FeedReader
    from bot.ingest.pipeline import Ingest
    from bot.store.chats import SqlChats
    from bot.store.costs import SqlCosts
    from bot.store.database import Database
    from bot.store.library import SqlLibrary
    from bot.store.slack import SqlSlack

T = TypeVar("T")


class Services:
    """Every service that stands by itself, for as long as its `async with` lasts.

    With `many=True` models and parsers run in one process a core, which takes a second to start and
    then uses the whole machine; otherwise as the settings say.
    """

    def __init__(self, settings: Settings, *, many: bool = False) -> None:
        self.settings = settings
        self._cores = os.cpu_count() or 1
        self._many = many
        self._open = AsyncExitStack()
        self._services: dict[str, asyncio.Task[Any]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def database(self) -> "Database":
        """The one database behind all that is stored, opened and brought up to date; raises StoreError."""
        return await self._once("database", self._open_database)

    async def _open_database(self) -> "Database":
        store = await imported("bot.store.database")
        database: Database
        database, _ = await store.open_database(self.settings.database_url)
        self._open.push_async_callback(database.close)
        return database

    async def library(self) -> "SqlLibrary":
        """The library, opened and brought up to date; raises StoreError."""
        return await self._once("library", partial(self._stored, "library", "SqlLibrary"))

    async def compute(self) -> Compute:
        """Where models run."""
        return await self._once("compute", self._start_compute)

    async def _start_compute(self) -> Compute:
        work = self.settings.work
        processes = self._cores if self._many else work.processes
        compute = WorkerProcesses(processes, work.timeout) if processes else WorkerThread(work.timeout)
        self._open.push_async_callback(compute.close)
        return compute

    async def chats(self) -> "SqlChats":
        """What chats keep: settings of workspaces, limits, answers that were shown; raises StoreError."""
        return await self._once("chats", partial(self._stored, "chats", "SqlChats"))

    async def slack(self) -> "SqlSlack":
        """What Slack needs kept: installations, and threads that are talked in; raises StoreError."""
        return await self._once("slack", partial(self._stored, "slack", "SqlSlack"))

    async def costs(self) -> "SqlCosts":
        """The account of hosted models; raises StoreError."""
        return await self._once("costs", partial(self._stored, "costs", "SqlCosts"))

    async def hosted(self) -> "HostedEngine | None":
        """The hosted model, where one is set up; raises ConfigError when its prompts cannot be used."""
        if not self.settings.openai.is_hosted:
            return None
        return await self._once("hosted", self._start_hosted)

    async def _start_hosted(self) -> "HostedEngine":
        module = await imported("bot.engine.hosted.engine")
        engine: HostedEngine = module.HostedEngine(
            self.settings.openai, await self.costs(), await self.compute()
        )
        self._open.push_async_callback(engine.close)
        return engine

    async def ingest(self) -> "Ingest":
        """What reads articles."""
        return await self._once("ingest", self._start_ingest)

    async def _start_ingest(self) -> "Ingest":
        pipeline = await imported("bot.ingest.pipeline")
        settings = self.settings.ingest
        processes = self._cores if self._many else 1
        parser = WorkerProcesses(
            processes, settings.parse_timeout, settings.parse_memory_mb, pipeline.PARSING_MODULES
        )
        self._open.push_async_callback(parser.close)
        ingest: Ingest = pipeline.Ingest(self.settings.fetch, settings, parser)
        return ingest

    async def feed_reader(self) -> "FeedReader":
        """What reads a feed once."""
        return await self._once("feed reader", self._start_feed_reader)

    async def _start_feed_reader(self) -> "FeedReader":
        check = await imported("bot.feeds.check")
        limit, memory = self.settings.feeds.parse_timeout, self.settings.ingest.parse_memory_mb
        parser = WorkerProcesses(1, limit, memory, processor_time=True)
        self._open.push_async_callback(parser.close)
        reader: FeedReader = check.FeedReader(self.settings.fetch, self.settings.feeds, parser)
        return reader

    async def briefs(self) -> "Briefs":
        """What makes briefs, or remembers them; raises StoreError."""
        return await self._once("briefs", self._make_briefs)

    async def _make_briefs(self) -> "Briefs":
        service = await imported("bot.brief.service")
        hosted = await self.hosted()
        briefs: Briefs = service.Briefs(
            await self.library(), await self.compute(), hosted.briefs if hosted else None
        )
        return briefs

    async def answers(self) -> "Answers":
        """What answers questions; raises StoreError."""
        return await self._once("answers", self._make_answers)

    async def _make_answers(self) -> "Answers":
        service = await imported("bot.answer.service")
        library, compute = await self.library(), await self.compute()
        maker = await imported("bot.brief.compose")
        hosted = await self.hosted()
        writer = hosted.answers if hosted else None
        answers: Answers = service.Answers(
            library, compute, self.settings.answer, maker.compose, maker.ENGINE, writer
        )
        return answers

    async def digests(self) -> "Digests":
        """Schedules, digests and the account of what was posted; raises StoreError."""
        return await self._once("digests", self._make_digests)

    async def _make_digests(self) -> "Digests":
        service, gather = await imported("bot.digest.service"), await imported("bot.digest.gather")
        news, following = await imported("bot.store.news"), await imported("bot.store.following")
        schedules, posted = await imported("bot.store.schedules"), await imported("bot.store.posted")
        database = await self.database()
        store = service.Store(
            schedules.SqlSchedules(database),
            news.SqlNews(database),
            posted.SqlPosted(database),
            following.SqlFeeds(database),
        )
        reading = (await self.library(), await self.briefs(), await self.compute())
        gatherer = gather.Gatherer(store.news, store.posted, *reading)
        digests: Digests = service.Digests(store, gatherer, self.settings.digest)
        return digests

    async def _stored(self, module: str, name: str) -> Any:
        """A class of a module of the store, on the one database."""
        store = await imported(f"bot.store.{module}")
        return getattr(store, name)(await self.database())

    async def _once(self, name: str, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What `make` gives, made once however many ask for it at the same time."""
        if name not in self._services:
            self._services[name] = asyncio.create_task(make())
        made: T = await asyncio.shield(self._services[name])
        return made


async def imported(module: str) -> Any:
    """A module, imported off the event loop: those of the models take a second."""
    return await asyncio.to_thread(import_module, module)
