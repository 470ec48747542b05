"""Opening a database: what is there, what is wrong with it, and the way to the newest schema."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import String, create_engine

import bot.store
from bot.errors import StoreError
from bot.model import Scope
from bot.store.library import open_library, upgrade
from bot.store.tables import SCHEMA_VERSION, metadata
from tests.store.samples import article, brief

MIGRATIONS = Path(bot.store.__path__[0]) / "migrations"


def url(file: Path, query: str = "") -> str:
    return f"sqlite+aiosqlite:///{file}{query}"


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def damage(file: Path, first_page: int) -> None:
    """Overwrite the file from this page on."""
    with file.open("r+b") as raw:
        size = raw.seek(0, os.SEEK_END)
        raw.seek(4096 * first_page)
        raw.write(b"\xff" * (size - 4096 * first_page))


async def refusal(database_url: str) -> str:
    with pytest.raises(StoreError) as caught:
        async with await open_library(database_url) as library:
            await library.search("China", Scope(), 5)
    message = str(caught.value)
    assert "\n" not in message
    return message


async def test_a_new_database_has_the_schema_of_the_tables(file: Path) -> None:
    assert await upgrade(url(file)) == (None, str(file))
    assert await upgrade(url(file)) == (SCHEMA_VERSION, str(file))
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    engine.dispose()
    assert [one for one in found if "article_index" not in str(one)] == []


def test_every_text_is_stored_as_every_database_can_hold_it() -> None:
    """`Line` or `Prose`; a bare String is for digests, whose length is fixed."""
    bare = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and column.type.length is None and column.name != "version_num"
    ]
    assert bare == []


def test_the_schema_version_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA_VERSION]


async def test_it_is_set_up_for_many_readers_and_sound_references(file: Path) -> None:
    async with await open_library(url(file)) as library, library._database.reading() as conn:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)):
            assert (await conn.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value
        assert (await conn.exec_driver_sql("PRAGMA busy_timeout")).scalar() == 10_000


async def test_without_an_address_it_is_in_the_user_s_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    async with await open_library("") as library:
        path = Path(library.place)
        assert path == Path(platformdirs.user_data_dir("briefwire")) / "briefwire.db"
        assert path.is_relative_to(tmp_path)
        assert path.parent.stat().st_mode & 0o077 == 0
        await library.check()


def test_a_current_database_is_opened_without_alembic(file: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.store.library import open_library\n"
        "async def main():\n"
        f"    async with await open_library({url(file)!r}): pass\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    seen = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert seen == ["True\n", "False\n"]


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("nonsense", "cannot be read"),
        ("sqlite:///x.db", "not supported"),
        ("postgresql+asyncpg://localhost/briefwire", "not supported"),
        ("mysql://localhost/x", "not supported"),
        ("sqlite+aiosqlite://", "names no file"),
        ("sqlite+aiosqlite:///:memory:", "names no file"),
    ],
)
async def test_addresses_of_other_kinds_are_refused(address: str, part: str) -> None:
    assert part in await refusal(address)


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "is not there" in await refusal(url(tmp_path / "missing" / "b.db"))


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "is a folder" in await refusal(url(tmp_path))


async def test_a_data_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "taken"))
    monkeypatch.setenv("HOME", str(tmp_path / "taken"))
    assert "cannot be made" in await refusal("")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to the superuser")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "may not be written" in asyncio.run(refusal(url(tmp_path / "b.db")))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to the superuser")
def test_a_file_that_may_not_be_written(file: Path) -> None:
    file.touch(mode=0o400)
    assert "may not be written" in asyncio.run(refusal(url(file)))


def test_a_file_that_is_not_a_database(file: Path) -> None:
    file.write_text("This is a letter, not a database. " * 40)
    assert "is not a database" in asyncio.run(refusal(url(file)))
    assert file.read_text().startswith("This is a letter")


def test_an_empty_file_is_a_new_database(file: Path) -> None:
    file.touch()
    assert asyncio.run(upgrade(url(file))) == (None, str(file))


async def test_another_program_s_database_is_left_alone(file: Path) -> None:
    execute(file, "CREATE TABLE bookmarks (id)")
    assert "another program" in await refusal(url(file))
    execute(
        file, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('a1b2c3')"
    )
    assert "another program" in await refusal(url(file))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (2,)


async def test_a_newer_schema_is_left_alone(file: Path) -> None:
    await upgrade(url(file))
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    message = await refusal(url(file))
    assert "9999" in message
    assert SCHEMA_VERSION in message


@pytest.mark.parametrize("first_page", [2, 40])
async def test_a_damaged_database_says_so(file: Path, first_page: int) -> None:
    """At page 2 it cannot even be opened; at page 40 it takes a look at everything to see it."""
    async with await open_library(url(file)) as library:
        long = (article(number, text=article().text + f" {number}" * 5000) for number in range(20))
        await library.add_articles(list(long))
    damage(file, first_page)
    with pytest.raises(StoreError, match="is damaged") as caught:
        async with await open_library(url(file)) as library:
            await library.check()
    assert "\n" not in str(caught.value)


async def test_a_row_that_belongs_to_nothing_is_found(file: Path) -> None:
    async with await open_library(url(file)) as library:
        await library.add_brief(brief(article()))
        execute(file, "DELETE FROM briefs")  # this connection enforces no references
        with pytest.raises(StoreError, match="belongs to nothing"):
            await library.check()


async def test_a_database_held_too_long_by_another(database_url: str) -> None:
    impatient = f"{database_url}{'&' if '?' in database_url else '?'}timeout=0.1"
    async with await open_library(database_url) as first, await open_library(impatient) as library:
        async with first._database.writing():
            with pytest.raises(StoreError, match="held by another process"):
                await library.keep(article(), Scope())
            assert await library.search("China", Scope(), 5) == []  # reading goes on
        await library.keep(article(), Scope())
        assert len(await library.articles(Scope())) == 1
