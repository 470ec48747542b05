"""What databases spell differently in a statement; full-text search is in fulltext.py."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert(conn: AsyncConnection | Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT of the connection's own dialect, which knows ON CONFLICT."""
    if conn.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # takes a while, and a file needs none of it

        return postgresql.insert(table)
    return sqlite.insert(table)
