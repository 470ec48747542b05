"""Following from the command line, by real processes and over real HTTP."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.model import FeedEntry
from tests.cli.conftest import Shell
from tests.feeds.server import Site, rss_of

OPEN = {"BRIEFWIRE_FETCH__ALLOW_PRIVATE": '["127.0.0.0/8"]'}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site in a thread of its own: the commands run while the test waits for them."""
    opened, ready, loop = Site(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", opened.answer)
        opened.server = TestServer(app, host="127.0.0.1")
        await opened.server.start_server()
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()
        assert opened.server is not None
        loop.run_until_complete(opened.server.close())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(20)
    yield opened
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def entries(site: Site, count: int) -> list[FeedEntry]:
    now = datetime.now(UTC)
    return [
        FeedEntry(
            guid=f"urn:{number}",
            url=site.address(f"/a/{number}"),
            title=f"Report {number} on the {'bridge' if number % 2 else 'match'}",
            text="A few words on it.",
            published_at=now - timedelta(hours=number),
        )
        for number in range(count)
    ]


def test_a_feed_from_following_to_answers(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/feed", rss_of(*entries(site, 2), site=site.address("/")))
    site.page("/a/0", "Report 0 on the match")
    site.status("/a/1", 403)
    followed = shell(
        "follow", site.address("/feed"), "--exclude", "match", "--folder", "World/Asia", env=OPEN
    )
    assert (followed.code, followed.err) == (0, "")
    assert "Following Harbour Post" in followed.out
    assert "1 of the last 2 would pass" in followed.out
    [listed] = shell("feeds", "list", "--json").lines
    assert (listed["state"], listed["folder"], listed["filter"]["exclude"]) == (
        "active",
        ["World", "Asia"],
        ["match"],
    )
    assert datetime.fromisoformat(listed["next_poll"]) > datetime.now(UTC)
    assert "Harbour Post" in shell("feeds", "list").out

    site.feed("/feed", rss_of(*entries(site, 3), site=site.address("/")))
    site.page("/a/2", "Report 2 on the match")
    polled = shell("poll", "--all", env=OPEN)
    assert polled.code == 0
    assert "Harbour Post: 1 new\n" in polled.out
    assert "\nBriefed: Report 2 on the match\n" in polled.out
    assert "Report 1 on the bridge (only what the feed carries was read" in polled.out
    assert "No feed is due" in shell("poll", env=OPEN).out
    assert "9,000" in shell("ask", "How many drivers use the bridge?").out

    exported = shell("feeds", "export", "list.opml")
    assert (exported.code, exported.out) == (0, "")
    assert shell("feeds", "remove", listed["id"]).code == 0
    assert shell("feeds", "list").out.startswith("Nothing is followed")
    again = shell("feeds", "import", "list.opml", env=OPEN)
    assert (again.code, again.out) == (0, "1 feed followed.\n")
    [back] = shell("feeds", "list", "--json").lines
    assert (back["url"], back["folder"]) == (site.address("/feed"), ["World", "Asia"])


def test_times_formats_and_flaws_are_told_in_words(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/flawed", rss_of(*entries(site, 2)).replace(b"the match", b"the match & more"))
    said = shell("follow", site.address("/flawed"), env=OPEN).out
    assert ", next read in " in said
    assert "It is read all the same, but has flaws: it is not well formed" in said
    assert "read in " in shell("feeds", "list").out
    checked = shell("feeds", "check", site.address("/flawed"), env=OPEN | {"TZ": "Asia/Kathmandu"}).out
    assert "RSS 2.0, 2 entries" in checked
    assert " +0545 " in checked


def test_a_feed_is_left_by_its_name_and_lists_go_to_standard_output(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/named", rss_of(*entries(site, 1), title="Named Post"))
    shell("follow", site.address("/named"), env=OPEN)
    assert site.address("/named") in shell("feeds", "export", "-").out
    assert not (shell.here / "-").exists()
    assert shell("feeds", "remove", "Named Post").out == "No longer following Named Post.\n"


def test_following_in_the_terminal_chat(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/talk", rss_of(*entries(site, 1), title="Talk Post"))
    said = f"/follow {site.address('/talk')}\n/follow\n/unfollow nothing\n/follow nonsense\n"
    ended = shell("chat", given=said, env=OPEN)
    assert ended.code == 0
    for part in ("Following Talk Post", "Talk Post · active", "Nothing of that id", "not a web address"):
        assert part in ended.out
    [listed] = shell("feeds", "list", "--json").lines
    assert "No longer following Talk Post" in shell("chat", given=f"/unfollow {listed['id']}\n").out


def test_why_looks_where_the_only_digest_goes(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/why", rss_of(*entries(site, 1)))
    shell("follow", site.address("/why"), env=OPEN)
    shell("digest", "schedule", "log", "--at", "08:00", "--to", f"file:{tmp_path / 'news.txt'}")
    assert "for the digest log (it waits to be read)" in shell("digest", "why", "match").out
    assert "no digest that is due" in shell("digest", "why", "match", "--to", "terminal:").out


def test_what_was_seen_is_briefed_after_a_kill_and_once(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.answers.clear()
    site.feed("/feed", rss_of(*entries(site, 3)))
    assert shell("follow", site.address("/feed"), env=OPEN).code == 0
    asked = threading.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(60)
        return web.Response(status=500)

    for number in range(3):
        site.answers[f"/a/{number}"] = never
    command = [sys.executable, "-m", "bot", "poll"]
    with subprocess.Popen(command, cwd=shell.here, env=shell.environment(**OPEN)) as process:
        assert asked.wait(30)
        process.kill()
    for number in range(3):
        site.page(f"/a/{number}", f"Report {number}")
    done = shell("poll", "--json", env=OPEN)
    assert [line["state"] for line in done.lines if "state" in line] == ["briefed"] * 3
    assert shell("poll", "--json", env=OPEN).out == ""


def test_what_cannot_be_done_says_why_in_one_line(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.answers.clear()
    site.page("/page")
    shell.write("bad.opml", f"<opml><body><outline xmlUrl='{site.address('/none')}' text='x'/></body></opml>")
    shell.write("no.opml", b"\x00\x01")
    for arguments in (
        ("follow", site.address("/page")),
        ("follow", site.address("/none")),
        ("follow", "not an address"),
        ("feeds", "remove", "nothing"),
        ("feeds", "import", "bad.opml"),
        ("feeds", "import", "no.opml"),
        ("feeds", "import", "missing.opml"),
        ("feeds", "export", "/nowhere/x.opml"),
    ):
        ended = shell(*arguments, env=OPEN)
        assert ended.code == 1
        assert ended.err.startswith("briefwire: ")
        assert ended.err.count("\n") == 1
    assert shell("feeds", "list", "--json").out == ""


def test_a_server_that_wants_to_be_left_alone_is_not_asked_by_poll_all_either(
    site: Site, tmp_path: Path
) -> None:
    shell = Shell(tmp_path)
    site.feed("/busy", rss_of(*entries(site, 1)))
    shell("follow", site.address("/busy"), env=OPEN)
    site.page("/a/0")
    site.status("/busy", 429, Retry_After="3600")
    assert "429" in shell("poll", "--all", env=OPEN).err
    asked = site.times("/busy")
    ended = shell("poll", "--all", env=OPEN)
    assert "is not read before" in ended.err
    assert "lets itself be asked again" in ended.err
    assert site.times("/busy") == asked


def test_one_feed_that_fails_does_not_keep_the_others(site: Site, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    site.feed("/good", rss_of(*entries(site, 1)))
    site.feed("/bad", rss_of(*entries(site, 1), title="Bad Post"))
    for path in ("/good", "/bad"):
        assert shell("follow", site.address(path), env=OPEN).code == 0
    site.status("/bad", 410)
    site.feed("/good", rss_of(*entries(site, 2)))
    site.page("/a/0")
    site.page("/a/1")
    ended = shell("poll", "--all", "--json", env=OPEN)
    assert {line["feed"].rsplit("/", 1)[1]: line["new"] for line in ended.lines if "feed" in line} == {
        "good": 1,
        "bad": 0,
    }
    assert "410" in ended.err
    listed = shell("feeds", "list").out
    assert "gone · not read any more" in listed
    assert "another feed" in listed
