"""A library in a database of its own, on every kind of database that is supported."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store.library import SqlLibrary, open_library


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file is, or will be."""
    return tmp_path / "library.db"


@pytest.fixture
async def library(library_url: str) -> AsyncIterator[SqlLibrary]:
    """An open library with nothing in it."""
    async with await open_library(library_url) as opened:
        yield opened


Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def rows(request: pytest.FixtureRequest, database_kind: str, file: Path) -> Rows:
    """Runs a query on the test's database, past the program."""
    if database_kind == "postgresql":
        url = "library_url" if "library" in request.fixturenames else "database_url"
        return lambda query: request.getfixturevalue("postgres").query(request.getfixturevalue(url), query)

    def run(query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(query).fetchall()

    return run
