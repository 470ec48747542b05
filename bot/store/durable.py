"""Transactions of durable work: short, synchronous, in threads of their own, beside the library's.

They take no lock on the whole of a server, as the library's do: each of them is right by its own
conditions, so that many nodes work side by side. What they say is saved has reached the disk. The
queue that carries the work out has its tables in the same database, so one transaction can say that
something is due and put it into the queue.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event

from bot.store.addresses import POSTGRES, address_of, place_of
from bot.store.failures import translated

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
BUSY_TIMEOUT = 30_000
"""Milliseconds to wait while another process writes to the file: many threads take turns here."""


class Durable:
    """The database as durable work uses it; its schema must be up to date (see `open_library`)."""

    def __init__(self, database_url: str) -> None:
        url = address_of(database_url)
        self.place = place_of(url)
        self.shared = url.drivername == POSTGRES
        """Whether processes on other machines may be at work too."""
        self._url = _synchronous(url)
        self._engine = _engine(self._url, "FULL", THREADS)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="ledger")

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The result of `work` in one transaction; raises StoreError, and then nothing of it happened."""

        def transaction() -> T:
            with translated(self.place), self._engine.begin() as conn:
                return work(conn, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, transaction)

    def queue_engine(self) -> Engine:
        """Another engine on the same database, for the queue's own tables.

        What it has lost after a power failure, the ledger knows; so it does not wait for the disk.
        """
        return _engine(self._url, "NORMAL", THREADS * 2)

    def close(self) -> None:
        """Give it back, after what is under way."""
        self._threads.shutdown()
        self._engine.dispose()


def _synchronous(url: URL) -> URL:
    if url.drivername == POSTGRES:
        return url.difference_update_query(["timeout"])
    return url.set(drivername="sqlite").difference_update_query(["timeout"])


def _engine(url: URL, synchronous: str, connections: int) -> Engine:
    engine = create_engine(url, pool_size=connections, max_overflow=0, pool_timeout=60, pool_pre_ping=True)
    if url.drivername == "sqlite":

        def set_up(connection: Any, _record: object) -> None:
            connection.isolation_level = "IMMEDIATE"
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA synchronous = {synchronous}")

        event.listen(engine, "connect", set_up)
    return engine
