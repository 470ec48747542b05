"""Invented feeds on loopback addresses, each with entries so often as its kind brings them."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.sharedctypes import Synchronized

from aiohttp import web

HOSTS = 500
ENTRIES = 20
START = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
KINDS = ((0.1, 0.5), (0.3, 6.0), (0.4, 60.0), (0.2, 700.0))
"""Share of the feeds, and hours between two entries: news, several a day, weekly, asleep."""
TOLD = """the of harbour minister ferry said on to a in bridge school court vote flood police city and was"""
WORDS = TOLD.split()


def hours_between(number: int) -> float:
    """How often a feed brings something."""
    drawn = random.Random(number)
    kind = drawn.choices([hours for _, hours in KINDS], [share for share, _ in KINDS])[0]
    return kind * drawn.uniform(0.5, 2)


def host_of(number: int) -> str:
    """The loopback address on which a feed stands."""
    place = number % HOSTS
    return f"127.1.{place // 250}.{place % 250 + 1}"


def document(number: int, newest: int, gap: float) -> bytes:
    """A feed whose newest entry is that one."""
    items = "".join(_item(number, entry, gap) for entry in range(newest, newest - ENTRIES, -1))
    head = f"<title>Feed {number}</title><link>http://{host_of(number)}/</link><language>en</language>"
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


def _item(number: int, entry: int, gap: float) -> str:
    drawn = random.Random(f"{number} {entry}")
    at = START + timedelta(hours=entry * gap)
    words = " ".join(drawn.choices(WORDS, k=60))
    return (
        f"<item><title>{' '.join(drawn.choices(WORDS, k=9))} {entry}</title>"
        f"<link>http://{host_of(number)}/{number}/{entry}</link><guid>urn:{number}:{entry}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
    )


def serve(simulated: "Synchronized[float]", port: "Synchronized[int]") -> None:
    """Run the server until its process is ended; `simulated` is seconds since START."""

    async def answer(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        gap = hours_between(number)
        newest = int(simulated.value / 3600 / gap)
        told = {"ETag": f'"{newest}"'} if number % 10 < 6 else {}
        if told and request.headers.get("If-None-Match") == told["ETag"]:
            return web.Response(status=304, headers=told)
        return web.Response(
            body=document(number, newest, gap), content_type="application/rss+xml", headers=told
        )

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/feed/{number}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        first = web.TCPSite(runner, host_of(0), 0)
        await first.start()
        chosen = runner.addresses[0][1]
        for place in range(1, HOSTS):
            await web.TCPSite(runner, host_of(place), chosen).start()
        port.value = chosen
        await asyncio.Event().wait()

    asyncio.run(run())
