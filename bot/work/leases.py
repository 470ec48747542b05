"""Who is alive: each node renews its lease, and watches whether the others renew theirs."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.store.nodes import Node, Nodes

RENEWALS = 3
"""So often a lease is renewed while it lasts: two may fail."""


class Watch:
    """Which nodes are dead, from seeing their rows again and again; by this process's own clock alone."""

    def __init__(self, lease: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lease = lease
        self._clock = clock
        self._seen: dict[str, tuple[datetime, float]] = {}
        self._looked = clock()

    def dead(self, nodes: Sequence[Node]) -> list[Node]:
        """Those that left, and those whose row has not changed for a lease.

        After a pause of this process nobody is dead: it has not watched.
        """
        now = self._clock()
        if now - self._looked > self._lease / 2:
            self._seen.clear()
        self._looked = now
        self._seen = {node.id: self._sight(node, now) for node in nodes}
        return [node for node in nodes if node.left or now - self._seen[node.id][1] > self._lease]

    def _sight(self, node: Node, now: float) -> tuple[datetime, float]:
        before = self._seen.get(node.id)
        return before if before and before[0] == node.lease_until else (node.lease_until, now)


class Lease:
    """This process's place among the nodes; `lease` is in seconds."""

    def __init__(self, nodes: Nodes, node_id: str, roles: Sequence[str], lease: float) -> None:
        self._nodes = nodes
        self._node_id = node_id
        self._roles = tuple(roles)
        self._lease = lease
        self._started = datetime.now(UTC)
        self._watch = Watch(lease)
        self._renewed = time.monotonic()
        self.draining = False

    def age(self) -> float:
        """Seconds since this node last said that it is alive."""
        return time.monotonic() - self._renewed

    async def renew(self) -> None:
        """Say that this node is alive."""
        until = datetime.now(UTC) + timedelta(seconds=self._lease)
        await self._nodes.renew(Node(self._node_id, self._started, until, self._roles, self.draining))
        self._renewed = time.monotonic()

    async def others(self) -> tuple[list[Node], list[Node]]:
        """The nodes that are alive, this one among them, and those that are dead."""
        nodes = await self._nodes.all()
        dead = [node for node in self._watch.dead(nodes) if node.id != self._node_id]
        return [node for node in nodes if node not in dead], dead

    async def forget(self, node: Node) -> bool:
        """Delete a dead node whose work was taken over, unless it came back."""
        return await self._nodes.forget(node)

    async def leave(self) -> None:
        """Say that this node does no more."""
        await self._nodes.leave(self._node_id)
