"""What databases spell differently, apart from full-text search (see search.py)."""

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_INSERTS = {"sqlite": sqlite.insert}


def insert(conn: AsyncConnection, table: Table) -> sqlite.Insert:
    """An INSERT of the connection's own dialect, which knows ON CONFLICT."""
    return _INSERTS[conn.dialect.name](table)
