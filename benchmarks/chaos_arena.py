"""Where workers are put to the test: a database, a chat platform, and what stands there at the end."""

import asyncio
import random
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.chaos_worker import PLATFORMS
from bot.model import Plan, Timing
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.work_tables import schedules

TROUBLE = 1 / 6
LEASE = 3.0
QUIET = 90.0
"""Seconds without any progress after which what is missing is lost."""
MARKED = ("nonce", "metadata")
"""The ways in which a message is known again; without one a copy cannot be told."""


@cache
def _plan(cron: str) -> dict[str, Any]:
    return Plan(name="n", timing=Timing(cron=cron)).model_dump(mode="json")


def schedule_row(
    number: int, platform: str, cron: str, created: datetime, next_fire: datetime
) -> dict[str, Any]:
    """A schedule of a channel of its own, as the database has it."""
    return {
        "id": uuid.uuid4().hex,
        "platform": platform,
        "workspace": "w",
        "channel": f"c{number}",
        "thread": "",
        "name": "n",
        "plan": _plan(cron),
        "paused": False,
        "created_at": created,
        "next_fire": next_fire,
    }


class Arena:
    """One scenario: a database, a platform, workers, and the schedules that were put in."""

    def __init__(self, url: str, chat: str, folder: Path, seed: int, options: tuple[str, ...] = ()) -> None:
        self.url = url
        self.random = random.Random(seed)
        self.durable = Durable(url)
        self.due = 0
        self._chat = chat
        self._folder = folder
        self._options = options
        self._started = 0
        self.workers: list[asyncio.subprocess.Process] = []

    async def add(self, count: int) -> None:
        """Make so many schedules due now, each of a channel of its own, once."""
        now, names = datetime.now(UTC), list(PLATFORMS)
        rows = [
            schedule_row(number, names[number % len(names)], "0", now, now)
            for number in range(self.due, self.due + count)
        ]
        await self.durable.run(lambda conn: conn.execute(schedules.insert(), rows))
        self.due += count

    async def start(self, limit: Callable[[], None] | None = None) -> asyncio.subprocess.Process:
        """Start a worker and wait until it works."""
        self._started += 1
        command = ["-m", "benchmarks.chaos_worker", "--database", self.url, "--chat", self._chat]
        command += ["--node", f"node{self._started}", "--lease", str(LEASE), *self._options]
        with (self._folder / "workers.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=log, preexec_fn=limit
            )
        assert process.stdout
        await process.stdout.readline()
        self.workers.append(process)
        return process

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """As the kernel does when memory is short."""
        self.workers.remove(process)
        if process.returncode is None:
            process.kill()
        await process.wait()

    async def close(self) -> None:
        """End the workers."""
        for process in list(self.workers):
            await self.kill(process)
        self.durable.close()

    async def settle(self, twins: float = 3.0) -> None:
        """Wait until nothing is open any more, or nothing moves, and `twins` seconds for late copies."""
        ledger, last, since = Ledger(self.durable), {}, time.monotonic()
        while time.monotonic() - since < QUIET:
            counts = await ledger.counts()
            if not counts.get("sending") and sum(counts.values()) >= self.due:
                break
            if counts != last:
                last, since = counts, time.monotonic()
            await asyncio.sleep(0.3)
        await asyncio.sleep(twins)


async def platform(stack: AsyncExitStack, seed: int) -> str:
    """Start the chat platform; its address."""
    command = ["-m", "benchmarks.loopback_chat", "--trouble", str(TROUBLE), "--seed", str(seed)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    stack.push_async_callback(process.wait)
    stack.callback(process.kill)
    return (await process.stdout.readline()).decode().strip()


async def counted(arena: Arena, chat: str) -> dict[str, Any]:
    """What stands on the platform, against what was due."""
    async with aiohttp.ClientSession() as session, session.get(f"{chat}/stats") as response:
        seen = await response.json()
    ledger = await Ledger(arena.durable).counts()
    each = arena.due // len(PLATFORMS)
    wanted = {mode: each + (at < arena.due % len(PLATFORMS)) for at, mode in enumerate(PLATFORMS.values())}
    return {
        "digests": arena.due,
        "lost": {mode: wanted[mode] - seen["keys"][mode] for mode in wanted},
        "doubled": {mode: seen["doubled"][mode] for mode in wanted},
        "recorded": ledger.get("sent", 0),
        "troubles": sum(
            count
            for name, count in seen["counts"].items()
            if name[0].isdigit() or name in {"slow", "dropped"}
        ),
        "looks": seen["counts"].get("looks", 0),
        "taken back": seen["counts"].get("removed", 0),
    }
