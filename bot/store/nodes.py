"""The processes that do work. Each renews its row; whose row is no longer renewed is dead.

Nobody compares clocks of two machines: a node is dead for an observer when the observer's own clock
has run for a lease without seeing the row change. A node that ends in order says so by `leave`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.store.database import Database
from bot.store.dialects import insert
from bot.store.work_tables import nodes


@dataclass(frozen=True)
class Node:
    """A process that does work; `left` when it has ended in order."""

    id: str
    started_at: datetime
    lease_until: datetime
    roles: tuple[str, ...]
    draining: bool

    @property
    def left(self) -> bool:
        """Whether it said itself that it does no more."""
        return self.lease_until <= self.started_at


class Nodes:
    """Who is at work; every call is one transaction and may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew(self, node: Node) -> None:
        """Write down that the node is alive, also after somebody had taken it for dead."""
        values = {
            "started_at": node.started_at,
            "lease_until": node.lease_until,
            "roles": list(node.roles),
            "draining": node.draining,
        }
        async with self._database.writing() as conn:
            renewing = insert(conn, nodes).values(id=node.id, **values)
            await conn.execute(renewing.on_conflict_do_update(index_elements=[nodes.c.id], set_=values))

    async def leave(self, node_id: str) -> None:
        """Write down that the node does no more: what it has not finished is anybody's at once."""
        leaving = update(nodes).where(nodes.c.id == node_id)
        async with self._database.writing() as conn:
            await conn.execute(leaving.values(lease_until=nodes.c.started_at, draining=True))

    async def all(self) -> Sequence[Node]:
        """Every node that has not been forgotten."""
        async with self._database.reading() as conn:
            rows = await conn.execute(select(nodes).order_by(nodes.c.started_at))
            return [
                Node(row.id, row.started_at, row.lease_until, tuple(row.roles), row.draining) for row in rows
            ]

    async def forget(self, node: Node) -> bool:
        """Delete the row unless it was renewed meanwhile; whether it went."""
        same = (nodes.c.id == node.id, nodes.c.lease_until == node.lease_until)
        async with self._database.writing() as conn:
            return bool((await conn.execute(delete(nodes).where(*same))).rowcount)
