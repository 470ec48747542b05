"""Items of feeds: what was seen, by what it is known again, and what has become of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedEntry, FeedItem, ItemKeys, ItemState, KeyedItem, KnownItem, Rewrite
from bot.store.dialects import insert
from bot.store.work_tables import feed_items, subscriptions

CHUNK = 300
"""How many entries one statement looks for: three values each, of which SQLite takes 32,766."""
SEEN_AGAIN = timedelta(hours=12)
"""That an item still stands in its feed is noted no more often than this."""

_VALUE = tuple(feed_items.c[name] for name in FeedItem.model_fields)
_KNOWN = tuple(
    feed_items.c[name]
    for name in ("id", "guid", "link_key", "title_key", "text_key", "published_at", "revision")
)


def item_of(row: Row[Any]) -> FeedItem:
    """The item in a row that has all of an item's columns."""
    return FeedItem.model_validate({name: row._mapping[name] for name in FeedItem.model_fields})


async def known(conn: AsyncConnection, feed_id: str, keys: Sequence[ItemKeys]) -> Sequence[KnownItem]:
    """The feed's items that share an id, a link or a title with any of these."""
    found: dict[str, KnownItem] = {}
    for some in (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK)):
        alike = or_(*_shares(some))
        for row in await conn.execute(select(*_KNOWN).where(feed_items.c.feed_id == feed_id, alike)):
            found[row.id] = _known(row)
    return list(found.values())


async def keyed(conn: AsyncConnection, feed_id: str) -> Sequence[KeyedItem]:
    """All items of a feed with what they are known by."""
    theirs = select(*_VALUE, *_KNOWN[1:5]).where(feed_items.c.feed_id == feed_id)
    return [KeyedItem(item=item_of(row), keys=_known_keys(row)) for row in await conn.execute(theirs)]


def _shares(keys: Sequence[ItemKeys]) -> Iterator[ColumnElement[bool]]:
    for column, name in (("guid", "guid"), ("link_key", "link"), ("title_key", "title")):
        values = {value for each in keys if (value := getattr(each, name))}
        yield feed_items.c[column].in_(sorted(values))


def _known(row: Row[Any]) -> KnownItem:
    return KnownItem(id=row.id, keys=_known_keys(row), published_at=row.published_at, revision=row.revision)


def _known_keys(row: Row[Any]) -> ItemKeys:
    return ItemKeys(guid=row.guid, link=row.link_key, title=row.title_key, text=row.text_key)


async def add(conn: AsyncConnection, new: Sequence[KeyedItem]) -> None:
    """Store new items."""
    rows = [_row(each) for each in new]
    for at in range(0, len(rows), CHUNK):
        await conn.execute(insert(conn, feed_items), rows[at : at + CHUNK])


async def rewrite(conn: AsyncConnection, rewrites: Sequence[Rewrite], now: datetime) -> None:
    """Write how known items look now; those that were revised are to be briefed again."""
    for revised in (False, True):
        rows = [_rewritten(each) for each in rewrites if each.revised is revised]
        anew = {
            "revision": feed_items.c.revision + 1,
            "revised_at": now,
            "state": "seen",
            "reason": None,
            "attempts": 0,
            "next_attempt": None,
        }
        change = update(feed_items).where(feed_items.c.id == bindparam("which"))
        if rows:
            await conn.execute(change.values(anew) if revised else change, rows)


async def still_there(conn: AsyncConnection, item_ids: Sequence[str], now: datetime) -> None:
    """Note that these items stand in their feed."""
    for at in range(0, len(item_ids), CHUNK):
        theirs = feed_items.c.id.in_(item_ids[at : at + CHUNK])
        stale = feed_items.c.last_seen_at < now - SEEN_AGAIN
        await conn.execute(update(feed_items).where(theirs, stale).values(last_seen_at=now))


async def get(conn: AsyncConnection, item_id: str) -> FeedItem | None:
    """The item of that id."""
    row = (await conn.execute(select(*_VALUE).where(feed_items.c.id == item_id))).first()
    return item_of(row) if row else None


async def newest(conn: AsyncConnection, feed_id: str, limit: int) -> Sequence[FeedItem]:
    """A feed's newest items, by when they were published, or seen where they do not say."""
    when = func.coalesce(feed_items.c.published_at, feed_items.c.seen_at)
    theirs = select(*_VALUE).where(feed_items.c.feed_id == feed_id).order_by(when.desc(), feed_items.c.id)
    return [item_of(row) for row in await conn.execute(theirs.limit(limit))]


async def pending(conn: AsyncConnection, now: datetime, limit: int) -> Sequence[FeedItem]:
    """Items that wait to be briefed and may be tried now, whose turn came first before the others."""
    waiting = (
        select(*_VALUE)
        .where(
            feed_items.c.state == "seen",
            or_(feed_items.c.next_attempt.is_(None), feed_items.c.next_attempt <= now),
            exists().where(subscriptions.c.feed_id == feed_items.c.feed_id),
        )
        .order_by(func.coalesce(feed_items.c.next_attempt, feed_items.c.seen_at), feed_items.c.id)
        .limit(limit)
    )
    return [item_of(row) for row in await conn.execute(waiting)]


async def finish(
    conn: AsyncConnection, item: FeedItem, state: ItemState, reason: str | None, article_id: str | None
) -> bool:
    """Write what has become of this revision of an item; False if it was revised meanwhile."""
    values = {
        "state": state,
        "reason": reason,
        "attempts": item.attempts + 1,
        "next_attempt": None,
        "article_id": article_id,
    }
    return bool((await conn.execute(update(feed_items).where(_this(item)).values(values))).rowcount)


async def put_off(conn: AsyncConnection, item: FeedItem, reason: str, until: datetime) -> None:
    """Note that an item could not be briefed, and when to try again."""
    values = {"reason": reason, "attempts": item.attempts + 1, "next_attempt": until}
    await conn.execute(update(feed_items).where(_this(item)).values(values))


async def forget(conn: AsyncConnection, before: datetime) -> int:
    """Delete items that have not stood in their feed since `before`, and do not now; how many.

    What stands in the feed stays known however old it is: it would be new again.
    """
    other = feed_items.alias()
    last = select(func.max(other.c.last_seen_at)).where(other.c.feed_id == feed_items.c.feed_id)
    gone = and_(
        feed_items.c.last_seen_at < before,
        feed_items.c.last_seen_at < last.scalar_subquery(),
        feed_items.c.state != "seen",
    )
    return (await conn.execute(delete(feed_items).where(gone))).rowcount


def _this(item: FeedItem) -> ColumnElement[bool]:
    return and_(feed_items.c.id == item.id, feed_items.c.revision == item.revision)


def _row(new: KeyedItem) -> dict[str, Any]:
    item = new.item
    values = {name: getattr(item, name) for name in FeedItem.model_fields}
    return (
        values
        | _keys(new.keys)
        | _entry(item.entry)
        | {"last_seen_at": item.seen_at, "next_attempt": new.not_before}
    )


def _rewritten(change: Rewrite) -> dict[str, Any]:
    return {"which": change.item_id} | _keys(change.keys) | _entry(change.entry)


def _entry(entry: FeedEntry) -> dict[str, Any]:
    return {"entry": entry.model_dump(mode="json"), "published_at": entry.published_at}


def _keys(keys: ItemKeys) -> dict[str, str | None]:
    return {"guid": keys.guid, "link_key": keys.link, "title_key": keys.title, "text_key": keys.text}
