"""Addresses: which database `database_url` names, and how messages speak of it."""

from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+psycopg"

_SPELLINGS = {"postgresql": POSTGRES, "postgres": POSTGRES}  # as hosts of databases hand them out
_A_FILE = "sqlite+aiosqlite:////srv/briefwire.db"
_A_SERVER = "postgresql+psycopg://user:password@host/briefwire"


def address_of(database_url: str) -> URL:
    """The database that `database_url` names; "" is the file in the user's data directory.

    Raises StoreError when it is malformed or of a kind that is not supported.
    """
    if not database_url:
        path = Path(platformdirs.user_data_dir("briefwire")) / "briefwire.db"
        return URL.create(SQLITE, database=str(path))
    url = _read(database_url)
    if url.drivername == SQLITE and url.database in {None, "", ":memory:"}:
        raise StoreError(f"database_url names no file. Write it like {_A_FILE}.")
    if url.drivername == POSTGRES and not url.database:
        raise StoreError(f"database_url names no database. Write it like {_A_SERVER}.")
    return url


def place_of(url: URL) -> str:
    """The database as messages name it: the file, or user, server and name; never the password."""
    if url.drivername == SQLITE:
        return url.database or ""
    host = url.host or ",".join(url.normalized_query.get("host", ("localhost",)))
    port = f":{url.port}" if url.port else ""
    return f"{url.database} of {url.username or 'this user'} on {host}{port}"


def _read(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):  # whose words may hold a part of the password
        raise StoreError(f"database_url cannot be read. Write it like {_A_FILE} or {_A_SERVER}.") from None
    url = url.set(drivername=_SPELLINGS.get(url.drivername, url.drivername))
    if url.drivername not in {SQLITE, POSTGRES}:
        raise StoreError(
            f"database_url: {url.drivername} is not supported. Use sqlite+aiosqlite:///… (a file) "
            "or postgresql+psycopg://… (a server)."
        )
    return url
