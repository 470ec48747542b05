"""`briefwire feeds check`: what a feed says, read once without following it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.documents import emit
from bot.cli.progress import working
from bot.cli.running import at_the_desk, complain
from bot.errors import BriefwireError

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.feeds.check import Reading

SHOWN = 10
"""So many entries of a feed are listed for a person; the JSON has all of them."""


def add_to(feeds: typer.Typer) -> None:
    """Add the command to the group on feeds."""
    feeds.command()(check)


def check(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Addresses or files of feeds.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line for each, in order.")] = False,
) -> None:
    """Read feeds once, without following them; exit code 1 when one could not be read."""

    async def command(desk: "Desk") -> int:
        failures = [await _check(desk, source, json) for source in sources]
        return sum(failures)

    if at_the_desk(command):
        raise typer.Exit(1)


async def _check(desk: "Desk", source: str, json: bool) -> bool:
    """Show one feed; whether it failed."""
    try:
        with working(f"Reading {source}…"):
            reading = await desk.check_feed(source)
    except BriefwireError as error:
        if json:
            emit({"source": source, "error": str(error)}, indent=None)
        else:
            complain(str(error))
        return True
    if json:
        emit(_document(source, reading), indent=None)
    else:
        typer.echo(_shown(source, reading))
    return False


def _document(source: str, reading: "Reading") -> dict[str, Any]:
    feed = reading.feed
    entries = [
        {
            "id": entry.guid,
            "title": entry.title,
            "url": entry.url,
            "published_at": entry.published_at.isoformat() if entry.published_at else None,
        }
        for entry in feed.entries
    ]
    return {
        "source": source,
        "kind": feed.kind,
        "title": feed.title,
        "entries": entries,
        "problems": list(feed.problems),
    }


def _shown(source: str, reading: "Reading") -> str:
    from bot.chat.feed_view import format_name
    from bot.chat.plain import one_line

    feed = reading.feed
    lines = [f"{one_line(feed.title or source)}: {format_name(feed.kind)}, {_entries(len(feed.entries))}"]
    for entry in feed.entries[:SHOWN]:
        day = f"{entry.published_at.astimezone():%Y-%m-%d %H:%M %Z}" if entry.published_at else "no date"
        lines.append(f"  {day:20}  {one_line(entry.title or entry.url or entry.guid or 'untitled')}")
    if len(feed.entries) > SHOWN:
        lines.append(f"  and {len(feed.entries) - SHOWN} more")
    lines += [f"  problem: {problem}" for problem in feed.problems]
    return "\n".join(lines)


def _entries(count: int) -> str:
    return f"{count} entry" if count == 1 else f"{count} entries"
