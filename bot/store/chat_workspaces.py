"""Workspaces: how they want things, and that what they had is deleted a while after they have left."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Workspace, WorkspaceSettings
from bot.store.chat_tables import feedback, shown_answers, workspaces
from bot.store.dialects import insert
from bot.store.forgetting import forget_workspace as forget_articles
from bot.store.slack_tables import slack_threads
from bot.store.tables import turns
from bot.store.work_tables import deliveries, schedules, subscriptions

_OF_A_WORKSPACE: tuple[Table, ...] = (turns, shown_answers, feedback, slack_threads, workspaces)
"""All that carries the name of a scope's workspace, but its articles, which others may keep too."""

_OF_ITS_CHANNELS: tuple[Table, ...] = (subscriptions, schedules, deliveries)
"""All that carries destinations, whose workspaces are named without the platform."""


async def joined(conn: AsyncConnection, workspace: str, now: datetime) -> Workspace:
    """The workspace, entered if it is new; one that had left is back."""
    row = {
        "workspace": workspace,
        "platform": workspace.partition(":")[0],
        "settings": WorkspaceSettings().model_dump(mode="json"),
        "joined_at": now,
    }
    await conn.execute(
        insert(conn, workspaces)
        .values(row)
        .on_conflict_do_update(index_elements=[workspaces.c.workspace], set_={"left_at": None})
    )
    found = await workspace_of(conn, workspace)
    assert found
    return found


async def workspace_of(conn: AsyncConnection, workspace: str) -> Workspace | None:
    """The workspace, if it was ever entered."""
    row = (await conn.execute(select(workspaces).where(workspaces.c.workspace == workspace))).first()
    return _workspace(row) if row else None


async def set_settings(conn: AsyncConnection, workspace: str, settings: WorkspaceSettings) -> None:
    """Change how an entered workspace wants things."""
    await _change(conn, workspace, settings=settings.model_dump(mode="json"))


async def set_welcomed(conn: AsyncConnection, workspace: str, now: datetime) -> None:
    """Remember that the workspace was welcomed."""
    await _change(conn, workspace, welcomed_at=now)


async def left(conn: AsyncConnection, workspace: str, now: datetime) -> None:
    """Remember when the workspace took the program out."""
    await _change(conn, workspace, left_at=now)


async def entered(conn: AsyncConnection, platform: str) -> Sequence[Workspace]:
    """The workspaces of a platform that have not left."""
    here = (workspaces.c.platform == platform, workspaces.c.left_at.is_(None))
    rows = await conn.execute(select(workspaces).where(*here).order_by(workspaces.c.workspace))
    return [_workspace(row) for row in rows]


async def left_before(conn: AsyncConnection, platform: str, moment: datetime) -> Sequence[str]:
    """The workspaces of a platform that left before this moment."""
    here = (workspaces.c.platform == platform, workspaces.c.left_at < moment)
    return list(await conn.scalars(select(workspaces.c.workspace).where(*here)))


async def forget_workspace(conn: AsyncConnection, workspace: str) -> None:
    """Delete all that the workspace had; articles, unless another one keeps them."""
    await forget_articles(conn, workspace)
    for table in _OF_A_WORKSPACE:
        await conn.execute(delete(table).where(table.c.workspace == workspace))
    platform, _, name = workspace.partition(":")
    for table in _OF_ITS_CHANNELS:
        await conn.execute(delete(table).where(table.c.platform == platform, table.c.workspace == name))


async def _change(conn: AsyncConnection, workspace: str, **changes: Any) -> None:
    await conn.execute(update(workspaces).where(workspaces.c.workspace == workspace).values(changes))


def _workspace(row: Row[Any]) -> Workspace:
    fields = {name: value for name, value in row._mapping.items() if name != "platform"}
    return Workspace.model_validate(fields)
