"""Which items are new for a channel, and why the others are not told. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.digest import reasons
from bot.ground.wanted import kept_out
from bot.model import FeedItem, Left, Plan
from bot.store.news import Offered
from bot.store.posted import LeftBefore, ToldBefore


@dataclass(frozen=True)
class History:
    """What the ledger says: what the channel was told, and what this schedule has left out."""

    told: Sequence[ToldBefore] = ()
    left: Sequence[LeftBefore] = ()


@dataclass
class Selection:
    """What is new, what was told already (for its stories go on), and what is left out."""

    new: list[Offered] = field(default_factory=list)
    told: list[Offered] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    told_in: dict[str, str] = field(default_factory=dict)
    """The story in which the channel was told of an item."""


def select(
    offered: Sequence[Offered], history: History, plan: Plan, now: datetime, max_age: timedelta
) -> Selection:
    """Sort what is offered: by what was told and at which revision, then by age and filters.

    What was left out before is not written down again for the same reason.
    """
    found = Selection(told_in={each.item_id: each.story_id for each in reversed(history.told)})
    known = {(each.item_id, each.reason) for each in history.left}
    sorter = _Sorter(history, plan, now - max_age)
    for each in offered:
        if plan.feeds and each.item.feed_id not in plan.feeds:
            continue
        if sorter.was_told(each.item):
            found.told.append(each)
        elif not (reason := sorter.reason_against(each)):
            found.new.append(each)
            sorter.put_into_its_story(each.item, found.told_in)
        elif (each.item.id, reason) not in known:
            found.left.append(left(each.item, reason))
    return found


def left(item: FeedItem, reason: str) -> Left:
    """An item as one that was left out."""
    return Left(item_id=item.id, title=item.entry.title or item.entry.url or "(untitled)", reason=reason)


class _Sorter:
    """Goes through the items in order; an article is new once, however many feeds carry it."""

    def __init__(self, history: History, plan: Plan, oldest: datetime) -> None:
        self._plan = plan
        self._oldest = oldest
        self._revisions: dict[str, int] = {}
        for each in history.told:
            self._revisions[each.item_id] = max(each.revision, self._revisions.get(each.item_id, 0))
        self._told_articles: dict[str, ToldBefore] = {}
        for each in history.told:
            self._told_articles.setdefault(each.article_id or "", each)
        self._dealt_with = {each.item_id: each for each in history.left if each.reason in reasons.FINAL}
        self._articles: set[str] = set()

    def was_told(self, item: FeedItem) -> bool:
        """Whether the channel was told of the item as it is now."""
        return self._revisions.get(item.id, -1) >= item.revision

    def put_into_its_story(self, item: FeedItem, told_in: dict[str, str]) -> None:
        """An article of which the channel was told by another feed stays in the story in which it was."""
        if item.article_id and (told := self._told_articles.get(item.article_id)):
            told_in.setdefault(item.id, told.story_id)

    def reason_against(self, offered: Offered) -> str | None:
        """Why the item is not new, None if it is."""
        return next(self._reasons_against(offered), None)

    def _reasons_against(self, offered: Offered) -> Iterator[str]:
        item = offered.item
        before = self._dealt_with.get(item.id)
        if before and not (item.revised_at and item.revised_at > before.at):
            yield before.reason
        if item.state != "briefed" or item.article_id is None:
            yield reasons.failed(item.reason)
            return
        if item.entry.published_at and item.entry.published_at < self._oldest:
            yield reasons.TOO_OLD
        for wanted in (offered.wanted, self._plan.filter):
            if found := kept_out(item.entry, wanted, offered.feed):
                yield reasons.filtered(found)
        told = self._told_articles.get(item.article_id)
        if told and item.id not in self._revisions and not (item.revised_at and item.revised_at > told.at):
            yield reasons.TOLD
        if item.article_id in self._articles:
            yield reasons.SAME_ARTICLE
        self._articles.add(item.article_id)
