"""Feeds of every kind and in every state become entries, and nothing in them gets further than that."""

import json
from datetime import UTC, datetime

import pytest

from bot.feeds.parse import parse_feed

NOW = datetime(2026, 11, 23, tzinfo=UTC)
URL = "https://news.example/feeds/all.xml"
ITEM = """<item><title>Ferry &amp;amp; pier</title><link>/a/ferry-1</link><guid isPermaLink="false">7</guid>
<description>&lt;p&gt;It struck.&lt;/p&gt;</description>
<pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate></item>"""


def rss(*items: str, head: str = "") -> bytes:
    top = f"<rss version='2.0'>{head}<channel><title>Harbour</title><link>https://news.example/</link>"
    return f"{top}{''.join(items)}</channel></rss>".encode()


def test_rss() -> None:
    feed = parse_feed(rss(ITEM), URL, "application/rss+xml", NOW)
    assert feed is not None
    assert (feed.kind, feed.title, feed.site_url, feed.problems) == (
        "rss20",
        "Harbour",
        "https://news.example/",
        (),
    )
    [entry] = feed.entries
    assert (entry.guid, entry.title, entry.url) == ("7", "Ferry & pier", "https://news.example/a/ferry-1")
    assert entry.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert "It struck." in (entry.text or "")


def test_atom_and_rdf() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id><title>One</title>
    <link href="https://a.example/1"/><updated>2026-11-01T10:00:00+02:00</updated></entry></feed>"""
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title>
    <link>https://r.example/1</link></item></rdf:RDF>"""
    for data, kind, url in ((atom, "atom10", "https://a.example/1"), (rdf, "rss10", "https://r.example/1")):
        feed = parse_feed(data, None, None, NOW)
        assert feed is not None
        assert (feed.kind, [entry.url for entry in feed.entries]) == (kind, [url])
    assert parse_feed(atom, None, None, NOW).entries[0].published_at == datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_json_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "home_page_url": "https://j.example/",
        "items": [{"id": 5, "url": "a", "title": "One", "date_published": "2026-11-01T10:00:00Z"}, "no item"],
    }
    feed = parse_feed(json.dumps(data).encode(), None, "application/feed+json", NOW)
    assert feed is not None
    assert (feed.kind, feed.title) == ("json 1.1", "J")
    assert [(e.guid, e.url) for e in feed.entries] == [("5", "https://j.example/a")]


@pytest.mark.parametrize(
    "data", [b"", b"plain words", b"<html><body>No feed</body></html>", b"{", b"{}", b"[" * 9999]
)
def test_what_is_no_feed_is_none(data: bytes) -> None:
    assert parse_feed(data, URL, None, NOW) is None


@pytest.mark.parametrize(
    "day", ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 2100 00:00:00 GMT", "soon", ""]
)
def test_a_date_that_cannot_be_is_none(day: str) -> None:
    feed = parse_feed(rss(f"<item><title>x</title><pubDate>{day}</pubDate></item>"), URL, None, NOW)
    assert feed is not None
    assert feed.entries[0].published_at is None


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1"]
)
def test_only_web_addresses_are_links(link: str) -> None:
    feed = parse_feed(rss(f"<item><title>x</title><link>{link}</link></item>"), URL, None, NOW)
    assert feed is not None
    assert feed.entries[0].url is None


def test_entities_are_never_expanded() -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 20}'>" for n in range(1, 12))
    bomb = f"<!DOCTYPE rss [<!ENTITY e0 'boom'>{levels}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    data = bomb.encode() + rss("<item><title>a &e11; &f; b</title></item>")
    feed = parse_feed(data, URL, None, NOW)
    assert feed is not None
    assert "boom" not in str(feed)
    assert "root:" not in str(feed)
    assert any("entities" in problem for problem in feed.problems)


def test_a_broken_feed_gives_what_it_has_and_says_so() -> None:
    feed = parse_feed(rss(ITEM)[:-25] + b"<item><title>cut", URL, None, NOW)
    assert feed is not None
    assert feed.entries[0].guid == "7"
    assert any("well formed" in problem for problem in feed.problems)


def test_control_characters_and_overrides_do_not_get_through() -> None:
    feed = parse_feed(rss("<item><title>a\u202eb\u0007c</title></item>"), URL, None, NOW)
    assert feed is not None
    assert "\u202e" not in (feed.entries[0].title or "")


def test_how_long_a_feed_asks_to_be_left_alone() -> None:
    feed = parse_feed(rss("<ttl>90</ttl>"), URL, None, NOW)
    assert feed is not None
    assert feed.ttl == 5400
