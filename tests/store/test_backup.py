"""A copy made while others write, and the way back from it."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.model import Scope
from bot.store.backup import backup
from bot.store.library import SqlLibrary, open_library
from tests.store.samples import article, brief


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    path = tmp_path / "library.db"
    shutil.copy(migrated_file, path)
    return path


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def test_a_copy_made_while_others_write_is_whole_and_can_be_put_back(
    url: str, file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"

    async def write() -> None:
        async with await open_library(url) as library:
            await add(library, range(20))
            copying = asyncio.create_task(asyncio.to_thread(backup, url, copy))
            await add(library, range(20, 60))
            assert await copying == str(file)

    asyncio.run(write())
    assert (copy.stat().st_mode & 0o777) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    for path in tmp_path.glob("library.db*"):  # as docs/operate.md says: nothing runs, then in its place
        path.unlink()
    shutil.copy(copy, file)
    kept = asyncio.run(whole(url))
    assert {f"a{number}" for number in range(20)} <= kept <= {f"a{number}" for number in range(60)}


async def add(library: SqlLibrary, numbers: range) -> None:
    for number in numbers:
        await library.add_brief(brief(article(number)))
        await library.keep(article(number), Scope())


async def whole(url: str) -> set[str]:
    async with await open_library(url) as library:
        await library.check()
        return {one.id for one in await library.articles(Scope(), limit=100)}


def test_an_older_copy_is_not_written_over(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("older")
    with pytest.raises(StoreError, match="exists already"):
        backup(url, copy)
    assert copy.read_text() == "older"


def test_what_cannot_be_copied_is_said_and_leaves_nothing_behind(
    url: str, file: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        backup(url, tmp_path / "missing" / "copy.db")
    with pytest.raises(StoreError, match="no database at"):
        backup(f"sqlite+aiosqlite:///{tmp_path / 'other.db'}", tmp_path / "copy.db")
    file.write_bytes(b"something else entirely" * 1000)
    with pytest.raises(StoreError):
        backup(url, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]


def test_a_server_is_copied_by_its_own_means(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump --format=custom") as refused:
        backup("postgresql+psycopg://desk:secret@db.example/news", tmp_path / "copy.dump")
    assert "secret" not in str(refused.value)
