"""The program behind Slack, in small: a real store on SQLite, articles and answers that are given to it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import FetchError, InputError
from bot.model import (
    Actor,
    Answer,
    AnswerDone,
    AnswerEvent,
    Article,
    Brief,
    Delivered,
    Destination,
    Digest,
    Engine,
    Evidence,
    Feed,
    FeedEntry,
    FeedItem,
    Figure,
    Filter,
    FilterPreview,
    FiveW,
    Following,
    Import,
    Place,
    Plan,
    Position,
    Quote,
    Schedule,
    Scope,
    SourcesFound,
    Statement,
    Step,
    Subscription,
    TextDelta,
    TimelineEntry,
    Timing,
    Trace,
    Turn,
)
from bot.store.chats import SqlChats
from bot.store.database import Database
from bot.store.library import SqlLibrary
from bot.store.slack import SqlSlack

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
LOCAL = Scope()
EVERYTHING = Filter()
ENGINE = Engine(name="embedded-test", version="1")
ADDRESS = "https://courier.example/fire"
TEXT = (
    "A fire broke out in the port on Tuesday and 14 people were injured, the port authority said.\n\n"
    "“We had it under control by midnight,” said Chief Ana Sark. Norland offered to send two fireboats.\n\n"
    "The mayor, Tom Field, said the cause was not known."
)


def article(
    address: str | None = ADDRESS, text: str = TEXT, title: str = "Fire in the port", **more: Any
) -> Article:
    from bot.web.canonical import article_id, content_hash

    hashed = content_hash(text)
    return Article(
        id=article_id(address, hashed),
        url=address,
        canonical_url=address,
        site=more.pop("site", "Estrava Courier"),
        title=title,
        byline=more.pop("byline", "Lena Roth"),
        published_at=NOW,
        language="en",
        text=text,
        content_hash=hashed,
        fetched_at=NOW,
        **more,
    )


def evidence(of: Article, words: str) -> tuple[Evidence, ...]:
    start = of.text.index(words)
    return (
        Evidence(
            article_id=of.id,
            url=of.canonical_url,
            quote=of.text[start : start + len(words)],
            start=start,
            end=start + len(words),
        ),
    )


def brief_of(of: Article) -> Brief:
    """A brief with something of every kind; for other texts than the fire, of its first paragraph alone."""
    if of.text != TEXT:
        first = of.text.split("\n\n")[0]
        told = Statement(text=first, evidence=evidence(of, first))
        return Brief(
            article=of,
            headline=of.title or first[:60],
            summary=(told,),
            five_w=FiveW(what=told),
            engine=ENGINE,
        )
    lead, said, cause = TEXT.split("\n\n")
    spoken, offer = said[: said.index(" Norland")], said[said.index("Norland") :]
    return Brief(
        article=of,
        headline="Fire in the port",
        summary=(
            Statement(text=lead, evidence=evidence(of, lead)),
            Statement(text=offer, evidence=evidence(of, offer)),
        ),
        five_w=FiveW(
            who=Statement(text="14 people", evidence=evidence(of, lead)),
            what=Statement(text="A fire broke out", evidence=evidence(of, lead)),
        ),
        actors=(Actor(name="Ana Sark", kind="person", role="Chief", evidence=evidence(of, spoken)),),
        positions=(
            Position(
                actor="Norland",
                stance="aid",
                towards="Estrava",
                what="offered fireboats",
                evidence=evidence(of, offer),
            ),
        ),
        quotes=(
            Quote(
                words="We had it under control by midnight",
                speaker="Ana Sark",
                speaker_role="Chief",
                direct=True,
                evidence=evidence(of, spoken),
            ),
            Quote(
                words="the cause was not known",
                speaker="Tom Field",
                speaker_role="mayor",
                direct=False,
                evidence=evidence(of, cause),
            ),
        ),
        figures=(
            Figure(
                value=14,
                counted="people injured",
                according_to="the port authority",
                evidence=evidence(of, lead),
            ),
        ),
        timeline=(
            TimelineEntry(
                date="2026-11-17",
                precision="day",
                event="A fire broke out in the port",
                evidence=evidence(of, lead),
            ),
            TimelineEntry(
                date="2026-11-17",
                precision="day",
                event="It was under control by midnight",
                evidence=evidence(of, spoken),
            ),
        ),
        places=(Place(name="Estrava", evidence=evidence(of, lead)),),
        not_stated=(Statement(text=cause, evidence=evidence(of, cause)),),
        engine=ENGINE,
    )


class Newsroom:
    """`bot.chat.slack.memory.Services` over a real store; what it reads and answers is set beforehand."""

    def __init__(self, database: Database) -> None:
        self.store = SqlLibrary(database)
        self._chats = SqlChats(database)
        self._slack = SqlSlack(database)
        self.pages: dict[str, Article] = {ADDRESS: article()}
        self.answers: dict[str, tuple[Answer, ...]] = {}
        self.asked: list[tuple[str, tuple[str, ...] | None, int, Scope]] = []
        self.deltas: list[str] | None = None
        self.slowness = 0.0
        self.failing: Exception | None = None
        self.feed_desk = Feeds()
        self.digest_desk = Digests()

    async def library(self) -> SqlLibrary:
        return self.store

    async def chats(self) -> SqlChats:
        return self._chats

    async def slack(self) -> SqlSlack:
        return self._slack

    async def feeds(self) -> "Feeds":
        return self.feed_desk

    async def digests(self) -> "Digests":
        return self.digest_desk

    async def read(self, source: str, url: str | None = None) -> Article:
        raise AssertionError("a chat must never read this machine's files")

    async def read_page(self, address: str) -> Article:
        await asyncio.sleep(self.slowness)
        if self.failing:
            raise self.failing
        if address not in self.pages:
            raise FetchError(f"{address} cannot be reached: check the address.")
        return self.pages[address]

    async def read_text(self, text: str) -> Article:
        return article(None, text, title="Pasted", site=None, byline=None)

    async def brief(self, article: Article, scope: Scope | None = None) -> Brief:
        made = brief_of(article)
        await self.store.add_article(article)
        return made

    async def save(self, article: Article, scope: Scope = LOCAL) -> None:
        await self.store.keep(await self.store.add_article(article), scope)

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        return await self.store.article(article_id, scope)

    async def find_articles(self, words: str, scope: Scope, limit: int) -> Sequence[Article]:
        return await self.store.search(words, scope, limit)

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
        return ()

    async def answering(
        self, question: str, articles: Sequence[Article] | None, history: Sequence[Turn], scope: Scope
    ) -> AsyncIterator[AnswerEvent]:
        ids = tuple(each.id for each in articles) if articles is not None else None
        self.asked.append((question, ids, len(history), scope))
        if not any(map(str.isalnum, question)):
            raise InputError("The question is empty: ask something.")
        if len(question) > 2000:
            raise InputError(f"The question has {len(question):,} characters; ask in at most 2,000.")
        seen = articles if articles is not None else await self.store.articles(scope, 50)
        yield SourcesFound(articles=len(seen))
        answers = self.answers.get(question) or self._answers(seen)
        for delta in self.deltas or [each.text for each in answers]:
            await asyncio.sleep(self.slowness)
            yield TextDelta(text=delta)
        yield AnswerDone(answers=answers)

    def _answers(self, seen: Sequence[Article]) -> tuple[Answer, ...]:
        """ "Norland", where the fire was read; else that it is not said."""
        for each in seen:
            if each.text == TEXT:
                found = evidence(each, "Norland offered to send two fireboats.")
                return (
                    Answer(status="answered", text="Norland", evidence=found, confidence=0.8, engine=ENGINE),
                )
        return (Answer(status="not_stated", text="", confidence=0.9, engine=ENGINE),)

    async def sources_of(
        self, articles: Sequence[Article] | None, scope: Scope = LOCAL
    ) -> dict[str, Article]:
        known = articles if articles is not None else await self.store.articles(scope, 1000)
        return {each.id: each for each in known}


class Feeds:
    """`bot.chat.desks.FeedDesk` in memory."""

    def __init__(self) -> None:
        self.subscriptions: dict[str, Following] = {}

    async def follow(
        self,
        address: str,
        destination: Destination,
        *,
        by: str | None = None,
        wanted: Filter = EVERYTHING,
        private: bool = False,
    ) -> Following:
        if "dead" in address:
            raise FetchError(f"{address} does not answer: check the address.")
        name = hashlib.sha256(f"{address}{destination.channel}".encode()).hexdigest()[:8]
        feed = Feed(id=f"f{name}", url=address, title=f"Feed of {address.split('/')[2]}", next_poll=NOW)
        subscription = Subscription(
            id=name,
            destination=destination,
            feed_id=feed.id,
            filter=wanted,
            private=private,
            created_at=NOW,
            created_by=by,
        )
        self.subscriptions[name] = Following(subscription=subscription, feed=feed)
        return self.subscriptions[name]

    async def followed(self, workspace: str, destination: Destination | None = None) -> Sequence[Following]:
        return [
            each
            for each in self.subscriptions.values()
            if each.subscription.destination.workspace == workspace
            and destination in {None, each.subscription.destination}
        ]

    async def unfollow(self, subscription_id: str, workspace: str) -> Following | None:
        return self.subscriptions.pop(subscription_id, None)

    async def preview_filter(self, address: str, wanted: Filter) -> FilterPreview:
        return FilterPreview(passing=(), held_back=())

    async def import_opml(
        self, data: bytes, destination: Destination, *, by: str | None = None, private: bool = False
    ) -> Import:
        if b"<opml" not in data:
            raise InputError("This is no OPML file: export one from another reader.")
        found = [await self.follow("https://one.example/feed", destination, by=by, private=private)]
        return Import(
            followed=tuple(found),
            known=("https://two.example/feed",),
            failed=(("https://dead.example", "does not answer"),),
        )

    async def export_opml(self, workspace: str, destination: Destination | None = None) -> bytes:
        return b"<opml/>"


class Digests:
    """`bot.chat.desks.DigestDesk` in memory."""

    def __init__(self) -> None:
        self.plans: dict[str, Schedule] = {}
        self.posted: list[str] = []
        self.traces: list[Trace] = []
        self.ledger: list[Delivered] = []
        self.next: Digest | None = None

    async def create(self, plan: Plan, destination: Destination, *, by: str | None = None) -> Schedule:
        name = f"s{len(self.plans) + 1}"
        self.plans[name] = Schedule(
            id=name,
            destination=destination,
            plan=plan,
            created_at=NOW,
            created_by=by,
            next_fire=NOW + timedelta(hours=1),
        )
        return self.plans[name]

    async def schedules(self, workspace: str, destination: Destination | None = None) -> Sequence[Schedule]:
        return [
            each
            for each in self.plans.values()
            if each.destination.workspace == workspace and destination in {None, each.destination}
        ]

    async def schedule(self, schedule_id: str, workspace: str) -> Schedule | None:
        found = self.plans.get(schedule_id)
        return found if found and found.destination.workspace == workspace else None

    async def edit(self, schedule_id: str, workspace: str, plan: Plan) -> Schedule:
        return self._change(schedule_id, plan=plan)

    async def pause(self, schedule_id: str, workspace: str) -> Schedule:
        return self._change(schedule_id, paused=True, next_fire=None)

    async def resume(self, schedule_id: str, workspace: str) -> Schedule:
        return self._change(schedule_id, paused=False, next_fire=NOW)

    async def delete(self, schedule_id: str, workspace: str) -> bool:
        return self.plans.pop(schedule_id, None) is not None

    async def preview(self, schedule_id: str, workspace: str) -> Digest:
        assert self.next
        return self.next

    async def post_now(self, schedule_id: str, workspace: str) -> str:
        self.posted.append(schedule_id)
        return "key"

    def upcoming(self, timing: Timing, count: int, after: datetime) -> Sequence[datetime]:
        if timing.cron and "31 2" in timing.cron:
            raise InputError("This is never due: February has no 31st.")
        return [after + timedelta(days=number) for number in range(count)]

    async def deliveries(
        self, workspace: str, limit: int, schedule_id: str | None = None
    ) -> Sequence[Delivered]:
        return self.ledger[:limit]

    async def why(self, destination: Destination, message_id: str) -> Sequence[Trace]:
        return self.traces

    async def why_item(self, destination: Destination, words: str) -> Sequence[Trace]:
        return [trace for trace in self.traces if words.lower() in (trace.item.entry.title or "").lower()]

    def _change(self, schedule_id: str, **changes: Any) -> Schedule:
        self.plans[schedule_id] = self.plans[schedule_id].model_copy(update=changes)
        return self.plans[schedule_id]


def trace(name: str = "i1", title: str = "Fire in the port") -> Trace:
    item = FeedItem(id=name, feed_id="f1", entry=FeedEntry(title=title, url=ADDRESS), seen_at=NOW)
    steps = (Step(kind="seen", at=NOW, name="Estrava Courier"), Step(kind="sent", at=NOW, name="Morning"))
    return Trace(item=item, told=True, steps=steps)
