"""What a worker does with feeds: each read once at a time, each item briefed in the end, owners told once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.config import RetentionSettings
from bot.errors import StoreError
from bot.model import Destination, Feed, FeedEntry, FeedItem, Notice
from bot.store.durable import Durable
from bot.work.worker import Pace, Worker
from tests.work.scripted import NOW, Channel, Composer, channel, dropped, gone, next_fire, until

PACE = Pace(
    tick=0.05, lease=1.0, polling=0.05, settle=0.1, forgotten=1.0, alerts=0.1, drain=5.0, trouble=0.2, polls=2
)
KEPT = RetentionSettings(items_days=90, deliveries_days=365)


@dataclass
class Polled:
    problem: str | None = None


@dataclass
class Feeds:
    """Feeds and items in memory, behind what a worker asks of them."""

    due: list[str] = field(default_factory=list)
    waiting: dict[str, FeedItem] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    polled: list[str] = field(default_factory=list)
    ingested: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    forgotten: list[datetime] = field(default_factory=list)
    owners: int = 1
    at_once: int = 0
    most_at_once: int = 0

    async def due_feeds(self, now: datetime, limit: int, node: str) -> Sequence[Feed]:
        taken, self.due = self.due[:limit], self.due[limit:]
        return [Feed(id=each, url=f"https://{each}.example/", next_poll=NOW) for each in taken]

    async def let_go(self, node: str) -> int:
        self.left.append(node)
        return 0

    async def poll(self, feed_id: str) -> Polled:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.02)
        self.at_once -= 1
        self.polled.append(feed_id)
        return Polled()

    async def pending_items(self, now: datetime, limit: int) -> Sequence[FeedItem]:
        return list(self.waiting.values())[:limit]

    async def ingest(self, item_id: str) -> FeedItem | None:
        if self.failures:
            raise self.failures.pop(0)
        self.ingested.append(item_id)
        return self.waiting.pop(item_id, None)

    async def notices(self) -> Sequence[tuple[str, str, Notice]]:
        place = Destination(platform="slack", workspace="slack:T1", channel="c1")
        return [
            (
                each,
                f"feed:{each}:{owner}" if owner else f"feed:{each}",
                Notice(kind="feed_gone", destination=place, person="U1", subject=each, problem="It ended."),
            )
            for each in self.bad
            for owner in range(self.owners)
        ]

    async def told(self, feed_id: str) -> None:
        self.bad.remove(feed_id)

    async def forget_items(self, before: datetime) -> int:
        self.forgotten.append(before)
        return 0


def item(name: str, attempts: int = 0) -> FeedItem:
    return FeedItem(id=name, feed_id="f", entry=FeedEntry(title=name), seen_at=NOW, attempts=attempts)


async def worked(durable: Durable, feeds: Feeds, chat: Channel, done: object) -> None:
    """Run a worker until `done` says that it is."""
    worker = Worker(durable, Composer(), {"slack": chat}, next_fire, "n1", PACE, ("worker",), feeds, KEPT)
    await worker.start()
    try:
        await until(done)  # type: ignore[arg-type]
    finally:
        await worker.stop()


async def test_each_feed_that_is_due_is_read_and_not_too_many_at_once(in_file: Durable) -> None:
    feeds = Feeds(due=[f"f{number}" for number in range(7)])
    await worked(in_file, feeds, Channel(), lambda: len(feeds.polled) == 7)
    assert sorted(feeds.polled) == [f"f{number}" for number in range(7)]
    assert feeds.most_at_once <= PACE.polls
    assert feeds.left == ["n1"]


async def test_each_waiting_item_is_briefed_once(in_file: Durable) -> None:
    feeds = Feeds(waiting={name: item(name) for name in "abcde"})
    await worked(in_file, feeds, Channel(), lambda: not feeds.waiting)
    assert sorted(feeds.ingested) == list("abcde")


async def test_an_item_waits_out_trouble_with_the_database(in_file: Durable) -> None:
    feeds = Feeds(waiting={"a": item("a")}, failures=[StoreError("away")])
    await worked(in_file, feeds, Channel(), lambda: not feeds.waiting)
    assert feeds.ingested == ["a"]


async def test_what_a_dead_node_was_to_read_is_let_go(in_file: Durable) -> None:
    feeds = Feeds()
    first = Worker(in_file, Composer(), {}, next_fire, "dead", PACE, ("worker",), feeds, KEPT)
    await first.start()
    await first.clock.stop()
    await first.let_go()
    await worked(in_file, feeds, Channel(), lambda: "dead" in feeds.left)


async def test_an_owner_who_cannot_be_reached_at_the_moment_is_told_later_and_the_others_once(
    in_file: Durable,
) -> None:
    feeds, chat = Feeds(bad=["gone"], owners=2), Channel()
    chat.unreachable = [dropped()]
    await worked(in_file, feeds, chat, lambda: not feeds.bad)
    assert sorted(key for _, key in chat.notices) == ["feed:gone", "feed:gone:1"]


async def test_an_owner_who_can_never_be_reached_is_given_up(in_file: Durable) -> None:
    feeds, chat = Feeds(bad=["gone"]), Channel()
    chat.unreachable = [gone()]
    await worked(in_file, feeds, chat, lambda: not feeds.bad)
    assert chat.notices == []


async def test_owners_are_told_once_and_old_items_go(in_file: Durable) -> None:
    feeds, chat = Feeds(bad=["gone"]), Channel()
    await worked(in_file, feeds, chat, lambda: not feeds.bad)
    [(notice, key)] = chat.notices
    assert (notice.subject, key) == ("gone", "feed:gone")
    assert channel().platform == notice.destination.platform
    [before, *_] = feeds.forgotten
    assert timedelta(days=89) < datetime.now(UTC) - before < timedelta(days=91)
