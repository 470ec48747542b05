"""Following feeds: what chats, the command line and the worker ask for (`bot.chat.desks.FeedDesk`)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.config import Settings
from bot.feeds.backlog import Backlog
from bot.feeds.check import FeedReader
from bot.feeds.find import Finder, web_address
from bot.feeds.follow import NO_FILTER, Follower, Wish
from bot.feeds.hosts import Hosts
from bot.feeds.importing import Importer
from bot.feeds.ingest_item import ItemIngest, Newsroom
from bot.feeds.notices import notices_of
from bot.feeds.opml import write_opml
from bot.feeds.poll import Polled, Poller
from bot.feeds.preview import PREVIEWED, preview
from bot.feeds.schedule import TELL_AFTER
from bot.ground.wanted import sound
from bot.model import Destination, Feed, FeedItem, Filter, FilterPreview, Following, Import, Notice
from bot.store.following import SqlFeeds

LEASE = timedelta(minutes=5)
"""For how long a node that has claimed a feed may take to read it before another one does."""


def _now() -> datetime:
    return datetime.now(UTC)


class FeedService:
    """Feeds of all workspaces. What it raises is a BriefwireError whose message can be shown as it is."""

    def __init__(
        self,
        settings: Settings,
        reader: FeedReader,
        store: SqlFeeds,
        newsroom: Newsroom,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        hosts = Hosts()
        max_age = timedelta(days=settings.digest.max_age_days)
        self._reader = reader
        self._store = store
        self._clock = clock
        self._finder = Finder(reader, hosts)
        self._poller = Poller(reader, store, settings.feeds, max_age, hosts, clock)
        self._items = ItemIngest(newsroom, store, hosts, clock)
        self._backlog = Backlog(newsroom, store, clock)
        self._follower = Follower(self._finder, self._poller, self._backlog, store, settings.feeds, clock)
        self._importer = Importer(self._follower, store, settings.feeds.concurrency)

    async def follow(
        self,
        address: str,
        destination: Destination,
        *,
        by: str | None = None,
        wanted: Filter = NO_FILTER,
        private: bool = False,
        folder: tuple[str, ...] = (),
    ) -> Following:
        """Follow a feed, or the feed of a page; following again changes the filter.

        What comes in by it is seen by the whole workspace, or by the channel alone if it is `private`.
        Raises InputError where there is no feed, and FetchError.
        """
        address, wish = web_address(address), Wish(destination, by, sound(wanted), private, folder)
        return await self._follower.follow(address, wish)

    async def followed(self, workspace: str, destination: Destination | None = None) -> Sequence[Following]:
        """What the workspace, or one of its channels, follows, by title."""
        return await self._store.followed(workspace, destination)

    async def followed_by_all(self) -> Sequence[Following]:
        """What all workspaces follow, by title: for the operator."""
        return await self._store.followed(None)

    async def unfollow(self, subscription_id: str, workspace: str) -> Following | None:
        """Stop following; what it was, or None if there was nothing of that id in the workspace."""
        return await self._store.unfollow(subscription_id, workspace)

    async def preview_filter(self, address: str, wanted: Filter) -> FilterPreview:
        """What the filter would do with the last 50 entries of a feed, followed or not."""
        address, wanted = web_address(address), sound(wanted)
        if known := await self._store.find(address):
            items = await self._store.newest(known.id, PREVIEWED)
            return preview([item.entry for item in items], wanted, known.title)
        found = await self._finder.find(address)
        return preview(found.feed.entries, wanted, found.feed.title)

    async def import_opml(
        self,
        data: bytes,
        destination: Destination,
        *,
        by: str | None = None,
        private: bool = False,
        each: Callable[[int], None] = lambda _: None,
    ) -> Import:
        """Follow all feeds of an OPML file, in its folders; raises InputError when it is none.

        A feed that cannot be read at the moment is followed all the same, and tried again later. `each`
        is called with their number first, and then with 0 after each of them.
        """
        listed = await self._reader.listed(data)
        each(len(listed))
        wish = Wish(destination, by, private=private)
        return await self._importer.follow_all(listed, wish, each)

    async def export_opml(self, workspace: str, destination: Destination | None = None) -> bytes:
        """What is followed as an OPML file, its folders kept."""
        return write_opml(await self._store.followed(workspace, destination), self._clock())

    async def due_feeds(self, now: datetime, limit: int, node: str) -> Sequence[Feed]:
        """At most `limit` feeds that are to be read now; no other node gets them meanwhile."""
        return await self._store.claim_due(now, LEASE, node, limit)

    async def let_go(self, node: str) -> int:
        """Give up what a node was to read, for it is dead or going; how many feeds."""
        return await self._store.let_go(node)

    async def make_due(self, workspace: str | None = None) -> int:
        """Have all that is followed read at the next look, but for `left_alone`; how many feeds."""
        return await self._store.make_due(self._clock(), workspace)

    async def left_alone(self) -> Sequence[Feed]:
        """Feeds whose servers asked not to be asked yet (`Feed.quiet_until`), whoever wants it."""
        return await self._store.left_alone(self._clock())

    async def poll(self, feed_id: str) -> Polled:
        """Read a feed and keep what it brings; that it could not be read is a value. Raises StoreError."""
        feed = await self._store.feed(feed_id)
        polled = await self._poller.poll(feed) if feed else Polled(None)
        if polled.feed and polled.moved:
            for each in await self._store.subscriptions_to(polled.feed.id):
                await self._backlog.share(Following(subscription=each, feed=polled.feed))
        return polled

    async def pending_items(self, now: datetime, limit: int) -> Sequence[FeedItem]:
        """Items that wait to be briefed and may be tried now, whose turn came first before the others."""
        return await self._store.pending(now, limit)

    async def ingest(self, item_id: str) -> FeedItem | None:
        """Brief an item; the item as it is then. That it failed is in it. Raises StoreError."""
        return await self._items.ingest(item_id)

    async def notices(self, limit: int = 100) -> Sequence[tuple[str, str, Notice]]:
        """What owners of feeds are to be told: the feed's id, a key that stays the same, and the notice.

        Once they all know, call `told`.
        """
        found: list[tuple[str, str, Notice]] = []
        for feed in await self._store.troubled(TELL_AFTER, limit):
            found += notices_of(feed, await self._store.subscriptions_to(feed.id))
        return found

    async def told(self, feed_id: str) -> None:
        """Note that the owners of a feed know of its problem; they are not told again until it is over."""
        await self._store.set_told(feed_id, self._clock())

    async def forget_items(self, before: datetime) -> int:
        """Delete items that left their feed before; how many."""
        return await self._store.forget_items(before)
