"""What the surface calls, small: pages and answers as scripted, feeds and digests in memory."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import BriefwireError, FetchError, InputError
from bot.model import (
    Answer,
    AnswerDone,
    AnswerEvent,
    Article,
    Brief,
    Delivered,
    Destination,
    Digest,
    Feed,
    FeedEntry,
    Filter,
    FilterPreview,
    Following,
    HeldBack,
    Import,
    Plan,
    Schedule,
    Scope,
    SourcesFound,
    Subscription,
    TextDelta,
    Timing,
    Trace,
    Turn,
)
from bot.store.library import SqlLibrary
from tests.discord import samples

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LOCAL, ALL = Scope(), Filter()


class ScriptedDesk:
    """A NewsDesk with a real library, whose pages, briefs and answers are given."""

    def __init__(self, library: SqlLibrary) -> None:
        self._library = library
        self.pages: dict[str, Brief] = {}
        self.failure: BaseException | None = None
        self.answers: tuple[Answer, ...] = (samples.answer(),)
        self.asked: list[tuple[str, tuple[str, ...] | None, tuple[Turn, ...], Scope]] = []
        self.delay = 0.0
        self._briefs: dict[str, Brief] = {}
        self.offer(samples.port())

    def offer(self, brief: Brief) -> str:
        """Put an article on the web; its address."""
        address = brief.article.canonical_url or brief.article.id
        self.pages[address] = brief
        self._briefs[brief.article.id] = brief
        return address

    async def read(self, source: str, url: str | None = None) -> Article:
        raise AssertionError("a chat may not read this machine's files")

    async def read_page(self, address: str) -> Article:
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.failure:
            raise self.failure
        if address not in self.pages:
            raise FetchError(f"{address} answered 404: there is no such page.")
        return self.pages[address].article

    async def read_text(self, text: str) -> Article:
        if len(text.split()) < 5:
            raise InputError("The text is too short to be an article.")
        made = samples.brief_of(samples.article("pasted", text, url=None, canonical_url=None, title=None))
        self._briefs[made.article.id] = made
        return made.article

    async def brief(self, article: Article, scope: Scope | None = None) -> Brief:
        return self._briefs[article.id]

    async def save(self, article: Article, scope: Scope = LOCAL) -> None:
        await self._library.keep(article, scope)

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        return await self._library.article(article_id, scope)

    async def find_articles(self, words: str, scope: Scope, limit: int) -> Sequence[Article]:
        return await self._library.search(words, scope, limit)

    async def ask(
        self,
        question: str,
        articles: Sequence[Article] | None = None,
        history: Sequence[Turn] = (),
        scope: Scope = LOCAL,
    ) -> tuple[Answer, ...]:
        async for event in self.answering(question, articles, history, scope):
            if isinstance(event, AnswerDone):
                return event.answers
        raise AssertionError

    async def answering(
        self, question: str, articles: Sequence[Article] | None, history: Sequence[Turn], scope: Scope
    ) -> AsyncIterator[AnswerEvent]:
        ids = None if articles is None else tuple(each.id for each in articles)
        self.asked.append((question, ids, tuple(history), scope))
        if self.failure:
            raise self.failure
        if not any(character.isalnum() for character in question):
            raise InputError("The question is empty: ask something, such as “Who offered mediation?”.")
        yield SourcesFound(articles=len(ids) if ids is not None else 2)
        for each in self.answers:
            yield TextDelta(text=each.text)
        yield AnswerDone(answers=self.answers)

    async def sources_of(
        self, articles: Sequence[Article] | None, scope: Scope = LOCAL
    ) -> dict[str, Article]:
        known = articles if articles is not None else await self._library.articles(scope)
        return {each.id: each for each in known}


@dataclass
class ScriptedFeeds:
    """A FeedDesk in memory."""

    following: list[Following] = field(default_factory=list)

    async def follow(
        self,
        address: str,
        destination: Destination,
        *,
        by: str | None = None,
        wanted: Filter = ALL,
        private: bool = False,
    ) -> Following:
        if "feed" not in address:
            raise InputError(f"There is no feed at {address}.")
        number = len(self.following)
        feed = Feed(id=f"f{number}", url=address, title=f"Feed {number}", next_poll=NOW)
        subscription = Subscription(
            id=f"sub{number}",
            destination=destination,
            feed_id=feed.id,
            filter=wanted,
            private=private,
            created_at=NOW,
            created_by=by,
        )
        self.following.append(Following(subscription=subscription, feed=feed))
        return self.following[-1]

    async def followed(self, workspace: str, destination: Destination | None = None) -> Sequence[Following]:
        return [each for each in self.following if each.subscription.destination.workspace == workspace]

    async def unfollow(self, subscription_id: str, workspace: str) -> Following | None:
        for each in await self.followed(workspace):
            if each.subscription.id == subscription_id:
                self.following.remove(each)
                return each
        return None

    async def preview_filter(self, address: str, wanted: Filter) -> FilterPreview:
        passing = (FeedEntry(title="One"), FeedEntry(title="Two"))
        return FilterPreview(
            passing=passing, held_back=(HeldBack(entry=FeedEntry(title="Sport"), reason="x"),)
        )

    async def import_opml(
        self, data: bytes, destination: Destination, *, by: str | None = None, private: bool = False
    ) -> Import:
        if b"<opml" not in data:
            raise InputError("That is no OPML file.")
        one = await self.follow("https://h.example/feed", destination, by=by, private=private)
        return Import(
            followed=(one,), known=("https://k.example/feed",), failed=(("https://x.example", "not found"),)
        )

    async def export_opml(self, workspace: str, destination: Destination | None = None) -> bytes:
        return b"<opml/>"


@dataclass
class ScriptedDigests:
    """A DigestDesk in memory."""

    known: dict[str, Schedule] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    traces: dict[tuple[Destination, str], Sequence[Trace]] = field(default_factory=dict)
    digest: Digest = field(default_factory=samples.digest)

    async def create(
        self, plan: Plan, destination: Destination, *, by: str | None = None, **_: Any
    ) -> Schedule:
        made = Schedule(
            id=f"d{len(self.known)}",
            destination=destination,
            plan=plan,
            created_at=NOW,
            created_by=by,
            next_fire=self.upcoming(plan.timing, 1, NOW)[0],
        )
        self.known[made.id] = made
        return made

    async def schedules(self, workspace: str, destination: Destination | None = None) -> Sequence[Schedule]:
        return [each for each in self.known.values() if each.destination.workspace == workspace]

    async def schedule(self, schedule_id: str, workspace: str) -> Schedule | None:
        for each in await self.schedules(workspace):
            if schedule_id in {each.id, each.plan.name}:
                return each
        return None

    async def edit(self, schedule_id: str, workspace: str, plan: Plan) -> Schedule:
        return self._change(schedule_id, plan=plan)

    async def pause(self, schedule_id: str, workspace: str) -> Schedule:
        return self._change(schedule_id, paused=True, next_fire=None)

    async def resume(self, schedule_id: str, workspace: str) -> Schedule:
        return self._change(schedule_id, paused=False, next_fire=NOW)

    async def delete(self, schedule_id: str, workspace: str) -> bool:
        return self.known.pop(schedule_id, None) is not None

    async def preview(self, schedule_id: str, workspace: str) -> Digest:
        return self.digest

    async def post_now(self, schedule_id: str, workspace: str) -> str:
        self.posted.append(schedule_id)
        return "key"

    def upcoming(self, timing: Timing, count: int, after: datetime) -> Sequence[datetime]:
        return [after + timedelta(days=day) for day in range(count)]

    async def deliveries(
        self, workspace: str, limit: int, schedule_id: str | None = None
    ) -> Sequence[Delivered]:
        return ()

    async def why(self, destination: Destination, message_id: str) -> Sequence[Trace]:
        return self.traces.get((destination, message_id), ())

    async def why_item(self, destination: Destination, words: str) -> Sequence[Trace]:
        return self.traces.get((destination, words), ())

    def _change(self, schedule_id: str, **changes: Any) -> Schedule:
        if schedule_id not in self.known:
            raise BriefwireError("There is no such digest.")
        self.known[schedule_id] = self.known[schedule_id].model_copy(update=changes)
        return self.known[schedule_id]
