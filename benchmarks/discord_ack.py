"""How soon Discord gets its acknowledgement, with 1, 100 and 500 interactions at once, while briefs are made.

    python benchmarks/discord_ack.py [--processes N]

Each interaction is a /brief with an article's text, for the whole program with its embedded models. The
first brief is waited for, so that the models are loaded; the others are still being made when the next
interactions come. The stand-in of Discord (tests/discord/fake.py) runs in a process of its own, so that its
work is not ours. A time is from sending the event over the gateway to the acknowledgement's arrival.
Discord gives three seconds.
"""

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pydantic import SecretStr

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import acknowledged  # noqa: E402
from bot.app import Desk  # noqa: E402
from bot.config import Settings, default_settings  # noqa: E402
from tests.discord import fake as wire  # noqa: E402

AIM = 300
"""Milliseconds for the 99th percentile at 100 interactions."""


async def discord_side(pipe: Any) -> None:
    """The stand-in: tells its address, then sends what it is told to and reports how long each took."""
    text = (ROOT / "seeds" / "quake-early.md").read_text(encoding="utf-8").split("---")[-1]
    number = 0
    async with wire.running() as fake:
        pipe.send(fake.url)
        await asyncio.to_thread(pipe.recv)
        await fake.dispatch("INTERACTION_CREATE", wire.interaction("0", "brief", source=text[:6000]))
        while "Evidence" not in str(fake.of("PATCH", "token0/")):  # noqa: ASYNC110 - the other side's doing
            await asyncio.sleep(0.1)
        pipe.send(None)
        while (count := await asyncio.to_thread(pipe.recv)) is not None:
            sent: dict[str, float] = {}
            fake.arrived.clear()
            for _ in range(count):
                number += 1
                article = f"Report {number} of {time.time()}. {text}"[:6000]
                sent[str(number)] = time.perf_counter()
                await fake.dispatch(
                    "INTERACTION_CREATE", wire.interaction(str(number), "brief", source=article)
                )
                fake.log.clear()
            while len(fake.arrived) < count:  # noqa: ASYNC110 - the other side's doing
                await asyncio.sleep(0.01)
            pipe.send([fake.arrived[each] - sent[each] for each in sent])


async def measure(processes: int) -> None:
    """Print a row for each number of interactions at once."""
    process, ours, url = await acknowledged.start(discord_side)
    with tempfile.TemporaryDirectory() as folder:
        async with Desk(_settings(url, f"{folder}/bench.db", processes)) as desk:
            platform = next(each for each in await desk.platforms() if each.name == "discord")
            await platform.start(answering=True)
            ours.send(None)
            await asyncio.to_thread(ours.recv)
            await acknowledged.measure(ours)
            process.join(10)
            process.kill()
            sys.stdout.flush()
            leave()


def leave() -> None:
    """Hundreds of briefs are still to be made, and nobody waits for them any more."""
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(0)


def _settings(url: str, database: str, processes: int) -> Settings:
    shipped = default_settings()
    discord = shipped.discord.model_copy(
        update={
            "api_base": f"{url}/api",
            "gateway": url.replace("http", "ws") + "/ws",
            "shards": "1",
            "token": SecretStr(wire.TOKEN),
            "per_person": 100_000,
            "per_server": 100_000,
        }
    )
    work = shipped.work.model_copy(update={"processes": processes})
    return default_settings(database_url=f"sqlite+aiosqlite:///{database}", discord=discord, work=work)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=0, help="processes for models; 0 is a thread")
    print("| at once | interactions | p50 ms | p99 ms | slowest ms |\n|---|---|---|---|---|", flush=True)
    asyncio.run(measure(parser.parse_args().processes))


if __name__ == "__main__":
    main()
