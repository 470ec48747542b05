"""The windows to follow a feed and to bring an OPML file."""

from urllib.parse import urlsplit

from bot.chat.slack.escaping import shown
from bot.chat.slack.modals import Meta, State, View, channel_choice, filled, labelled, typed, window
from bot.chat.slack.rich import Block, Part, line, rich, text
from bot.model import Filter
from bot.web.canonical import clean_address

LARGEST_OPML = 2_000_000
"""Bytes."""


def feed_window(meta: Meta, *, problem: str = "", state: State | None = None) -> View:
    """The form for a feed, with what was filled in before and what was wrong with it."""
    given = state or {}
    blocks = [
        *_problem(problem),
        typed("address", "Feed, or a page that has one", most=2000, value=filled(given, "address")),
        channel_choice("channel", "Channel", channel=filled(given, "channel") or meta.channel),
        typed(
            "include",
            "Only items with one of these words (optional)",
            value=filled(given, "include"),
            hint="Separated by commas; whole words and phrases",
            optional=True,
        ),
        typed(
            "exclude", "No items with any of these (optional)", value=filled(given, "exclude"), optional=True
        ),
        typed(
            "sources",
            "Only from these sites (optional)",
            value=filled(given, "sources"),
            hint="Such as news.example; -news.example: not from it",
            optional=True,
        ),
        typed(
            "languages",
            "Only in these languages (optional)",
            value=filled(given, "languages"),
            hint="Such as en, de; -de: not in it",
            optional=True,
        ),
    ]
    return window("feed", "Add feed", blocks, meta, submit="Follow")


def feed_errors(state: State) -> dict[str, str]:
    """What is wrong with a filled form, by field."""
    address = address_in(state)
    found = clean_address(address)
    host = urlsplit(found).hostname if found else None
    if not host or "." not in host or any(map(str.isspace, address)):
        return {"address": "This is no web address: give one such as https://example.org/feed.xml"}
    return {}


def address_in(state: State) -> str:
    """The address that was filled in."""
    address = filled(state, "address")
    return address if "://" in address else f"https://{address}"


def filter_in(state: State) -> Filter:
    """The filter that was filled in."""
    names = ("include", "exclude", "sources", "languages")
    return Filter(**{name: _words(filled(state, name)) for name in names})


def import_window(meta: Meta) -> View:
    """The form for an OPML file."""
    element: Part = {
        "type": "file_input",
        "action_id": "file",
        "filetypes": ["opml", "xml"],
        "max_files": 1,
    }
    blocks = [
        labelled("file", "OPML file of another reader", element),
        channel_choice("channel", "Channel", channel=meta.channel),
    ]
    return window("import", "Import feeds", blocks, meta, submit="Import")


def _words(typed_in: str) -> tuple[str, ...]:
    return tuple(word for part in typed_in.replace("\n", ",").split(",") if (word := part.strip()))


def _problem(problem: str) -> list[Block]:
    return [rich(line(text(shown(problem), bold=True)))] if problem else []
