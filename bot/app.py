"""The composition root: settings in, services out. Nothing else in the program builds a service.

Every service is built when it is first used and closed with the desk, and the libraries behind them
are imported then: `extract` never opens the database, and an error is told before a model is loaded.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.config import Settings
from bot.engine.workers import WorkerProcesses, WorkerThread
from bot.errors import InputError
from bot.model import Answer, AnswerEvent, Article, Brief, FeedEntry, Scope, Turn
from bot.ports import ChatPlatform, Composer, Compute

if TYPE_CHECKING:
    from bot.answer.service import Answers
    from bot.brief.service import Briefs
    from bot.digest.service import Digests
    from bot.engine.hosted.engine import HostedEngine
    from bot.feeds.check import FeedReader
    from bot.feeds.check import Reading as FeedReading
    from bot.feeds.service import FeedService
    from bot.ingest.pipeline import Ingest
    from bot.store.chats import SqlChats
    from bot.store.costs import SqlCosts
    from bot.store.database import Database
    from bot.store.library import SqlLibrary
    from bot.store.slack import SqlSlack

T = TypeVar("T")

LOCAL = Scope()
"""What the command line and the terminal chat may see: the library of this machine's user."""


class Desk:
    """The news desk that commands and chats work with, for as long as its `async with` lasts.

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

    async def read(self, source: str, url: str | None = None) -> Article:
        """The article at an address, in a file, or on standard input ("-"); nothing is stored.

        `url` is the address that a saved page had. Raises InputError, FetchError and ExtractError.
        """
        from bot.ingest.source import parse_source

        named = parse_source(source, url)  # what can be refused at once is, before anything is loaded
        return await (await self._ingest()).read(named)

    async def read_page(self, address: str) -> Article:
        """The article at a web address and nowhere else: for people who may not read this machine's files."""
        from bot.ingest.source import address_scheme

        if address_scheme(address.strip()) not in {"http", "https"}:
            raise InputError("That is not a web address: give one that begins with http:// or https://.")
        return await self.read(address)

    async def read_text(self, text: str) -> Article:
        """The article that somebody pasted; raises InputError and ExtractError as `read` does."""
        return await (await self._ingest()).read_text(text)

    async def read_all(self, sources: Sequence[str]) -> list[Article]:
        """The articles of several sources, in their order; raises the first failure among them."""
        return list(await asyncio.gather(*map(self.read, sources)))

    async def brief(self, article: Article, scope: Scope | None = LOCAL) -> Brief:
        """The article's brief, on the budget of `scope`; nobody's (None) is written by the embedded engine.

        Raises InputError, ModelError and StoreError.
        """
        await self._refuse_unread(article)
        return await (await self._briefs()).brief(article, scope)

    async def save(self, article: Article, scope: Scope = LOCAL) -> None:
        """Keep an article in the library, so that questions without sources are answered from it."""
        library = await self.library()
        await library.keep(await library.add_article(article), scope)

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        """An article by its id, if `scope` may see it."""
        return await (await self.library()).article(article_id, scope)

    async def find_articles(self, words: str, scope: Scope, limit: int) -> Sequence[Article]:
        """Articles that `scope` may see: those with the words in title or text first, then the newest."""
        return await (await self.library()).search(words, scope, limit)

    async def ask(
        self,
        question: str,
        articles: Sequence[Article] | None = None,
        history: Sequence[Turn] = (),
        scope: Scope = LOCAL,
    ) -> tuple[Answer, ...]:
        """What the articles, or without them the library, say to each question in `question`.

        Raises InputError, ModelError and StoreError.
        """
        await self._refuse_unread(*articles or ())
        return await (await self._answers()).ask(question, articles, scope, history)

    async def answering(
        self, question: str, articles: Sequence[Article] | None, history: Sequence[Turn], scope: Scope
    ) -> AsyncIterator[AnswerEvent]:
        """What happens while a question is answered; the last event has the answers. Raises as `ask`."""
        await self._refuse_unread(*articles or ())
        async for event in (await self._answers()).answering(question, articles, scope, history):
            yield event

    async def check_feed(self, source: str) -> "FeedReading":
        """The feed at an address or in a file, read once; raises InputError and FetchError."""
        return await (await self._feed_reader()).read(source)

    async def feeds(self) -> "FeedService":
        """Following feeds; raises StoreError."""
        return await self._once("feeds", self._make_feeds)

    async def read_entry(self, entry: FeedEntry, outlet: str | None) -> Article:
        """The article as far as a feed's entry carries it; raises InputError and ExtractError."""
        return await (await self._ingest()).read_entry(entry, outlet)

    def check_question(self, question: str) -> None:
        """Raise InputError when a question is empty or too long, before anything is loaded for it."""
        if not question.strip():
            raise InputError('The question is empty: ask something, such as "Who offered mediation?"')
        if len(question) > (most := self.settings.answer.max_question_characters):
            raise InputError(f"The question has {len(question)} characters; ask it in at most {most}.")

    async def sources_of(
        self, articles: Sequence[Article] | None, scope: Scope = LOCAL
    ) -> dict[str, Article]:
        """The articles, or without them those that `scope` may see, by id: for outlet, time and title."""
        known = articles if articles is not None else await (await self.library()).articles(scope, 1000)
        return {article.id: article for article in known}

    async def _refuse_unread(self, *articles: Article) -> None:
        """Raise InputError for an article in another language, before a model is loaded for it."""
        languages = await _imported("bot.brief.languages")
        for article in articles:
            languages.refuse_unread(article)

    async def library(self) -> "SqlLibrary":
        """The library, opened and brought up to date; raises StoreError."""
        return await self._once("library", self._open_library)

    async def compute(self) -> Compute:
        """Where models run."""
        return await self._once("compute", self._start_compute)

    async def chats(self) -> "SqlChats":
        """What chats keep: settings of workspaces, limits, answers that were shown; raises StoreError."""
        return await self._once("chats", self._make_chats)

    async def slack(self) -> "SqlSlack":
        """What Slack needs kept: installations, and threads that are talked in; raises StoreError."""
        return await self._once("slack", self._make_slack)

    async def digests(self) -> "Digests":
        """Schedules, digests and the account of what was posted; raises StoreError."""
        return await self._once("digests", self._make_digests)

    async def composer(self) -> Composer:
        """What makes the digests that are posted."""
        return await self.digests()

    async def platforms(self) -> Sequence[ChatPlatform]:
        """Every platform that is configured: terminal, files and webhooks, and chats that have a token."""
        return await self._once("platforms", self._make_platforms)

    async def database(self) -> "Database":
        """The one database behind all that is stored, opened and brought up to date; raises StoreError."""
        return await self._once("database", self._open_database)

    async def _open_database(self) -> "Database":
        store = await _imported("bot.store.database")
        database: Database
        database, _ = await store.open_database(self.settings.database_url)
        self._open.push_async_callback(database.close)
        return database

    async def _make_platforms(self) -> Sequence[ChatPlatform]:
        """The one place where platforms are plugged in, each if the settings have what it needs."""
        found: list[ChatPlatform] = [*(await _imported("bot.chat.sinks.platforms")).sinks()]
        slack, discord = self.settings.slack, self.settings.discord
        if slack.bot_token.get_secret_value() or slack.client_id:
            found.append((await _imported("bot.chat.slack.app")).SlackApp(self, slack))
        if discord.token.get_secret_value():
            surface = (await _imported("bot.chat.discord.surface")).Surface(
                desk=self,
                memory=await self.library(),
                chats=await self.chats(),
                feeds=await self.feeds(),
                digests=await self.digests(),
                settings=discord,
            )
            found.append((await _imported("bot.chat.discord.platform")).DiscordPlatform(surface))
        return found

    async def _open_library(self) -> "SqlLibrary":
        store = await _imported("bot.store.library")
        library: SqlLibrary = store.SqlLibrary(await self.database())
        return library

    async def _make_digests(self) -> "Digests":
        service, gather = await _imported("bot.digest.service"), await _imported("bot.digest.gather")
        news, following = await _imported("bot.store.news"), await _imported("bot.store.following")
        schedules = await _imported("bot.store.schedules")
        database = await self.database()
        store = service.Store(
            schedules.SqlSchedules(database), news.SqlNews(database), following.SqlFeeds(database)
        )
        reading = (await self.library(), await self._briefs(), await self.compute())
        gatherer = gather.Gatherer(store.news, *reading)
        digests: Digests = service.Digests(store, gatherer, self.settings.digest)
        return digests

    async def _make_chats(self) -> "SqlChats":
        store = await _imported("bot.store.chats")
        chats: SqlChats = store.SqlChats(await self.database())
        return chats

    async def _make_slack(self) -> "SqlSlack":
        store = await _imported("bot.store.slack")
        slack: SqlSlack = store.SqlSlack(await self.database())
        return slack

    async def costs(self) -> "SqlCosts":
        """The account of hosted models; raises StoreError."""
        return await self._once("costs", self._make_costs)

    async def _make_costs(self) -> "SqlCosts":
        store = await _imported("bot.store.costs")
        costs: SqlCosts = store.SqlCosts(await self.database())
        return costs

    async def hosted(self) -> "HostedEngine | None":
        """The hosted model, where one is set up; raises ConfigError when its prompts cannot be used."""
        if not self.settings.openai.is_hosted:
            return None
        return await self._once("hosted", self._start_hosted)

    async def _start_hosted(self) -> "HostedEngine":
        module = await _imported("bot.engine.hosted.engine")
        engine: HostedEngine = module.HostedEngine(
            self.settings.openai, await self.costs(), await self.compute()
        )
        self._open.push_async_callback(engine.close)
        return engine

    async def _start_compute(self) -> Compute:
        work = self.settings.work
        processes = self._cores if self._many else work.processes
        compute = WorkerProcesses(processes, work.timeout) if processes else WorkerThread(work.timeout)
        self._open.push_async_callback(compute.close)
        return compute

    async def _ingest(self) -> "Ingest":
        return await self._once("ingest", self._start_ingest)

    async def _start_ingest(self) -> "Ingest":
        pipeline = await _imported("bot.ingest.pipeline")
        settings = self.settings.ingest
        parser = WorkerProcesses(
            self._cores if self._many else 1, settings.parse_timeout, settings.parse_memory_mb
        )
        self._open.push_async_callback(parser.close)
        ingest: Ingest = pipeline.Ingest(self.settings.fetch, settings, parser)
        return ingest

    async def _make_feeds(self) -> "FeedService":
        service = await _imported("bot.feeds.service")
        following = await _imported("bot.store.following")
        reader, library = await self._feed_reader(), await self.library()
        feeds: FeedService = service.FeedService(
            self.settings, reader, following.SqlFeeds(library.database), self
        )
        return feeds

    async def _feed_reader(self) -> "FeedReader":
        return await self._once("feed reader", self._start_feed_reader)

    async def _start_feed_reader(self) -> "FeedReader":
        check = await _imported("bot.feeds.check")
        parser = WorkerProcesses(1, self.settings.feeds.parse_timeout, self.settings.ingest.parse_memory_mb)
        self._open.push_async_callback(parser.close)
        reader: FeedReader = check.FeedReader(self.settings.fetch, self.settings.feeds, parser)
        return reader

    async def _briefs(self) -> "Briefs":
        return await self._once("briefs", self._make_briefs)

    async def _make_briefs(self) -> "Briefs":
        service = await _imported("bot.brief.service")
        hosted = await self.hosted()
        briefs: Briefs = service.Briefs(
            await self.library(), await self.compute(), hosted.briefs if hosted else None
        )
        return briefs

    async def _answers(self) -> "Answers":
        return await self._once("answers", self._make_answers)

    async def _make_answers(self) -> "Answers":
        service = await _imported("bot.answer.service")
        library, compute = await self.library(), await self.compute()
        maker = await _imported("bot.brief.compose")
        hosted = await self.hosted()
        writer = hosted.answers if hosted else None
        answers: Answers = service.Answers(
            library, compute, self.settings.answer, maker.compose, maker.ENGINE, writer
        )
        return answers

    async def _once(self, name: str, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What `make` gives, made once however many ask for it at the same time."""
        if name not in self._services:
            self._services[name] = asyncio.create_task(make())
        made: T = await asyncio.shield(self._services[name])
        return made


async def _imported(module: str) -> Any:
    """A module, imported off the event loop: those of the models take a second."""
    return await asyncio.to_thread(import_module, module)
