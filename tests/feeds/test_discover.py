"""Which feed is meant by the address of a page."""

import pytest

from bot.feeds.discover import feed_of_site, named_feeds, usual_places
from bot.feeds.find import web_address

CHANNEL = "UCabcdefghijklmnopqrstuv"
VIDEOS = "https://www.youtube.com/feeds/videos.xml?"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", f"{VIDEOS}channel_id={CHANNEL}"),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", f"{VIDEOS}channel_id={CHANNEL}"),
        ("https://www.youtube.com/playlist?list=PLabcdefghijkl", f"{VIDEOS}playlist_id=PLabcdefghijkl"),
        ("https://www.youtube.com/watch?v=x&list=PLabcdefghijkl&t=1", f"{VIDEOS}playlist_id=PLabcdefghijkl"),
        ("https://youtube.com/user/News", f"{VIDEOS}user=News"),
        ("https://www.reddit.com/r/worldnews/", "https://www.reddit.com/r/worldnews/.rss"),
        ("https://old.reddit.com/r/a+b/top/?t=day", "https://www.reddit.com/r/a+b/top/.rss"),
        ("https://reddit.com/user/somebody", "https://www.reddit.com/user/somebody/.rss"),
        ("https://github.com/owner/repo", "https://github.com/owner/repo/releases.atom"),
        ("https://github.com/owner/repo/releases/tag/v1", "https://github.com/owner/repo/releases.atom"),
        ("https://github.com/owner/repo/tags", "https://github.com/owner/repo/tags.atom"),
        ("https://github.com/owner/repo/commits", "https://github.com/owner/repo/commits.atom"),
        ("https://github.com/o/r/commits/a/branch", "https://github.com/o/r/commits/a/branch.atom"),
        ("https://medium.com/@who", "https://medium.com/feed/@who"),
        ("https://social.example/@who", "https://social.example/@who.rss"),
        ("https://social.example/tags/flood", "https://social.example/tags/flood.rss"),
        ("https://www.youtube.com/@handle", None),
        ("https://news.example/world", None),
        ("https://github.com/owner", None),
    ],
)
def test_sites_that_are_known(page: str, feed: str | None) -> None:
    assert feed_of_site(page) == feed


def test_the_link_tags_of_a_page_come_first_and_comments_last() -> None:
    page = b"""<html><head><base href="/blog/"><link rel="stylesheet" href="x.css">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
    <link rel="alternate home" type="Application/Atom+XML; charset=utf-8" href="atom.xml">
    <link rel="alternate" type="application/json" href="/wp-json/x">
    <link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/feed+json" href="https://other.example/f.json">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>
    <body><a href="/rss/all">RSS</a> <a href="https://else.example/rss">x</a> <a href="http://[::1">y</a></body>"""
    assert named_feeds(page, "https://n.example/page") == [
        "https://n.example/blog/atom.xml",
        "https://other.example/f.json",
        "https://n.example/blog/comments/feed",
        "https://n.example/wp-json/x",
        "https://n.example/rss/all",
    ]


def test_a_page_of_a_known_site_leads_there_by_its_canonical_address() -> None:
    page = (
        f"<html><head><link rel='canonical' href='https://www.youtube.com/channel/{CHANNEL}'></head></html>"
    )
    assert named_feeds(page.encode(), "https://www.youtube.com/@handle") == [f"{VIDEOS}channel_id={CHANNEL}"]


@pytest.mark.parametrize("page", [b"", b"\x00\xff", b"<", b"<!-- -->", b"<html>" * 5000])
def test_a_broken_page_names_none(page: bytes) -> None:
    assert named_feeds(page, "https://n.example/") == []


def test_the_usual_places_are_those_of_the_folder_and_then_the_root() -> None:
    places = usual_places("https://n.example/blog/post")
    assert places[0] == "https://n.example/blog/post/feed"
    assert "https://n.example/feed.json" in places
    assert len(places) == len(set(places)) <= 20
    assert usual_places("https://n.example")[0] == "https://n.example/feed"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" https://n.example/feed ", "https://n.example/feed"),
        ("<https://n.example/feed>", "https://n.example/feed"),
        ("n.example/feed", "https://n.example/feed"),
        ("HTTP://N.example/", "HTTP://N.example/"),
    ],
)
def test_addresses_as_people_type_them(typed: str, address: str) -> None:
    assert web_address(typed) == address
