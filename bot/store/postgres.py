"""One database of a PostgreSQL server: how it is opened, who may write when, and how damage shows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, Table, and_, cast, exists, func, literal_column, select, text
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError
from bot.store.addresses import place_of
from bot.store.tables import metadata

WRITE_TIMEOUT = 10.0
"""Seconds to wait while another process writes; `?timeout=…` in the address changes it."""

STANDSTILL = 8.0
"""Seconds after which the server takes a transaction back whose process stands still in it.

Less than a writer waits, so that a frozen process or a lost machine holds up nobody for good.
"""

CONNECT_TIMEOUT = 10

_THE_WRITER = 0x62726965665F7772  # "brief_wr"; such locks are counted by database
_BECOME_THE_WRITER = text(
    "SELECT set_config('lock_timeout', :wait, true), "
    "set_config('idle_in_transaction_session_timeout', :standstill, true), "
    f"pg_advisory_xact_lock({_THE_WRITER})"
)


class PostgresDatabase:
    """`bot.store.database.Backend` on a server."""

    def __init__(self, url: URL) -> None:
        self.place = place_of(url)
        self._wait = _milliseconds(_timeout_of(url))
        self._engine = _engine(url.difference_update_query(["timeout"]))

    async def find(self) -> None:
        """Fail here if at all: a text in another encoding would be refused word by word."""
        async with self._engine.connect() as conn:
            encoding = (await conn.execute(text("SHOW server_encoding"))).scalar_one()
        if encoding != "UTF8":
            raise StoreError(
                f"The database {self.place} is encoded in {encoding}. Create one in UTF8: "
                "CREATE DATABASE briefwire ENCODING 'UTF8' TEMPLATE template0."
            )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state throughout."""
        async with self._engine.connect() as conn:
            await conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield conn

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is the database's one writer from its start.

        Read committed: a snapshot from before the lock would not show what the last writer left.
        """
        async with self._engine.connect() as conn:
            await conn.execution_options(isolation_level="READ COMMITTED")
            async with conn.begin():
                limits = {"wait": self._wait, "standstill": _milliseconds(STANDSTILL)}
                await conn.execute(_BECOME_THE_WRITER, limits)
                yield conn

    async def settle(self) -> None:
        """Nothing: how a server works is its owner's to set."""

    async def damage(self) -> str | None:
        """What is found first: every row is read, as broken pages fail then, every reference followed."""
        async with self.reading() as conn:
            for table in metadata.sorted_tables:
                whole = cast(literal_column(f'"{table.name}"'), SqlText)
                await conn.execute(select(func.sum(func.length(whole))).select_from(table))
                if await _has_orphans(conn, table):
                    return f"a row of {table.name} belongs to nothing"
        return None

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


async def _has_orphans(conn: AsyncConnection, table: Table) -> bool:
    for reference in table.foreign_keys:
        there = reference.column
        missing = and_(reference.parent.is_not(None), ~exists().where(there == reference.parent))
        if (await conn.execute(select(reference.parent).where(missing).limit(1))).first():
            return True
    return False


def _engine(url: URL) -> AsyncEngine:
    defaults = {
        "connect_timeout": CONNECT_TIMEOUT,
        "fallback_application_name": "briefwire",
        "client_encoding": "UTF8",
    }
    given = {name: value for name, value in defaults.items() if name not in url.query}
    # Pinged before use: a server that was started anew costs nobody an error.
    engine = create_async_engine(url, connect_args=given, pool_pre_ping=True, use_native_hstore=False)
    return engine.execution_options(preserve_rowcount=True)  # of an INSERT too, as SQLite's driver gives it


def _timeout_of(url: URL) -> float:
    given = url.query.get("timeout", str(WRITE_TIMEOUT))
    try:
        return float(str(given))
    except ValueError:
        raise StoreError(
            "database_url: timeout is not a number of seconds. Write it like ?timeout=30."
        ) from None


def _milliseconds(seconds: float) -> str:
    return str(max(1, round(seconds * 1000)))
