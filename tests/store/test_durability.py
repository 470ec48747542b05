"""Two processes at once, a killed one, a full disk: nothing is lost, doubled or half-saved."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.model import Scope
from bot.store.library import open_library
from tests.store.conftest import Rows
from tests.store.samples import article, brief

ROOT = Path(__file__).parents[2]
FACTS_OF_ONE = {"positions": 2, "quotes": 1, "figures": 1, "timeline": 1}
INDEX_IS_WHOLE = {
    "sqlite": "INSERT INTO article_index (article_index) VALUES ('integrity-check')",
    "postgresql": "SELECT * FROM versions FULL JOIN article_index ON id = version_id "
    "WHERE id IS NULL OR version_id IS NULL OR document = ''",
}
NO_TIMELINE = {
    "sqlite": [
        "CREATE TRIGGER no_timeline BEFORE INSERT ON timeline BEGIN SELECT RAISE(ABORT, 'no'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$",
        "CREATE TRIGGER no_timeline BEFORE INSERT ON timeline EXECUTE FUNCTION no()",
    ],
}


@contextmanager
def writer(url: str, kind: str, number: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.writers", url, kind, str(number)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


def assert_whole(rows: Rows, kind: str) -> None:
    """No brief without all of its facts, no fact without its brief, every version in the index."""
    for table, count in FACTS_OF_ONE.items():
        assert (
            rows(
                f"SELECT briefs.id FROM briefs LEFT JOIN {table} ON brief_id = briefs.id "
                f"GROUP BY briefs.id HAVING count(brief_id) != {count}"
            )
            == []
        )
        assert rows(f"SELECT * FROM {table} WHERE brief_id NOT IN (SELECT id FROM briefs)") == []
    assert rows("SELECT id FROM versions WHERE body_id NOT IN (SELECT id FROM bodies)") == []
    assert rows(INDEX_IS_WHOLE[kind]) == []


async def test_two_processes_make_one_database_and_one_row_of_each_article(
    database_url: str, database_kind: str, rows: Rows
) -> None:
    """Both find no database, create it at once, and write at once."""
    with writer(database_url, "share", 100) as one, writer(database_url, "share", 200) as two:
        for process in (one, two):
            out, err = process.communicate(timeout=120)
            assert (out, process.returncode) == ("done\n", 0), err
    assert rows("SELECT count(*) FROM articles") == [(75,)]
    assert rows("SELECT count(*) FROM versions") == [(75,)]
    assert rows("SELECT count(*) FROM briefs") == [(75,)]
    assert rows("SELECT count(*) FROM entries") == [(75,)]
    assert rows("SELECT count(*) FROM bodies") == [(1,)]
    assert_whole(rows, database_kind)


async def test_a_killed_process_leaves_what_it_said_was_saved_and_nothing_half(
    database_url: str, database_kind: str, rows: Rows
) -> None:
    safe = []
    for start, wait_for in ((0, 1), (1000, 7), (2000, 20)):
        with writer(database_url, "endless", start) as process:
            assert process.stdout is not None
            safe += [int(process.stdout.readline()) for _ in range(wait_for)]
            process.kill()
            safe += [int(line) for line in process.stdout if line.endswith("\n")]
    async with await open_library(database_url) as library:
        await library.check()
        for number in safe:
            assert await library.brief_of(article(number), brief(article()).engine) is not None
        kept = {one.id for one in await library.articles(Scope(), limit=10_000)}
        assert {f"a{number}" for number in safe} <= kept
    assert_whole(rows, database_kind)


@pytest.mark.parametrize("database_kind", ["sqlite"])  # PostgreSQL's disk is its server's
@pytest.mark.parametrize("kilobytes", [500, 1000])
async def test_a_full_disk_is_said_saves_nothing_by_halves_and_passes(
    database_url: str, database_kind: str, rows: Rows, kilobytes: int
) -> None:
    with writer(database_url, "full", kilobytes) as process:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    said, readable, again = out.splitlines()
    assert "full" in said
    assert "Nothing was saved" in said
    assert readable == "readable True"
    assert rows("SELECT count(*) FROM briefs") == [(int(again.split()[1]) + 1,)]
    assert_whole(rows, database_kind)


async def test_a_failed_write_takes_everything_back(
    database_url: str, database_kind: str, rows: Rows
) -> None:
    async with await open_library(database_url) as library:
        async with library._database.writing() as conn:
            for statement in NO_TIMELINE[database_kind]:
                await conn.exec_driver_sql(statement)
        with pytest.raises(StoreError):
            await library.add_brief(brief(article()))
        for table in ("bodies", "articles", "versions", "briefs", "positions"):
            assert rows(f"SELECT * FROM {table}") == []
