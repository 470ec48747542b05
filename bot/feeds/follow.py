"""Following one feed: found at its address, read for the first time, kept with how a channel wants it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from bot.config import FeedSettings
from bot.errors import FetchError
from bot.feeds.backlog import Backlog
from bot.feeds.find import Finder
from bot.feeds.poll import Poller
from bot.feeds.schedule import after_failure
from bot.model import Destination, Feed, Filter, Following, Subscription
from bot.store.following import SqlFeeds

NO_FILTER = Filter()


@dataclass(frozen=True)
class Wish:
    """How a feed is to be followed: where it is told, who asked, what is wanted of it."""

    destination: Destination
    by: str | None = None
    wanted: Filter = NO_FILTER
    private: bool = False
    folder: tuple[str, ...] = ()

    def subscription(self, feed: Feed, now: datetime) -> Subscription:
        """The wish as a new subscription to a feed."""
        return Subscription(
            id=token_hex(4),
            destination=self.destination,
            feed_id=feed.id,
            filter=self.wanted,
            private=self.private,
            folder=self.folder,
            created_at=now,
            created_by=self.by,
        )


class Follower:
    """Follows feeds by their address; raises InputError where there is none, and FetchError."""

    def __init__(
        self,
        finder: Finder,
        poller: Poller,
        backlog: Backlog,
        store: SqlFeeds,
        settings: FeedSettings,
        clock: Callable[[], datetime],
    ) -> None:
        self._finder = finder
        self._poller = poller
        self._backlog = backlog
        self._store = store
        self._settings = settings
        self._clock = clock

    async def follow(self, address: str, wish: Wish, anew: bool = True) -> Following:
        """Follow a feed, or the feed of a page; following again changes the filter, if it is `anew`."""
        known = await self._store.find(address)
        found = await self._finder.find(address) if known is None or known.state == "gone" else None
        if found:
            known = await self._store.find(found.url)
        if known and not anew and (was := await self._following(known, wish.destination)):
            return was
        feed = known or self._new_feed(found.url if found else address)
        following = await self._store.follow(feed, wish.subscription(feed, self._clock()))
        if known:
            await self._backlog.share(following)
        if found and (known is None or known.state == "gone"):
            polled = await self._poller.take_in(following.feed, found.feed, found.reply)
            read = {"feed": polled.feed or following.feed, "flaws": found.feed.problems}
            following = following.model_copy(update=read)
        return following

    async def follow_unread(
        self, address: str, title: str | None, error: FetchError, wish: Wish
    ) -> Following:
        """Follow a feed that cannot be read at the moment; it is tried again later."""
        feed = self._new_feed(address).model_copy(update={"title": title})
        failing = after_failure(feed, str(error), self._clock(), self._settings)
        return await self._store.follow(failing, wish.subscription(failing, self._clock()))

    async def _following(self, feed: Feed, destination: Destination) -> Following | None:
        theirs = await self._store.followed(destination.workspace, destination)
        return next((each for each in theirs if each.feed.id == feed.id), None)

    def _new_feed(self, url: str) -> Feed:
        return Feed(id=token_hex(6), url=url, next_poll=self._clock())
