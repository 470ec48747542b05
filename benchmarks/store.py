"""How long the store takes, in medians: `python benchmarks/store.py [ARTICLES…]` (1000 and 10000 if none).

The articles are made of words drawn by Zipf's law, 900 each, on a database in a temporary folder: a
SQLite file or, with `--postgres`, the development wheel's server as the tests start it: without waiting
for the disk, and here with the table statistics that a server gathers on its own.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import text

from bot.ground.locate import evidence_at
from bot.model import Article, Brief, Engine, Figure, FiveW, Position, Scope, Statement
from bot.store.library import SqlLibrary, open_library
from tests.databases import Postgres

ENGINE = Engine(name="embedded", version="benchmark")
WORDS = [f"word{rank}" for rank in range(20_000)]
WEIGHTS = [1 / (rank + 10) for rank in range(20_000)]
chance = random.Random(2026)


def made_up(number: int) -> Article:
    """An article of 45 sentences of 20 words."""
    words = chance.choices(WORDS, WEIGHTS, k=900)
    body = "\n\n".join(" ".join(words[at : at + 20]).capitalize() + "." for at in range(0, 900, 20))
    address = f"https://news.example/{number}"
    return Article(
        id=sha256(address.encode()).hexdigest()[:16],
        url=address,
        canonical_url=address,
        title=" ".join(words[:8]),
        text=body,
        content_hash=sha256(body.encode()).hexdigest(),
        fetched_at=datetime.now(UTC),
    )


def brief(of: Article) -> Brief:
    """A brief with as many facts as a long article has."""
    places = [evidence_at(of, at, at + 80) for at in range(0, 2000, 80)]
    return Brief(
        article=of,
        headline=of.title or "",
        summary=tuple(Statement(text=place.quote, evidence=(place,)) for place in places[:5]),
        five_w=FiveW(),
        positions=tuple(Position(actor="A", stance="request", what="b", evidence=(p,)) for p in places),
        figures=tuple(Figure(value=n, unit="people", evidence=(p,)) for n, p in enumerate(places)),
        engine=ENGINE,
    )


async def timed(label: str, calls: list[Callable[[], Awaitable[object]]]) -> None:
    """Print the median and the worst time of the calls, in milliseconds."""
    times = []
    for call in calls:
        start = time.perf_counter()
        await call()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{label:44}{median(times):9.1f}{max(times):9.1f}")


async def measure(library: SqlLibrary, count: int) -> None:
    """Fill the library up to so many articles, and time each call on it."""
    stored = [made_up(number) for number in range(count)]
    for at in range(0, count, 500):
        await library.add_articles(stored[at : at + 500])
    for article in stored:
        await library.keep(article, Scope())
    async with library.database.writing() as conn:
        await conn.execute(text("ANALYZE"))
    new = [made_up(count + number) for number in range(100)]
    batch = [made_up(count + 1000 + number) for number in range(480)]
    some = chance.sample(stored, 50)
    rare = [" ".join(chance.sample(WORDS[2000:], 4)) for _ in range(30)]
    common = [" ".join(chance.sample(WORDS[:100], 6)) for _ in range(30)]
    briefs = [brief(article) for article in some]
    size = f"of {count:,}"
    await timed(f"add_article, new, {size}", [lambda a=a: library.add_article(a) for a in new])
    await timed(f"add_article, known, {size}", [lambda a=a: library.add_article(a) for a in some])
    await timed(f"add_articles, 480 new at once, {size}", [lambda: library.add_articles(batch)])
    await timed(f"add_brief, {size}", [lambda b=b: library.add_brief(b) for b in briefs])
    await timed(f"brief_of, {size}", [lambda a=a: library.brief_of(a, ENGINE) for a in some])
    await timed(f"search, 4 rare words, {size}", [lambda q=q: library.search(q, Scope(), 20) for q in rare])
    await timed(
        f"search, 6 common words, {size}", [lambda q=q: library.search(q, Scope(), 20) for q in common]
    )
    await timed(f"articles, the last 50, {size}", [lambda: library.articles(Scope())] * 10)


@contextmanager
def empty_database(on_postgres: bool) -> Iterator[str]:
    """The address of a new database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        if not on_postgres:
            yield f"sqlite+aiosqlite:///{folder}/briefwire.db"
            return
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server.create()
        finally:
            server.stop()


async def main(counts: list[int], on_postgres: bool) -> None:
    """Measure on a fresh database for each count."""
    print(f"{'milliseconds':44}{'median':>9}{'worst':>9}")
    for count in counts:
        with empty_database(on_postgres) as address:
            start = time.perf_counter()
            async with await open_library(address):
                print(f"{'open, new':44}{(time.perf_counter() - start) * 1000:9.1f}")
            start = time.perf_counter()
            async with await open_library(address) as library:
                print(f"{'open, again':44}{(time.perf_counter() - start) * 1000:9.1f}")
                await measure(library, count)


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:] if given.isdigit()]
    asyncio.run(main(sizes or [1_000, 10_000], "--postgres" in sys.argv))
