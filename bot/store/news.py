"""What is at hand for a channel's digests: items of its feeds, and what the ledger says of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Delivered, Destination, Digest, FeedItem, Filter
from bot.store.articles import CHUNK
from bot.store.database import Database
from bot.store.delivery_rows import DELIVERED, delivered_of, open_rows, opening
from bot.store.destinations import is_at
from bot.store.items import item_of
from bot.store.work_tables import deliveries, feed_items, feeds, left_out, subscriptions, told

MOST_OFFERED = 20_000
"""So many items that are not dealt with, the last seen, are looked at for one digest; others at the next."""

CONSIDERED = ("sent", "skipped")
"""The states of a delivery whose digest was composed and done with; one that failed was read by nobody."""

_ITEM = tuple(feed_items.c[name] for name in FeedItem.model_fields)


@dataclass(frozen=True)
class Offered:
    """An item of a feed that a channel follows: the feed's name, what the channel wants of it."""

    item: FeedItem
    feed: str
    wanted: Filter
    private: bool = False


@dataclass(frozen=True)
class ToldBefore:
    """That a channel was told of an item: in which story, at which revision, by which article."""

    item_id: str
    story_id: str
    revision: int
    article_id: str | None


@dataclass(frozen=True)
class LeftBefore:
    """That a digest considered an item and did not tell it."""

    item_id: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What one delivery did with an item: told it in a story, or left it out for a reason."""

    item_id: str
    delivery: Delivered
    story_id: str | None = None
    reason: str | None = None
    revision: int = 0


class SqlNews:
    """The database as digests read it; each call is one transaction and may raise StoreError."""

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

    async def told(self, destination: Destination, since: datetime) -> Sequence[ToldBefore]:
        """What the channel was told of since then, by whichever of its schedules, the last first."""
        rows = (
            select(told.c.item_id, told.c.story_id, told.c.revision, feed_items.c.article_id)
            .join(deliveries, deliveries.c.key == told.c.delivery_key)
            .outerjoin(feed_items, feed_items.c.id == told.c.item_id)
            .where(_sent_to(destination, since))
            .order_by(deliveries.c.due_at.desc())
        )
        async with self._database.reading() as conn:
            return [ToldBefore(*row) for row in await conn.execute(rows)]

    async def left(self, schedule_id: str, since: datetime) -> Sequence[LeftBefore]:
        """What the schedule's digests have left out since then; one that failed was read by nobody."""
        rows = (
            select(left_out.c.item_id, left_out.c.reason, deliveries.c.due_at)
            .join(deliveries, deliveries.c.key == left_out.c.delivery_key)
            .where(
                deliveries.c.schedule_id == schedule_id,
                deliveries.c.due_at >= since,
                deliveries.c.state.in_(CONSIDERED),
            )
            .order_by(deliveries.c.due_at)
        )
        async with self._database.reading() as conn:
            return [LeftBefore(*row) for row in await conn.execute(rows)]

    async def digests(self, destination: Destination, since: datetime) -> Sequence[Digest]:
        """What was posted in the channel since then, the oldest first."""
        rows = select(deliveries.c.content).where(_sent_to(destination, since)).order_by(deliveries.c.due_at)
        async with self._database.reading() as conn:
            found = [_digest(content) for content in (await conn.execute(rows)).scalars()]
        return [digest for digest in found if digest]

    async def last_sent(self, schedule_id: str) -> datetime | None:
        """For when the schedule's last digest was due that was posted."""
        last = select(func.max(deliveries.c.due_at)).where(
            deliveries.c.schedule_id == schedule_id, deliveries.c.state == "sent"
        )
        async with self._database.reading() as conn:
            found: datetime | None = await conn.scalar(last)
        return found

    async def open(self, key: str, schedule_id: str, destination: Destination, now: datetime) -> bool:
        """Write down that something is to be posted now; False if its channel is being told something."""
        row = opening(key, schedule_id, destination, now, now)
        async with self._database.writing() as conn:
            return bool(await conn.run_sync(open_rows, [row]))

    async def known_keys(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that are in the ledger."""
        async with self._database.reading() as conn:
            found = await conn.execute(select(deliveries.c.key).where(deliveries.c.key.in_(keys)))
            return frozenset(found.scalars())

    async def recent(self, workspace: str, limit: int, schedule_id: str | None) -> Sequence[Delivered]:
        """The last deliveries of a workspace, or of one of its schedules, the newest first."""
        wanted = select(*DELIVERED).where(deliveries.c.workspace == workspace)
        if schedule_id is not None:
            wanted = wanted.where(deliveries.c.schedule_id == schedule_id)
        async with self._database.reading() as conn:
            rows = await conn.execute(wanted.order_by(deliveries.c.due_at.desc()).limit(limit))
            return [delivered_of(row) for row in rows]

    async def message(
        self, destination: Destination, message_id: str
    ) -> tuple[Delivered, Digest | None] | None:
        """The delivery that is a message of the channel, and what it said."""
        this = and_(is_at(deliveries, destination), deliveries.c.message_id == message_id)
        async with self._database.reading() as conn:
            row: Any = (await conn.execute(select(*DELIVERED, deliveries.c.content).where(this))).first()
        return (delivered_of(row), _digest(row.content)) if row else None

    async def content(self, key: str) -> Digest | None:
        """What a delivery said."""
        async with self._database.reading() as conn:
            return _digest(await conn.scalar(select(deliveries.c.content).where(deliveries.c.key == key)))

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
        title = and_(*(feed_items.c.title_key.like(word, escape="\\") for word in words))
        link = feed_items.c.link_key.like(_like(wanted.strip().partition("://")[2] or wanted), escape="\\")
        this = or_(feed_items.c.id == wanted.strip(), title, link)
        found = _followed(places).where(this).order_by(feed_items.c.seen_at.desc()).limit(limit)
        return (await conn.execute(found)).all()

    async def outcomes(self, destination: Destination, item_ids: Sequence[str]) -> Sequence[Outcome]:
        """What was done with these items in the channel, in order of time."""
        found: list[Outcome] = []
        async with self._database.reading() as conn:
            for table in (told, left_out):
                rows = (
                    select(*DELIVERED, *(c for c in table.c if c.name != "delivery_key"))
                    .join(table, table.c.delivery_key == deliveries.c.key)
                    .where(is_at(deliveries, destination), table.c.item_id.in_(item_ids))
                )
                found += [_outcome(row) for row in await conn.execute(rows)]
        return sorted(found, key=lambda outcome: outcome.delivery.due_at)


def _followed(places: Sequence[Destination]) -> Select[Any]:
    """Items with their feed's name and the subscription by which one of these has them."""
    return (
        select(
            *_ITEM,
            feeds.c.title.label("feed_title"),
            feeds.c.url.label("feed_url"),
            subscriptions.c.filter,
            subscriptions.c.private,
        )
        .join(feeds, feeds.c.id == feed_items.c.feed_id)
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


def _sent_to(destination: Destination, since: datetime) -> ColumnElement[bool]:
    return and_(is_at(deliveries, destination), deliveries.c.state == "sent", deliveries.c.due_at >= since)


def _offered(row: Row[Any]) -> Offered:
    wanted = Filter.model_validate(row.filter)
    return Offered(item_of(row), row.feed_title or row.feed_url, wanted, row.private)


def _outcome(row: Row[Any]) -> Outcome:
    columns = row._mapping
    return Outcome(
        item_id=row.item_id,
        delivery=delivered_of(row),
        story_id=columns.get("story_id"),
        reason=columns.get("reason"),
        revision=columns.get("revision", 0),
    )


def _digest(content: Any) -> Digest | None:
    """What was posted; None where it was stored in a form that this program no longer reads."""
    try:
        return Digest.model_validate(content)
    except ValidationError:
        return None


def _like(words: str) -> str:
    """A pattern for what has these words in it, taken literally."""
    literal = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{literal}%"
