"""A library in a file of its own, on every kind of database that is supported."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store.library import SqlLibrary, open_library, upgrade


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, file: Path) -> str:
    """An empty database; the contract tests run once on each kind."""
    return {"sqlite": f"sqlite+aiosqlite:///{file}"}[request.param]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database: made once, for making it takes longer than most tests."""
    made = tmp_path_factory.mktemp("migrated") / "library.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{made}"))
    return made


@pytest.fixture
async def library(database_url: str, file: Path, migrated: Path) -> AsyncIterator[SqlLibrary]:
    """An open library with nothing in it."""
    shutil.copy(migrated, file)
    async with await open_library(database_url) as opened:
        yield opened


Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def rows(file: Path) -> Rows:
    """Runs a query on the database file, past the program."""

    def run(query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(query).fetchall()

    return run
