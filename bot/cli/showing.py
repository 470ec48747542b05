"""`briefwire demo`: everything at once, on the sample coverage, with nothing set up."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

from bot.cli.progress import working
from bot.cli.running import run
from bot.resources import resource

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.chat.layout import Page
    from bot.model import Article

BRIEFED = "pakistan-iran-strikes.md"
TOLD = "quake-early.md"
TOPIC = "Velmora earthquake"
READ = {".html", ".md", ".pdf", ".txt"}
QUESTIONS = (
    "Who offered mediation?",
    "What did India say?",
    "How many people were injured in the port fire?",
    "How much ransom did the libraries pay?",
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo() -> None:
    """See it work: sample articles become a brief and answers. No settings, no network."""
    with TemporaryDirectory(prefix="briefwire-demo-") as folder:
        run(_demonstrate(Path(folder) / "demo.db"))


async def _demonstrate(database: Path) -> None:
    from bot.app import Desk
    from bot.chat.layout import to_standard_output
    from bot.config import default_settings

    settings = default_settings(database_url=f"sqlite+aiosqlite:///{database}")
    page = to_standard_output()
    async with Desk(settings) as desk:
        articles = await _read_samples(desk, page)
        await _show_brief(desk, page, articles)
        await _answer(desk, page)
        await _show_digest(desk, page, articles)
        if sys.stdin.isatty() and sys.stdout.isatty():
            await _chat(desk, page)


async def _read_samples(desk: "Desk", page: "Page") -> dict[str, "Article"]:
    """The sample articles by file name, kept in the demo's own library."""
    samples = (path for path in resource("seeds").iterdir() if path.suffix in READ)
    paths = sorted(path for path in samples if path.stem != "README")
    page.title(f"1. Reading {len(paths)} sample articles into a library of this demo's own")
    with working("Reading…"):
        articles = await asyncio.gather(*(desk.read(str(path)) for path in paths))
        for article in articles:
            await desk.save(article)
    page.labelled([(article.site or "?", article.title or "") for article in articles])
    return {path.name: article for path, article in zip(paths, articles, strict=True)}


async def _show_brief(desk: "Desk", page: "Page", articles: dict[str, "Article"]) -> None:
    from bot.chat.article_view import show_brief

    page.title("2. One of them as a brief: every fact has the number of the sentence that says it")
    with working("Taking it apart…"):
        brief = await desk.brief(articles[BRIEFED])
    show_brief(page, brief)


async def _answer(desk: "Desk", page: "Page", questions: Sequence[str] = QUESTIONS) -> None:
    from bot.chat.answer_view import show_answers

    page.title("3. Questions to the whole library; what no article says is not answered")
    sources = await desk.sources_of(None)
    for question in questions:
        page.heading(f"> {question}")
        with working("Looking for the answer…"):
            answers = await desk.ask(question)
        show_answers(page, answers, sources)


async def _show_digest(desk: "Desk", page: "Page", articles: dict[str, "Article"]) -> None:
    from bot.chat.digest_view import show_digest
    from bot.model import Plan, Timing

    page.title("4. A digest, as a channel would get it that was told of the earthquake in the morning")
    plan = Plan(name="Evening digest", timing=Timing(times=("18:00",)), topics=(TOPIC,), length="short")
    new = [article for name, article in articles.items() if name != TOLD]
    with working("Composing…"):
        digest = await (await desk.digests()).sample(new, [articles[TOLD]], plan)
    show_digest(page, digest)


async def _chat(desk: "Desk", page: "Page") -> None:
    from bot.chat.terminal import Conversation, converse

    page.title("5. Your turn: ask about these articles")
    await converse(Conversation(desk, digests=desk.digests), page)
