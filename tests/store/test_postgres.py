"""PostgreSQL alone: opening, refusals, the one writer, damage, and what its index can hold."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from bot.errors import StoreError
from bot.model import Scope
from bot.store.fulltext import VECTOR_BYTES, vector_of, words_of
from bot.store.library import SqlLibrary, open_library, upgrade
from bot.store.postgres import STANDSTILL, WRITE_TIMEOUT
from bot.store.tables import SCHEMA_VERSION, metadata
from tests.databases import Postgres
from tests.store.samples import ENGINE, article, brief

ROOT = Path(__file__).parents[2]
SECRET = "open-sesame"
HERE = Scope()


async def refusal(database_url: str) -> str:
    with pytest.raises(StoreError) as caught:
        async with await open_library(database_url) as library:
            await library.keep(article(), HERE)
    message = str(caught.value)
    assert "\n" not in message
    assert SECRET not in message
    return message


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Postgres]:
    """A name for the shared server where a test changes who may come in."""
    rules = postgres.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all guarded scram-sha-256\n{before}")
    postgres.execute(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'", "SELECT pg_reload_conf()")
    yield postgres
    rules.write_text(before)
    postgres.execute("DROP OWNED BY guarded", "DROP ROLE guarded", "SELECT pg_reload_conf()")


async def test_a_new_database_has_the_schema_of_the_tables(postgres: Postgres, postgres_url: str) -> None:
    before, place = await upgrade(postgres_url)
    assert before is None
    assert place == f"{postgres.name(postgres_url)} of postgres on {postgres.folder}"
    assert await upgrade(postgres_url) == (SCHEMA_VERSION, place)
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    engine.dispose()
    assert [one for one in found if "article_index" not in str(one)] == []


async def test_all_processes_that_find_it_empty_make_it_once(postgres_url: str) -> None:
    opened = await asyncio.gather(*(upgrade(postgres_url) for _ in range(4)))
    assert {before for before, _ in opened} <= {None, SCHEMA_VERSION}


async def test_another_program_s_database_is_left_alone(postgres: Postgres, postgres_url: str) -> None:
    postgres.execute("CREATE TABLE bookmarks (id int)", name=postgres.name(postgres_url))
    assert "another program" in await refusal(postgres_url)
    found = postgres.query(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert found == [("bookmarks",)]


async def test_a_newer_schema_is_left_alone(postgres: Postgres, postgres_url: str) -> None:
    await upgrade(postgres_url)
    postgres.execute("UPDATE alembic_version SET version_num = '9999'", name=postgres.name(postgres_url))
    message = await refusal(postgres_url)
    assert "9999" in message
    assert SCHEMA_VERSION in message


async def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    for where in ("127.0.0.1:1/briefwire", f"/briefwire?host={tmp_path}"):
        assert "is not reached" in await refusal(f"postgresql+psycopg://me:{SECRET}@{where}")


async def test_a_wrong_password_user_or_name(other: Postgres, postgres_url: str) -> None:
    name = other.name(postgres_url)
    for user in ("guarded:wrong", "guarded", "nobody-known"):
        assert "the user or the password" in await refusal(other.url(name, user))
    assert "is not there" in await refusal(other.url("missing", f"guarded:{SECRET}"))


async def test_a_user_without_rights(other: Postgres, postgres_url: str) -> None:
    await upgrade(postgres_url)
    message = await refusal(other.url(other.name(postgres_url), f"guarded:{SECRET}"))
    assert "denies this user a right" in message
    assert "guarded" in message


async def test_a_database_in_another_encoding(postgres: Postgres) -> None:
    url = postgres.create("TEMPLATE template0 ENCODING 'SQL_ASCII'")
    assert "UTF8" in await refusal(url)
    postgres.drop(url)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        (f"postgresql+psycopg://me:{SECRET}@127.0.0.1", "names no database"),
        (f"postgresql+psycopg://me:{SECRET}@127.0.0.1:x{SECRET}/b", "cannot be read"),
        (f"postgresql+psycopg://me:{SECRET}@127.0.0.1/b?timeout=long", "not a number"),
        (f"postgresql+psycopg://me:{SECRET}@127.0.0.1/b?unheard=of", "unheard"),
    ],
)
async def test_addresses_that_cannot_be(address: str, part: str) -> None:
    assert part in await refusal(address)


def test_the_command_line_says_where_and_never_the_password(other: Postgres, postgres_url: str) -> None:
    """As a person sets it up: one variable, in the spelling that hosts of databases hand out."""
    name = other.name(postgres_url)
    other.execute(f"ALTER DATABASE {name} OWNER TO guarded")
    url = other.url(name, f"guarded:{SECRET}").replace("postgresql+psycopg", "postgres")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "db", "upgrade"],
        env=os.environ | {"BRIEFWIRE_DATABASE_URL": url},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"{name} of guarded on {other.folder} is up to date (it is new)." in done.stdout
    assert SECRET not in done.stdout + done.stderr


async def _freeze(one: SqlLibrary, two: SqlLibrary) -> None:
    """Stand still in a change until the other has been let through, then go on with it."""
    async with one._database.writing() as conn:
        standstill = "current_setting('idle_in_transaction_session_timeout')"
        assert await conn.scalar(text(f"SELECT {standstill}")) == f"{STANDSTILL:.0f}s"
        await conn.execute(text("SET LOCAL idle_in_transaction_session_timeout = '100ms'"))
        await two.keep(article(), HERE)
        await conn.execute(text("DELETE FROM articles"))


async def test_readers_cannot_write_and_a_frozen_writer_is_let_go(postgres_url: str) -> None:
    async with await open_library(postgres_url) as one, await open_library(postgres_url) as two:
        with pytest.raises(StoreError, match="may only be read"):
            async with one._database.reading() as conn:
                await conn.execute(text("DELETE FROM articles"))
        with pytest.raises(StoreError, match="stood still"):
            await _freeze(one, two)
        assert len(await one.articles(HERE)) == 1
    assert STANDSTILL < WRITE_TIMEOUT


async def test_a_server_that_was_started_anew_costs_nobody_an_error(
    postgres: Postgres, postgres_url: str
) -> None:
    async with await open_library(postgres_url) as library:
        await library.add_brief(brief(article()))
        postgres.stop()
        with pytest.raises(StoreError, match="not reached"):
            await library.brief_of(article(), ENGINE)
        postgres.start()
        assert await library.brief_of(article(), ENGINE) is not None
        async with library._database.reading() as conn:
            await conn.execute(text("SELECT 1"))
        postgres.stop()
        postgres.start()
        await library.keep(article(), HERE)
        assert len(await library.articles(HERE)) == 1


async def test_a_full_disk_says_so(postgres: Postgres, postgres_url: str) -> None:
    """Not with a full disk: with the code that the server gives then."""
    async with await open_library(postgres_url) as library:
        postgres.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON timeline EXECUTE FUNCTION full_disk()",
            name=postgres.name(postgres_url),
        )
        with pytest.raises(StoreError, match="is full"):
            await library.add_brief(brief(article()))
        assert await library.brief_of(article(), ENGINE) is None


async def test_a_damaged_page_is_found(postgres: Postgres, postgres_url: str) -> None:
    async with await open_library(postgres_url) as library:
        await library.add_brief(brief(article()))
        await library.check()
        [(path,)] = postgres.query(postgres_url, "SELECT pg_relation_filepath('quotes')")
        postgres.execute("CHECKPOINT")
        postgres.stop()
        with (postgres.data / path).open("r+b") as raw:
            raw.write(b"\xff" * 4096)
        postgres.start()
        with pytest.raises(StoreError, match="is damaged"):
            await library.check()


async def test_a_row_that_belongs_to_nothing_is_found(postgres: Postgres, postgres_url: str) -> None:
    async with await open_library(postgres_url) as library:
        await library.add_brief(brief(article()))
        postgres.execute(
            "SET session_replication_role = replica", "DELETE FROM briefs", name=postgres.name(postgres_url)
        )
        with pytest.raises(StoreError, match="belongs to nothing"):
            await library.check()


async def test_no_text_is_too_long_for_the_index(postgres_url: str) -> None:
    many = " ".join(f"wort{n}" for n in range(200_000))
    long = "ü" * 5000
    async with await open_library(postgres_url) as library:
        for number, content in enumerate((many, long, "the " * 100_000, "é" * 1_000_000)):
            of = article(number, text=content, canonical_url=f"https://news.example/{'x' * 9000}{number}")
            await library.keep(await library.add_article(of), HERE)
        assert [one.id for one in await library.search("wort7", HERE, 1)] == ["a0"]
        assert [one.id for one in await library.search(long, HERE, 2)] != []


def test_what_the_index_keeps_of_a_text() -> None:
    assert words_of("Señor MÜLLER’s 12.5 a-b ties ß_x") == [
        "senor",
        "muller",
        "s",
        "12",
        "5",
        "a",
        "b",
        "ti",
        "ss",
        "x",
    ]
    assert vector_of("Bats saw bats.") == "'bat':1,3 'saw':2"
    assert len(vector_of(" ".join(f"w{n}" for n in range(300_000))).encode()) <= 2 * VECTOR_BYTES
