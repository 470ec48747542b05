"""`briefwire follow` and `briefwire feeds`: what is followed, and lists of it in and out."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import checking
from bot.cli.documents import emit
from bot.cli.progress import bars, working
from bot.cli.running import at_the_desk, complain
from bot.errors import InputError
from bot.model import Destination, Filter, Following

if TYPE_CHECKING:
    from bot.app import Desk

HERE = Destination(platform="terminal", workspace="local", channel="terminal")
"""As in the terminal chat (`bot.chat.terminal`), which takes too long to import here."""

Words = Annotated[list[str] | None, typer.Option(metavar="WORDS")]
Address = Annotated[str, typer.Argument(metavar="URL", help="A feed, or a page that has one.")]


def add_to(app: typer.Typer) -> None:
    """Add the command and the group."""
    app.command()(follow)
    feeds = typer.Typer(help="What is followed: list, remove, import, export, check.", no_args_is_help=True)
    for command, name in ((listing, "list"), (remove, None), (import_, "import"), (export, None)):
        feeds.command(name)(command)
    checking.add_to(feeds)
    app.add_typer(feeds, name="feeds")


def follow(
    url: Address,
    include: Annotated[
        list[str] | None, typer.Option("--include", metavar="WORDS", help="Only what has these words.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="WORDS", help="Nothing that has these words.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="HOST", help="Only from this site; -HOST: not from it."),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="Only in this language; -CODE: not in it."),
    ] = None,
    folder: Annotated[
        str, typer.Option("--folder", metavar="A/B", help="The folder that it is listed in.")
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what the filter would do, and don't follow.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Follow a feed, or the feed of a page; following again changes the filter."""
    wanted = Filter(
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        sources=tuple(source or ()),
        languages=tuple(language or ()),
    )

    async def command(desk: "Desk") -> None:
        feeds = await desk.feeds()
        with working(f"Reading {url}…"):
            if preview:
                shown = await feeds.preview_filter(url, wanted)
            else:
                following = await feeds.follow(url, HERE, wanted=wanted, folder=_folder(folder))
                shown = await feeds.preview_filter(following.feed.url, wanted)
        if json:
            flaws = {} if preview else {"flaws": list(following.flaws)}
            emit(shown.model_dump(mode="json") if preview else document(following) | flaws)
            return
        from bot.chat.feed_view import named, show_flaws, show_preview
        from bot.chat.layout import to_standard_output
        from bot.chat.times import ahead

        page = to_standard_output()
        if not preview:
            read = ahead(following.feed.next_poll, datetime.now(UTC))
            page.line(f"Following {named(following)}, next read {read}.")
            show_flaws(page, following)
        if preview or wanted != Filter():
            show_preview(page, shown)

    at_the_desk(command)


def _folder(path: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in path.split("/"))))


def listing(
    everybody: Annotated[
        bool, typer.Option("--all", help="What all workspaces follow, not just you.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line for each.")] = False,
) -> None:
    """List what is followed, with state, next poll, and what is wrong."""

    async def command(desk: "Desk") -> None:
        feeds = await desk.feeds()
        followed = await (feeds.followed_by_all() if everybody else feeds.followed(HERE.workspace))
        if json:
            for each in followed:
                emit(document(each), indent=None)
            return
        from bot.chat.feed_view import show_followed
        from bot.chat.layout import to_standard_output

        show_followed(to_standard_output(), followed, datetime.now(UTC), channels=everybody)

    at_the_desk(command)


def document(each: Following) -> dict[str, Any]:
    """A followed feed as JSON."""
    feed = each.feed.model_dump(mode="json")
    told = ("title", "url", "site_url", "state", "next_poll", "polled_at", "interval", "failures", "problem")
    theirs = each.subscription.model_dump(mode="json", include={"id", "filter", "folder", "destination"})
    return theirs | {name: feed[name] for name in told}


def remove(
    feed: Annotated[str, typer.Argument(metavar="FEED", help="Its id in the list, its address or its name.")],
) -> None:
    """Stop following a feed; what it brought stays in the library."""

    async def command(desk: "Desk") -> None:
        feeds = await desk.feeds()
        followed = await feeds.followed(HERE.workspace)
        names = [(each, {each.subscription.id, each.feed.url, each.feed.title}) for each in followed]
        found = [each for each, known in names if feed in known]
        if len({each.feed.id for each in found}) > 1:
            raise InputError(f"Several feeds are called {feed}: name one by its id (`briefwire feeds list`).")
        if not found:
            raise InputError(f"Nothing called {feed} is followed: `briefwire feeds list` shows what is.")
        for each in found:
            await feeds.unfollow(each.subscription.id, HERE.workspace)
            typer.echo(f"No longer following {each.feed.title or each.feed.url}.")

    at_the_desk(command)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds; - for standard input.")],
) -> None:
    """Follow all feeds of an OPML file, in its folders; exit code 1 if one could not be followed."""
    data = _bytes_of(file)

    async def command(desk: "Desk") -> int:
        with bars() as advance:
            done = await (await desk.feeds()).import_opml(data, HERE, each=advance)
        known = f", {len(done.known)} known before" if done.known else ""
        typer.echo(f"{count_of(len(done.followed))} followed{known}.")
        for each in done.followed:
            if each.feed.problem:
                complain(f"followed, but: {each.feed.problem}")
        for address, problem in done.failed:
            complain(problem if address in problem else f"{address}: {problem}")
        return len(done.failed)

    if at_the_desk(command):
        raise typer.Exit(1)


def count_of(feeds: int) -> str:
    """So many feeds, in words."""
    return f"{feeds} feed" if feeds == 1 else f"{feeds} feeds"


def _bytes_of(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}.") from error


def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.opml", help="Where to; else, and with -, standard output.")
    ] = None,
) -> None:
    """Write what is followed as an OPML file, its folders kept."""

    async def command(desk: "Desk") -> None:
        data = await (await desk.feeds()).export_opml(HERE.workspace)
        if file is None or str(file) == "-":
            sys.stdout.buffer.write(data)
            return
        try:
            file.write_bytes(data)
        except OSError as error:
            raise InputError(f"{file} cannot be written: {error.strerror or error}.") from error

    at_the_desk(command)
