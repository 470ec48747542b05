"""The edge: what SQLAlchemy and SQLite raise becomes a StoreError of one helpful line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreError

_BY_CODE = {
    "SQLITE_NOTADB": "{path} is not a database. Move it away, or set database_url to another file.",
    "SQLITE_CORRUPT": "The database {path} is damaged. Restore a copy of it, or move it away to start anew.",
    "SQLITE_FULL": "The disk of the database {path} is full. Nothing was saved; make room and retry.",
    "SQLITE_IOERR": (
        "The database {path} could not be read or written: the disk is full or failing. "
        "Nothing was saved; make room and retry."
    ),
    "SQLITE_BUSY": "The database {path} is held by another process. Wait until that is done, and retry.",
    "SQLITE_LOCKED": "The database {path} is held by another process. Wait until that is done, and retry.",
    "SQLITE_READONLY": "The database {path} may not be written. Give this user the right to write it.",
    "SQLITE_TOOBIG": "The text is too long for the database {path}. Nothing was saved.",
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreError, naming the database file `path`, for whatever the database raises inside."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_message(error, path)) from error


def is_busy(error: DBAPIError) -> bool:
    """Whether another process merely held the database at that moment."""
    return _code(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _code(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlite_errorname", ""))


def _message(error: Exception, path: Path) -> str:
    if isinstance(error, PoolTimeout):
        return f"The database {path} is asked for too much at once. Retry with less at a time."
    code = _code(error)
    if code.startswith("SQLITE_CANTOPEN"):
        return _why_not_opened(path)
    for known, message in _BY_CODE.items():
        if code.startswith(known):
            return message.format(path=path)
    cause = error.orig if isinstance(error, DBAPIError) else error
    return f"The database {path} failed: {' '.join(str(cause).split())}. `briefwire check` tests it."


def _why_not_opened(path: Path) -> str:
    change = "or set database_url to another place."
    if path.is_dir():
        return f"{path} is a folder, not a database. Name a file in it in database_url."
    if not path.parent.is_dir():
        return f"The folder {path.parent} for the database is not there. Create it, {change}"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"The folder {path.parent} may not be written. Give this user the right to, {change}"
    return f"The database {path} cannot be opened. Check its permissions, {change}"
