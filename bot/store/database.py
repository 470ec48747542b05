"""One SQLite file: how it is found, opened, brought up to date and checked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError
from bot.store import migrate
from bot.store.failures import is_busy, translated

BUSY_TIMEOUT = 10.0
"""Seconds to wait while another process writes; `?timeout=…` in the address changes it."""

_WAL_PAUSE = 0.05  # seconds between two tries to switch to WAL, for which SQLite itself does not wait


def address_of(database_url: str) -> URL:
    """The database that `database_url` names; "" is the file in the user's data directory.

    Raises StoreError when it is malformed or of a kind that is not supported.
    """
    if not database_url:
        path = Path(platformdirs.user_data_dir("briefwire")) / "briefwire.db"
        return URL.create("sqlite+aiosqlite", database=str(path))
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "database_url cannot be read. Write it like sqlite+aiosqlite:////srv/b.db."
        ) from error
    if url.drivername != "sqlite+aiosqlite":
        raise StoreError(
            f"database_url: {url.drivername} is not supported yet. Use sqlite+aiosqlite:///… (a file)."
        )
    if not url.database or url.database == ":memory:":
        raise StoreError("database_url names no file. Write it like sqlite+aiosqlite:////srv/briefwire.db.")
    return url


class Database:
    """Transactions on one database file. All that it raises for the database's sake is StoreError."""

    def __init__(self, engine: AsyncEngine, path: Path) -> None:
        self.path = path
        self._engine = engine
        self._one_writer = asyncio.Lock()  # SQLite has one writer; ours queue here rather than poll

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database throughout."""
        with translated(self.path):
            async with self._engine.connect() as conn:
                yield conn

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: all of it is saved at the end, or none.

        It holds the write lock from its start, so that what it has read is still true when it writes.
        """
        with translated(self.path):
            async with self._one_writer, self._engine.connect() as conn:
                await conn.execution_options(begin="BEGIN IMMEDIATE")
                async with conn.begin():
                    yield conn

    async def prepare(self) -> str | None:
        """Bring the schema up to date; the version found before, None for a new database."""
        async with self.reading() as conn:
            found = await conn.run_sync(migrate.version_of)
        if not migrate.is_current(found, self.path):
            async with self.writing() as conn:
                found = await conn.run_sync(migrate.version_of)
                if not migrate.is_current(found, self.path):
                    await conn.run_sync(migrate.upgrade)
        await self._use_wal()
        return found

    async def check(self) -> None:
        """Look for damage; raises StoreError saying what was found first."""
        with translated(self.path):
            async with self._engine.connect() as conn:
                problem = (await conn.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
                orphan = (await conn.exec_driver_sql("PRAGMA foreign_key_check")).first()
        if problem == "ok" and orphan is None:
            return
        found = problem if problem != "ok" else f"a row of {orphan[0]} belongs to nothing" if orphan else ""
        raise StoreError(
            f"The database {self.path} is damaged ({' '.join(str(found).split())}). "
            "Restore a copy of it, or move it away to start anew."
        )

    async def close(self) -> None:
        """Give the file back."""
        await self._engine.dispose()

    async def _use_wal(self) -> None:
        """Readers go on while one writes. The setting stays in the file; two processes may both make it."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + BUSY_TIMEOUT
        with translated(self.path):
            while True:
                try:
                    async with self._engine.connect() as conn:
                        await conn.execution_options(begin="")
                        await conn.exec_driver_sql("PRAGMA journal_mode = WAL")
                    return
                except OperationalError as error:
                    if not is_busy(error) or loop.time() > deadline:
                        raise
                await asyncio.sleep(_WAL_PAUSE)


async def open_database(database_url: str) -> tuple[Database, str | None]:
    """The database of that address, its schema up to date, and the version it had before.

    Raises StoreError when it cannot be opened, is not ours, is damaged or newer than this program.
    """
    url = address_of(database_url)
    path = Path(url.database or "")
    if not database_url:
        _make_folder(path.parent)
    await asyncio.to_thread(_try_to_open, path, "uri" in url.query)
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(BUSY_TIMEOUT)})
    database = Database(_engine(url), path)
    try:
        return database, await database.prepare()
    except BaseException:
        await database.close()
        raise


def _try_to_open(path: Path, is_uri: bool) -> None:
    """Fail here if at all: a failed connection of aiosqlite leaves a thread that may outlive the loop."""
    with translated(path), closing(sqlite3.connect(str(path), uri=is_uri)):
        pass


def _make_folder(folder: Path) -> None:
    """The folder for the default file; what is read in private is nobody else's on this machine."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} for the database cannot be made ({error.strerror}). "
            "Give this user the right to, or set database_url to another place."
        ) from error


def _engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late to hold the write lock
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
