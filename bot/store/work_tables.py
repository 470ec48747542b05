"""The tables of what is followed, what is due, and what was posted; docs/store.md says what each is for.

A destination is four columns; `thread` is "" where there is none, so that it can stand in a key.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.store.tables import Instant, Line, Prose, metadata


def _destination() -> tuple[Column[str], ...]:
    names = ("platform", "workspace", "channel", "thread")
    return tuple(Column(name, Line, nullable=False) for name in names)


feeds = Table(
    "feeds",
    metadata,
    Column("id", Line, primary_key=True),
    Column("url", Line, nullable=False, unique=True),  # where it is now
    Column("host", Line, nullable=False),  # of that address: one connection to each
    Column("title", Line),
    Column("site_url", Line),
    Column("state", Line, nullable=False),
    Column("etag", Line),
    Column("last_modified", Line),
    Column("digest", String(64)),  # SHA-256 of the document that was read last
    Column("interval", Integer, nullable=False),  # seconds
    Column("next_poll", Instant, nullable=False),
    Column("polled_at", Instant),
    Column("changed_at", Instant),
    Column("failures", Integer, nullable=False),  # in a row
    Column("problem", Prose),
    Column("told_at", Instant),  # when the owner was told of the problem
    Column("quiet_until", Instant),  # the server asked not to be asked before
    Column("claimed_by", Line),  # the node that polls it now
    Column("claimed_until", Instant),
    Index(None, "state", "next_poll"),
    Index(None, "claimed_until", "host"),
)

feed_urls = Table(  # every address that a feed has had, so that an old one finds it
    "feed_urls",
    metadata,
    Column("url", Line, primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False, index=True),
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("id", Line, primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False),
    Column("guid", Line),
    Column("link_key", Line),  # the address without what varies: scheme, tracking, AMP
    Column("title_key", Line),  # the title's words, folded
    Column("text_key", String(64)),  # SHA-256 of title and text: another one is a revision
    Column("entry", JSON, nullable=False),
    Column("published_at", Instant),  # as it was first given: a feed may date everything anew
    Column("seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("revised_at", Instant),
    Column("state", Line, nullable=False),
    Column("reason", Prose),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", Instant),
    Column("article_id", Line),
    Index(None, "feed_id", "guid"),
    Index(None, "feed_id", "link_key"),
    Index(None, "feed_id", "title_key"),
    Index(None, "feed_id", "seen_at"),
    Index(None, "state", "next_attempt"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Line, primary_key=True),
    *_destination(),
    Column("feed_id", ForeignKey(feeds.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("filter", JSON, nullable=False),
    Column("private", Boolean, nullable=False),  # to its channel
    Column("folder", JSON, nullable=False),  # of the OPML file that it came from, outermost first
    Column("created_at", Instant, nullable=False),
    Column("created_by", Line),
    UniqueConstraint("platform", "workspace", "channel", "thread", "feed_id"),
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", Line, primary_key=True),
    *_destination(),
    Column("name", Line, nullable=False),
    Column("plan", JSON, nullable=False),  # bot.model.Plan, its name too
    Column("alerts", Boolean, nullable=False, server_default=false(), index=True),  # whether its plan has one
    Column("paused", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Line),
    Column("next_fire", Instant, index=True),  # NULL: paused, or never again
    Column("last_fire", Instant),
    UniqueConstraint("platform", "workspace", "channel", "thread", "name"),
)

deliveries = Table(  # the ledger: one row for each thing that was, is being or will not be posted
    "deliveries",
    metadata,
    Column("key", Line, primary_key=True),
    Column("schedule_id", Line, index=True),
    *_destination(),
    Column("state", Line, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("missed", Integer, nullable=False, server_default="0"),  # earlier times that this one stands for
    Column("attempts", Integer, nullable=False),
    Column("uncertain", Boolean, nullable=False, server_default=false()),  # a message may stand there
    Column("node", Line),
    Column("message_id", Line),
    Column("created_at", Instant, nullable=False),
    Column("queued_at", Instant),  # when the queue was told; NULL: whoever opened the row has no queue
    Column("sent_at", Instant),
    Column("problem", Prose),
    Column("content", JSON),  # the digest as it was composed: what is posted again is the same
    Index(None, "platform", "workspace", "channel", "thread", "due_at"),
    Index(None, "state", "due_at"),
    Index(None, "message_id"),
    Index(
        "ix_deliveries_unqueued",
        "created_at",
        sqlite_where=text("queued_at IS NULL"),
        postgresql_where=text("queued_at IS NULL"),
    ),
    Index(  # a channel is told one thing at a time, so that no two digests tell it the same
        "uq_deliveries_open",
        "platform",
        "workspace",
        "channel",
        "thread",
        unique=True,
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
)

told = Table(  # which item a delivery told, in which story and revision: "new for this channel" is the rest
    "told",
    metadata,
    Column("delivery_key", ForeignKey(deliveries.c.key, ondelete="CASCADE"), primary_key=True),
    Column("item_id", Line, primary_key=True),
    Column("story_id", Line, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "item_id"),
    Index(None, "story_id"),
)

left_out = Table(  # which item a delivery considered and did not tell, and why
    "left_out",
    metadata,
    Column("delivery_key", ForeignKey(deliveries.c.key, ondelete="CASCADE"), primary_key=True),
    Column("item_id", Line, primary_key=True),
    Column("reason", Prose, nullable=False),
    Index(None, "item_id"),
)

nodes = Table(  # the processes that do work, each alive until its lease runs out
    "nodes",
    metadata,
    Column("id", Line, primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("lease_until", Instant, nullable=False, index=True),
    Column("roles", JSON, nullable=False),
    Column("draining", Boolean, nullable=False),
)
