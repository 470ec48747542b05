"""Lists of feeds in whatever state, and what is written is read again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.opml import Listed, read_opml, write_opml
from bot.model import Destination, Feed, Following, Subscription

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HERE = Destination(platform="terminal", channel="terminal")


def following(number: int, title: str | None = None, folder: tuple[str, ...] = ()) -> Following:
    feed = Feed(id=f"f{number}", url=f"https://h{number}.example/feed?a=1&b=2", title=title, next_poll=NOW)
    wanted = Subscription(id=f"s{number}", destination=HERE, feed_id=feed.id, folder=folder, created_at=NOW)
    return Following(subscription=wanted, feed=feed)


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20).filter(
    lambda name: name == " ".join(name.split())
)


@settings(deadline=None)  # the first example loads the parser
@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), max_size=8))
def test_what_is_written_is_read_again(given_feeds: list[tuple[str, list[str]]]) -> None:
    followed = [following(n, title, tuple(folder)) for n, (title, folder) in enumerate(given_feeds)]
    read = read_opml(write_opml(followed, NOW))
    wanted = {Listed(each.feed.url, each.feed.title, each.subscription.folder) for each in followed}
    assert set(read or ()) == {_as_xml(each) for each in wanted}


def _as_xml(listed: Listed) -> Listed:
    """Without the few characters that XML cannot hold."""

    def sound(text: str) -> str:
        return "".join(char for char in text if char not in "\ufffe\uffff")

    return Listed(listed.url, sound(listed.title or "") or listed.url, tuple(map(sound, listed.folder)))


def test_what_several_channels_follow_is_listed_once_in_order() -> None:
    twice = [following(1, "A"), following(1, "A"), following(2, "B")]
    assert [each.title for each in read_opml(write_opml(twice, NOW)) or ()] == ["A", "B"]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><opml><body><outline text='Zürich é'>"
    text += "<outline type='rss' text='Füße' xmlUrl='https://a.example/'/></outline></body></opml>"
    assert read_opml(text.encode(encoding)) == [Listed("https://a.example/", "Füße", ("Zürich é",))]


def test_a_feed_that_holds_feeds_is_no_folder_without_a_name() -> None:
    inner = "<outline text='B' type='rss' xmlUrl='https://b.example/'/>"
    outer = f"<outline text='A' type='rss' xmlUrl='https://a.example/'>{inner}</outline>"
    read = read_opml(f"<opml version='2.0'><body>{outer}</body></opml>".encode())
    assert [(each.title, each.folder) for each in read or ()] == [("A", ()), ("B", ())]


def test_broken_lists_give_what_they_have() -> None:
    broken = b"<opml version=1.0><body><outline title='A & B'><outline xmlurl=https://a.example/ text=x>"
    assert [each.url for each in read_opml(broken) or ()] == ["https://a.example/"]
    assert read_opml(b"<opml><body></body></opml>") == []


@pytest.mark.parametrize(
    "data", [b"", b"words", b"<html><body/></html>", b"<rss><channel/></rss>", b"\xff\xfe"]
)
def test_what_is_no_list_is_none(data: bytes) -> None:
    assert read_opml(data) is None
