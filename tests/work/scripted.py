"""A composer and a platform that do what they are told, and a schedule to do it for."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice, Plan, Report, Schedule, Story, Timing, WhenEmpty
from bot.store.durable import Durable
from bot.store.work_tables import schedules

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def channel(name: str = "c1") -> Destination:
    return Destination(platform="slack", workspace="slack:T1", channel=name)


class Composer:
    """One story of one item in each digest, or what `stories` says; raises `failures` first."""

    def __init__(self, stories: int = 1, failures: list[Exception] | None = None) -> None:
        self.stories = stories
        self.failures = failures or []
        self.missed: list[int] = []
        self.alerts: list[Digest] = []

    async def compose(self, schedule: Schedule, due_at: datetime, key: str, missed: int = 0) -> Digest:
        if self.failures:
            raise self.failures.pop(0)
        self.missed.append(missed)
        report = Report(article_id="a", item_id=f"i-{key}", outlet="o", title="t")
        story = Story(id="s", headline="h", statements=(), reports=(report,), independent=1)
        return Digest(
            key=key,
            schedule_id=schedule.id,
            name=schedule.plan.name,
            destination=schedule.destination,
            due_at=due_at,
            since=None,
            stories=(story,) * self.stories,
            missed=missed,
        )

    async def alerts_due(self, now: datetime) -> Sequence[Digest]:
        return self.alerts


class Channel:
    """A platform on which messages can be found by key; `before` runs inside each post."""

    def __init__(self, before: Callable[[], Awaitable[None]] | None = None) -> None:
        self.messages: dict[str, str] = {}  # id to key
        self.answers: list[Exception | None] = []  # what the next posts raise, None for none
        self.taken: list[bool] = []  # whether a post that raises stands there nevertheless
        self.looks = 0
        self.notices: list[tuple[Notice, str]] = []
        self.unreachable: list[Exception] = []  # what the next notices raise
        self.before = before
        self._number = 0

    async def post(self, digest: Digest, key: str) -> str:
        if self.before:
            await self.before()
        answer = self.answers.pop(0) if self.answers else None
        if answer is None or (self.taken and self.taken.pop(0)):
            self._number += 1
            self.messages[f"m{self._number}"] = key
        if answer:
            raise answer
        return f"m{self._number}"

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        self.looks += 1
        there = (message for message, of in self.messages.items() if of == key)
        return next((message for message in there if message != besides), None)

    async def remove(self, destination: Destination, message_id: str) -> None:
        self.messages.pop(message_id, None)

    async def notify(self, notice: Notice, key: str) -> None:
        if self.unreachable:
            raise self.unreachable.pop(0)
        self.notices.append((notice, key))


async def put_schedule(
    durable: Durable,
    name: str = "s1",
    *,
    next_fire: datetime | None = NOW,
    when_empty: WhenEmpty = "quiet",
    every: float = 0,
    where: str = "",
) -> None:
    """Store a schedule; its timing is an interval in seconds, 0 for once."""
    plan = Plan(name=name, timing=Timing(cron=str(every)), when_empty=when_empty)
    row = {
        "id": name,
        "platform": "slack",
        "workspace": "slack:T1",
        "channel": where or name,
        "thread": "",
        "name": name,
        "plan": plan.model_dump(mode="json"),
        "paused": False,
        "created_at": NOW - timedelta(days=3),
        "created_by": "U1",
        "next_fire": next_fire,
    }
    await durable.run(lambda conn: conn.execute(schedules.insert(), [row]))


def next_fire(timing: Timing, after: datetime) -> datetime | None:
    """Timings here are an interval in seconds, spelled as a cron line; "0" is never again."""
    seconds = float(timing.cron or 0)
    return after + timedelta(seconds=seconds) if seconds else None


def dropped() -> DeliveryError:
    return DeliveryError("the connection was lost")


def slow_down(seconds: float = 0.2) -> DeliveryError:
    return DeliveryError("too many", retry_after=seconds)


def gone() -> DeliveryError:
    return DeliveryError("the channel is gone", permanent=True)


async def until(true: Callable[[], Awaitable[bool] | bool], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds / 0.02)):
        found = true()
        if found if isinstance(found, bool) else await found:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")
