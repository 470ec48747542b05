"""Every table in one place; docs/store.md says what each is for.

A text is stored once (`bodies`) and never changed. An article is its id, which stands for its
address, or, without one, for its text. Each different reading of it (text, title, byline, date…) is
a row of `versions`, never changed either: so offsets stay true. Visibility is in `entries` alone.
"""

import re
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

SCHEMA_VERSION = "0006"
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


_NOWHERE_HELD = re.compile(r"[\x00\ud800-\udfff]")


class Line(TypeDecorator[str]):
    """A short text. What no database, or not every one, can hold (NUL, half a surrogate pair) becomes U+FFFD.

    One character for another: offsets stay true, and every database holds the same.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as every database can hold it."""
        return _NOWHERE_HELD.sub("\ufffd", value) if value else value


class Prose(Line):
    """A text of any length, otherwise like `Line`."""

    impl = Text
    cache_ok = True


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
    Column("text", Prose, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Line, primary_key=True),
    Column("canonical_url", Line),  # as it was first read
    Index(None, "canonical_url", postgresql_using="hash"),  # its B-tree takes no more than 2.7 kB
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),  # of all that a reader sees
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("body_id", ForeignKey(bodies.c.id), nullable=False, index=True),
    Column("content_hash", Line, nullable=False, index=True),
    Column("site", Line),
    Column("title", Line),
    Column("byline", Line),
    Column("published_at", Line),  # ISO 8601 as it was read: its own zone, or none
    Column("published_precision", Line),
    Column("language", Line),
    Column("fetched_at", Instant, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("workspace", Line, primary_key=True),
    Column("private_to", Line, primary_key=True),  # "" is all of the workspace; see scopes.py
    Column("version_id", ForeignKey(versions.c.id, ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False),
    Column("url", Line),  # the address that was given here, tracking parameters and all
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
    Column("engine_name", Line, nullable=False),
    Column("engine_version", Line, nullable=False),
    Column("prompt_hash", Line, nullable=False),  # "" where the engine has no prompt
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
    Column("actor", Line, nullable=False),
    Column("stance", Line, nullable=False),
    Column("towards", Line),
    Column("what", Prose, nullable=False),
    Column("modality", Line, nullable=False),
    Column("according_to", Line),
)

quotes = _facts(
    "quotes",
    Column("words", Prose, nullable=False),
    Column("speaker", Line),
    Column("speaker_role", Line),
    Column("direct", Boolean, nullable=False),
    Column("cue", Line),
)

figures = _facts(
    "figures",
    Column("value", Float, nullable=False),
    Column("unit", Line),
    Column("counted", Line),
    Column("qualifier", Line),
    Column("according_to", Line),
)

timeline = _facts(
    "timeline",
    Column("date", Line, nullable=False),
    Column("precision", Line, nullable=False),
    Column("event", Prose, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", Line, nullable=False),
    Column("private_to", Line, nullable=False),
    Column("conversation", Line, nullable=False),
    Column("at", Instant, nullable=False),
    Column("question", Prose, nullable=False),
    Column("answer", JSON, nullable=False),  # {"text", "evidence"}
    Index(None, "workspace", "private_to", "conversation", "id"),
)
