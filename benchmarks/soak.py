"""Weeks of feeds and digests in minutes; at the end every item is accounted for, or not.

    python -m benchmarks.soak [--days 60] [--feeds 50] [--channels 20] [--minutes 30]

The product's own feeds, briefs, digests, ledger and posting run on a clock that jumps from one thing to do
to the next; only the queue and the clock's jobs, which need real time, are left out (make chaos has
those). Feeds come from a server on loopback: each brings about one article a day. At the end each item must
be briefed, or say why not; and in each channel that follows its feed be told once, or be in the account of
what was left out, with the reason, unless it came after the channel's last digest. After `--minutes` the
weeks are cut short, and what there is by then is counted.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web
from sqlalchemy import select

from bot.app import Desk
from bot.config import default_settings
from bot.digest.gather import Gatherer
from bot.digest.service import Digests, Store
from bot.digest.timing import next_fire
from bot.feeds.service import FeedService
from bot.model import Destination, Digest, Notice, Plan, Timing
from bot.store import due
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.following import SqlFeeds
from bot.store.news import SqlNews
from bot.store.posted import SqlPosted
from bot.store.schedules import SqlSchedules
from bot.store.work_tables import deliveries, feed_items, feeds, left_out, subscriptions, told
from bot.work.deliver import Deliverer
from bot.work.firing import firing

START = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
PLACES = ("Harwick", "Tarnbeck", "Estrava", "Northmoor", "Saltbridge", "Pellbrook", "Arvand", "Tolmia")
DEEDS = (
    "opened a school for {n} pupils",
    "closed a bridge after {n} cracks were found",
    "elected a council of {n} members",
    "reported {n} cases of flu",
    "planted {n} trees along the river",
    "fined a bakery £{n} for its scales",
)


class Time:
    """The time, which somebody sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """What it is set to."""
        return self.now


class Publisher:
    """Feeds on loopback, each with about one article a day; what is in them depends on the time."""

    def __init__(self, clock: Time, feeds: int, days: int) -> None:
        self._clock = clock
        self._random = random.Random(1)
        self.articles = {feed: self._written(feed, days) for feed in range(feeds)}
        self.base = ""

    def _written(self, feed: int, days: int) -> list[tuple[datetime, str, str]]:
        found = []
        for day in range(days):
            at = START + timedelta(days=day, minutes=self._random.randrange(60, 24 * 60 - 60))
            place, deed = self._random.choice(PLACES), self._random.choice(DEEDS)
            happened = deed.format(n=self._random.randrange(3, 900))
            title = f"{place} {happened}"
            text = (
                f"{place} {happened} on {at:%A}, the mayor, Ann Lee, said. “It took {day + 2} months.” "
                f"The opposition in {place} asked what it had cost. Report {feed}-{day} has the details."
            )
            found.append((at, title, text))
        return found

    async def feed(self, request: web.Request) -> web.Response:
        """The last ten articles that were out by now."""
        feed = int(request.match_info["feed"])
        out = [(number, *each) for number, each in enumerate(self.articles[feed]) if each[0] <= self._clock()]
        items = "".join(
            f"<item><title>{title}</title><link>{self.base}/{feed}/{number}</link><description>{text}</description>"
            f"<guid>{feed}-{number}</guid><pubDate>{format_datetime(at)}</pubDate></item>"
            for number, at, title, text in out[-10:]
        )
        rss = f"<rss version='2.0'><channel><title>Paper {feed}</title>{items}</channel></rss>"
        return web.Response(text=rss, content_type="application/rss+xml")

    async def article(self, request: web.Request) -> web.Response:
        """One article as a page."""
        _, title, text = self.articles[int(request.match_info["feed"])][int(request.match_info["number"])]
        page = (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article>"
        )
        return web.Response(text=page + "</body></html>", content_type="text/html")

    async def start(self, stack: AsyncExitStack) -> None:
        """Listen."""
        app = web.Application()
        app.add_routes([web.get("/{feed}", self.feed), web.get("/{feed}/{number}", self.article)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"


class Channels:
    """`bot.ports.Delivery` that remembers."""

    def __init__(self) -> None:
        self.posts: list[Digest] = []

    async def post(self, digest: Digest, key: str) -> str:
        """Keep it."""
        self.posts.append(digest)
        return key

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """None: nothing is uncertain here."""
        return None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Nothing."""

    async def notify(self, notice: Notice, key: str) -> None:
        """Nothing."""


class Weeks:
    """The desk at work while the clock jumps."""

    def __init__(self, clock: Time, feeds: FeedService, digests: Digests, durable: Durable) -> None:
        self._clock = clock
        self._feeds = feeds
        self._durable = durable
        self.channels = Channels()
        platforms = {"terminal": self.channels}
        self._deliverer = Deliverer(Ledger(durable), due.Schedules(durable), digests, platforms, "soak", 60.0)
        self._few = asyncio.Semaphore(4)

    async def hour(self) -> None:
        """All that is due by now, until nothing is."""
        while found := await self._feeds.due_feeds(self._clock(), 32, "soak"):
            await asyncio.gather(*(self._feeds.poll(feed.id) for feed in found))
        while items := await self._feeds.pending_items(self._clock(), 200):
            await asyncio.gather(*(self._ingest(item.id) for item in items))
        for key in await self._durable.run(self._claim, self._clock()):
            if (await self._deliverer.compose(key)).kind == "go_on":
                await self._deliverer.attempt(key)

    async def _ingest(self, item_id: str) -> None:
        async with self._few:
            await self._feeds.ingest(item_id)

    def _claim(self, conn, now: datetime) -> list[str]:  # type: ignore[no-untyped-def]
        found = due.claim(conn, now, 1000)
        return [each.key for each in due.advance(conn, [firing(one, now, next_fire) for one in found], now)]


async def run(given: argparse.Namespace, folder: Path) -> None:
    """Let the weeks pass, then account for everything."""
    settings = default_settings(database_url=f"sqlite+aiosqlite:///{folder / 'soak.db'}")
    fetch = settings.fetch.model_copy(update={"allow_private": ("127.0.0.0/8",)})
    settings = settings.model_copy(update={"fetch": fetch})
    clock, began = Time(), time.monotonic()
    async with AsyncExitStack() as stack:
        publisher = Publisher(clock, given.feeds, given.days)
        await publisher.start(stack)
        desk = await stack.enter_async_context(Desk(settings))
        database = await desk.database()
        following = SqlFeeds(database)
        feeds = FeedService(settings, await desk.feed_reader(), following, desk, clock)
        store = Store(SqlSchedules(database), SqlNews(database), SqlPosted(database), following)
        reading = (await desk.library(), await desk.briefs(), await desk.compute())
        gatherer = Gatherer(store.news, store.posted, *reading)
        digests = Digests(store, gatherer, settings.digest, clock)
        durable = Durable(settings.database_url)
        stack.callback(durable.close)
        for channel in range(given.channels):
            place = Destination(platform="terminal", channel=f"c{channel}")
            for feed in sorted({(channel * 7 + step) % given.feeds for step in range(5)}):
                await feeds.follow(f"{publisher.base}/{feed}", place)
            await digests.create(Plan(name="daily", timing=Timing(times=("08:00",)), length="long"), place)
        weeks = Weeks(clock, feeds, digests, durable)
        while (
            clock.now < START + timedelta(days=given.days) and time.monotonic() - began < given.minutes * 60
        ):
            clock.now += timedelta(hours=1)
            await weeks.hour()
        days = (clock.now - START) / timedelta(days=1)
        print(
            f"{days:.1f} of {given.days} days, {given.feeds} feeds, {given.channels} channels, "
            f"in {(time.monotonic() - began) / 60:.1f} minutes"
        )
        print(await durable.run(account, publisher, clock.now))


def account(conn, publisher: Publisher, now: datetime) -> str:  # type: ignore[no-untyped-def]
    """What became of each article that was out."""
    states = Counter(conn.execute(select(feed_items.c.state)).scalars())
    followed = {int(url.rpartition("/")[2]) for url in conn.execute(select(feeds.c.url)).scalars()}
    out = {
        f"{feed}-{number}": at
        for feed in followed
        for number, (at, _, _) in enumerate(publisher.articles[feed])
        if at <= now
    }
    entries = conn.execute(select(feed_items.c.entry)).scalars()
    unread = set(out) - {"-".join(entry["url"].split("/")[-2:]) for entry in entries}
    late = sum(now - out[guid] > timedelta(hours=30) for guid in unread)  # feeds are read once a day at least
    items = {
        row.id: row
        for row in conn.execute(select(feed_items.c.id, feed_items.c.feed_id, feed_items.c.seen_at))
    }
    by_key = {
        row.key: row
        for row in conn.execute(select(deliveries.c.key, deliveries.c.channel, deliveries.c.due_at))
    }
    last = {row.channel: row.due_at for row in sorted(by_key.values(), key=lambda row: row.due_at)}
    times = Counter(
        (by_key[row.delivery_key].channel, row.item_id, row.revision) for row in conn.execute(select(told))
    )
    kept = {(by_key[row.delivery_key].channel, row.item_id) for row in conn.execute(select(left_out))}
    known = {(channel, item) for channel, item, _ in times} | kept
    follows = conn.execute(select(subscriptions.c.channel, subscriptions.c.feed_id)).all()
    wanted = {
        (row.channel, item.id)
        for row in follows
        for item in items.values()
        if item.feed_id == row.feed_id and item.seen_at < last.get(row.channel, START)
    }
    twice = sum(number > 1 for number in times.values())
    return (
        f"articles out {len(out)}, not read yet {len(unread)} ({late} of them late), "
        f"items {len(items)} ({dict(states)}); digests {len(by_key)}; items for channels "
        f"{len(wanted)}: told {len(wanted & {(c, i) for c, i, _ in times})}, left out with a reason "
        f"{len(wanted & kept)}, unaccounted {len(wanted - known)}; told twice {twice}"
    )


def main() -> None:
    """Run it in a folder of its own."""
    parser = argparse.ArgumentParser(description="Weeks of feeds and digests in minutes.")
    for name, default in {"days": 60, "feeds": 50, "channels": 20, "minutes": 30}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        asyncio.run(run(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
