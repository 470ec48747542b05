"""A feed's bytes as values: RSS, Atom, RDF and JSON Feed, whatever state they are in.

Everything here may be hostile: it is called in a process that can be ended.
"""

import calendar
import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.ground.language import language_of
from bot.ground.wanted import shown_text
from bot.model import FeedEntry

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing on the web is older; a date before it, or more than two days ahead, is no date."""
AHEAD = timedelta(days=2)
MOST_ENTRIES = 20_000
LONGEST_ADDRESS = 2000
_HOURS = 3600
_TELLING = 100
_TAG = re.compile(r"<[^>]*>")
_ROOT = re.compile(rb"<\s*(?:\w+:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class ParsedFeed:
    """One reading of a feed: `kind` as "rss20", `problems` in words, `ttl` in seconds if it asks for one."""

    kind: str
    title: str | None
    site_url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    problems: tuple[str, ...]
    ttl: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()


def parse_feed(data: bytes, url: str | None, content_type: str | None, now: datetime) -> ParsedFeed | None:
    """The feed in `data`, or None when it is none. `url` is what relative links are resolved against."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(data, url, now)
    if not _ROOT.search(data[:65536]):
        return None
    return _xml_feed(data, url, content_type, now)


def _xml_feed(data: bytes, url: str | None, content_type: str | None, now: datetime) -> ParsedFeed | None:
    import feedparser

    problems: list[str] = []
    if b"<!ENTITY" in data[:65536].upper():
        data = _DOCTYPE.sub(b"", data, count=1)  # entities are how XML bombs are made, and feeds need none
        problems.append("it defines entities, which are not expanded")
    found = _parsed_xml(data, url, content_type)
    if not found.entries and (bare := _DECLARATION.sub(b"", data, count=1)) != data:
        found = _parsed_xml(bare, url, None)
        problems += ["its encoding is not the one that it declares"] if found.entries else []
    if not found.version and not found.entries:
        return None
    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    if found.bozo and not isinstance(found.bozo_exception, harmless):
        problems.append(_in_words(found.bozo_exception))
    site = _address(found.feed.get("link"), url)
    entries = tuple(_entry(each, site or url or "", now) for each in found.entries[:MOST_ENTRIES])
    language = _language(found.feed.get("language"))
    return ParsedFeed(
        kind=found.version or "unknown",
        title=_plain(found.feed.get("title")),
        site_url=site,
        language=language,
        entries=_in_language(entries, language),
        problems=tuple(problems),
        ttl=_ttl(found.feed),
        skip_hours=frozenset(int(hour) % 24 for hour in _skipped(data, b"Hour") if hour.isdigit()),
        skip_days=frozenset(_skipped(data, b"Day")),
    )


def _parsed_xml(data: bytes, url: str | None, content_type: str | None) -> Any:
    import feedparser

    headers = {"content-location": url or "", **({"content-type": content_type} if content_type else {})}
    return feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _in_language(entries: Sequence[FeedEntry], declared: str | None) -> tuple[FeedEntry, ...]:
    """The entries with the language of their feed: what it declares, or what most of its words are in."""
    told = declared
    if told is None:
        sample = " ".join(f"{each.title or ''} {shown_text(each.text)[:300]}" for each in entries[:10])
        told = language_of(sample) if len(sample) >= _TELLING else None
    return tuple(each if each.language else each.model_copy(update={"language": told}) for each in entries)


def _skipped(data: bytes, unit: bytes) -> list[str]:
    """The hours (UTC) or days, in lower case, at which an RSS feed asks not to be read."""
    listed = re.search(rb"<skip%ss>(.{0,2000}?)</skip%ss>" % (unit, unit), data, re.DOTALL | re.IGNORECASE)
    found = re.findall(rb"<%s>\s*(\w{1,9})\s*<" % unit, listed.group(1), re.IGNORECASE) if listed else []
    return [each.decode("ascii", "replace").lower() for each in found]


def _entry(found: Mapping[str, Any], base: str, now: datetime) -> FeedEntry:
    contents = [each.get("value", "") for each in found.get("content", [])] + [found.get("summary", "")]
    return FeedEntry(
        guid=_plain(found.get("id")),
        url=_address(found.get("link") or _as_link(found), base),
        title=_plain(found.get("title")),
        text=_sound(max(contents, key=len)),
        author=_plain(found.get("author")),
        categories=tuple(filter(None, (_plain(tag.get("term")) for tag in found.get("tags", [])))),
        published_at=_moment(_parsed(found, "published_parsed") or _parsed(found, "updated_parsed"), now),
        updated_at=_moment(_parsed(found, "updated_parsed"), now),
    )


def _parsed(found: Mapping[str, Any], name: str) -> Any:
    """A date as feedparser has it, and no other in its place, which its own `get` would give."""
    return found[name] if dict.__contains__(found, name) else None


def _as_link(found: Mapping[str, Any]) -> str | None:
    """An RSS item without a link whose guid is a permalink; feedparser leaves some of them."""
    guid = found.get("id") or ""
    return guid if guid.startswith(("http://", "https://")) else None


def _json_feed(data: bytes, url: str | None, now: datetime) -> ParsedFeed | None:
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version", "")):
        return None
    version = str(found["version"]).rstrip("/").rsplit("/", 1)[-1]
    items = found.get("items")
    problems = () if isinstance(items, list) else ("it has no list of items",)
    site = _address(_text(found.get("home_page_url")), url)
    entries = tuple(_json_entries(items if isinstance(items, list) else [], site or url or "", now))
    language = _language(_text(found.get("language")))
    return ParsedFeed(
        f"json {version}",
        _plain(_text(found.get("title"))),
        site,
        language,
        _in_language(entries, language),
        problems,
    )


def _json_entries(items: list[Any], base: str, now: datetime) -> Iterator[FeedEntry]:
    for item in items[:MOST_ENTRIES]:
        if not isinstance(item, dict):
            continue
        content = _text(item.get("content_html")) or html.escape(_text(item.get("content_text")) or "")
        tags = item.get("tags")
        yield FeedEntry(
            guid=_plain(_text(item.get("id"))),
            url=_address(_text(item.get("url")) or _text(item.get("external_url")), base),
            title=_plain(_text(item.get("title"))),
            text=_sound(content or _text(item.get("summary"))),
            language=_language(_text(item.get("language"))),
            author=_plain(_author(item)),
            categories=tuple(filter(None, map(_plain, map(_text, tags)))) if isinstance(tags, list) else (),
            published_at=_iso(_text(item.get("date_published")), now),
            updated_at=_iso(_text(item.get("date_modified")), now),
        )


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else None


def _author(item: Mapping[str, Any]) -> str | None:
    """Who wrote an item of a JSON Feed, of version 1 ("author") or 1.1 ("authors")."""
    authors = item.get("authors")
    people = [*(authors if isinstance(authors, list) else []), item.get("author")]
    named = [_text(each.get("name")) for each in people if isinstance(each, dict)]
    return ", ".join(filter(None, named)) or None


def _sound(text: str | None) -> str | None:
    """A text without what a database cannot hold: NUL, and halves of surrogate pairs."""
    return re.sub("[\x00\ud800-\udfff]", "", text or "") or None


def _plain(text: str | None) -> str | None:
    """Markup and control characters out, in one line."""
    bare = html.unescape(_TAG.sub(" ", html.unescape(text or "")))
    shown = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in " \n\t")
    return " ".join(unicodedata.normalize("NFC", shown).split()) or None


def _address(link: str | None, base: str | None) -> str | None:
    """An absolute http address, or None: javascript:, data: and the like are no links."""
    try:
        whole = urljoin(base or "", (_sound(link) or "").strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and parts.hostname and len(whole) <= LONGEST_ADDRESS
    return whole if link and fits else None


def _moment(parsed: Any, now: datetime) -> datetime | None:
    """A moment in UTC as feedparser has it, if it may be one of a publication."""
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return _published(moment, now)


def _iso(text: str | None, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return _published(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) if moment else None, now)


def _published(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and EARLIEST <= moment <= now + AHEAD else None


def _language(code: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", code or "")
    return found.group().lower() if found else None


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """How long the feed asks to be left alone (`ttl` is in minutes, syndication's period in its own)."""
    if str(feed.get("ttl", "")).strip().isdigit():
        return int(feed["ttl"]) * 60
    periods = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
    period = periods.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    often = str(feed.get("sy_updatefrequency", "1")).strip()
    return period * _HOURS // max(1, int(often) if often.isdigit() else 1) if period else None


def _in_words(error: Exception) -> str:
    where = getattr(error, "getLineNumber", lambda: None)()
    return f"it is not well formed{f' (line {where})' if where else ''}"
