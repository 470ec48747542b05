"""What schedules cost: many due at once, many at rest, one worker beside two.

    python -m benchmarks.schedules [--due 20000] [--rest 100000] [--pair 2000] [--only due,rest,pair]
        [--kinds sqlite,postgresql]

The workers are the product's own (benchmarks/chaos_worker.py) with a composer that says a line, and a
chat platform on loopback. Shares of a core and memory are the worker's process alone, from /proc.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
import uuid
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.chaos_arena import schedule_row
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.library import upgrade
from bot.store.work_tables import schedules
from tests.databases import Postgres

KINDS = ("sqlite", "postgresql")
SETTLED = 65.0
"""Seconds until a worker is at rest: in its first minute the queue's library looks for more every second."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


async def add(durable: Durable, count: int, next_fire: datetime) -> None:
    """So many schedules of as many channels."""
    now = datetime.now(UTC)
    for start in range(0, count, 5000):
        rows = [
            schedule_row(number, "discord", "86400", now, next_fire)
            for number in range(start, min(start + 5000, count))
        ]
        await durable.run(lambda conn, rows=rows: conn.execute(schedules.insert(), rows))


class Process:
    """A worker, and what the kernel says of it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, url: str, chat: str, node: str, *options: str) -> "Process":
        """Start a worker and wait until it works."""
        command = ["-m", "benchmarks.chaos_worker", "--database", url, "--chat", chat, "--node", node]
        command += ["--lease", "15", "--forgotten", "3600", "--settle", "2", *options]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout
        await process.stdout.readline()
        return cls(process)

    def seconds(self) -> float:
        """CPU time so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def megabytes(self) -> float:
        """Memory now."""
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * _PAGE / 1e6

    async def stop(self) -> None:
        """End it in order."""
        self._process.terminate()
        await self._process.wait()


async def chat_platform(stack: AsyncExitStack) -> str:
    """The address of a well-behaved platform."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.loopback_chat", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    stack.push_async_callback(process.wait)
    stack.callback(process.kill)
    return (await process.stdout.readline()).decode().strip()


async def until(durable: Durable, count: int, states: tuple[str, ...]) -> float:
    """The seconds until so many rows of the ledger are in one of these states."""
    began, ledger = time.monotonic(), Ledger(durable)
    while True:
        counts = await ledger.counts()
        if sum(counts.get(state, 0) for state in states) >= count:
            return time.monotonic() - began
        await asyncio.sleep(0.1)


async def due_at_once(url: str, count: int) -> str:
    """How long until all are in the queue (their rows in the ledger are opened with that), and delivered."""
    async with AsyncExitStack() as stack:
        chat = await chat_platform(stack)
        await upgrade(url)
        durable = Durable(url)
        stack.callback(durable.close)
        await add(durable, count, datetime.now(UTC) - timedelta(seconds=1))
        before = time.monotonic()
        process = await Process.start(url, chat, "one", "--least", "0", "--most", "0", "--tick", "1")
        stack.push_async_callback(process.stop)
        started = time.monotonic()
        enqueued = await until(durable, count, ("sending", "sent"))
        print(f"(all in the queue after {enqueued:.1f} s; delivering…)", file=sys.stderr, flush=True)
        await until(durable, count, ("sent",))
        delivered = time.monotonic() - started
        return (
            f"{enqueued:.1f} s (delivering meanwhile; {started - before:.1f} s to start) | {delivered:.0f} s "
            f"({count / delivered:.0f}/s, {process.seconds() / count * 1000:.1f} ms of CPU each)"
        )


async def at_rest(url: str, count: int, seconds: float = 60.0) -> str:
    """What a worker costs that has nothing to do."""
    async with AsyncExitStack() as stack:
        await upgrade(url)
        durable = Durable(url)
        stack.callback(durable.close)
        await add(durable, count, datetime.now(UTC) + timedelta(days=2))
        process = await Process.start(url, "http://127.0.0.1:9", "one", "--tick", "1", "--polling", "1")
        stack.push_async_callback(process.stop)
        await asyncio.sleep(SETTLED)
        before = process.seconds()
        await asyncio.sleep(seconds)
        share = (process.seconds() - before) / seconds
        return f"{share * 100:.2f} % of a core | {process.megabytes():.0f} MB"


async def rate(url: str, count: int, workers: int, *options: str) -> float:
    """Digests a second, from the start of the work to the last one."""
    async with AsyncExitStack() as stack:
        chat = await chat_platform(stack)
        await upgrade(url)
        durable = Durable(url)
        stack.callback(durable.close)
        for number in range(workers):
            process = await Process.start(url, chat, f"node{number}", *options)
            stack.push_async_callback(process.stop)
        await asyncio.sleep(2)  # until both look into the queue
        await add(durable, count, datetime.now(UTC) - timedelta(seconds=1))
        return count / await until(durable, count, ("sent",))


def address(kind: str, folder: Path, server: Postgres) -> str:
    """An empty database of that kind."""
    return server.create() if kind == "postgresql" else f"sqlite+aiosqlite:///{folder / uuid.uuid4().hex}.db"


def main() -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(description="What schedules cost.")
    parser.add_argument("--due", type=int, default=20_000)
    parser.add_argument("--rest", type=int, default=100_000)
    parser.add_argument("--pair", type=int, default=2_000)
    parser.add_argument("--only", default="due,rest,pair")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of databases; the pair is PostgreSQL's")
    given = parser.parse_args()
    kinds = given.kinds.split(",")
    wanted = given.only.split(",")
    with tempfile.TemporaryDirectory(prefix="bench", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Postgres(folder)
        server.start()
        try:
            if "due" in wanted:
                print(f"\n| {given.due:,} due at once | all in the queue | all delivered |\n|---|---|---|")
                for kind in kinds:
                    found = asyncio.run(due_at_once(address(kind, folder, server), given.due))
                    print(f"| {kind} | {found} |", flush=True)
            if "rest" in wanted:
                print(f"\n| {given.rest:,} at rest | CPU | memory |\n|---|---|---|")
                for kind in kinds:
                    print(
                        f"| {kind} | {asyncio.run(at_rest(address(kind, folder, server), given.rest))} |",
                        flush=True,
                    )
            if "pair" in wanted:
                print("\n| PostgreSQL | one worker | two | two by one |\n|---|---|---|---|")
                for says, options in {
                    "composing takes no time": ("--least", "0", "--most", "0"),
                    "composing takes .4 s, ten at a time": (
                        "--least",
                        ".4",
                        "--most",
                        ".4",
                        "--digests",
                        "10",
                    ),
                }.items():
                    one, two = (
                        asyncio.run(rate(server.create(), given.pair, workers, *options))
                        for workers in (1, 2)
                    )
                    print(f"| {says} | {one:.0f}/s | {two:.0f}/s | {two / one:.2f} |", flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
