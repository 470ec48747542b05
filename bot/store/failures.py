"""The edge: what SQLAlchemy and the drivers raise becomes a StoreError of one helpful line."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreError

_DAMAGED = "The database {place} is damaged. Restore a copy of it, or move it away to start anew."
_HELD = "The database {place} is held by another process. Wait until that is done, and retry."
_TOO_LONG = "The text is too long for the database {place}. Nothing was saved."
_FULL = "The disk of the database {place} is full. Nothing was saved; make room and retry."
_AWAY = "The database {place} is not reached. Start its server, or correct database_url."
_TOO_MANY = "The server of the database {place} takes no more connections. Raise max_connections, or retry."
_WRONG_PASSWORD = "The database {place} refuses the user or the password. Correct them in database_url."  # noqa: S105
_NO_DATABASE = "The database {place} is not there. Create it (CREATE DATABASE), or correct database_url."

_BY_CODE = {
    "SQLITE_NOTADB": "{place} is not a database. Move it away, or set database_url to another file.",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": (
        "The database {place} could not be read or written: the disk is full or failing. "
        "Nothing was saved; make room and retry."
    ),
    "SQLITE_BUSY": _HELD,
    "SQLITE_LOCKED": _HELD,
    "SQLITE_READONLY": "The database {place} may not be written. Give this user the right to write it.",
    "SQLITE_TOOBIG": _TOO_LONG,
}
"""By the names of SQLite's result codes, https://sqlite.org/rescode.html."""

_BY_STATE = {
    "55P03": _HELD,
    "53100": _FULL,
    "53300": _TOO_MANY,
    "54000": _TOO_LONG,
    "58030": "The server of the database {place} could not read or write its disk. Nothing was saved.",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "42501": "The database {place} denies this user a right. Make the user its owner, and retry.",
    "25006": "The database {place} may only be read. Connect to its primary server.",
    "25P03": "The database {place} took a change back, for this program stood still in it. Retry.",
    "57P01": "The server of the database {place} was stopped. Nothing was saved; retry when it is back.",
    "57P03": "The server of the database {place} is just starting or stopping. Retry in a moment.",
    "28": _WRONG_PASSWORD,
    "3D000": _NO_DATABASE,
    "08": _AWAY,
}
"""By PostgreSQL's codes, or the class that a code begins with: appendix A of its manual."""

_BY_WORDS = (
    (
        re.compile(r"password authentication failed|no password supplied|role .* does not exist"),
        _WRONG_PASSWORD,
    ),
    (re.compile(r"no pg_hba\.conf entry"), _WRONG_PASSWORD),
    (re.compile(r"database .* does not exist"), _NO_DATABASE),
    (re.compile(r"too many clients|remaining connection slots"), _TOO_MANY),
    (re.compile(r"starting up|shutting down"), _BY_STATE["57P03"]),
    (
        re.compile(
            r"connection (failed|is bad|timeout|is lost|is closed)|connection to server|server closed"
        ),
        _AWAY,
    ),
)
"""While it connects, PostgreSQL's client has words for a failure, and no code."""


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raises StoreError, naming the database `place`, for whatever the database raises inside."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_message(error, place)) from error


def is_busy(error: DBAPIError) -> bool:
    """Whether another process merely held the file at that moment."""
    return _code(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _code(error: BaseException) -> str:
    return str(getattr(_cause(error), "sqlite_errorname", ""))


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def _message(error: Exception, place: str) -> str:
    if isinstance(error, PoolTimeout):
        return f"The database {place} is asked for too much at once. Retry with less at a time."
    if _code(error).startswith("SQLITE_CANTOPEN"):
        return _why_not_opened(Path(place))
    if known := _known(error):
        return known.format(place=place)
    said = " ".join(str(_cause(error)).split())
    return f"The database {place} failed: {said}. `briefwire check` tests it."


def _known(error: Exception) -> str | None:
    state = getattr(_cause(error), "sqlstate", None)
    code, messages = (state, _BY_STATE) if state else (_code(error), _BY_CODE)
    for start, message in messages.items():
        if code.startswith(start):
            return message
    if _code(error) or state:
        return None
    words = str(_cause(error))
    return next((message for pattern, message in _BY_WORDS if pattern.search(words)), None)


def _why_not_opened(path: Path) -> str:
    change = "or set database_url to another place."
    if path.is_dir():
        return f"{path} is a folder, not a database. Name a file in it in database_url."
    if not path.parent.is_dir():
        return f"The folder {path.parent} for the database is not there. Create it, {change}"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"The folder {path.parent} may not be written. Give this user the right to, {change}"
    return f"The database {path} cannot be opened. Check its permissions, {change}"
