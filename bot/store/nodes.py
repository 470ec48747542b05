"""The processes that do work. Each renews its row; whose row is no longer renewed is dead.

Nobody compares clocks of two machines: a node is dead for an observer when the observer's own clock
has run for a lease without seeing the row change. A node that ends in order says so by `leave`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.store.dialects import insert
from bot.store.durable import Durable
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

    def __init__(self, durable: Durable) -> None:
        self._run = durable.run

    async def renew(self, node: Node) -> None:
        """Write down that the node is alive, also after somebody had taken it for dead."""
        await self._run(_renew, node)

    async def leave(self, node_id: str) -> None:
        """Write down that the node does no more: what it has not finished is anybody's at once."""
        await self._run(_leave, node_id)

    async def all(self) -> Sequence[Node]:
        """Every node that has not been forgotten."""
        return await self._run(_all)

    async def forget(self, node: Node) -> bool:
        """Delete the row unless it was renewed meanwhile; whether it went."""
        return await self._run(_forget, node)


def _renew(conn: Connection, node: Node) -> None:
    values = {
        "started_at": node.started_at,
        "lease_until": node.lease_until,
        "roles": list(node.roles),
        "draining": node.draining,
    }
    renewing = insert(conn, nodes).values(id=node.id, **values)
    conn.execute(renewing.on_conflict_do_update(index_elements=[nodes.c.id], set_=values))


def _leave(conn: Connection, node_id: str) -> None:
    leaving = update(nodes).where(nodes.c.id == node_id)
    conn.execute(leaving.values(lease_until=nodes.c.started_at, draining=True))


def _all(conn: Connection) -> list[Node]:
    rows = conn.execute(select(nodes).order_by(nodes.c.started_at))
    return [Node(row.id, row.started_at, row.lease_until, tuple(row.roles), row.draining) for row in rows]


def _forget(conn: Connection, node: Node) -> bool:
    same = (nodes.c.id == node.id, nodes.c.lease_until == node.lease_until)
    return bool(conn.execute(delete(nodes).where(*same)).rowcount)
