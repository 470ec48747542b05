"""`briefwire extract` and `briefwire brief`: one article, or many as JSON Lines."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.batch import run_batch, source_of
from bot.cli.documents import brief_document, emit, extract_document
from bot.cli.progress import working
from bot.cli.running import at_the_desk

if TYPE_CHECKING:
    from bot.app import Desk

Source = Annotated[
    str | None, typer.Argument(metavar="SOURCE", help="An address, a file, or - for standard input.")
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address a saved page had.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE.jsonl", help='JSON Lines in ({"id","source"}) and out.'),
]


def add_to(app: typer.Typer) -> None:
    """Add both commands."""
    app.command()(extract)
    app.command()(brief)


def extract(source: Source = None, url: Url = None, json: Json = False, batch: Batch = None) -> None:
    """Print an article's text and what is known of it."""
    named = one_or_batch(source, batch, "SOURCE", **{"--url": url})
    if batch is not None:
        at_the_desk(lambda desk: run_batch(batch, lambda line: _extract_line(desk, line)), many=True)
        return

    async def command(desk: "Desk") -> None:
        with working("Reading…"):
            article = await desk.read(named, url)
        if json:
            emit(extract_document(article))
        else:
            from bot.chat.article_view import show_article
            from bot.chat.layout import to_standard_output

            show_article(to_standard_output(), article)

    at_the_desk(command)


def brief(
    source: Source = None,
    url: Url = None,
    json: Json = False,
    save: Annotated[bool, typer.Option("--save", help="Keep the article in your library.")] = False,
    batch: Batch = None,
) -> None:
    """Take an article apart: who, what, when; positions, quotes, figures; each with its sentence."""
    named = one_or_batch(source, batch, "SOURCE", **{"--url": url})
    if batch is not None:
        at_the_desk(lambda desk: run_batch(batch, lambda line: _brief_line(desk, line, save)), many=True)
        return

    async def command(desk: "Desk") -> None:
        with working("Reading…"):
            article = await desk.read(named, url)
        with working("Taking it apart…"):
            made = await desk.brief(article)
            if save:
                await desk.save(made.article)
        if json:
            emit(brief_document(made))
        else:
            from bot.chat.article_view import show_brief
            from bot.chat.layout import to_standard_output

            show_brief(to_standard_output(), made)

    at_the_desk(command)


async def _extract_line(desk: "Desk", line: Mapping[str, Any]) -> dict[str, Any]:
    return extract_document(await desk.read(*source_of(line)))


async def _brief_line(desk: "Desk", line: Mapping[str, Any], save: bool) -> dict[str, Any]:
    made = await desk.brief(await desk.read(*source_of(line)))
    if save:
        await desk.save(made.article)
    return brief_document(made)


def one_or_batch(given: str | None, batch: Path | None, name: str, **of_one: object) -> str:
    """What was given on the command line, "" with a batch; anything else is wrong usage.

    `of_one` are options that a batch has in its lines: passed over, they would change what is asked.
    """
    if (given is None) == (batch is None):
        raise typer.BadParameter(f"Give either {name} or --batch FILE.jsonl.")
    if batch is not None and (beside := [option for option, value in of_one.items() if value]):
        raise typer.BadParameter(f"{beside[0]} does not go with --batch: each line says it for itself.")
    return given or ""
