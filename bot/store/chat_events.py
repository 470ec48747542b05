"""Which events of a platform were seen, and which definition of the commands it knows."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.chat_tables import command_trees, seen_events
from bot.store.dialects import insert


async def first_time(conn: AsyncConnection, platform: str, event_id: str, now: datetime) -> bool:
    """Whether this event was not seen before; it is from now on."""
    row = {"platform": platform, "event_id": event_id, "at": now}
    done = await conn.execute(insert(conn, seen_events).values(row).on_conflict_do_nothing())
    return done.rowcount > 0


async def forget_events(conn: AsyncConnection, before: datetime) -> int:
    """Delete what no platform will deliver again; how many."""
    return (await conn.execute(delete(seen_events).where(seen_events.c.at < before))).rowcount


async def command_tree(conn: AsyncConnection, platform: str, application: str) -> str | None:
    """The digest of the commands that the platform was told last for this application."""
    here = (command_trees.c.platform == platform, command_trees.c.application == application)
    digest: str | None = await conn.scalar(select(command_trees.c.digest).where(*here))
    return digest


async def set_command_tree(
    conn: AsyncConnection, platform: str, application: str, digest: str, now: datetime
) -> None:
    """Remember what the platform was told."""
    row = {"platform": platform, "application": application, "digest": digest, "at": now}
    await conn.execute(
        insert(conn, command_trees)
        .values(row)
        .on_conflict_do_update(
            index_elements=[command_trees.c.platform, command_trees.c.application],
            set_={"digest": digest, "at": now},
        )
    )
