"""What is followed, and what a filter would do, laid out for the terminal."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.chat.layout import Page
from bot.chat.times import ahead
from bot.model import Filter, FilterPreview, Following

SHOWN = 10
COLUMNS = ("id", "feed", "state", "next read", "filter", "folder", "address")

_FORMAT = re.compile(r"(?P<name>rss|atom|json) ?(?:version )?(?P<number>[\d.]*)[a-z]?")
"""A format as feedparser and JSON Feed name it; the letter tells whose RSS 0.91 it is."""


def show_followed(
    page: Page, followed: Sequence[Following], now: datetime, *, channels: bool = False
) -> None:
    """Feeds with state and next poll, and below them what is wrong with which; with `channels`, for whom."""
    if not followed:
        page.line(
            "Nothing is followed yet: `briefwire follow ADDRESS` follows a feed, or a page that has one."
        )
        return
    page.table(
        (*COLUMNS, "channel") if channels else COLUMNS, [_row(each, now, channels) for each in followed]
    )
    for each in followed:
        if each.feed.problem:
            page.line(f"{named(each)}: {each.feed.problem}", indent=2, style="yellow")


def _row(each: Following, now: datetime, channels: bool) -> tuple[str, ...]:
    feed = each.feed
    where = each.subscription.destination
    row = (
        each.subscription.id,
        feed.title or "untitled",
        feed.state,
        f"read {ahead(feed.next_poll, now)}" if feed.state in {"active", "failing"} else "not read any more",
        filter_words(each.subscription.filter),
        " / ".join(each.subscription.folder),
        feed.url,
    )
    return (*row, f"{where.platform} {where.workspace} {where.channel}") if channels else row


def named(each: Following) -> str:
    """What a feed is called."""
    return each.feed.title or each.feed.url


def format_name(kind: str) -> str:
    """What a feed's format is called ("rss20", "atom10", "json 1.1"): "RSS 2.0", "Atom", "JSON Feed 1.1"."""
    found = _FORMAT.fullmatch(kind)
    if not found or kind == "rss10":
        return "RDF (RSS 1.0)" if found else kind or "unknown format"
    name, number = found["name"], found["number"]
    if name == "json":
        return f"JSON Feed {number}".strip()
    version = f" {number[0]}.{number[1:]}" if number and kind != "atom10" else ""
    return f"{'RSS' if name == 'rss' else 'Atom'}{version}"


def show_flaws(page: Page, following: Following) -> None:
    """What is wrong with a feed that is followed all the same."""
    page.line(following.feed.problem or "", style="yellow")
    if following.flaws:
        page.line(f"It is read all the same, but has flaws: {'; '.join(following.flaws)}.", style="yellow")


def filter_words(wanted: Filter) -> str:
    """A filter in words; "" for one that lets everything pass."""
    parts = [f"{name} {', '.join(words)}" for name, words in wanted.model_dump().items() if words]
    return "; ".join(parts)


def show_preview(page: Page, preview: FilterPreview) -> None:
    """How many of the newest entries would pass, some of them, and why the others would not."""
    total = len(preview.passing) + len(preview.held_back)
    page.line(f"{len(preview.passing)} of the last {total} would pass.")
    for entry in preview.passing[:SHOWN]:
        page.line(f"passes: {entry.title or entry.url or 'untitled'}", indent=2)
    for held in preview.held_back[:SHOWN]:
        page.line(f"kept out: {held.entry.title or held.entry.url or 'untitled'} ({held.reason})", indent=2)
    if (more := max(0, len(preview.passing) - SHOWN) + max(0, len(preview.held_back) - SHOWN)) > 0:
        page.line(f"and {more} more", indent=2)
