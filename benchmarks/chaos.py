"""Kill, freeze, starve and disconnect the workers, and count what was lost and what was doubled.

    python -m benchmarks.chaos                      every scenario, resumed where it was broken off
    python -m benchmarks.chaos sqlite-kills --kills 10

Each scenario runs the product's own workers (benchmarks/chaos_worker.py) against a chat platform on
loopback (benchmarks/loopback_chat.py) that answers one post in six with 429 or 500, slowly, or takes it
and drops the connection. Schedules become due all the while. At the end the workers are left alone until
nothing is open any more, and then the messages that stand there are counted against the schedules:
`lost` are deliveries without a message, `doubled` messages beyond the first of their key. The mode
`naive` marks nothing: its doubles are what the ledger alone cannot prevent, and shown as a control.
Results are kept in a file; a scenario that is in it is not run again.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from benchmarks.chaos_arena import LEASE, MARKED, Arena, counted, platform
from bot.store.library import upgrade
from tests.databases import Postgres


async def kills(arena: Arena, count: int, processes: int) -> None:
    """Kill one worker after the other, each after a moment of work, and start it anew."""
    await arena.add(25)
    for _ in range(processes):
        await arena.start()
    for _ in range(count):
        await asyncio.sleep(arena.random.uniform(0.05, 0.9))
        await arena.kill(arena.random.choice(arena.workers))
        await arena.add(25)
        await arena.start()


async def freezes(arena: Arena, count: int) -> None:
    """Stop a worker for longer than its lease, and let it go on."""
    for _ in range(2):
        await arena.start()
    for _ in range(count):
        await arena.add(120)
        process = arena.random.choice(arena.workers)
        await asyncio.sleep(arena.random.uniform(0.1, 0.5))
        process.send_signal(signal.SIGSTOP)
        adding = asyncio.create_task(arena.add(25))  # who froze may hold the write lock of a file
        await asyncio.sleep(LEASE * 2.5)
        process.send_signal(signal.SIGCONT)
        await adding
        await asyncio.sleep(arena.random.uniform(0.3, 1.0))


async def restarts(arena: Arena, count: int, server: Postgres) -> None:
    """Stop the database at once while work goes on, and start it again."""
    for _ in range(2):
        await arena.start()
    for _ in range(count):
        await arena.add(60)
        await asyncio.sleep(arena.random.uniform(0.3, 1.5))
        server.stop()
        await asyncio.sleep(arena.random.uniform(0.2, 2.0))
        server.start()
        await asyncio.sleep(1.0)


async def full_disk(arena: Arena, count: int, disk: Path) -> None:
    """Fill the disk of the database while work goes on, and make room again."""
    await arena.start()
    ballast = disk / "ballast"
    for _ in range(count):
        await arena.add(40)
        await asyncio.sleep(arena.random.uniform(0.1, 0.6))
        await asyncio.to_thread(_fill, ballast)
        await asyncio.sleep(arena.random.uniform(1.0, 3.0))
        ballast.unlink()
        await asyncio.sleep(0.5)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


async def measure(name: str, count: int, seed: int, folder: Path) -> dict[str, Any]:
    """Run one scenario to its end; what it gave."""
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        chat = await platform(stack, seed)
        server = None
        if name.startswith("postgres"):
            server = Postgres(folder)
            stack.callback(server.stop)
            server.start()
            url = server.create()
        else:
            disk = await asyncio.to_thread(_disk, folder, stack) if name == "sqlite-full-disk" else folder
            url = f"sqlite+aiosqlite:///{disk / 'chaos.db'}"
        await upgrade(url)
        arena = Arena(url, chat, folder, seed)
        stack.push_async_callback(arena.close)
        match name:
            case "sqlite-kills":
                await kills(arena, count, 1)
            case "postgres-kills-2" | "postgres-kills-3":
                await kills(arena, count, int(name[-1]))
            case "sqlite-freezes" | "postgres-freezes":
                await freezes(arena, count)
            case "postgres-restarts":
                assert server
                await restarts(arena, count, server)
            case "sqlite-full-disk":
                await full_disk(arena, count, disk)
        await arena.settle()
        return {"count": count} | await counted(arena, chat) | {"seconds": round(time.monotonic() - began)}


def _disk(folder: Path, stack: AsyncExitStack) -> Path:
    """A disk of 48 MB; needs the right to mount."""
    place = folder / "disk"
    place.mkdir()
    mounted = os.spawnlp(os.P_WAIT, "mount", "mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place))
    if mounted != 0:
        raise PermissionError("a small disk cannot be mounted here")
    stack.callback(os.spawnlp, os.P_WAIT, "umount", "umount", "-l", str(place))
    return place


SCENARIOS = {
    "sqlite-kills": 110,
    "postgres-kills-2": 60,
    "postgres-kills-3": 60,
    "sqlite-freezes": 20,
    "postgres-freezes": 30,
    "postgres-restarts": 10,
    "sqlite-full-disk": 10,
}


def table(results: dict[str, dict[str, Any]]) -> str:
    """The results, and what they come to, as a Markdown table."""
    head = [
        "scenario",
        "times",
        "digests",
        "lost",
        "doubled",
        "naive doubled",
        "troubles",
        "looks",
        "taken back",
        "s",
    ]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, found in results.items():
        lost, doubled = (sum(found[what][mode] for mode in MARKED) for what in ("lost", "doubled"))
        cells = [name, found["count"], found["digests"], lost + found["lost"]["naive"], doubled]
        cells += [
            found["doubled"]["naive"],
            found["troubles"],
            found["looks"],
            found["taken back"],
            found["seconds"],
        ]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run what is asked for and not in the results yet; print the table."""
    parser = argparse.ArgumentParser(description="Kill, freeze, starve and disconnect the workers.")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--kills", type=int, help="how often, in place of each scenario's own number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=Path("chaos.json"), help="where results are kept")
    given = parser.parse_args()
    results = json.loads(given.results.read_text()) if given.results.exists() else {}
    for name in given.scenarios or SCENARIOS:
        if name in results:
            continue
        with tempfile.TemporaryDirectory(prefix="chaos", dir="/tmp") as folder:
            Path(folder).chmod(0o755)
            try:
                results[name] = asyncio.run(
                    measure(name, given.kills or SCENARIOS[name], given.seed, Path(folder))
                )
            except PermissionError as error:
                print(f"{name}: not measured ({error})", flush=True)
                continue
        given.results.write_text(json.dumps(results, indent=1))
        print(f"{name}: {results[name]}", flush=True)
    print(table({name: results[name] for name in SCENARIOS if name in results}))
    bad = [n for n, r in results.items() if sum(r["lost"].values()) or sum(r["doubled"][m] for m in MARKED)]
    if bad:
        sys.exit(f"lost or doubled: {', '.join(bad)}")


if __name__ == "__main__":
    main()
