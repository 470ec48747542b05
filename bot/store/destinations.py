"""Destinations as columns; `thread` is "" where there is none."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_

from bot.model import Destination

NAMES = ("platform", "workspace", "channel", "thread")


def columns_of(destination: Destination) -> dict[str, str]:
    """A destination's values, by column."""
    return {name: getattr(destination, name) or "" for name in NAMES}


def destination_of(row: Any) -> Destination:
    """The destination that a row names."""
    return Destination(
        platform=row.platform, workspace=row.workspace, channel=row.channel, thread=row.thread or None
    )


def is_at(table: Table, destination: Destination) -> ColumnElement[bool]:
    """The rows of exactly this destination."""
    return and_(*(table.c[name] == value for name, value in columns_of(destination).items()))
