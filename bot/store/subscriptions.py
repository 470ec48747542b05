"""Who follows what, and what they want of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Destination, Feed, Following, Subscription
from bot.store.dialects import insert
from bot.store.feeds import feed_of
from bot.store.work_tables import feed_urls, feeds, subscriptions

_FEED = tuple(feeds.c[name].label(f"feed_{name}") for name in Feed.model_fields)
_BOTH = select(*[column for column in subscriptions.c if column.name != "feed_id"], *_FEED).join(
    feeds, feeds.c.id == subscriptions.c.feed_id
)


def at(destination: Destination) -> ColumnElement[bool]:
    """The subscriptions of exactly this channel or thread."""
    return and_(*(subscriptions.c[name] == value for name, value in _place(destination).items()))


async def put(conn: AsyncConnection, wanted: Subscription) -> Subscription:
    """Store a subscription; one of the same channel to the same feed keeps its id and gets the new filter."""
    values = {
        "id": wanted.id,
        **_place(wanted.destination),
        "feed_id": wanted.feed_id,
        "filter": wanted.filter.model_dump(mode="json"),
        "private": wanted.private,
        "folder": list(wanted.folder),
        "created_at": wanted.created_at,
        "created_by": wanted.created_by,
    }
    keys = [subscriptions.c[name] for name in (*_place(wanted.destination), "feed_id")]
    changes = {"filter": values["filter"], "private": wanted.private}
    if wanted.folder:
        changes["folder"] = list(wanted.folder)
    await conn.execute(
        insert(conn, subscriptions).values(values).on_conflict_do_update(index_elements=keys, set_=changes)
    )
    stored = _BOTH.where(at(wanted.destination), subscriptions.c.feed_id == wanted.feed_id)
    return following_of((await conn.execute(stored)).one()).subscription


async def followed(
    conn: AsyncConnection, workspace: str | None, destination: Destination | None
) -> Sequence[Following]:
    """What the workspace (None: any), or one of its channels, follows, by title.

    A feed that has become one with another is not listed beside that (`bot.store.joining`).
    """
    theirs = _BOTH.where(feeds.c.state != "moved")
    if workspace is not None:
        theirs = theirs.where(subscriptions.c.workspace == workspace)
    if destination is not None:
        theirs = theirs.where(at(destination))
    found = [following_of(row) for row in await conn.execute(theirs)]
    return sorted(found, key=lambda each: ((each.feed.title or each.feed.url).casefold(), each.feed.url))


async def of_feed(conn: AsyncConnection, feed_id: str) -> Sequence[Subscription]:
    """Everybody's subscriptions to a feed, the oldest first."""
    theirs = _BOTH.where(subscriptions.c.feed_id == feed_id)
    ordered = theirs.order_by(subscriptions.c.created_at, subscriptions.c.id)
    return [following_of(row).subscription for row in await conn.execute(ordered)]


async def remove(conn: AsyncConnection, subscription_id: str, workspace: str) -> Following | None:
    """Delete a subscription of the workspace; what it was, or None."""
    this = and_(subscriptions.c.id == subscription_id, subscriptions.c.workspace == workspace)
    row = (await conn.execute(_BOTH.where(this))).first()
    if row is None:
        return None
    was = following_of(row)
    await conn.execute(delete(subscriptions).where(this))
    had = select(feeds.c.id).join(feed_urls, feed_urls.c.url == feeds.c.url)
    moved_there = had.where(feed_urls.c.feed_id == was.feed.id, feeds.c.state == "moved")
    rest = subscriptions.c.feed_id.in_(moved_there)
    await conn.execute(delete(subscriptions).where(at(was.subscription.destination), rest))
    return was


def following_of(row: Row[Any]) -> Following:
    """The subscription and feed of a row of both."""
    columns = row._mapping
    subscription = Subscription(
        id=columns["id"],
        destination=Destination(
            platform=columns["platform"],
            workspace=columns["workspace"],
            channel=columns["channel"],
            thread=columns["thread"] or None,
        ),
        feed_id=columns["feed_id"],
        filter=columns["filter"],
        private=columns["private"],
        folder=columns["folder"],
        created_at=columns["created_at"],
        created_by=columns["created_by"],
    )
    return Following(subscription=subscription, feed=feed_of(row, "feed_"))


def _place(destination: Destination) -> dict[str, str]:
    return {
        "platform": destination.platform,
        "workspace": destination.workspace,
        "channel": destination.channel,
        "thread": destination.thread or "",
    }
