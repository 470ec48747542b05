"""RSS, Atom and RDF, as feedparser reads them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.feeds.formats.fields import address, language_code, moment_of, plain, sound
from bot.feeds.formats.parsed import MOST_ENTRIES, ParsedFeed, in_language
from bot.model import FeedEntry

_HOURS = 3600
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)


def xml_feed(data: bytes, url: str | None, content_type: str | None, now: datetime) -> ParsedFeed | None:
    """The feed in a document of XML, or None when it is none.

    `url` is what relative links are resolved against.
    """
    data, problems = _without_entities(data)
    found, misdeclared = _parsed_somehow(data, url, content_type)
    if not found.version and not found.entries:
        return None
    problems = (*problems, *misdeclared, *_flaws(found))
    site = address(found.feed.get("link"), url)
    entries = tuple(_entry(each, site or url or "", now) for each in found.entries[:MOST_ENTRIES])
    language = language_code(found.feed.get("language"))
    return ParsedFeed(
        kind=found.version or "unknown",
        title=plain(found.feed.get("title")),
        site_url=site,
        language=language,
        entries=in_language(entries, language),
        problems=problems,
        ttl=_ttl(found.feed),
        skip_hours=frozenset(int(hour) % 24 for hour in _skipped(data, b"Hour") if hour.isdigit()),
        skip_days=frozenset(_skipped(data, b"Day")),
    )


def _without_entities(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document without the entities that it defines: XML bombs are made of them, and feeds need none."""
    if b"<!ENTITY" not in data[:65536].upper():
        return data, ()
    return _DOCTYPE.sub(b"", data, count=1), ("it defines entities, which are not expanded",)


def _parsed_somehow(data: bytes, url: str | None, content_type: str | None) -> tuple[Any, tuple[str, ...]]:
    """What feedparser makes of it, in another encoding than it declares where nothing else gives entries."""
    found = _parsed_xml(data, url, content_type)
    bare = _DECLARATION.sub(b"", data, count=1)
    if found.entries or bare == data:
        return found, ()
    guessed = _parsed_xml(bare, url, None)
    return guessed, ("its encoding is not the one that it declares",) if guessed.entries else ()


def _flaws(found: Any) -> tuple[str, ...]:
    """What of it is not well formed, in words; nothing where only its labels are wrong."""
    import feedparser

    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    if not found.bozo or isinstance(found.bozo_exception, harmless):
        return ()
    where = getattr(found.bozo_exception, "getLineNumber", lambda: None)()
    return (f"it is not well formed{f' (line {where})' if where else ''}",)


def _parsed_xml(data: bytes, url: str | None, content_type: str | None) -> Any:
    import feedparser

    headers = {"content-location": url or "", **({"content-type": content_type} if content_type else {})}
    return feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _skipped(data: bytes, unit: bytes) -> list[str]:
    """The hours (UTC) or days, in lower case, at which an RSS feed asks not to be read."""
    listed = re.search(rb"<skip%ss>(.{0,2000}?)</skip%ss>" % (unit, unit), data, re.DOTALL | re.IGNORECASE)
    found = re.findall(rb"<%s>\s*(\w{1,9})\s*<" % unit, listed.group(1), re.IGNORECASE) if listed else []
    return [each.decode("ascii", "replace").lower() for each in found]


def _entry(found: Mapping[str, Any], base: str, now: datetime) -> FeedEntry:
    contents = [each.get("value", "") for each in found.get("content", [])] + [found.get("summary", "")]
    return FeedEntry(
        guid=plain(found.get("id")),
        url=address(found.get("link") or _as_link(found), base),
        title=plain(found.get("title")),
        text=sound(max(contents, key=len)),
        author=plain(found.get("author")),
        categories=tuple(filter(None, (plain(tag.get("term")) for tag in found.get("tags", [])))),
        published_at=moment_of(_parsed(found, "published_parsed") or _parsed(found, "updated_parsed"), now),
        updated_at=moment_of(_parsed(found, "updated_parsed"), now),
    )


def _parsed(found: Mapping[str, Any], name: str) -> Any:
    """A date as feedparser has it, and no other in its place, which its own `get` would give."""
    return found[name] if dict.__contains__(found, name) else None


def _as_link(found: Mapping[str, Any]) -> str | None:
    """An RSS item without a link whose guid is a permalink; feedparser leaves some of them."""
    guid = found.get("id") or ""
    return guid if guid.startswith(("http://", "https://")) else None


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """How long the feed asks to be left alone (`ttl` is in minutes, syndication's period in its own)."""
    if str(feed.get("ttl", "")).strip().isdigit():
        return int(feed["ttl"]) * 60
    periods = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
    period = periods.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    often = str(feed.get("sy_updatefrequency", "1")).strip()
    return period * _HOURS // max(1, int(often) if often.isdigit() else 1) if period else None
