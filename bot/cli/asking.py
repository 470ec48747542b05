"""`briefwire ask`: a question to some articles, to the library, or many as JSON Lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.batch import check_keys, run_batch, text_of
from bot.cli.documents import answer_document, emit
from bot.cli.progress import working
from bot.cli.reading import Json, one_or_batch
from bot.cli.running import at_the_desk
from bot.errors import InputError

if TYPE_CHECKING:
    from bot.app import Desk

QUESTION_KEYS = ("question", "sources", "source")
"""What a line of a batch may hold beside its id."""

In = Annotated[
    list[str] | None,
    typer.Option("--in", metavar="SOURCE", help="Answer from this source alone; can be repeated."),
]

Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch", metavar="FILE.jsonl", help='JSON Lines in ({"id","question","sources"}) and out.'
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION")] = None,
    sources: In = None,
    json: Json = False,
    batch: Batch = None,
) -> None:
    """Answer a question from sources or the library, with the sentence that says it."""
    asked = one_or_batch(question, batch, "QUESTION", **{"--in": sources})
    if batch is not None:
        at_the_desk(lambda desk: run_batch(batch, lambda line: _ask_line(desk, line)), many=True)
        return

    async def command(desk: "Desk") -> None:
        desk.check_question(asked)
        with working("Reading…"):
            articles = await desk.read_all(sources) if sources else None
        with working("Looking for the answer…"):
            answers = await desk.ask(asked, articles)
        if json:
            emit(answer_document(answers))
        else:
            from bot.chat.answer_view import show_answers
            from bot.chat.layout import to_standard_output

            show_answers(to_standard_output(), answers, await desk.sources_of(articles))

    at_the_desk(command)


async def _ask_line(desk: "Desk", line: Mapping[str, Any]) -> dict[str, Any]:
    check_keys(line, QUESTION_KEYS)
    question = text_of(line, "question")
    if question is None:
        raise InputError('This line asks no "question".')
    desk.check_question(question)
    sources = _sources_of(line)
    articles = None if sources is None else await desk.read_all(sources)
    return answer_document(await desk.ask(question, articles))


def _sources_of(line: Mapping[str, Any]) -> Sequence[str] | None:
    """The line's sources; None, for the library, if it names none."""
    sources = line.get("sources")
    if sources is None:
        one = text_of(line, "source")
        return None if one is None else [one]
    if isinstance(sources, str):
        return [sources]
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        raise InputError('"sources" must be a list of addresses and files.')
    if not sources:
        raise InputError('"sources" is empty: leave it out to ask the library.')
    return sources
