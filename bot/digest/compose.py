"""A digest out of the material for it: grouped, put in order, cut to its length. Pure."""

from collections.abc import Iterator, Sequence

from bot.digest import reasons
from bot.digest.group import Told, copies, groups
from bot.digest.material import Frame, Material, Stock
from bot.digest.stories import story_of
from bot.ground.words import content_words
from bot.model import Digest, Left, Length, Plan, Story

SENTENCES: dict[Length, int] = {"short": 2, "medium": 3, "long": 3}
"""How many sentences a story has at most."""


def compose(frame: Frame, stock: Stock, left: Sequence[Left] = ()) -> Digest:
    """The digest; `left` is what was left out before, and goes into it.

    Stories about the plan's topics come first, then those of more independent reports, then the fresher.
    """
    plan = frame.schedule.plan
    told, stale = stories(stock, SENTENCES[plan.length])
    ranked = [story for _, story in sorted(told, key=lambda each: _rank(each, plan.topics))]
    shown, beyond = ranked[: frame.most], ranked[frame.most :]
    return Digest(
        key=frame.key,
        schedule_id=frame.schedule.id,
        name=heading(plan),
        destination=frame.schedule.destination,
        due_at=frame.due_at,
        since=frame.since,
        stories=tuple(shown),
        more=len(beyond) + frame.beyond,
        missed=frame.missed,
        left=(*left, *stale, *_without_room(beyond)),
        zone=plan.timing.zone,
    )


def heading(plan: Plan) -> str:
    """What stands above a digest, in the plan's tone."""
    return plan.name if plan.tone == "plain" else f"📰 {plan.name}: what’s new"


def alert(frame: Frame, story: Story | None) -> Digest:
    """A digest that reports one story at once; empty when there is nothing breaking any more."""
    return Digest(
        key=frame.key,
        schedule_id=frame.schedule.id,
        name=heading(frame.schedule.plan),
        destination=frame.schedule.destination,
        due_at=frame.due_at,
        since=frame.since,
        stories=(story,) if story else (),
        is_alert=True,
        zone=frame.schedule.plan.timing.zone,
    )


def stories(stock: Stock, sentences: int) -> tuple[list[tuple[Sequence[Material], Story]], tuple[Left, ...]]:
    """The stories that say something new, each with its reports, and the items that don't."""
    told: list[tuple[Sequence[Material], Story]] = []
    stale: list[Left] = []
    everything = [Told(each.profile, each.at, each.told_in) for each in stock.material]
    for places in groups(everything):
        reports = [stock.material[place] for place in places]
        if not any(report.is_new for report in reports):
            continue
        story = story_of(reports, _copies(reports), stock.earlier, sentences)
        if story:
            told.append((reports, story))
        else:
            stale += [_left(report, reasons.NOTHING_NEW) for report in reports if report.is_new]
    return told, tuple(stale)


def _copies(reports: Sequence[Material]) -> dict[str, str]:
    """By item, whose text it repeats; the same article in another feed is no copy of itself."""
    found = copies([Told(report.profile, report.at) for report in reports])
    pairs = [(reports[copy], reports[original]) for copy, original in found.items()]
    return {
        copy.item.id: original.item.id
        for copy, original in pairs
        if copy.brief.article.id != original.brief.article.id
    }


def _rank(told: tuple[Sequence[Material], Story], topics: Sequence[str]) -> tuple[bool, int, float, str]:
    reports, story = told
    newest = max(report.at for report in reports if report.is_new)
    return not is_about(reports, topics), -story.independent, -newest.timestamp(), story.id


def is_about(reports: Sequence[Material], topics: Sequence[str]) -> bool:
    """Whether one of the reports has all words of one of the topics, in whatever form."""
    wanted = [frozenset(word.key for word in content_words(topic)) for topic in topics]
    return any(words and words <= report.profile.terms.keys() for words in wanted for report in reports)


def _left(report: Material, reason: str) -> Left:
    return Left(item_id=report.item.id, title=report.brief.headline, reason=reason)


def _without_room(beyond: Sequence[Story]) -> Iterator[Left]:
    for story in beyond:
        for report in story.reports:
            yield Left(item_id=report.item_id, title=report.title, reason=reasons.NO_ROOM)
