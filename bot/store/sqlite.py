"""One SQLite file: how it is opened, who may write when, and how damage shows."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError
from bot.store.addresses import place_of
from bot.store.failures import is_busy, translated

BUSY_TIMEOUT = 10.0
"""Seconds to wait while another process writes; `?timeout=…` in the address changes it."""

_WAL_PAUSE = 0.05  # seconds between two tries to switch to WAL, for which SQLite itself does not wait


class SqliteFile:
    """`bot.store.database.Backend` on one file."""

    def __init__(self, url: URL) -> None:
        self.place = place_of(url)
        self._is_uri = "uri" in url.query
        if "timeout" not in url.query:
            url = url.update_query_dict({"timeout": str(BUSY_TIMEOUT)})
        self._engine = _engine(url)

    async def find(self) -> None:
        """Fail here if at all: a failed connection of aiosqlite leaves a thread that may outlive the loop."""
        await asyncio.to_thread(self._try_to_open)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state throughout."""
        async with self._engine.connect() as conn:
            yield conn

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that holds the file's one write lock from its start."""
        async with self._engine.connect() as conn:
            await conn.execution_options(begin="BEGIN IMMEDIATE")
            async with conn.begin():
                yield conn

    async def settle(self) -> None:
        """Readers go on while one writes. The setting stays in the file; two processes may both make it."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + BUSY_TIMEOUT
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

    async def damage(self) -> str | None:
        """What is found first: a broken page or index, or a row that refers to nothing."""
        async with self.reading() as conn:
            problem = (await conn.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
            orphan = (await conn.exec_driver_sql("PRAGMA foreign_key_check")).first()
        if problem != "ok":
            return " ".join(str(problem).split())
        return f"a row of {orphan[0]} belongs to nothing" if orphan else None

    async def close(self) -> None:
        """Give the file back."""
        await self._engine.dispose()

    def _try_to_open(self) -> None:
        with translated(self.place), closing(sqlite3.connect(self.place, uri=self._is_uri)):
            pass


def make_folder(folder: Path) -> None:
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
