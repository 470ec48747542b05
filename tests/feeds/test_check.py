"""`feeds check` by the contract, over real HTTP on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import Desk
from bot.config import load_settings
from bot.errors import BriefwireError, FetchError, InputError
from tests.feeds.test_parse import ITEM, rss


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<item>" * 10_000)
    except ConnectionError:
        pass
    return response


async def answer(request: web.Request) -> web.Response:
    match request.match_info["name"]:
        case "feed":
            return web.Response(body=rss(ITEM), content_type="application/rss+xml")
        case "moved":
            return web.Response(status=301, headers={"Location": "/feed"})
        case "gone":
            return web.Response(status=410)
        case "empty":
            return web.Response(body=b"")
    return web.Response(status=404)


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/endless", endless)
    app.router.add_get("/{name}", answer)
    async with TestServer(app, host="127.0.0.1") as running:
        yield running


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    settings = load_settings()
    fetch = settings.fetch.model_copy(update={"allow_private": ("127.0.0.0/8",)})
    async with Desk(settings.model_copy(update={"fetch": fetch})) as open_desk:
        yield open_desk


async def test_a_feed_is_read_from_its_address(desk: Desk, server: TestServer) -> None:
    reading = await desk.check_feed(str(server.make_url("/feed")))
    assert reading.feed.entries[0].published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert reading.reply is not None
    assert reading.reply.moved is None


async def test_a_permanent_redirect_is_known(desk: Desk, server: TestServer) -> None:
    reading = await desk.check_feed(str(server.make_url("/moved")))
    assert reading.reply is not None
    assert reading.reply.moved == str(server.make_url("/feed"))
    assert reading.url == reading.reply.moved


@pytest.mark.parametrize("path", ["/gone", "/empty", "/endless", "/nowhere"])
async def test_what_cannot_be_read_says_why(desk: Desk, server: TestServer, path: str) -> None:
    with pytest.raises((FetchError, InputError)) as caught:
        await desk.check_feed(str(server.make_url(path)))
    assert "\n" not in str(caught.value)


async def test_files_too(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(rss(ITEM))
    (tmp_path / "big.xml").write_bytes(b"x" * (load_settings().feeds.max_bytes + 1))
    assert (await desk.check_feed(str(tmp_path / "a.xml"))).feed.title == "Harbour"
    for name in ("big.xml", "none.xml", "."):
        with pytest.raises(BriefwireError):
            await desk.check_feed(str(tmp_path / name))


@pytest.mark.parametrize(
    "source", ["ftp://news.example/feed", "FILE:///etc/feed.xml", "data:text/xml,<rss/>"]
)
async def test_only_http_and_https_are_fetched(desk: Desk, source: str) -> None:
    with pytest.raises(
        InputError, match=f"Addresses with {source.split(':')[0].lower()}: are not read.*https"
    ):
        await desk.check_feed(source)


async def test_a_file_without_an_end_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="larger than 10 MB"):
        await desk.check_feed("/dev/zero")
