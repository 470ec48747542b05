"""An item that was seen becomes a briefed article, or shows why not, whatever dies in between."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.errors import BriefwireError, ExtractError, FetchError, InputError, ModelError
from bot.feeds.check import lowered
from bot.feeds.hosts import Hosts
from bot.feeds.teaser import carries_article, length_of
from bot.ground.wanted import shown_text
from bot.model import Article, Brief, Feed, FeedEntry, FeedItem, Scope
from bot.store.following import SqlFeeds
from bot.store.scopes import scope_of

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 240, 720))
"""How long an item waits after each failure that may pass; after the last, what there is is taken."""


class Newsroom(Protocol):
    """What it takes to read, brief and keep an article; `bot.app.Desk` is one."""

    async def read_page(self, address: str) -> Article:
        """The article at a web address."""
        ...

    async def read_entry(self, entry: FeedEntry, outlet: str | None) -> Article:
        """The article as far as a feed carries it."""
        ...

    async def brief(self, article: Article, scope: Scope | None) -> Brief:
        """The article's brief, stored with it."""
        ...

    async def save(self, article: Article, scope: Scope = ...) -> None:
        """Let those whom `scope` describes see the article."""
        ...

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        """An article by its id, if `scope` may see it."""
        ...


class ItemIngest:
    """Briefs items of feeds, one connection a host; `clock` says what time it is."""

    def __init__(
        self, newsroom: Newsroom, store: SqlFeeds, hosts: Hosts, clock: Callable[[], datetime]
    ) -> None:
        self._newsroom = newsroom
        self._store = store
        self._hosts = hosts
        self._clock = clock

    async def ingest(self, item_id: str) -> FeedItem | None:
        """Brief an item that is waiting; the item as it is then, or None if it is gone.

        Doing it twice changes nothing. Raises StoreError alone.
        """
        item = await self._store.item(item_id)
        if item is None or item.state != "seen":
            return item
        feed = await self._store.feed(item.feed_id)
        if feed is None:
            return None
        await self._try(item, feed)
        return await self._store.item(item_id)

    async def _try(self, item: FeedItem, feed: Feed) -> None:
        last = item.attempts >= len(PAUSES)
        try:
            article, reason = await self._article(item.entry, feed, last)
            await self._newsroom.brief(article, None)  # feeds are read on nobody's budget
        except (FetchError, ModelError) as error:
            if last or (isinstance(error, FetchError) and not error.passing):
                await self._store.finish(item, "failed", str(error))
            else:
                await self._store.put_off(item, str(error), self._clock() + PAUSES[item.attempts])
        except (InputError, ExtractError) as error:
            await self._store.finish(item, "failed", str(error))
        else:
            await self._keep(article, feed)
            await self._store.finish(item, "briefed", reason, article.id)

    async def _keep(self, article: Article, feed: Feed) -> None:
        subscriptions = await self._store.subscriptions_to(feed.id)
        for scope in {scope_of(each.destination, private=each.private) for each in subscriptions}:
            await self._newsroom.save(article, scope)

    async def _article(self, entry: FeedEntry, feed: Feed, last: bool) -> tuple[Article, str | None]:
        """The best text there is of an entry, and what to say of it if that is not the whole article.

        Raises FetchError where the page may answer later and this is not the `last` attempt, and what
        reading the feed's own text raises where the page gave nothing.
        """
        if carries_article(entry):
            return await self._newsroom.read_entry(entry, _outlet(feed, entry)), None
        if entry.url is None:
            own = await self._newsroom.read_entry(entry, _outlet(feed, entry))
            return own, "the feed names no address for it: only what the feed carries was read"
        try:
            async with self._hosts.alone_at(entry.url):
                page = await self._newsroom.read_page(entry.url)
        except (FetchError, ExtractError, InputError) as error:
            if isinstance(error, FetchError) and error.passing and not last:
                raise
            return await self._teaser(entry, feed, error)
        if length_of(page.text) < length_of(shown_text(entry.text)):
            own = await self._newsroom.read_entry(entry, _outlet(feed, entry))
            return own, "its page shows less than the feed: only what the feed carries was read"
        return _completed(page, entry, _outlet(feed, entry)), None

    async def _teaser(self, entry: FeedEntry, feed: Feed, refused: BriefwireError) -> tuple[Article, str]:
        """What the feed carries of an article whose page could not be read."""
        try:
            own = await self._newsroom.read_entry(entry, _outlet(feed, entry))
        except (ExtractError, InputError) as error:
            raise ExtractError(f"{refused} The feed itself carries too little of it.") from error
        return own, f"only what the feed carries was read: {lowered(refused).rstrip('.')}"


def _outlet(feed: Feed, entry: FeedEntry) -> str | None:
    """The feed's name, if the entry is its site's own and not one that it passes on."""
    hosts = [(urlsplit(url or "").hostname or "").removeprefix("www.") for url in (entry.url, feed.site_url)]
    return feed.title if entry.url is None or hosts[0] == hosts[1] else None


def _hosts(url: str | None) -> frozenset[str]:
    """How an address may be named by its host."""
    parts = urlsplit(url or "")
    named = {parts.netloc, parts.hostname or ""} - {""}
    return frozenset(named | {name.removeprefix("www.") for name in named})


def _completed(page: Article, entry: FeedEntry, outlet: str | None) -> Article:
    """The page's article with what only the feed says of it; a host is no name where the feed has one."""
    missing: dict[str, Any] = {}
    if outlet and page.site in {None, *_hosts(page.url), *_hosts(entry.url)}:
        missing["site"] = outlet
    if page.published_at is None and entry.published_at:
        missing |= {"published_at": entry.published_at, "published_precision": "minute"}
    if page.title is None and entry.title:
        missing["title"] = entry.title
    return page.model_copy(update=missing) if missing else page
