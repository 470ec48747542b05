"""The database: transactions, its schema brought up to date, damage found; whatever kind it is of."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.store import migrate
from bot.store.addresses import POSTGRES, address_of
from bot.store.failures import translated
from bot.store.postgres import PostgresDatabase
from bot.store.sqlite import SqliteFile, make_folder


class Backend(Protocol):
    """One kind of database; it raises whatever its driver does."""

    place: str
    """How messages name it: a file, or a server and a name; never a password."""

    async def find(self) -> None:
        """Fail when it cannot be opened or used."""
        ...

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that sees one state throughout."""
        ...

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction beside which no other process writes."""
        ...

    async def settle(self) -> None:
        """Make the settings that stay in the database, once its schema is there."""
        ...

    async def damage(self) -> str | None:
        """What is damaged, None where nothing is."""
        ...

    async def close(self) -> None:
        """Give it back."""
        ...


class Database:
    """Transactions on one database. All that it raises for the database's sake is StoreError."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._one_writer = asyncio.Lock()  # there is one writer at a time; ours queue here, not over there

    @property
    def place(self) -> str:
        """How messages name it: a file, or a server and a name; never a password."""
        return self._backend.place

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database throughout."""
        with translated(self.place):
            async with self._backend.reading() as conn:
                yield conn

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: all of it is saved at the end, or none.

        It holds the write lock from its start, so that what it has read is still true when it writes.
        """
        with translated(self.place):
            async with self._one_writer, self._backend.writing() as conn:
                yield conn

    async def prepare(self) -> str | None:
        """Bring the schema up to date; the version found before, None for a new database."""
        with translated(self.place):
            await self._backend.find()
        async with self.reading() as conn:
            found = await conn.run_sync(migrate.version_of)
        if not migrate.is_current(found, self.place):
            async with self.writing() as conn:
                found = await conn.run_sync(migrate.version_of)
                if not migrate.is_current(found, self.place):
                    await conn.run_sync(migrate.upgrade)
        with translated(self.place):
            await self._backend.settle()
        return found

    async def check(self) -> None:
        """Look for damage; raises StoreError saying what was found first."""
        with translated(self.place):
            found = await self._backend.damage()
        if found:
            raise StoreError(
                f"The database {self.place} is damaged ({found}). "
                "Restore a copy of it, or move it away to start anew."
            )

    async def close(self) -> None:
        """Give it back."""
        await self._backend.close()


async def open_database(database_url: str) -> tuple[Database, str | None]:
    """The database of that address, its schema up to date, and the version it had before.

    Raises StoreError when it cannot be opened, is not ours, is damaged or newer than this program.
    """
    url = address_of(database_url)
    if not database_url:
        make_folder(Path(url.database or "").parent)
    backend = PostgresDatabase(url) if url.drivername == POSTGRES else SqliteFile(url)
    database = Database(backend)
    try:
        return database, await database.prepare()
    except BaseException:
        await database.close()
        raise
