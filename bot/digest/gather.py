"""From the store to the material of a digest: items, their articles, briefs and profiles."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.digest import reasons
from bot.digest.group import Profile
from bot.digest.material import Material, Stock
from bot.digest.memory import Text, stories_told, texts_told
from bot.digest.profiles import profiles_of
from bot.digest.select import History, Selection, left, select
from bot.errors import BriefwireError
from bot.ground.wanted import let_in
from bot.model import Article, Brief, Destination, FeedItem, Left, Plan, Schedule, Scope
from bot.ports import Compute
from bot.store.library import SqlLibrary
from bot.store.news import Offered, SqlNews
from bot.store.posted import SqlPosted
from bot.store.scopes import scope_of

MOST_NEW = 600
MOST_TOLD = 300
"""So many new items, and told ones whose stories may go on, are compared with each other: the last seen."""

KEPT_PROFILES = 5000
_AT_ONCE = 40  # articles whose profiles are made in one piece of work


class BriefMaker(Protocol):
    """Makes briefs, or remembers them."""

    async def brief(self, article: Article, scope: Scope | None) -> Brief:
        """The article's brief, on the budget of `scope` (None: nobody's), or an error."""
        ...


@dataclass(frozen=True)
class Gathered:
    """The material of a digest, what was left out on the way, and how many new items were too many."""

    stock: Stock
    left: Sequence[Left]
    beyond: int = 0


def places_of(destination: Destination) -> tuple[Destination, ...]:
    """Whose subscriptions a destination's digests draw on: files and webhooks are told the local user's."""
    if destination.platform in {"file", "webhook"}:
        return (destination, Destination(platform="terminal", channel="terminal"))
    return (destination,)


class Gatherer:
    """Finds and reads what a digest is made of; keeps the profiles of the articles read last."""

    def __init__(
        self, news: SqlNews, posted: SqlPosted, library: SqlLibrary, briefs: BriefMaker, compute: Compute
    ) -> None:
        self._news = news
        self._posted = posted
        self._library = library
        self._briefs = briefs
        self._compute = compute
        self._profiles: OrderedDict[str, Profile] = OrderedDict()

    async def gather(self, schedule: Schedule, now: datetime, window: timedelta) -> Gathered:
        """The material of the schedule's digest as of `now`, out of what came in the last `window`."""
        since = now - window
        places = places_of(schedule.destination)
        offered = await self._news.offered(places, since, schedule.id, reasons.FINAL)
        history = History(
            await self._posted.told(schedule.destination, since), await self._posted.left(schedule.id, since)
        )
        chosen = select(offered, history, schedule.plan, now, window)
        beyond = [left(each.item, reasons.NO_ROOM) for each in chosen.new[MOST_NEW:]]
        digests = await self._posted.digests(schedule.destination, since)
        material, unread = await self._read(schedule, chosen, texts_told(digests))
        stock = Stock(material, stories_told(digests))
        return Gathered(stock, (*chosen.left, *unread, *beyond), len(beyond))

    async def material(self, items: Sequence[tuple[FeedItem, Article]]) -> list[Material]:
        """The material of items whose articles are at hand; raises ModelError and StoreError."""
        briefs = [await self._briefs.brief(article, None) for _, article in items]
        profiles = await self._profiled([brief.article for brief in briefs])
        return [
            Material(item=item, brief=brief, outlet=outlet_of(brief.article, item), profile=profile)
            for (item, _), brief, profile in zip(items, briefs, profiles, strict=True)
        ]

    async def _read(
        self, schedule: Schedule, chosen: Selection, told: Mapping[str, Text]
    ) -> tuple[list[Material], list[Left]]:
        """The items with their articles, and those whose article cannot be read."""
        new = {each.item.id for each in chosen.new[:MOST_NEW]}
        read: list[tuple[Offered, Brief]] = []
        unread: list[Left] = []
        for each in (*chosen.new[:MOST_NEW], *chosen.told[:MOST_TOLD]):
            brief = await self._brief(schedule.destination, each)
            if isinstance(brief, Brief):
                read.append((each, brief))
            elif each.item.id in new:
                unread.append(left(each.item, reasons.failed(brief)))
        profiles = await self._profiled([brief.article for _, brief in read])
        scope = scope_of(schedule.destination, private=True)
        fresh = [each.item for each, _ in read if each.item.id in new]
        before = {item.id: await self._before(item, told, scope) for item in fresh}
        material = [
            Material(
                item=each.item,
                brief=brief,
                outlet=outlet_of(brief.article, each.item, each.feed),
                profile=profile,
                told_in=chosen.told_in.get(each.item.id),
                is_new=each.item.id in new,
                passed=_passed(each, schedule.plan),
                before=before.get(each.item.id),
            )
            for (each, brief), profile in zip(read, profiles, strict=True)
        ]
        return material, unread

    async def _brief(self, destination: Destination, offered: Offered) -> Brief | str:
        """The item's brief, or why there is none."""
        scope = scope_of(destination, private=True)  # sees what the workspace may see, and the channel's own
        try:
            article = await self._library.article(offered.item.article_id or "", scope)
            if article is None:
                return "it is no longer in the library"
            return await self._briefs.brief(article, None)  # as it was read: on nobody's budget
        except BriefwireError as error:
            return str(error)

    async def _before(self, item: FeedItem, told: Mapping[str, Text], scope: Scope) -> Brief | None:
        """The brief of the text by which the channel was told of an article, else of its first if revised.

        None where that is not kept.
        """
        text = told.get(item.id) or told.get(item.article_id or "")
        if text is None and item.revision and item.article_id:
            text = (item.article_id, None)
        try:
            article = await self._library.version(*text, scope) if text else None
            return await self._briefs.brief(article, None) if article else None
        except BriefwireError:
            return None

    async def _profiled(self, articles: Sequence[Article]) -> list[Profile]:
        missing = {key: a for a in articles if (key := _text_key(a)) not in self._profiles}
        found: dict[str, Profile] = {}
        keys = list(missing)
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            texts = [(missing[key].title or "", missing[key].text) for key in some]
            found |= zip(some, await self._compute.run(profiles_of, texts), strict=True)
        self._profiles |= found
        profiles = [found.get(_text_key(a)) or self._profiles[_text_key(a)] for a in articles]
        while len(self._profiles) > KEPT_PROFILES:
            self._profiles.popitem(last=False)
        return profiles


def outlet_of(article: Article, item: FeedItem, feed: str = "") -> str:
    """Whose report it is: the site, else the host of its address, else the feed."""
    host = (urlsplit(article.url or item.entry.url or "").hostname or "").removeprefix("www.")
    return article.site or host or feed or "an unnamed source"


def _passed(offered: Offered, plan: Plan) -> tuple[str, ...]:
    entry = offered.item.entry
    return tuple(dict.fromkeys((*let_in(entry, offered.wanted), *let_in(entry, plan.filter))))


def _text_key(article: Article) -> str:
    return f"{article.content_hash}\n{article.title or ''}"
