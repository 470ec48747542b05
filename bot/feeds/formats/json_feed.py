"""JSON Feed, of version 1 or 1.1."""

import html
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.feeds.formats.fields import address, iso_moment, language_code, plain, sound
from bot.feeds.formats.parsed import MOST_ENTRIES, ParsedFeed, in_language
from bot.model import FeedEntry


def json_feed(data: bytes, url: str | None, now: datetime) -> ParsedFeed | None:
    """The JSON Feed in `data`, or None when it is none. `url` is what relative links are resolved against."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version", "")):
        return None
    version = str(found["version"]).rstrip("/").rsplit("/", 1)[-1]
    items = found.get("items")
    problems = () if isinstance(items, list) else ("it has no list of items",)
    site = address(_text(found.get("home_page_url")), url)
    entries = tuple(_json_entries(items if isinstance(items, list) else [], site or url or "", now))
    language = language_code(_text(found.get("language")))
    return ParsedFeed(
        f"json {version}",
        plain(_text(found.get("title"))),
        site,
        language,
        in_language(entries, language),
        problems,
    )


def _json_entries(items: list[Any], base: str, now: datetime) -> Iterator[FeedEntry]:
    for item in items[:MOST_ENTRIES]:
        if not isinstance(item, dict):
            continue
        content = _text(item.get("content_html")) or html.escape(_text(item.get("content_text")) or "")
        tags = item.get("tags")
        yield FeedEntry(
            guid=plain(_text(item.get("id"))),
            url=address(_text(item.get("url")) or _text(item.get("external_url")), base),
            title=plain(_text(item.get("title"))),
            text=sound(content or _text(item.get("summary"))),
            language=language_code(_text(item.get("language"))),
            author=plain(_author(item)),
            categories=tuple(filter(None, map(plain, map(_text, tags)))) if isinstance(tags, list) else (),
            published_at=iso_moment(_text(item.get("date_published")), now),
            updated_at=iso_moment(_text(item.get("date_modified")), now),
        )


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else None


def _author(item: Mapping[str, Any]) -> str | None:
    """Who wrote an item of a JSON Feed, of version 1 ("author") or 1.1 ("authors")."""
    authors = item.get("authors")
    people = [*(authors if isinstance(authors, list) else []), item.get("author")]
    named = [_text(each.get("name")) for each in people if isinstance(each, dict)]
    return ", ".join(filter(None, named)) or None
