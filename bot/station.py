"""`briefwire run`: everything that is configured, in one process, until somebody stops it."""

import asyncio
import os
import socket
from collections.abc import Sequence, Set
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

from bot.app import Desk
from bot.digest.timing import next_fire
from bot.errors import ConfigError
from bot.log import event_log
from bot.ports import ChatPlatform
from bot.store.durable import Durable
from bot.work.health import HealthServer
from bot.work.worker import Pace, Worker

ROLES = ("slack", "discord", "web", "worker")
TOKENS = {"slack": "BRIEFWIRE_SLACK__BOT_TOKEN", "discord": "BRIEFWIRE_DISCORD__TOKEN"}
LOCAL = "local"
"""The workspace of this machine's user."""


class Station:
    """The parts of one process: chat platforms that answer, a worker, an address for monitors.

    Without `only` it has every role that is configured. A worker posts to every platform that is
    configured, whether this process or another one answers people there.
    """

    def __init__(self, desk: Desk, only: Sequence[str] = ()) -> None:
        self._desk = desk
        self._only = frozenset(only)
        self._open = AsyncExitStack()
        self._worker: Worker | None = None
        self._ended: list[asyncio.Future[ConfigError]] = []
        self.node = node_name(desk.settings.work.node)
        self.roles: tuple[str, ...] = ()
        self.address: str | None = None
        """Where `/metrics` and `/healthz` are, if anywhere."""

    async def start(self) -> None:
        """Start every part; raises ConfigError when there is none, or one cannot be configured."""
        try:
            await self._start()
        except BaseException:
            await self._open.aclose()
            raise

    async def _start(self) -> None:
        await self._desk.database()  # brings the schema up to date before anybody works on it
        platforms = await self._desk.platforms()
        self.roles = await self._chosen({each.name for each in platforms})
        for platform in platforms:
            answering = platform.name in self.roles
            if answering or "worker" in self.roles:
                await platform.start(answering=answering)
                self._open.push_async_callback(platform.close)
        self._ended = [platform.ended for platform in platforms if platform.ended]
        if "worker" in self.roles:
            await self._start_worker(platforms)
        await self._start_health()

    async def _chosen(self, configured: Set[str]) -> tuple[str, ...]:
        """The roles of this process; raises ConfigError when one is not configured, or nothing is."""
        if "web" in self._only:
            raise ConfigError("The web page is not built yet: choose among slack, discord and worker.")
        for role, variable in TOKENS.items():
            if role in self._only and role not in configured:
                raise ConfigError(f"{role.capitalize()} is not configured: set {variable}.")
        if self._only:
            return tuple(role for role in ROLES if role in self._only)
        if not configured & set(TOKENS) and not await self._has_work():
            variables = " or ".join(TOKENS.values())
            raise ConfigError(
                f"There is nothing to run: no chat platform has a token (set {variables}), "
                "and this machine's user follows no feed and has no digest."
            )
        return tuple(role for role in ROLES if role == "worker" or role in configured)

    async def _has_work(self) -> bool:
        feeds, digests = await self._desk.feeds(), await self._desk.digests()
        return bool(await feeds.followed(LOCAL) or await digests.schedules(LOCAL))

    async def ended(self) -> ConfigError:
        """Why a platform wants no more of this process; waits until one does not."""
        if not self._ended:
            await asyncio.Event().wait()
        done, _ = await asyncio.wait(self._ended, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()

    async def _start_worker(self, platforms: Sequence[ChatPlatform]) -> None:
        settings = self._desk.settings.work
        durable = Durable(self._desk.settings.database_url)
        self._open.callback(durable.close)
        self._worker = Worker(
            durable,
            await self._desk.composer(),
            {platform.name: platform.delivery for platform in platforms},
            next_fire,
            self.node,
            Pace(tick=settings.tick, lease=settings.lease, polls=self._desk.settings.feeds.concurrency),
            self.roles,
            await self._desk.feeds(),
            self._desk.settings.retention,
        )
        await self._worker.start()
        self._open.push_async_callback(self._worker.stop)

    async def _start_health(self) -> None:
        settings = self._desk.settings.metrics
        if settings.port:
            server = HealthServer(self._health, settings.host, settings.port)
            self.address = await server.start()
            self._open.push_async_callback(server.close)

    def _health(self) -> tuple[bool, dict[str, Any]]:
        well = self._worker is None or self._worker.is_well()
        return well, {"node": self.node, "roles": list(self.roles)}

    async def stop(self) -> None:
        """Answer and begin nothing more, finish what is being posted, hand the rest over."""
        await self._open.aclose()
        event_log().info("stopped", node=self.node)


def node_name(configured: str) -> str:
    """What this process is called: never the same twice, so that its predecessor's work is not its own."""
    return f"{configured or socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
