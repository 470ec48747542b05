"""A ledger and what works on it: on every kind of database, or on a file where the kind does not matter."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from bot.store.deliveries import Ledger
from bot.store.durable import Durable


@pytest.fixture
async def durable(library_url: str) -> AsyncIterator[Durable]:
    """On every kind of database in turn."""
    opened = Durable(library_url)
    yield opened
    await opened.run(_empty_queue)
    opened.close()


@pytest.fixture
def ledger(durable: Durable) -> Ledger:
    return Ledger(durable)


@pytest.fixture
async def in_file(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Durable]:
    """On a file, for what is the same on every kind."""
    shutil.copy(migrated_file, tmp_path / "work.db")
    opened = Durable(f"sqlite+aiosqlite:///{tmp_path / 'work.db'}")
    yield opened
    opened.close()


def _empty_queue(conn: Connection) -> None:
    """A server's database is lent again, and the queue's schema is not among the tables that are emptied."""
    if conn.dialect.name == "postgresql":
        for table in inspect(conn).get_table_names("dbos"):
            if table not in {"dbos_migrations", "queues"}:
                conn.execute(text(f'TRUNCATE dbos."{table}" CASCADE'))
