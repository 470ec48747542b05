"""Every table in one place; docs/store.md says what each is for.

A text is stored once (`bodies`) and never changed. An article is its id, which stands for its
address, or, without one, for its text. Each different reading of it (text, title, byline, date…) is
a row of `versions`, never changed either: so offsets stay true. Visibility is in `entries` alone.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

SCHEMA_VERSION = "0003"
"""The newest migration: what this program reads and writes."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; a datetime without a zone is taken to be UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as SQLite keeps it: in UTC, without a zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value and value.tzinfo else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the program uses it: with its zone."""
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

bodies = Table(
    "bodies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256 of the text
    Column("text", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("canonical_url", String, index=True),  # as it was first read
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),  # of all that a reader sees
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("body_id", ForeignKey(bodies.c.id), nullable=False, index=True),
    Column("content_hash", String, nullable=False, index=True),
    Column("site", String),
    Column("title", String),
    Column("byline", String),
    Column("published_at", String),  # ISO 8601 as it was read: its own zone, or none
    Column("published_precision", String),
    Column("language", String),
    Column("fetched_at", Instant, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("private_to", String, primary_key=True),  # "" is all of the workspace; see scopes.py
    Column("version_id", ForeignKey(versions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False),
    Column("url", String),  # the address that was given here, tracking parameters and all
    Column("kept_at", Instant, nullable=False),
    Index(None, "article_id", "workspace", "private_to", "kept_at"),
    Index(None, "workspace", "private_to", "kept_at"),
    Index(None, "version_id"),
)

briefs = Table(
    "briefs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey(versions.c.id, ondelete="CASCADE"), nullable=False),
    Column("engine_name", String, nullable=False),
    Column("engine_version", String, nullable=False),
    Column("prompt_hash", String, nullable=False),  # "" where the engine has no prompt
    Column("made_at", Instant, nullable=False),
    Column("content", JSON, nullable=False),  # the brief without its article; evidence as offsets only
    UniqueConstraint("version_id", "engine_name", "engine_version", "prompt_hash"),
)


def _facts(name: str, *columns: Column[object]) -> Table:
    """A table of facts of one kind, in the brief's order; `start` and `end` are their first evidence."""
    return Table(
        name,
        metadata,
        Column("brief_id", ForeignKey(briefs.c.id, ondelete="CASCADE"), primary_key=True),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        Column("version_id", ForeignKey(versions.c.id, ondelete="CASCADE"), nullable=False, index=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        *columns,
    )


positions = _facts(
    "positions",
    Column("actor", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("towards", String),
    Column("what", Text, nullable=False),
    Column("modality", String, nullable=False),
    Column("according_to", String),
)

quotes = _facts(
    "quotes",
    Column("words", Text, nullable=False),
    Column("speaker", String),
    Column("speaker_role", String),
    Column("direct", Boolean, nullable=False),
    Column("cue", String),
)

figures = _facts(
    "figures",
    Column("value", Float, nullable=False),
    Column("unit", String),
    Column("counted", String),
    Column("qualifier", String),
    Column("according_to", String),
)

timeline = _facts(
    "timeline",
    Column("date", String, nullable=False),
    Column("precision", String, nullable=False),
    Column("event", Text, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("private_to", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),  # {"text", "evidence"}
    Index(None, "workspace", "private_to", "conversation", "id"),
)
