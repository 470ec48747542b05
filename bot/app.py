"""The desk: what commands and chats ask for, done by the services.

It has what needs several of them, or the desk itself: feeds are read by it, and platforms answer through it.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.model import Answer, AnswerEvent, Article, Brief, FeedEntry, Scope, Turn
from bot.ports import ChatPlatform, Composer
from bot.services import Services, imported

if TYPE_CHECKING:
    from bot.feeds.check import Reading as FeedReading
    from bot.feeds.service import FeedService

LOCAL = Scope()
"""What the command line and the terminal chat may see: the library of this machine's user."""


class Desk(Services):
    """The news desk that commands and chats work with, for as long as its `async with` lasts."""

    async def read(self, source: str, url: str | None = None) -> Article:
        """The article at an address, in a file, or on standard input ("-"); nothing is stored.

        `url` is the address that a saved page had. Raises InputError, FetchError and ExtractError.
        """
        from bot.ingest.source import parse_source

        named = parse_source(source, url)  # what can be refused at once is, before anything is loaded
        return await (await self.ingest()).read(named)

    async def read_page(self, address: str) -> Article:
        """The article at a web address and nowhere else: for people who may not read this machine's files."""
        from bot.web.schemes import address_scheme

        if address_scheme(address.strip()) not in {"http", "https"}:
            raise InputError("That is not a web address: give one that begins with http:// or https://.")
        return await self.read(address)

    async def read_text(self, text: str) -> Article:
        """The article that somebody pasted; raises InputError and ExtractError as `read` does."""
        return await (await self.ingest()).read_text(text)

    async def read_all(self, sources: Sequence[str]) -> list[Article]:
        """The articles of several sources, in their order; raises the first failure among them."""
        return list(await asyncio.gather(*map(self.read, sources)))

    async def brief(self, article: Article, scope: Scope | None = LOCAL) -> Brief:
        """The article's brief, on the budget of `scope`; nobody's (None) is written by the embedded engine.

        Raises InputError, ModelError and StoreError.
        """
        await self._refuse_unread(article)
        return await (await self.briefs()).brief(article, scope)

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
        return await (await self.answers()).ask(question, articles, scope, history)

    async def answering(
        self, question: str, articles: Sequence[Article] | None, history: Sequence[Turn], scope: Scope
    ) -> AsyncIterator[AnswerEvent]:
        """What happens while a question is answered; the last event has the answers. Raises as `ask`."""
        await self._refuse_unread(*articles or ())
        async for event in (await self.answers()).answering(question, articles, scope, history):
            yield event

    async def check_feed(self, source: str) -> "FeedReading":
        """The feed at an address or in a file, read once; raises InputError and FetchError."""
        return await (await self.feed_reader()).read(source)

    async def feeds(self) -> "FeedService":
        """Following feeds; raises StoreError."""
        return await self._once("feeds", self._make_feeds)

    async def read_entry(self, entry: FeedEntry, outlet: str | None) -> Article:
        """The article as far as a feed's entry carries it; raises InputError and ExtractError."""
        return await (await self.ingest()).read_entry(entry, outlet)

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
        languages = await imported("bot.brief.languages")
        for article in articles:
            languages.refuse_unread(article)

    async def composer(self) -> Composer:
        """What makes the digests that are posted."""
        return await self.digests()

    async def platforms(self) -> Sequence[ChatPlatform]:
        """Every platform that is configured: terminal, files and webhooks, and chats that have a token."""
        return await self._once("platforms", self._make_platforms)

    async def _make_platforms(self) -> Sequence[ChatPlatform]:
        """The one place where platforms are plugged in, each if the settings have what it needs."""
        found: list[ChatPlatform] = [*(await imported("bot.chat.sinks.platforms")).sinks()]
        slack, discord = self.settings.slack, self.settings.discord
        if slack.bot_token.get_secret_value() or slack.client_id:
            found.append((await imported("bot.chat.slack.app")).SlackApp(self, slack))
        if discord.token.get_secret_value():
            surface = (await imported("bot.chat.discord.surface")).Surface(
                desk=self,
                memory=await self.library(),
                chats=await self.chats(),
                feeds=await self.feeds(),
                digests=await self.digests(),
                settings=discord,
            )
            found.append((await imported("bot.chat.discord.platform")).DiscordPlatform(surface))
        return found

    async def _make_feeds(self) -> "FeedService":
        service = await imported("bot.feeds.service")
        following = await imported("bot.store.following")
        reader, library = await self.feed_reader(), await self.library()
        feeds: FeedService = service.FeedService(
            self.settings, reader, following.SqlFeeds(library.database), self
        )
        return feeds
