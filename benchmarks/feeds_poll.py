"""What following 10,000 feeds costs: `python -m benchmarks.feeds_poll [--feeds N] [--hours H]`.

A server in a process of its own has the feeds on 500 loopback addresses (127.1.0.1 and on), so that "one
connection a host" holds as it does outside (feeds_server.py). Each feed brings an entry so often as its
kind does, the clock is simulated, and the service decides by itself when to read which: first all feeds
once, then so many hours at their own rate. Six in ten feeds give ETags, the others send their twenty
entries every time. Counted are the processor time of the polling process and its parser over the hours
that were simulated, and the most memory that both had. Briefing what comes in is not part of it.
"""

import argparse
import asyncio
import multiprocessing
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.feeds_server import HOSTS, START, host_of, serve
from bot.app import Desk
from bot.config import Settings, default_settings
from bot.engine.workers import WorkerProcesses
from bot.feeds.check import FeedReader
from bot.feeds.poll import Polled
from bot.feeds.service import FeedService
from bot.model import Destination, Feed, Subscription
from bot.store.following import SqlFeeds

CHANNEL = Destination(platform="terminal", channel="terminal")


@dataclass
class Counted:
    """What a stretch of polling came to."""

    polls: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, polled: Polled) -> None:
        """Count one reading."""
        self.polls += 1
        kind = (
            "failed"
            if polled.problem
            else "new"
            if polled.new
            else "revised"
            if polled.revised
            else "nothing"
        )
        self.outcomes[kind] += 1
        self.outcomes["items"] += len(polled.new)


class Simulation:
    """The service under a clock that jumps to when something is due."""

    def __init__(self, service: FeedService, simulated: "Synchronized[float]", at_once: int) -> None:
        self._service = service
        self._simulated = simulated
        self._at_once = at_once

    def now(self) -> datetime:
        """The simulated time."""
        return START + timedelta(seconds=self._simulated.value)

    async def run(self, hours: float, step: float = 1) -> Counted:
        """Poll what falls due for so many simulated hours, looked for every `step` simulated seconds."""
        counted = Counted()
        turns = asyncio.Semaphore(self._at_once)

        async def one(feed: Feed) -> None:
            async with turns:
                counted.add(await self._service.poll(feed.id))

        for _ in range(int(hours * 3600 / step)):
            while due := await self._service.due_feeds(self.now(), 500, "benchmark"):
                await asyncio.gather(*map(one, due))
            self._simulated.value += step
        return counted


def processor_seconds() -> float:
    """Processor time of this process and of its parsers, those that still run included."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    ticks = sum(int(part) for stat in _parsers("stat") for part in stat.rsplit(")", 1)[1].split()[11:13])
    return own.ru_utime + own.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def most_memory_mb() -> float:
    """The sum of the most memory that this process and each parser ever had."""
    peaks = [stat.split("VmHWM:")[1].split()[0] for stat in (*_parsers("status"), _of(os.getpid(), "status"))]
    return sum(map(int, peaks)) / 1024


SERVER: set[int] = set()


def _parsers(what: str) -> Iterator[str]:
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            if int(child) not in SERVER and "resource_tracker" not in _of(int(child), "cmdline"):
                yield _of(int(child), what)


def _of(pid: int, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text()


def row(name: str, counted: Counted, spent: float, seconds: float) -> str:
    """One line of the table: what was read in so many simulated seconds, for how much processor time."""
    told = counted.outcomes
    cells = (
        name,
        f"{counted.polls:,}",
        f"{counted.polls / seconds:.2f}",
        f"{told['new']:,}",
        f"{told['items']:,}",
        f"{told['failed']:,}",
        f"{1000 * spent / max(1, counted.polls):.1f}",
        f"{spent / seconds:.3f}",
        f"{most_memory_mb():.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


async def follow(store: SqlFeeds, count: int, port: int) -> None:
    """Have the feeds followed, to be read first within the first half hour."""
    for number in range(count):
        url = f"http://{host_of(number)}:{port}/feed/{number}"
        due = START + timedelta(seconds=1800 * number / count)
        wanted = Subscription(id=f"s{number}", destination=CHANNEL, feed_id=f"f{number}", created_at=START)
        await store.follow(Feed(id=f"f{number}", url=url, next_poll=due), wanted)


async def measure(settings: Settings, count: int, hours: float, simulated: Any, port: int) -> None:
    """Print the table."""
    parser = WorkerProcesses(1, settings.feeds.parse_timeout, settings.ingest.parse_memory_mb)
    async with Desk(settings) as desk:
        store = SqlFeeds((await desk.library()).database)
        await follow(store, count, port)

        def clock() -> datetime:
            return START + timedelta(seconds=simulated.value)

        reader = FeedReader(settings.fetch, settings.feeds, parser, clock)
        simulation = Simulation(
            FeedService(settings, reader, store, desk, clock), simulated, settings.feeds.concurrency
        )
        kind = settings.database_url.split(":")[0]
        print(f"{count:,} feeds on {HOSTS} hosts; {os.cpu_count()} cores; {kind}\n")
        print(
            "| stretch | readings | a second | with news | items | failed | ms each | of one core | memory |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for name, span in (
            ("first readings, half an hour", 0.5),
            (f"{hours:g} hours at their own rate", hours),
        ):
            before = processor_seconds()
            counted = await simulation.run(span)
            print(row(name, counted, processor_seconds() - before, span * 3600), flush=True)
    await parser.close()


def main() -> None:
    """Start the server, measure, end it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--feeds", type=int, default=10_000)
    options.add_argument("--hours", type=float, default=3)
    given = options.parse_args()
    context = multiprocessing.get_context("spawn")
    simulated, port = context.Value("d", 0.0), context.Value("i", 0)
    server = context.Process(target=serve, args=(simulated, port), daemon=True)
    server.start()
    SERVER.add(server.pid or 0)
    while not port.value:
        time.sleep(0.1)
    with TemporaryDirectory() as folder:
        shipped = default_settings(database_url=f"sqlite+aiosqlite:///{folder}/briefwire.db")
        fetch = shipped.fetch.model_copy(update={"allow_private": ("127.0.0.0/8",)})
        settings = shipped.model_copy(update={"fetch": fetch})
        asyncio.run(measure(settings, given.feeds, given.hours, simulated, port.value))
    server.terminate()
    server.join()


if __name__ == "__main__":
    main()
