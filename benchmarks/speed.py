"""How fast it is and how much memory it takes, beside what the bare models take for the same text.

    .venv/bin/python benchmarks/speed.py [--quick]

Cold figures are whole processes, warm ones the median of several calls in this process. The articles are
made up by this script from templates, about 1,000 words each; `--quick` makes a tenth of the batches.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.app import Desk  # noqa: E402
from bot.config import default_settings  # noqa: E402

WORDS = 1000
FIRST = (
    "Anna",
    "Boris",
    "Carla",
    "Dinesh",
    "Edda",
    "Farid",
    "Greta",
    "Hugo",
    "Irina",
    "Jonas",
    "Keiko",
    "Luis",
)
LAST = ("Abara", "Brenk", "Castel", "Dorn", "Eklund", "Farrow", "Grieg", "Halden", "Imari", "Jansky", "Kovar")
TOWNS = ("Arlen", "Bexford", "Corvane", "Dunmere", "Eskar", "Fallow", "Grenick", "Holmby", "Istrel", "Jarrow")
BODIES = ("council", "port authority", "health ministry", "transport union", "water company", "university")
PLANS = (
    "a new ferry line",
    "the closure of the old bridge",
    "higher parking fees",
    "a flood wall",
    "a tram depot",
)
SENTENCES = (
    "{first} {last}, who leads the {body} of {town}, said {plan} would cost at least {number} million euros.",
    '"We have waited {small} years for {plan}, and we will wait no longer," {last} told reporters on {day}.',
    "At least {small} people were hurt when work on {plan} began in {town}, according to the {body}.",
    "The {body} denied that it had known of the risk before {day}, and called for an independent inquiry.",
    "{town} offered to mediate between the {body} and residents, who had threatened to go to court.",
    "It was not immediately clear who would pay for {plan}, a spokeswoman for the {body} said.",
    "Nearly {number} households in {town} had no power for {small} hours because of the storm on {day}.",
    "{last} declined to comment on a report that the {body} had paid {number},000 euros to a contractor.",
    "A study by the {body} found that traffic in {town} had fallen by {small} percent since the spring.",
    "Opponents said that {plan} would harm shops in the centre; {first} {last} rejected the criticism.",
)


def article(seed: int) -> str:
    """One made-up article as the text of a `.md` file; the same for the same seed."""
    draw = random.Random(seed)
    published = date(2025, 1, 1) + timedelta(days=seed % 365)
    town, name = draw.choice(TOWNS), f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    head = f"# {town} argues over {draw.choice(PLANS)}, day {seed}\nBy {name}\n"
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < WORDS:
        paragraphs.append(" ".join(_sentence(draw) for _ in range(draw.randint(2, 4))))
    return (
        f"{head}Published: {published}T08:00:00Z\nURL: https://example.org/{seed}\nSite: Daily {town}\n\n"
        + "\n\n".join(paragraphs)
        + "\n"
    )


def _sentence(draw: random.Random) -> str:
    return draw.choice(SENTENCES).format(
        first=draw.choice(FIRST),
        last=draw.choice(LAST),
        body=draw.choice(BODIES),
        town=draw.choice(TOWNS),
        plan=draw.choice(PLANS),
        number=draw.randint(11, 900),
        small=draw.randint(2, 90),
        day=draw.choice(("Monday", "Tuesday", "Wednesday", "Friday")),
    )


def page(seed: int) -> str:
    """The same article as a saved page with the usual clutter."""
    title, _, body = article(seed).partition("\n\n")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    links = "".join(f"<li><a href='/{number}'>Also in the news {number}</a></li>" for number in range(60))
    headline = title.splitlines()[0].lstrip("# ")
    return (
        f"<html lang=en><head><title>{headline} | Daily</title></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{headline}</h1>{paragraphs}</article><aside><ul>{links}</ul></aside>"
        "<footer>All rights reserved. <a href='/'>Subscribe</a></footer></body></html>"
    )


def row(what: str, got: float, limit: float | None, unit: str) -> None:
    """One line of the table."""
    bound = "" if limit is None else f"{limit:g} {unit}"
    verdict = "" if limit is None else "ok" if got < limit else "OVER"
    print(f"{what:<58} {got:>9.2f} {unit:<3} {bound:>9}  {verdict}", flush=True)


def cold(folder: Path, *arguments: str, runs: int = 3) -> tuple[float, float]:
    """The best of `runs` whole processes in seconds, and the most memory of process and children in MB."""
    best, memory = float("inf"), 0.0
    for _ in range(runs):
        begun = time.perf_counter()
        running = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env=os.environ | {"HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        memory = max(memory, _watch(running))
        best = min(best, time.perf_counter() - begun)
    return best, memory


def _watch(running: subprocess.Popen[bytes]) -> float:
    """Wait for its end; the highest sum of memory (MB, shared pages split) that it and its children had."""
    highest = 0.0
    while running.poll() is None:
        highest = max(highest, sum(map(_memory, _family(running.pid))))
        time.sleep(0.05)
    return highest


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _processor_seconds() -> float:
    """What all processes that this one has waited for have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def median(work: Callable[[int], Awaitable[object]], runs: int) -> float:
    """The median milliseconds of `work(0)` to `work(runs - 1)`."""
    took = []
    for number in range(runs):
        begun = time.perf_counter()
        await work(number)
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took)


async def longest_block(work: Awaitable[object]) -> float:
    """The longest time in ms for which the event loop could not run another task while `work` ran."""
    task = asyncio.ensure_future(work)
    longest, before = 0.0, time.perf_counter()
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    await task
    return 1000 * longest


async def warm(folder: Path, runs: int) -> None:
    """Briefs and answers in a running process, beside the models alone."""
    from bot.engine.local.nlp import parse

    settings = default_settings(database_url=f"sqlite+aiosqlite:///{folder / 'warm.db'}")
    async with Desk(settings) as desk:
        articles = await desk.read_all([str(folder / f"{seed}.md") for seed in range(20 + runs)])
        await desk.brief(articles[0])
        await desk.ask("Who offered to mediate?", articles[:1])
        fresh = articles[20:]
        bare = await median(lambda n: asyncio.to_thread(parse, fresh[n].text), runs)
        row("warm: spaCy alone on the same articles", bare, None, "ms")
        row(
            "warm: brief of 1,000 words (asked for: 900)",
            await median(lambda n: desk.brief(fresh[n]), runs),
            400,
            "ms",
        )
        questions = ("Who offered to mediate?", "How many people were hurt?", "What did the council deny?")
        for many, limit in ((1, 100), (20, 300)):
            await desk.ask(questions[0], articles[:many])
            took = await median(lambda n, m=many: desk.ask(questions[n % 3], articles[:m]), runs)
            row(f"warm: answer over {many} article(s)", took, limit, "ms")
        unread = await desk.read_all([str(folder / f"{seed}.md") for seed in range(40, 44)])
        row("event loop: longest block during a brief", await longest_block(desk.brief(unread[0])), 50, "ms")
        row("event loop: ... an answer", await longest_block(desk.ask(questions[1], unread)), 50, "ms")


def batches(folder: Path, share: float) -> None:
    """The three batches, with the most memory that each took."""
    pages, briefs, questions = (max(2, round(share * many)) for many in (120, 40, 120))
    lines = {
        "extract": [{"id": n, "source": f"{n}.html"} for n in range(pages)],
        "brief": [{"id": n, "source": f"{n}.md"} for n in range(briefs)],
        "ask": [
            {"id": n, "question": "Who offered to mediate?", "sources": [f"{4 * n + k}.md" for k in range(4)]}
            for n in range(questions)
        ],
    }
    for (command, wanted), limit in zip(lines.items(), (30, 40, 45), strict=True):
        batch = folder / f"{command}.jsonl"
        batch.write_text("".join(json.dumps(line) + "\n" for line in wanted), encoding="utf-8")
        took, memory = cold(folder, command, "--batch", str(batch), runs=1)
        row(f"{command} --batch: {len(wanted)} lines", took, limit * share, "s")
        row(f"{command} --batch: memory of all its processes", memory, None, "MB")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a tenth of the batches")
    share = 0.1 if options.parse_args().quick else 1.0
    with tempfile.TemporaryDirectory(prefix="briefwire-speed-") as name:
        folder = Path(name)
        for seed in range(480):
            (folder / f"{seed}.md").write_text(article(seed), encoding="utf-8")
        for seed in range(120):
            (folder / f"{seed}.html").write_text(page(seed), encoding="utf-8")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        row("cold: briefwire --help", cold(folder, "--help")[0], 0.5, "s")
        row("cold: an error (a file that is not there)", cold(folder, "brief", "gone.txt")[0], 1, "s")
        before = _processor_seconds()
        took, memory = cold(folder, "ask", "Who offered to mediate?", "--in", "0.md")
        row("cold: ask over one article", took, 3, "s")
        row(
            "cold: ... its processor time, whatever else runs here",
            (_processor_seconds() - before) / 3,
            None,
            "s",
        )
        row("cold: ... its memory", memory, 700, "MB")
        asyncio.run(warm(folder, 10))
        batches(folder, share)


if __name__ == "__main__":
    main()
