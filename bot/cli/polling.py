"""`briefwire poll`: the followed feeds read now, and what came in briefed."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli.documents import emit
from bot.cli.following import count_of
from bot.cli.progress import bar
from bot.cli.running import at_the_desk, complain

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.feeds.poll import Polled
    from bot.feeds.service import FeedService
    from bot.model import Feed, FeedItem

T = TypeVar("T")
U = TypeVar("U")
PAGES_AT_ONCE = 4
MOST_AT_ONCE = 500


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(poll)


def poll(
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Read all that is followed, not just what is due; no server before it permits.",
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line for each feed and each item.")
    ] = False,
) -> None:
    """Read the feeds that are due now, and brief what came in."""

    async def command(desk: "Desk") -> None:
        feeds = await desk.feeds()
        resting: list[str] = []
        if everything:
            await feeds.make_due()
            resting = [_resting(feed) for feed in await feeds.left_alone()]
        failed = resting + await _read_feeds(feeds, desk.settings.feeds.concurrency, json)
        failed += await _brief_items(feeds, json)
        for problem in failed:
            complain(problem)

    at_the_desk(command)


def _resting(feed: "Feed") -> str:
    from bot.chat.times import at_home

    until = at_home(feed.quiet_until) if feed.quiet_until else "later"
    return f"{feed.url} is not read before {until}: its server lets itself be asked again only then."


async def _read_feeds(feeds: "FeedService", at_once: int, json: bool) -> list[str]:
    """Read what is due and show it; the problems that there were."""
    node = f"poll-{os.getpid()}"
    problems: list[str] = []
    count = 0
    try:
        while due := await feeds.due_feeds(datetime.now(UTC), MOST_AT_ONCE, node):
            with bar(len(due)) as advance:
                polled = await _several(due, lambda feed: feeds.poll(feed.id), at_once, advance)
            for feed, outcome in zip(due, polled, strict=True):
                count += 1
                problems += filter(None, (outcome.problem, outcome.moved))
                _show_feed(feed, outcome, json)
    finally:
        await feeds.let_go(node)
    if not json:
        typer.echo(
            f"{count_of(count)} read." if count else "No feed is due: `briefwire poll --all` reads them all."
        )
    return problems


async def _brief_items(feeds: "FeedService", json: bool) -> list[str]:
    """Brief what waits for it and show it; why some could not be."""
    problems: list[str] = []
    tried: set[str] = set()
    while True:
        waiting = await feeds.pending_items(datetime.now(UTC), MOST_AT_ONCE)
        items = [item for item in waiting if f"{item.id} {item.revision}" not in tried]
        if not items:
            return problems
        tried |= {f"{item.id} {item.revision}" for item in items}
        with bar(len(items)) as advance:
            done = await _several(items, lambda item: feeds.ingest(item.id), PAGES_AT_ONCE, advance)
        for item in filter(None, done):
            problems += _show_item(item, json)


async def _several(
    things: Sequence[T], work: Callable[[T], Awaitable[U]], at_once: int, advance: Callable[[], None]
) -> list[U]:
    """What `work` makes of each, at most so many at a time, in their order."""
    turns = asyncio.Semaphore(at_once)

    async def one(thing: T) -> U:
        async with turns:
            try:
                return await work(thing)
            finally:
                advance()

    return list(await asyncio.gather(*map(one, things)))


def _show_feed(feed: "Feed", polled: "Polled", json: bool) -> None:
    from bot.chat.plain import one_line

    if json:
        told: dict[str, Any] = {"feed": feed.url, "new": len(polled.new), "revised": polled.revised}
        emit(
            told | {"postponed": polled.postponed, "problem": polled.problem, "moved": polled.moved},
            indent=None,
        )
    elif polled.new or polled.revised:
        more = f", {polled.postponed} of them briefed later" if polled.postponed else ""
        new = f"{len(polled.new)} new{more}" if polled.new else ""
        changed = f"{polled.revised} changed" if polled.revised else ""
        name = polled.feed.title or feed.url if polled.feed else feed.url
        typer.echo(one_line(f"{name}: {', '.join(filter(None, (new, changed)))}"))


def _show_item(item: "FeedItem", json: bool) -> list[str]:
    """Show what has become of an item; its problem, if it could not be briefed."""
    from bot.chat.plain import one_line

    title = item.entry.title or item.entry.url or "untitled"
    if json:
        told = item.model_dump(mode="json", include={"id", "state", "reason", "article_id", "revision"})
        emit(told | {"title": item.entry.title, "url": item.entry.url}, indent=None)
        return []
    if item.state != "briefed":
        later = " It is tried again later." if item.state == "seen" else ""
        reason = item.reason or "no reason is known."
        return [f"{reason if reason.startswith(title) else f'{title}: {reason}'}{later}"]
    typer.echo(f"Briefed: {one_line(title)}{f' ({one_line(item.reason)})' if item.reason else ''}")
    return []
