"""What feeds should not be, and are: each ends in a clear sentence or in entries that are sound."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.config import Settings
from bot.engine.workers import WorkerProcesses
from bot.errors import BriefwireError
from bot.feeds.check import FeedReader
from bot.feeds.formats.parsed import ParsedFeed
from bot.feeds.parse import parse_feed
from tests.feeds.conftest import Clock
from tests.feeds.server import Site

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
URL = "https://news.example/feeds/all.xml"


@pytest.fixture
def reader(settings: Settings, parser: WorkerProcesses, clock: Clock) -> FeedReader:
    return FeedReader(settings.fetch, settings.feeds, parser, clock)


def rss(items: str, head: str = "") -> str:
    return f"{head}<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"


def parsed(data: bytes | str, content_type: str | None = None) -> ParsedFeed:
    feed = parse_feed(data.encode() if isinstance(data, str) else data, URL, content_type, NOW)
    assert feed is not None
    return feed


async def problem(reader: FeedReader, site: Site, path: str = "/feed") -> str:
    with pytest.raises(BriefwireError) as caught:
        await reader.read(site.address(path))
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><body>Sign in</body></html>", "is not a feed"),
        (b"Just words.", "is not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "is not a feed"),
        (b'{"items": []}', "is not a feed"),
        (b"[" * 200_000, "is not a feed"),
    ],
)
async def test_what_is_no_feed(reader: FeedReader, site: Site, body: bytes, part: str) -> None:
    site.feed("/feed", body)
    assert part in await problem(reader, site)


async def test_a_feed_of_300_megabytes_is_not_read_to_its_end(reader: FeedReader, site: Site) -> None:
    sent = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        told = {"Content-Length": "300000000"} if request.path == "/told" else {}
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml", **told})
        await response.prepare(request)
        try:
            while sent < 300_000_000:
                await response.write(b"<item><title>x</title></item>" * 2000)
                sent += 58_000
        except (ConnectionError, RuntimeError):
            pass
        return response

    site.answers["/told"] = site.answers["/untold"] = pour
    for path in ("/told", "/untold"):
        assert "more than 10 MB" in (told := await problem(reader, site, path))
        assert "feeds.max_bytes" in told
    assert sent < 60_000_000


def test_a_bomb_and_external_entities_stay_text() -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 30}'>" for n in range(1, 20))
    head = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'boom'>{levels}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    feed = parsed(rss("<item><title>&e19; and &x; here</title><link>/a</link></item>", head))
    assert "boom" not in str(feed)
    assert "root:" not in str(feed)


def test_a_parameter_entity_bomb_and_a_remote_dtd_are_not_followed() -> None:
    head = (
        "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>"
    )
    assert [entry.title for entry in parsed(rss("<item><title>a</title></item>", head)).entries] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "koi8-r", "no-such-thing", "us-ascii"])
@pytest.mark.parametrize("actual", ["utf-8", "windows-1252"])
@pytest.mark.parametrize(
    "header", [None, "application/rss+xml; charset=shift_jis", "text/xml; charset=utf-8"]
)
def test_a_feed_that_lies_about_its_encoding_gives_its_entries(
    encoding: str, actual: str, header: str | None
) -> None:
    text = rss("<item><title>Café “open”</title></item>", f"<?xml version='1.0' encoding='{encoding}'?>")
    [entry] = parsed(text.encode(actual), header).entries
    assert "open" in (entry.title or "")


def test_what_is_right_in_spite_of_no_declaration_is_read_right() -> None:
    for encoding in ("utf-8", "utf-8-sig", "windows-1252"):
        [entry] = parsed(rss("<item><title>Café “open”</title></item>").encode(encoding)).entries
        assert entry.title == "Café “open”"


@pytest.mark.parametrize(
    "day",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT", "32 Foo 20026", "0", "-1", "9" * 400],
)
def test_an_impossible_date_is_none_and_the_entry_stays(day: str) -> None:
    atom = f"""<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title><updated>{day}</updated></entry></feed>"""
    for feed in (rss(f"<item><title>a</title><pubDate>{day}</pubDate></item>"), atom):
        [entry] = parsed(feed).entries
        assert (entry.title, entry.published_at) == ("a", None)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a/1", "https://news.example/a/1"),
        ("../a/1?x=1#part", "https://news.example/a/1?x=1#part"),
        ("//other.example/1", "https://other.example/1"),
        ("a b", "https://news.example/feeds/a b"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        (" java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("vbscript:x", None),
        ("mailto:a@b.example", None),
        ("http://", None),
        (f"/{'x' * 5000}", None),
    ],
)
def test_links_are_whole_web_addresses_or_none(link: str, address: str | None) -> None:
    [entry] = parsed(rss(f"<item><title>a</title><link>{link}</link></item>")).entries
    assert entry.url == address


def test_ten_thousand_entries_are_read_at_once() -> None:
    items = "".join(
        f"<item><title>Item {n}</title><guid>same</guid><link>/a/{n}</link></item>" for n in range(10_000)
    )
    feed = parsed(rss(items))
    assert len(feed.entries) == 10_000
    assert len({entry.guid for entry in feed.entries}) == 1


def test_nothing_that_a_database_cannot_hold_gets_through() -> None:
    data = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "a\\u0000b", "title": "x\\ud800", '
    data += '"content_html": "t\\u0000\\udfff", "url": "https://n.example/\\u0000", "tags": ["\\u0000y"]}]}'
    told = str(parsed(data))
    assert not any(sign in told for sign in ("\x00", "\\x00", "\\ud800", "\\udfff"))


async def test_what_would_take_for_ever_to_parse_is_ended(reader: FeedReader, site: Site) -> None:
    hostile = rss(f"<item {' '.join(f'a{n}=' for n in range(200_000))}><title>x</title></item>")
    site.feed("/feed", hostile.encode())
    began = time.monotonic()
    with suppress(BriefwireError):
        await reader.read(site.address("/feed"))
    assert time.monotonic() - began < 60  # without an end it would take hours
