"""What came in by a channel's feeds: the items that its digests may tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Destination, FeedItem, Filter
from bot.store.articles import CHUNK
from bot.store.database import Database
from bot.store.destinations import is_at
from bot.store.items import item_of
from bot.store.posted import CONSIDERED
from bot.store.work_tables import deliveries, feed_items, feed_urls, feeds, left_out, subscriptions

MOST_OFFERED = 20_000
"""So many items that are not dealt with, the last seen, are looked at for one digest; others at the next."""

_ITEM = tuple(feed_items.c[name] for name in FeedItem.model_fields)


@dataclass(frozen=True)
class Offered:
    """An item of a feed that a channel follows: the feed's name, what the channel wants of it."""

    item: FeedItem
    feed: str
    wanted: Filter
    private: bool = False


class SqlNews:
    """The items of feeds as digests read them; each call is one transaction and may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offered(
        self, places: Sequence[Destination], since: datetime, schedule_id: str, final: Collection[str]
    ) -> Sequence[Offered]:
        """What was seen or revised since then in the feeds of these, the last seen first, each once.

        Without what the schedule's digests have left out, as it is, for one of the reasons `final`.
        """
        lately = or_(feed_items.c.seen_at >= since, feed_items.c.revised_at >= since)
        there = feed_items.c.state.in_(("briefed", "failed"))
        wanted = _followed(places).where(lately, there, ~_dealt_with(schedule_id, final))
        newest = wanted.order_by(feed_items.c.seen_at.desc(), feed_items.c.id).limit(MOST_OFFERED)
        async with self._database.reading() as conn:
            rows = [_offered(row) for row in await conn.execute(newest)]
        return list({offered.item.id: offered for offered in reversed(rows)}.values())[::-1]

    async def items(self, item_ids: Sequence[str]) -> Sequence[Offered]:
        """These items with their feeds, whoever follows those."""
        these = select(*_ITEM, feeds.c.title.label("feed_title"), feeds.c.url.label("feed_url")).join(
            feeds, feeds.c.id == feed_items.c.feed_id
        )
        found: list[Offered] = []
        async with self._database.reading() as conn:
            for at in range(0, len(item_ids), CHUNK):
                rows: Any = await conn.execute(these.where(feed_items.c.id.in_(item_ids[at : at + CHUNK])))
                found += [Offered(item_of(row), row.feed_title or row.feed_url, Filter()) for row in rows]
        return found

    async def matching(self, places: Sequence[Destination], wanted: str, limit: int) -> Sequence[Offered]:
        """Items of the channel's feeds with this id, in this address, or with these words in the title."""
        async with self._database.reading() as conn:
            rows = await self._matching(conn, places, wanted, limit)
        return list({row.id: _offered(row) for row in rows}.values())

    async def _matching(
        self, conn: AsyncConnection, places: Sequence[Destination], wanted: str, limit: int
    ) -> Any:
        words = [_like(word) for word in wanted.casefold().split()]
        this = [feed_items.c.id == wanted.strip()]
        this.append(and_(*(feed_items.c.title_key.like(word, escape="\\") for word in words)))
        address = wanted.strip().partition("://")[2] or wanted.strip()
        if "/" in address:  # a mere word stands in many addresses
            this.append(feed_items.c.link_key.like(_like(address), escape="\\"))
        found = _followed(places).where(or_(*this)).order_by(feed_items.c.seen_at.desc()).limit(limit)
        return (await conn.execute(found)).all()


def _followed(places: Sequence[Destination]) -> Select[Any]:
    """Items with their feed's name and the subscription by which one of these has them."""
    return (
        select(
            *[column for column in _ITEM if column.name != "feed_id"],
            feed_urls.c.feed_id,
            feeds.c.title.label("feed_title"),
            feeds.c.url.label("feed_url"),
            subscriptions.c.filter,
            subscriptions.c.private,
        )
        .join(feeds, feeds.c.id == feed_items.c.feed_id)
        .join(feed_urls, feed_urls.c.url == feeds.c.url)  # the feed as which one that moved goes on
        .join(subscriptions, subscriptions.c.feed_id == feeds.c.id)
        .where(or_(*(is_at(subscriptions, place) for place in places)))
    )


def _dealt_with(schedule_id: str, final: Collection[str]) -> ColumnElement[bool]:
    """Whether a schedule's digest has left the item out for good, and it was not revised since."""
    return (
        select(left_out.c.item_id)
        .join(deliveries, deliveries.c.key == left_out.c.delivery_key)
        .where(
            left_out.c.item_id == feed_items.c.id,
            left_out.c.reason.in_(sorted(final)),
            deliveries.c.schedule_id == schedule_id,
            deliveries.c.state.in_(CONSIDERED),
            or_(feed_items.c.revised_at.is_(None), feed_items.c.revised_at <= deliveries.c.due_at),
        )
        .exists()
    )


def _offered(row: Row[Any]) -> Offered:
    wanted = Filter.model_validate(row.filter)
    return Offered(item_of(row), row.feed_title or row.feed_url, wanted, row.private)


def _like(words: str) -> str:
    """A pattern for what has these words in it, taken literally."""
    literal = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{literal}%"
