"""Reading a followed feed once: what it answers, what that brings, and when it is read next."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.config import FeedSettings
from bot.errors import BriefwireError, FetchError
from bot.feeds import schedule
from bot.feeds.check import FeedReader, refusal
from bot.feeds.decide import Decision, Rules, decide, pairs, sightings
from bot.feeds.formats.parsed import ParsedFeed
from bot.feeds.hosts import Hosts
from bot.feeds.identity import Sighting
from bot.model import Feed, FeedItem, Intake, ItemKeys, KnownItem
from bot.store.following import SqlFeeds
from bot.web.fetch import Reply

FIRST_WISH = timedelta(minutes=5)
"""How long to wait at least where a server asks to be asked less often and does not say until when."""


@dataclass(frozen=True)
class Polled:
    """What became of one reading; `feed` is None if nobody has it any more.

    `problem` says in one line why it could not be read, `moved` that it is one with another feed now, which
    `feed` is; `postponed` of the new items are briefed later.
    """

    feed: Feed | None
    new: Sequence[FeedItem] = ()
    revised: int = 0
    postponed: int = 0
    problem: str | None = None
    moved: str | None = None


class Poller:
    """Reads followed feeds; `clock` says what time it is."""

    def __init__(
        self,
        reader: FeedReader,
        store: SqlFeeds,
        settings: FeedSettings,
        max_age: timedelta,
        hosts: Hosts,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = reader
        self._store = store
        self._settings = settings
        self._max_age = max_age
        self._hosts = hosts
        self._clock = clock

    async def poll(self, feed: Feed) -> Polled:
        """Read a feed and keep what it brings; whatever the feed does, this ends with a value.

        Raises StoreError alone.
        """
        try:
            async with self._hosts.alone_at(feed.url):
                reply = await self._reader.ask(feed.url, feed.etag, feed.last_modified)
            return await self._answered(feed, reply)
        except FetchError as error:
            return await self._failed(feed, str(error))

    async def _answered(self, feed: Feed, reply: Reply) -> Polled:
        if reply.status == 304:
            return await self._unchanged(feed, reply)
        if reply.status == 410:
            problem = str(refusal(feed.url, 410))
            return await self._settled(
                feed, lambda was: schedule.after_its_end(was, problem, self._clock()), problem
            )
        if not 200 <= reply.status < 300:
            wait = schedule.retry_after(reply.headers, self._clock())
            wait = wait or (FIRST_WISH if reply.status in {429, 503} else None)
            return await self._failed(feed, str(refusal(feed.url, reply.status)), wait)
        if feed.digest == digest_of(reply):
            return await self._unchanged(feed, reply)
        try:
            content_type = reply.headers.get("content-type")
            parsed = await self._reader.parsed(feed.url, reply.data, reply.url, content_type)
        except BriefwireError as error:
            return await self._failed(feed, str(error))
        home, moved = await self._home(feed, reply)
        return replace(await self.take_in(home, parsed, reply), moved=moved)

    async def _home(self, feed: Feed, reply: Reply) -> tuple[Feed, str | None]:
        """The feed as which this one goes on, and a line on that if it is another.

        It is where the place to which this one has moved for good is another feed's.
        """
        there = await self._store.find(reply.moved) if reply.moved else None
        if there is None or there.id == feed.id:
            return feed, None
        told = f"It is now at {reply.moved}, which is followed already: from now on the two are one."
        home = await self._store.join(feed.id, there.id, pairs, told, self._clock())
        return (home, f"{feed.title or feed.url}: {told}") if home else (feed, None)

    async def take_in(self, feed: Feed, parsed: ParsedFeed, reply: Reply) -> Polled:
        """Keep what a reading of the feed brings; raises StoreError."""
        seen = await asyncio.to_thread(sightings, parsed.entries)
        now = self._clock()
        decided: list[Decision] = []

        def settle(was: Feed, known: Sequence[KnownItem]) -> Intake:
            turn = timedelta(seconds=self._settings.min_interval)
            rules = Rules(self._settings.max_new_items, turn, self._max_age, was.changed_at is None)
            decision = decide(was.id, seen, known, rules, now, lambda: uuid4().hex[:16])
            decided.append(decision)
            return Intake(
                feed=self._after(was, parsed, reply, decision, now),
                new=decision.new,
                rewrites=decision.rewrites,
                still_there=decision.still_there,
            )

        intake = await self._store.take_in(feed.id, _keys(seen), settle, now)
        if intake is None:
            return Polled(None)
        decision = decided[-1]
        new = [keyed.item for keyed in intake.new]
        return Polled(intake.feed, new, decision.revised, decision.postponed)

    def _after(self, was: Feed, parsed: ParsedFeed, reply: Reply, decision: Decision, now: datetime) -> Feed:
        brought = bool(decision.new or decision.revised)
        dates = [entry.published_at for entry in parsed.entries if entry.published_at]
        change = schedule.livelier if brought else schedule.quieter
        interval = schedule.own_rate(dates, now, self._settings) or change(was, self._settings)
        after = schedule.after_answer(was, interval, wishes_of(reply, parsed), now, self._settings)
        update = {
            "url": reply.moved or was.url,
            "title": parsed.title or was.title,
            "site_url": parsed.site_url or was.site_url,
            "etag": reply.headers.get("etag"),
            "last_modified": reply.headers.get("last-modified"),
            "digest": digest_of(reply),
            "changed_at": now if brought or was.changed_at is None else was.changed_at,
        }
        return after.model_copy(update=update)

    async def _unchanged(self, feed: Feed, reply: Reply) -> Polled:
        def after(was: Feed) -> Feed:
            interval = schedule.quieter(was, self._settings)
            rested = schedule.after_answer(was, interval, wishes_of(reply), self._clock(), self._settings)
            return rested.model_copy(update={"url": reply.moved or was.url})

        home, moved = await self._home(feed, reply)
        return replace(await self._settled(home, after), moved=moved)

    async def _failed(self, feed: Feed, problem: str, wait: timedelta | None = None) -> Polled:
        return await self._settled(
            feed,
            lambda was: schedule.after_failure(was, problem, self._clock(), self._settings, wait),
            problem,
        )

    async def _settled(self, feed: Feed, after: Callable[[Feed], Feed], problem: str | None = None) -> Polled:
        intake = await self._store.take_in(feed.id, (), lambda was, _: Intake(feed=after(was)), self._clock())
        return Polled(intake.feed if intake else None, problem=problem)


def digest_of(reply: Reply) -> str:
    """What tells whether a feed sent the same document again."""
    return hashlib.sha256(reply.data).hexdigest()


def wishes_of(reply: Reply, parsed: ParsedFeed | None = None) -> schedule.Wishes:
    """What an answer and its feed ask for."""
    fresh = schedule.fresh_for(reply.headers)
    if parsed is None:
        return schedule.Wishes(fresh)
    return schedule.Wishes(max(fresh, parsed.ttl or 0), parsed.skip_hours, parsed.skip_days)


def _keys(seen: Sequence[Sighting]) -> list[ItemKeys]:
    return [each.keys for each in seen]
