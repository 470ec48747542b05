"""How long the store takes, in medians: `python -m benchmarks.store [ARTICLES…]` (1000 and 10000 if none).

Options: `--postgres`; `--search` measures searching and answering alone, as a table.

The articles are invented: 20 sentences of 20 words drawn by Zipf's law from 20,000 words that the reader's
vocabulary has whole (others it would read in pieces, two or three a word), and one that says something. The
database is in a temporary folder: a SQLite file or, with `--postgres`, the development wheel's server as
the tests start it: without waiting for the disk, and here vacuumed, with the table statistics that a server
gathers on its own. Answers are asked as `briefwire ask` asks the library.
"""

import argparse
import asyncio
import random
import re
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median

import numpy as np
from sqlalchemy import select, text

from bot.brief.compose import ENGINE as EMBEDDED
from bot.config import load_settings
from bot.engine.local.embed import tokenizer
from bot.ground.locate import evidence_at
from bot.model import Article, Brief, Engine, Figure, FiveW, Position, Scope, Statement
from bot.services import Services
from bot.store.dialects import insert
from bot.store.library import SqlLibrary, open_library
from bot.store.tables import entries, versions
from tests.databases import Postgres

ENGINE = Engine(name="embedded", version="benchmark")
SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvz" for vowel in "aeiou" for last in "lnrst"]
chance = random.Random(2026)
WORDS = sorted(word for word in tokenizer().get_vocab() if re.fullmatch(r"[a-z]{3,}", word))
chance.shuffle(WORDS)
del WORDS[20_000:]
WEIGHTS = np.array([1 / (rank + 10) for rank in range(len(WORDS))])
draw = np.random.default_rng(2026)
BATCH = 500

Timed = Callable[[], Awaitable[object]]


def made_up(number: int) -> Article:
    """An article of 20 sentences of 20 words, the fourth of which is followed by one that says something."""
    drawn = draw.choice(len(WORDS), 400, p=WEIGHTS / WEIGHTS.sum())
    words = [WORDS[at] for at in drawn]
    sentences = [" ".join(words[at : at + 20]).capitalize() + "." for at in range(0, 400, 20)]
    sentences.insert(
        4, f"{number % 900 + 12} people were evacuated from {place_of(number)}, the council said."
    )
    body = "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, 21, 3))
    address = f"https://news.example/{number}"
    return Article(
        id=sha256(address.encode()).hexdigest()[:16],
        url=address,
        canonical_url=address,
        title=" ".join(words[:8]).capitalize(),
        text=body,
        content_hash=sha256(body.encode()).hexdigest(),
        fetched_at=datetime.now(UTC),
    )


def place_of(number: int) -> str:
    """The town of which an article tells: no two have the same."""
    digits = [number // 70**power % 70 for power in range(3)]
    return "".join(SYLLABLES[digit * 5] for digit in digits).capitalize()


def brief(of: Article, engine: Engine = ENGINE) -> Brief:
    """A brief with as many facts as a long article has."""
    places = [evidence_at(of, at, at + 80) for at in range(0, 2000, 80)]
    return Brief(
        article=of,
        headline=of.title or "",
        summary=tuple(Statement(text=place.quote, evidence=(place,)) for place in places[:5]),
        five_w=FiveW(),
        positions=tuple(Position(actor="A", stance="request", what="b", evidence=(p,)) for p in places),
        figures=tuple(Figure(value=n, unit="people", evidence=(p,)) for n, p in enumerate(places)),
        engine=engine,
    )


async def fill(library: SqlLibrary, count: int) -> list[Article]:
    """Put so many articles in, kept for everybody; fifty of them."""
    some: list[Article] = []
    began = datetime.now(UTC) - timedelta(days=90)
    for start in range(0, count, BATCH):
        batch = [made_up(number) for number in range(start, min(start + BATCH, count))]
        await library.add_articles(batch)
        await _keep_all(library, batch, began + timedelta(seconds=start))
        some += batch[:: max(1, count // 50)] if count < 50 * BATCH else batch[: 50 * BATCH // count]
    return some[:50]


async def _keep_all(library: SqlLibrary, batch: Sequence[Article], kept_at: datetime) -> None:
    async with library.database.writing() as conn:
        ids = [article.id for article in batch]
        known = await conn.execute(
            select(versions.c.id, versions.c.article_id).where(versions.c.article_id.in_(ids))
        )
        rows = [
            {
                "workspace": Scope().workspace,
                "private_to": "",
                "version_id": version_id,
                "article_id": article_id,
                "url": None,
                "kept_at": kept_at,
            }
            for version_id, article_id in known
        ]
        await conn.execute(insert(conn, entries), rows)


async def times(calls: Sequence[Timed]) -> list[float]:
    """How long each call took, in milliseconds."""
    spent = []
    for call in calls:
        start = time.perf_counter()
        await call()
        spent.append((time.perf_counter() - start) * 1000)
    return spent


async def timed(label: str, calls: Sequence[Timed]) -> None:
    """Print the median and the worst time of the calls, in milliseconds."""
    spent = await times(calls)
    print(f"{label:44}{median(spent):9.1f}{max(spent):9.1f}")


def searches(library: SqlLibrary, towns: Sequence[int]) -> dict[str, list[Timed]]:
    """Questions to search for: of rare words, of common ones, and as people ask."""
    rare = [" ".join(chance.sample(WORDS[2000:], 4)) for _ in range(30)]
    common = [" ".join(chance.sample(WORDS[:100], 6)) for _ in range(30)]
    asked = [f"How many people were evacuated from {place_of(number)}?" for number in towns]
    kinds = {"search, 4 rare words": rare, "search, 6 common words": common, "search, a question": asked}
    return {
        kind: [lambda q=q: library.search(q, Scope(), 20) for q in questions]  # type: ignore[misc]
        for kind, questions in kinds.items()
    }


async def searching(address: str, count: int) -> dict[str, list[float]]:
    """Milliseconds of searches, and of answers over the whole library, one question after the other."""
    settings = load_settings().model_copy(update={"database_url": address})
    async with Services(settings) as services:
        library, answers = await services.library(), await services.answers()
        towns = chance.sample(range(count), 30)
        found = {kind: await times(calls) for kind, calls in searches(library, towns).items()}
        asked = [f"How many people were evacuated from {place_of(number)}?" for number in towns]
        await answers.ask("How many people were evacuated?", None, Scope())  # loads the models
        await _brief_all(library, asked)
        found["answer"] = await times([lambda q=q: answers.ask(q, None, Scope()) for q in asked])
        found["answer, asked again"] = await times(
            [lambda q=q: answers.ask(q, None, Scope()) for q in asked[:10]]
        )
    return found


async def _brief_all(library: SqlLibrary, questions: Sequence[str]) -> None:
    """Brief what the questions will be answered from: a library has a brief of all that is followed."""
    for question in questions:
        for article in await library.search(question, Scope(), 20):
            await library.add_brief(brief(article, EMBEDDED))


async def measure(library: SqlLibrary, some: Sequence[Article], count: int) -> None:
    """Time each call on the filled library."""
    new = [made_up(count + number) for number in range(100)]
    batch = [made_up(count + 1000 + number) for number in range(480)]
    briefs = [brief(article) for article in some]
    size = f"of {count:,}"
    await timed(f"add_article, new, {size}", [lambda a=a: library.add_article(a) for a in new])
    await timed(f"add_article, known, {size}", [lambda a=a: library.add_article(a) for a in some])
    await timed(f"add_articles, 480 new at once, {size}", [lambda: library.add_articles(batch)])
    await timed(f"keep, {size}", [lambda a=a: library.keep(a, Scope()) for a in new])
    await timed(f"add_brief, {size}", [lambda b=b: library.add_brief(b) for b in briefs])
    await timed(f"brief_of, {size}", [lambda a=a: library.brief_of(a, ENGINE) for a in some])
    for kind, calls in searches(library, chance.sample(range(count), 30)).items():
        await timed(f"{kind}, {size}", calls)
    await timed(f"articles, the last 50, {size}", [lambda: library.articles(Scope())] * 10)


@contextmanager
def empty_database(on_postgres: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a new database, gone afterwards, and what a server does to its tables by itself."""
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        if not on_postgres:
            yield f"sqlite+aiosqlite:///{folder}/briefwire.db", lambda: None
            return
        server = Postgres(Path(folder))
        server.start()
        try:
            address = server.create()
            yield address, lambda: server.execute("VACUUM (ANALYZE)", name=server.name(address))
        finally:
            server.stop()


async def filled(address: str, count: int, settle: Callable[[], None]) -> list[Article]:
    """Fill a new database, and let it come to rest; some of its articles."""
    start = time.perf_counter()
    async with await open_library(address) as library:
        some = await fill(library, count)
        async with library.database.writing() as conn:
            await conn.execute(text("ANALYZE"))
    await asyncio.to_thread(settle)
    print(f"({count:,} put in after {time.perf_counter() - start:.0f} s)", flush=True)
    return some


async def main(counts: Sequence[int], on_postgres: bool, only_search: bool) -> None:
    """Measure on a fresh database for each count."""
    rows: dict[str, list[str]] = {}
    for count in counts:
        with empty_database(on_postgres) as (address, settle):
            some = await filled(address, count, settle)
            if only_search:
                for kind, spent in (await searching(address, count)).items():
                    rows.setdefault(kind, []).append(f"{median(spent):.0f} ({max(spent):.0f})")
                continue
            print(f"{'milliseconds':44}{'median':>9}{'worst':>9}")
            start = time.perf_counter()
            async with await open_library(address) as library:
                print(f"{'open':44}{(time.perf_counter() - start) * 1000:9.1f}")
                await measure(library, some, count)
    if rows:
        kind_of = "PostgreSQL" if on_postgres else "SQLite"
        print(f"| {kind_of}, ms: median (worst) | {' | '.join(f'{count:,} articles' for count in counts)} |")
        print("|---|" + "---|" * len(counts))
        for kind, cells in rows.items():
            print(f"| {kind} | {' | '.join(cells)} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long the store takes.")
    parser.add_argument("articles", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--search", action="store_true", help="searching and answering alone, as a table")
    given = parser.parse_args()
    asyncio.run(main(given.articles, given.postgres, given.search))
