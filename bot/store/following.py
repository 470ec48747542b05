"""What is followed and what came in, behind one class, each call one transaction."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.model import (
    Destination,
    Feed,
    FeedItem,
    Following,
    Intake,
    ItemKeys,
    ItemState,
    KnownItem,
    Subscription,
)
from bot.store import feeds, items, joining, subscriptions
from bot.store.database import Database

Settle = Callable[[Feed, Sequence[KnownItem]], Intake]
"""Decides, from a feed as it is stored and those of its items that may be meant, what a reading changes."""


class SqlFeeds:
    """Feeds, their items and who follows them; every call raises StoreError when it cannot be done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, url: str) -> Feed | None:
        """The feed that has, or once had, this address."""
        async with self._database.reading() as conn:
            return await feeds.find(conn, url)

    async def feed(self, feed_id: str) -> Feed | None:
        """The feed of that id."""
        async with self._database.reading() as conn:
            return await feeds.get(conn, feed_id)

    async def follow(self, feed: Feed, wanted: Subscription) -> Following:
        """Store a subscription, and its feed if that is new; one that was paused is polled again."""
        async with self._database.writing() as conn:
            stored = await feeds.add(conn, feed)
            if stored.state == "paused":
                due = max(wanted.created_at, stored.quiet_until or wanted.created_at)
                await feeds.set_state(conn, stored.id, "active", due)
                stored = await feeds.get(conn, stored.id) or stored
            kept = await subscriptions.put(conn, wanted.model_copy(update={"feed_id": stored.id}))
            return Following(subscription=kept, feed=stored)

    async def unfollow(self, subscription_id: str, workspace: str) -> Following | None:
        """Delete a subscription of the workspace; a feed that nobody follows any more rests."""
        async with self._database.writing() as conn:
            was = await subscriptions.remove(conn, subscription_id, workspace)
            if was and not await subscriptions.of_feed(conn, was.feed.id):
                await feeds.set_state(conn, was.feed.id, "paused", was.feed.next_poll)
            return was

    async def followed(
        self, workspace: str | None, destination: Destination | None = None
    ) -> Sequence[Following]:
        """What the workspace, or one of its channels, follows, by title; without one, what all follow."""
        async with self._database.reading() as conn:
            return await subscriptions.followed(conn, workspace, destination)

    async def subscriptions_to(self, feed_id: str) -> Sequence[Subscription]:
        """Everybody's subscriptions to a feed, the oldest first."""
        async with self._database.reading() as conn:
            return await subscriptions.of_feed(conn, feed_id)

    async def claim_due(self, now: datetime, lease: timedelta, node: str, limit: int) -> Sequence[Feed]:
        """At most `limit` feeds that are due and followed; for `lease` no other node gets them."""
        async with self._database.writing() as conn:
            return await feeds.claim(conn, now, lease, node, limit)

    async def let_go(self, node: str) -> int:
        """Give up what a node has claimed, for it is dead or going; how many feeds."""
        async with self._database.writing() as conn:
            return await feeds.let_go(conn, node)

    async def make_due(self, now: datetime, workspace: str | None = None) -> int:
        """Have all that is followed, by one workspace or by any, read at the next look; how many feeds.

        Not those whose servers asked to be left alone for longer.
        """
        async with self._database.writing() as conn:
            return await feeds.make_due(conn, workspace, now)

    async def left_alone(self, now: datetime) -> Sequence[Feed]:
        """The followed feeds whose servers asked not to be asked yet."""
        async with self._database.reading() as conn:
            return await feeds.left_alone(conn, now)

    async def take_in(
        self, feed_id: str, keys: Sequence[ItemKeys], settle: Settle, now: datetime
    ) -> Intake | None:
        """Do what `settle` decides, in one transaction in which nobody else takes in the same feed.

        None if the feed is no longer there.
        """
        async with self._database.writing() as conn:
            feed = await feeds.hold(conn, feed_id)
            if feed is None:
                return None
            intake = settle(feed, await items.known(conn, feed_id, keys) if keys else ())
            await items.add(conn, intake.new)
            await items.rewrite(conn, intake.rewrites, now)
            await items.still_there(conn, intake.still_there, now)
            await feeds.save(conn, intake.feed)
            return intake

    async def join(
        self, feed_id: str, into: str, pairs: joining.Pairs, problem: str, now: datetime
    ) -> Feed | None:
        """Make a feed one with another, as which it goes on; None if one is not there any more.

        `pairs` says which items are the same, `problem` says to its followers what has happened.
        """
        async with self._database.writing() as conn:
            return await joining.join(conn, feed_id, into, pairs, problem, now)

    async def newest(self, feed_id: str, limit: int) -> Sequence[FeedItem]:
        """A feed's newest items."""
        async with self._database.reading() as conn:
            return await items.newest(conn, feed_id, limit)

    async def item(self, item_id: str) -> FeedItem | None:
        """The item of that id."""
        async with self._database.reading() as conn:
            return await items.get(conn, item_id)

    async def pending(self, now: datetime, limit: int) -> Sequence[FeedItem]:
        """Items that wait to be briefed and may be tried now, whose turn came first before the others."""
        async with self._database.reading() as conn:
            return await items.pending(conn, now, limit)

    async def finish(
        self, item: FeedItem, state: ItemState, reason: str | None = None, article_id: str | None = None
    ) -> bool:
        """Write what has become of this revision of an item; False if it was revised meanwhile."""
        async with self._database.writing() as conn:
            return await items.finish(conn, item, state, reason, article_id)

    async def put_off(self, item: FeedItem, reason: str, until: datetime) -> None:
        """Note that an item could not be briefed, and when to try again."""
        async with self._database.writing() as conn:
            await items.put_off(conn, item, reason, until)

    async def forget_items(self, before: datetime) -> int:
        """Delete items that left their feed before; how many. Nothing that waits to be briefed is."""
        async with self._database.writing() as conn:
            return await items.forget(conn, before)

    async def troubled(self, failures: int, limit: int = 100) -> Sequence[Feed]:
        """Feeds that are gone or moved, or failed so often in a row, whose owners were not told yet."""
        async with self._database.reading() as conn:
            return await feeds.troubled(conn, failures, limit)

    async def set_told(self, feed_id: str, at: datetime | None = None) -> None:
        """Note that the owners of a feed know of its problem."""
        async with self._database.writing() as conn:
            await feeds.set_told(conn, feed_id, at or datetime.now(UTC))
