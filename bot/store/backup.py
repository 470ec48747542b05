"""A copy of the database file, made while others read and write it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StoreError
from bot.store.addresses import POSTGRES, address_of, place_of
from bot.store.failures import translated

_PAGES = 1000
_PAUSE = 0.01  # seconds between two portions of pages, in which others write


def backup(database_url: str, target: Path) -> str:
    """Copy the database into a new file, as it is at one moment; the place that was copied.

    Raises StoreError when it is on a server (which has its own way), is not there, is damaged, or
    when the file exists or cannot be written.
    """
    url = address_of(database_url)
    if url.drivername == POSTGRES:
        raise StoreError(
            f"{place_of(url)} is on a server, which copies it itself: pg_dump --format=custom "
            f"--file={target} {url.database} (docs/operate.md)."
        )
    source = Path(url.database or "")
    if not source.is_file():
        raise StoreError(f"There is no database at {source} yet, so there is nothing to copy.")
    if target.exists():
        raise StoreError(f"{target} exists already. Name a new file, so that no older copy is lost.")
    _copy(source, target)
    return str(source)


def _copy(source: Path, target: Path) -> None:
    """Copy beside the target first: a file under its name is always whole."""
    growing = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(growing, os.O_CREAT | os.O_EXCL, 0o600))
        with (
            translated(str(source)),
            closing(sqlite3.connect(source)) as old,
            closing(sqlite3.connect(growing)) as new,
        ):
            old.backup(new, pages=_PAGES, sleep=_PAUSE)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            found = new.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"The database {source} is damaged ({found}): nothing was copied.")
        _to_disk(growing)
        growing.rename(target)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        growing.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
