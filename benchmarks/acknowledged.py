"""How soon a chat platform is acknowledged: its stand-in in another process, and the rows of the table."""

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from multiprocessing.context import SpawnProcess
from typing import Any

AT_ONCE = (1, 100, 500)
ROUNDS = {1: 100, 100: 3, 500: 1}
"""How often each is repeated: one at a time needs a hundred times for a 99th percentile."""
Side = Callable[[Any], Awaitable[None]]
"""A stand-in: told its end of a pipe, it sends its address, then how long each of so many took."""


async def start(side: Side) -> tuple[SpawnProcess, Any, str]:
    """The stand-in's process, our end of the pipe, and its address."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_play, args=(side, theirs), daemon=True)
    process.start()
    return process, ours, await asyncio.to_thread(ours.recv)


def _play(side: Side, pipe: Any) -> None:
    asyncio.run(_played(side, pipe))


async def _played(side: Side, pipe: Any) -> None:
    await side(pipe)


async def measure(pipe: Any, lead: str = "") -> None:
    """Print a row for each number at once, behind `lead`, and tell the stand-in that it was all."""
    for count in AT_ONCE:
        taken: list[float] = []
        for _ in range(ROUNDS[count]):
            pipe.send(count)
            taken += await asyncio.to_thread(pipe.recv)
        print(f"| {lead}{row(count, sorted(taken))}", flush=True)
    pipe.send(None)


def row(count: int, taken: list[float]) -> str:
    """The cells of so many at once: how many were timed, then percentiles and the slowest in milliseconds."""
    p50, p99 = (taken[min(int(len(taken) * share), len(taken) - 1)] for share in (0.5, 0.99))
    return f"{count} | {len(taken)} | {p50 * 1000:.0f} | {p99 * 1000:.0f} | {taken[-1] * 1000:.0f} |"
