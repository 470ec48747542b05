"""A worker for the chaos test and the benchmarks: the product's own, with a composer that says a line."""

import argparse
import asyncio
import random
import signal
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from benchmarks.loopback_chat import LoopbackDelivery
from bot.log import start_log
from bot.model import Digest, Report, Schedule, Story, Timing
from bot.store.durable import Durable
from bot.work.worker import Pace, Worker

PLATFORMS = {"terminal": "naive", "discord": "nonce", "slack": "metadata"}
"""Which platform's name stands for which way of being marked."""


class Lines:
    """`bot.ports.Composer` that takes a moment and tells one story of one item."""

    def __init__(self, least: float, most: float) -> None:
        self._least, self._most = least, most

    async def compose(self, schedule: Schedule, due_at: datetime, key: str, missed: int = 0) -> Digest:
        """A digest whose one story is its key."""
        await asyncio.sleep(random.uniform(self._least, self._most))
        report = Report(article_id="a", item_id=f"item of {key}", outlet="o", title="t")
        story = Story(id=f"story of {key}", headline=key, statements=(), reports=(report,), independent=1)
        return Digest(
            key=key,
            schedule_id=schedule.id,
            name=schedule.plan.name,
            destination=schedule.destination,
            due_at=due_at,
            since=None,
            stories=(story,),
            missed=missed,
        )

    async def alerts_due(self, now: datetime) -> Sequence[Digest]:
        """None."""
        return ()


def next_fire(timing: Timing, after: datetime) -> datetime | None:
    """Timings here are an interval in seconds, spelled as a cron line; "0" is never again."""
    seconds = float(timing.cron or 0)
    return after + timedelta(seconds=seconds) if seconds else None


async def _main(given: argparse.Namespace) -> None:
    start_log(given.log)
    durable = Durable(given.database)
    platforms = {name: LoopbackDelivery(given.chat, mode) for name, mode in PLATFORMS.items()}
    pace = Pace(
        tick=given.tick,
        lease=given.lease,
        polling=given.polling,
        settle=given.settle,
        forgotten=given.forgotten,
        digests=given.digests,
    )
    composer = Lines(given.least, given.most)
    worker = Worker(durable, composer, platforms, next_fire, given.node, pace)
    ending = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
    await worker.start()
    print("READY", flush=True)
    await ending.wait()
    print("DRAINED" if await worker.stop() else "CUT SHORT", flush=True)
    for delivery in platforms.values():
        await delivery.close()
    durable.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("database", "chat", "node"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--log", default="error")
    numbers = {
        "tick": 0.1,
        "polling": 0.1,
        "lease": 3.0,
        "settle": 0.5,
        "forgotten": 8.0,
        "least": 0.02,
        "most": 0.2,
    }
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=float, default=default)
    parser.add_argument("--digests", type=int, default=30)
    asyncio.run(_main(parser.parse_args()))
    sys.exit(0)
