"""The hosted engine against a server that lies: `python -m benchmarks.hosted`.

A scripted server on loopback replies with sentences of the sample articles, each changed so that it is
untrue (`tests/ground/mutations.py`), with orders that hostile articles give (`tests/engine/hosted/hostile`),
and with quotes that nobody said; each with a quote as its proof. Counted is what reaches a reader of
`briefwire ask`. Then: what checking costs in time, how soon the embedded engine answers where the server
fails, and 200 questions at once.
"""

import asyncio
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from bot.app import Desk
from bot.config import Settings, default_settings
from bot.engine.hosted.holding import Claimed, hold, read
from bot.engine.local.nlp import parse
from bot.model import Article, Excerpt
from bot.resources import resource
from tests.engine.hosted.server import Says, Server, answer, serving
from tests.ground.mutations import mutations

Lie = tuple[str, str, str]
"""Its kind, the claim, and the quote that is given for it."""
AT_ONCE = 4
AROUND = (
    "Ferry calls at the port\n\nThe ferry left the harbour at nine in the morning, the port office said. "
    "It carried forty passengers and their luggage, and arrived two hours later on the other side.\n\n"
    "The mayor of the town said that she hoped for more visitors in the summer."
)
"""An article around each order, enough of it to be English."""
QUESTION = "What happened?"


def settings_for(place: str, address: str, **openai: object) -> Settings:
    """Settings with a library of their own and the scripted server."""
    base = default_settings()
    own = {"base_url": address, "api_key": SecretStr("sk-benchmark"), "day_tokens": 10**9} | openai
    own |= {"workspace_tokens": 10**9, "person_tokens": 10**9}
    changed = base.openai.model_copy(update=own)
    return base.model_copy(
        update={"database_url": f"sqlite+aiosqlite:///{place}/library.db", "openai": changed}
    )


def lies_about(article: Article) -> Iterator[Lie]:
    """Every sentence changed in every way, with the sentence itself as its quote."""
    doc = parse(article.text)
    for sentence in doc.sents:
        for each in mutations(sentence, doc):
            yield each.kind, each.changed.strip(), each.sentence.strip()
        if len(sentence.text.split()) > 4:
            yield (
                "invented quote",
                f"{sentence.text.strip()[:-1]}, and lied.",
                f"{sentence.text.strip()[:-1]} lied.",
            )


async def told(desk: Desk, server: Server, article: Article, lies: Sequence[Lie]) -> list[Lie]:
    """The lies that a reader got to see."""
    through: list[Lie] = []
    for at in range(0, len(lies), AT_ONCE):
        some = [lie for lie in lies[at : at + AT_ONCE] if len(lie[1]) <= 280 and len(lie[2]) <= 600]
        if not some:
            continue
        server.say(Says(answer(*((claim, quote) for _, claim, quote in some))))
        [given] = await desk.ask(f"{QUESTION} ({at})", [article])
        through += [lie for lie in some if lie[1] in given.text]
    return through


async def lied_to(place: str, server: Server) -> tuple[Counter[str], Counter[str], list[Lie]]:
    """How many lies of each kind were tried, how many were shown, and which."""
    tried: Counter[str] = Counter()
    shown: list[Lie] = []
    async with Desk(settings_for(place, server.address)) as desk:
        seeds = sorted(resource("seeds").glob("*.md"))
        for article in await desk.read_all([str(path) for path in seeds if path.stem != "README"]):
            lies = list(lies_about(article))
            tried.update(kind for kind, claim, quote in lies if len(claim) <= 280 and len(quote) <= 600)
            shown += await told(desk, server, article, lies)
        for attack in tomllib.loads(_hostile().read_text("utf-8"))["attack"]:
            text = "\n\n".join((AROUND, attack["text"], "It rained in the afternoon."))
            article = await desk.read_text(text)
            lie = ("order in an article", attack["claim"], attack.get("quote") or attack["text"])
            tried[lie[0]] += 1
            shown += await told(desk, server, article, [lie])
    return tried, Counter(kind for kind, _, _ in shown), shown


def _hostile() -> Path:
    return resource("tests/engine/hosted/hostile/articles.toml")


def checking_times(article: Article) -> list[float]:
    """Milliseconds of one core that holding an answer of one sentence takes, once its excerpt is parsed."""
    whole = Excerpt(article=article, start=0, end=len(article.text))
    read([whole])
    found = []
    for sentence in parse(article.text).sents:
        text = sentence.text.strip()
        if len(text.split()) < 5:
            continue
        began = time.process_time()
        hold([whole], [Claimed(text.replace(" the ", " that ", 1), (text,))])
        found.append(1000 * (time.process_time() - began))
    return found


async def fallback_times(place: str, server: Server, article: Article) -> dict[str, float]:
    """Seconds until the embedded engine has answered where the server fails, with the shipped patience."""
    found: dict[str, float] = {}
    failures = {
        "status 500": Says(status=500),
        "no sign": Says("{}", before=60),
        "breaks off": Says("{", drop_after=0),
    }
    for name, says in failures.items():
        server.say(says)
        found[name] = await _timed(settings_for(place, server.address), article)
    found["nobody there"] = await _timed(settings_for(place, "http://127.0.0.1:9/v1"), article)
    return found


async def _timed(settings: Settings, article: Article) -> float:
    async with Desk(settings) as desk:
        await desk.ask("When?", [article])  # what is loaded once is loaded
        began = time.perf_counter()
        [given] = await desk.ask("Who spoke?", [article])
        assert given.engine.name.startswith("embedded")
        return time.perf_counter() - began


async def crowd(place: str, server: Server, article: Article) -> tuple[float, int, int]:
    """Seconds that 200 questions at once take, how many answers are hosted, most connections at once."""
    sentence = next(iter(parse(article.text).sents)).text.strip()
    server.say(Says(answer((sentence[:280], sentence)), before=0.05))
    server.most = 0
    async with Desk(settings_for(place, server.address, patience=60.0)) as desk:
        began = time.perf_counter()
        found = await asyncio.gather(*(desk.ask(f"What happened at {n}?", [article]) for n in range(200)))
        return time.perf_counter() - began, sum(f[0].engine.name == "hosted" for f in found), server.most


async def measured(console: Console) -> None:
    """All of it, printed."""
    with TemporaryDirectory() as place:
        async with serving() as server:
            tried, through, shown = await lied_to(place, server)
            table = Table("lie", "tried", "reached the reader")
            for kind in tried:
                table.add_row(kind, str(tried[kind]), str(through[kind]))
            table.add_row("all", str(tried.total()), str(through.total()))
            console.print(table)
            for kind, claim, quote in shown:
                console.print(f"{kind}: {claim!r} for {quote!r}", markup=False)
            async with Desk(settings_for(place, server.address)) as desk:
                article = await desk.read(str(resource("seeds/port-fire-agency.md")))
            times = sorted(checking_times(article))
            console.print(
                f"checking an answer: median {statistics.median(times):.1f} ms, slowest {times[-1]:.1f} ms"
            )
            for name, seconds in (await fallback_times(place, server, article)).items():
                console.print(f"fallback, {name}: {seconds:.2f} s")
            taken, hosted, most = await crowd(place, server, article)
            console.print(
                f"200 questions at once: {taken:.1f} s, {hosted} hosted, at most {most} connections"
            )


if __name__ == "__main__":
    asyncio.run(measured(Console()))
