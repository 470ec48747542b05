"""Feeds: where each is, how polling it has gone, and which node polls it now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Feed
from bot.store.dialects import insert
from bot.store.work_tables import feed_urls, feeds, subscriptions

POLLED = ("active", "failing")
_CHOICE = 4  # several that are due may be of one host, and only one of them is taken
_VALUE = tuple(feeds.c[name] for name in Feed.model_fields)


def feed_of(row: Row[Any], prefix: str = "") -> Feed:
    """The feed in a row that has all of a feed's columns, each under its name after `prefix`."""
    columns = row._mapping
    return Feed.model_validate({name: columns[prefix + name] for name in Feed.model_fields})


async def find(conn: AsyncConnection, url: str) -> Feed | None:
    """The feed that has, or once had, this address."""
    known = select(*_VALUE).join(feed_urls, feed_urls.c.feed_id == feeds.c.id).where(feed_urls.c.url == url)
    row = (await conn.execute(known)).first()
    return feed_of(row) if row else None


async def get(conn: AsyncConnection, feed_id: str) -> Feed | None:
    """The feed of that id."""
    row = (await conn.execute(select(*_VALUE).where(feeds.c.id == feed_id))).first()
    return feed_of(row) if row else None


async def hold(conn: AsyncConnection, feed_id: str) -> Feed | None:
    """The feed of that id, which nobody else can change until the transaction ends."""
    row = (await conn.execute(select(*_VALUE).where(feeds.c.id == feed_id).with_for_update())).first()
    return feed_of(row) if row else None


async def add(conn: AsyncConnection, feed: Feed) -> Feed:
    """Store a new feed; the feed as stored, which is the older one where its address was known."""
    if known := await find(conn, feed.url):
        return known
    added = await conn.execute(insert(conn, feeds).values(_row(feed)).on_conflict_do_nothing())
    if added.rowcount:
        await _remember(conn, feed)
        return feed
    return await find(conn, feed.url) or feed


async def save(conn: AsyncConnection, feed: Feed) -> None:
    """Write what has become of a feed, and let go of it.

    It keeps its address where the one that it moved to belongs, or belonged, to another feed.
    """
    values = _row(feed) | {"claimed_by": None, "claimed_until": None}
    holder = await conn.scalar(select(feeds.c.id).where(feeds.c.url == feed.url))
    taken = await find(conn, feed.url)
    if {holder, taken.id if taken else None} - {feed.id, None}:
        del values["url"], values["host"]
    else:
        await _remember(conn, feed)
    await conn.execute(update(feeds).where(feeds.c.id == feed.id).values(values))


async def claim(
    conn: AsyncConnection, now: datetime, lease: timedelta, node: str, limit: int
) -> Sequence[Feed]:
    """At most `limit` feeds that are due and followed, the longest due first: the node's for `lease`.

    One of a host at a time, on all nodes together: the others wait until that one was read.
    """
    being_read = select(feeds.c.host).where(feeds.c.claimed_until > now)
    due = (
        select(*_VALUE, feeds.c.host)
        .where(
            feeds.c.state.in_(POLLED),
            feeds.c.next_poll <= now,
            feeds.c.host.not_in(being_read),
            _is_followed(),
        )
        .order_by(feeds.c.next_poll, feeds.c.id)
        .limit(limit * _CHOICE)
        .with_for_update(skip_locked=True, of=feeds)
    )
    first_of = {row.host: row for row in reversed((await conn.execute(due)).all())}
    found = sorted(map(feed_of, first_of.values()), key=lambda feed: (feed.next_poll, feed.id))[:limit]
    if found:
        theirs = feeds.c.id.in_([feed.id for feed in found])
        await conn.execute(update(feeds).where(theirs).values(claimed_by=node, claimed_until=now + lease))
    return found


async def let_go(conn: AsyncConnection, node: str) -> int:
    """Give up what a node has claimed, for it is dead or going; how many feeds."""
    theirs = update(feeds).where(feeds.c.claimed_by == node)
    return (await conn.execute(theirs.values(claimed_by=None, claimed_until=None))).rowcount


async def make_due(conn: AsyncConnection, workspace: str | None, now: datetime) -> int:
    """Have all feeds that are followed, by one workspace or by any, read at the next look; how many.

    Not those whose servers asked to be left alone for longer.
    """
    free = or_(feeds.c.quiet_until.is_(None), feeds.c.quiet_until <= now)
    wanted = [feeds.c.state.in_(POLLED), _is_followed(workspace), free]
    return (await conn.execute(update(feeds).where(and_(*wanted)).values(next_poll=now))).rowcount


async def left_alone(conn: AsyncConnection, now: datetime) -> Sequence[Feed]:
    """The followed feeds whose servers asked not to be asked yet, by address."""
    theirs = and_(feeds.c.state.in_(POLLED), feeds.c.quiet_until > now, _is_followed())
    return [feed_of(row) for row in await conn.execute(select(*_VALUE).where(theirs).order_by(feeds.c.url))]


async def set_state(conn: AsyncConnection, feed_id: str, state: str, next_poll: datetime) -> None:
    """Pause a feed, or take it up again."""
    values = {"state": state, "next_poll": next_poll}
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(values))


async def troubled(conn: AsyncConnection, failures: int, limit: int) -> Sequence[Feed]:
    """Feeds that are gone or moved, or failed so often in a row, whose owners were not told."""
    bad = or_(
        feeds.c.state.in_(("gone", "moved")), and_(feeds.c.state == "failing", feeds.c.failures >= failures)
    )
    untold = select(*_VALUE).where(bad, feeds.c.told_at.is_(None), _is_followed())
    return [feed_of(row) for row in await conn.execute(untold.order_by(feeds.c.id).limit(limit))]


async def set_told(conn: AsyncConnection, feed_id: str, at: datetime) -> None:
    """Note that the owners of a feed know of its problem."""
    await conn.execute(update(feeds).where(feeds.c.id == feed_id).values(told_at=at))


def _is_followed(workspace: str | None = None) -> Any:
    theirs = [subscriptions.c.feed_id == feeds.c.id]
    if workspace is not None:
        theirs.append(subscriptions.c.workspace == workspace)
    return exists().where(*theirs)


async def _remember(conn: AsyncConnection, feed: Feed) -> None:
    address = {"url": feed.url, "feed_id": feed.id}
    await conn.execute(insert(conn, feed_urls).values(address).on_conflict_do_nothing())


def _row(feed: Feed) -> dict[str, Any]:
    values = {name: getattr(feed, name) for name in Feed.model_fields}
    return values | {"host": (urlsplit(feed.url).hostname or "").lower()}
