"""A channel with feeds, articles and a ledger: real parts, on a database of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app import Desk
from bot.model import (
    Destination,
    Digest,
    Feed,
    FeedEntry,
    FeedItem,
    Filter,
    Intake,
    ItemKeys,
    KeyedItem,
    Plan,
    Rewrite,
    Schedule,
    Subscription,
    Timing,
)
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.following import SqlFeeds
from bot.store.scopes import scope_of

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
HERE = Destination(platform="slack", workspace="T1", channel="C1")
MORNING = Plan(name="morning", timing=Timing(times=("08:00",)))


def text_of(headline: str, body: str, site: str, published: datetime, url: str | None = None) -> str:
    """An article as somebody may paste it."""
    where = f"\nURL: {url}" if url else ""
    return f"{headline}\nPublished: {published.isoformat()}\nSite: {site}{where}\n\n{body}\n"


@dataclass
class Channel:
    """A Slack channel that follows feeds; what comes in is briefed at once."""

    desk: Desk
    ledger: Ledger
    destination: Destination = HERE

    async def feeds(self) -> SqlFeeds:
        """The store of feeds."""
        return SqlFeeds(await self.desk.database())

    async def follow(
        self,
        feed_id: str,
        title: str,
        wanted: Filter = Filter(),  # noqa: B008
        *,
        private: bool = False,
    ) -> None:
        """Follow a feed."""
        subscription = Subscription(
            id=f"s-{feed_id}-{self.destination.channel}",
            private=private,
            destination=self.destination,
            feed_id=feed_id,
            filter=wanted,
            created_at=NOW - timedelta(days=30),
        )
        feed = Feed(id=feed_id, url=f"https://{feed_id}.example/feed", title=title, next_poll=NOW)
        await (await self.feeds()).follow(feed, subscription)

    async def receive(
        self,
        item_id: str,
        headline: str,
        body: str,
        *,
        at: datetime,
        feed: str = "world",
        site: str | None = None,
        published: datetime | None = None,
        private: bool = False,
        url: str | None = None,
    ) -> FeedItem:
        """An item comes in and is briefed; the same id again is a revision, the same `url` one article."""
        published = published or at
        article = await self.desk.read_text(text_of(headline, body, site or feed, published, url))
        await self.desk.save(article, scope_of(self.destination, private=private))
        await self.desk.brief(article)
        entry = FeedEntry(
            guid=item_id,
            url=f"https://{feed}.example/{item_id}",
            title=headline,
            text=body[:200],
            published_at=published,
        )
        return await self._take_in(item_id, entry, feed, at, article.id)

    async def _take_in(
        self, item_id: str, entry: FeedEntry, feed_id: str, at: datetime, article_id: str
    ) -> FeedItem:
        store = await self.feeds()
        keys = ItemKeys(
            guid=item_id, link=f"{feed_id}.example/{item_id}", title=(entry.title or "").casefold()
        )
        known = await store.item(item_id)
        new = FeedItem(id=item_id, feed_id=feed_id, entry=entry, seen_at=at)
        changes = (
            {"rewrites": (Rewrite(item_id=item_id, entry=entry, keys=keys, revised=True),)}
            if known
            else {"new": (KeyedItem(item=new, keys=keys),)}
        )
        await store.take_in(feed_id, [keys], lambda feed, _: Intake(feed=feed, **changes), at)
        item = await store.item(item_id)
        assert item is not None
        await store.finish(item, "briefed", article_id=article_id)
        return item

    async def schedule(self, plan: Plan = MORNING) -> Schedule:
        """Put a plan to work."""
        return await (await self.desk.digests()).create(plan, self.destination, by="U1")

    async def compose(self, schedule: Schedule, at: datetime = NOW, key: str = "") -> Digest:
        """The digest for a time."""
        key = key or f"{schedule.id}/{at:%Y%m%dT%H%M%SZ}"
        return await (await self.desk.digests()).compose(schedule, at, key)

    async def post(self, digest: Digest, message_id: str) -> None:
        """Do what work does with a digest that went through."""
        await self.ledger.open(
            digest.key, digest.schedule_id, digest.destination, digest.due_at, digest.due_at
        )
        await self.ledger.keep_content(digest.key, digest)
        if digest.stories:
            await self.ledger.begin(digest.key, "node-1")
            await self.ledger.sent(digest.key, message_id, digest.due_at)
        else:
            await self.ledger.close(digest.key, "skipped", "nothing new")

    async def tell(self, schedule: Schedule, at: datetime = NOW, message_id: str = "m1") -> Digest:
        """Compose and post."""
        digest = await self.compose(schedule, at)
        await self.post(digest, message_id)
        return digest


def open_ledger(url: str) -> tuple[Durable, Ledger]:
    """The ledger of a database."""
    durable = Durable(url)
    return durable, Ledger(durable)
