"""A library in a file of its own, on every kind of database that is supported."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store.library import SqlLibrary, open_library


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, file: Path) -> str:
    """An empty database; the contract tests run once on each kind."""
    return {"sqlite": f"sqlite+aiosqlite:///{file}"}[request.param]


@pytest.fixture
async def library(database_url: str) -> AsyncIterator[SqlLibrary]:
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
