"""Fetching from a site on loopback: limits, redirects, refusals, and what is said about each failure."""

import socket

import pytest

from bot.config import FetchSettings
from bot.errors import FetchError
from bot.web.fetch import Fetcher
from tests.ingest.server import STORY


async def test_a_page_comes_with_its_address_and_charset(site: str, fetching: FetchSettings) -> None:
    page = await Fetcher(fetching).fetch(f"{site}/story")
    assert page.data.decode() == STORY
    assert (page.url, page.content_type, page.charset) == (f"{site}/story", "text/html", "utf-8")


async def test_five_redirects_are_followed_to_their_end(site: str, fetching: FetchSettings) -> None:
    page = await Fetcher(fetching).fetch(f"{site}/redirect/5")
    assert page.url == f"{site}/story"


@pytest.mark.parametrize("path", ["/redirect/6", "/around"])
async def test_more_redirects_are_not(site: str, fetching: FetchSettings, path: str) -> None:
    with pytest.raises(FetchError, match="redirected more than 5 times"):
        await Fetcher(fetching).fetch(site + path)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("http://10.0.0.1/", "not on the public internet"),
        ("http://[::1]/", "not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://2130706433/", "plain network address"),
        ("//0x7f.1/", "plain network address"),
        ("file:///etc/hosts", "not an http or https address"),
        ("ftp://news.example/", "not an http or https address"),
        ("http://user:word@127.0.0.1/", "user name or password"),
        ("http://[bad/", "not a usable address|not proper HTTP"),
    ],
)
async def test_each_redirect_is_checked_like_the_first_address(
    site: str, fetching: FetchSettings, target: str, says: str
) -> None:
    with pytest.raises(FetchError, match=says):
        await Fetcher(fetching).fetch(f"{site}/away?to={target}")


async def test_a_redirect_to_nowhere(site: str, fetching: FetchSettings) -> None:
    with pytest.raises(FetchError, match="without saying where"):
        await Fetcher(fetching).fetch(f"{site}/nowhere")


async def test_loopback_is_closed_unless_it_is_opened(site: str, fetching: FetchSettings) -> None:
    closed = Fetcher(fetching.model_copy(update={"allow_private": ()}))
    with pytest.raises(FetchError, match="not on the public internet"):
        await closed.fetch(f"{site}/story")


async def test_a_name_is_judged_by_the_address_it_leads_to(site: str, fetching: FetchSettings) -> None:
    port = site.rsplit(":", 1)[1]
    page = await Fetcher(fetching).fetch(f"http://localhost:{port}/story")
    assert page.data.decode() == STORY
    closed = Fetcher(fetching.model_copy(update={"allow_private": ()}))
    with pytest.raises(FetchError, match="localhost is not on the public internet"):
        await closed.fetch(f"http://localhost:{port}/story")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.1/", "http://0177.0.0.1/", "http://0x7f000001/", "http://127.0.0.1./", "http://１２７.0.0.1/",
        "http://[::ffff:7f00:1]:1/", "http://user@127.0.0.1/", "ftp://127.0.0.1/", "http:///story", "http://",
        "http://127.0.0.1:99999/", "http://exa mple.com/", "story", "http://127.0.0.1%2f@news.example/",
    ],
)  # fmt: skip
async def test_odd_addresses_are_refused_before_anything_is_dialled(
    address: str, fetching: FetchSettings
) -> None:
    closed = fetching.model_copy(update={"allow_private": ()})
    with pytest.raises(FetchError) as caught:
        await Fetcher(closed).fetch(address)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (401, "asks for a login"), (402, "payment"), (403, "refuses to serve"), (404, "no such page"),
        (410, "removed the page"), (418, "status 418"), (429, "too often"), (451, "legal reasons"),
        (500, "fault of its own"), (503, "fault of its own"), (300, "status 300"),
    ],
)  # fmt: skip
async def test_each_status_is_put_in_words(site: str, fetching: FetchSettings, code: int, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        await Fetcher(fetching).fetch(f"{site}/status/{code}")


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "application/zip", "application/json", "audio/mpeg"]
)
async def test_what_is_no_article_is_named(site: str, fetching: FetchSettings, kind: str) -> None:
    with pytest.raises(FetchError, match=f"sent {kind}, not an article"):
        await Fetcher(fetching).fetch(f"{site}/typed?as={kind}")


async def test_a_feed_is_named(site: str, fetching: FetchSettings) -> None:
    with pytest.raises(FetchError, match="sent a feed"):
        await Fetcher(fetching).fetch(f"{site}/typed?as=application/rss%2Bxml")


async def test_an_empty_page(site: str, fetching: FetchSettings) -> None:
    with pytest.raises(FetchError, match="an empty page"):
        await Fetcher(fetching).fetch(f"{site}/empty")


@pytest.mark.parametrize("path", ["/endless", "/bomb?as=gzip", "/bomb?as=deflate"])
async def test_the_size_counts_after_decompression(site: str, fetching: FetchSettings, path: str) -> None:
    with pytest.raises(FetchError, match=r"more than 0\.2 MB"):
        await Fetcher(fetching).fetch(site + path)


async def test_a_compressed_page_is_unpacked(site: str, fetching: FetchSettings) -> None:
    assert (await Fetcher(fetching).fetch(f"{site}/packed")).data.decode() == STORY


@pytest.mark.parametrize("path", ["/damaged", "/cut"])
async def test_a_broken_answer(site: str, fetching: FetchSettings, path: str) -> None:
    with pytest.raises(FetchError, match=r"broke off or damaged|not proper HTTP|could not be reached"):
        await Fetcher(fetching).fetch(site + path)


async def test_a_slow_drip_is_ended(site: str, fetching: FetchSettings) -> None:
    hasty = fetching.model_copy(update={"total_timeout": 0.3})
    with pytest.raises(FetchError, match=r"did not answer within 0\.3 s"):
        await Fetcher(hasty).fetch(f"{site}/drip")


async def test_a_closed_port(fetching: FetchSettings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
        port = taken.getsockname()[1]
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 could not be reached"):
            await Fetcher(fetching).fetch(f"http://127.0.0.1:{port}/")


async def test_a_name_that_no_one_has(fetching: FetchSettings) -> None:
    with pytest.raises(FetchError, match="has no network address"):
        await Fetcher(fetching).fetch("http://no-such-site.invalid/")


async def test_a_plain_server_asked_for_tls(site: str, fetching: FetchSettings) -> None:
    with pytest.raises(FetchError, match=r"no valid certificate|could not be reached"):
        await Fetcher(fetching).fetch(site.replace("http:", "https:") + "/story")


async def test_the_site_is_told_who_asks(site: str, fetching: FetchSettings) -> None:
    page = await Fetcher(fetching).fetch(f"{site}/agent")
    assert b"Briefwire/" in page.data
