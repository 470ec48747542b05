"""What a digest is made of: an item with its brief, and what its channel was told before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.digest.counts import counts_of
from bot.digest.group import Profile
from bot.ground.words import words
from bot.model import Brief, FeedItem, Schedule, Statement, Story


@dataclass(frozen=True, eq=False)
class Material:
    """An item with all that a digest reads of it.

    `told_in` is the story in which the channel was told of it, and `is_new` whether there is something
    to tell (a told item that was revised has both).
    """

    item: FeedItem
    brief: Brief
    outlet: str
    profile: Profile
    told_in: str | None = None
    is_new: bool = True
    passed: tuple[str, ...] = ()
    """By what it got through the filters of its feed and of the plan."""
    before: Brief | None = None
    """Of one that was revised, what the channel was told of it; else what it said at first."""

    @property
    def at(self) -> datetime:
        """When it appeared, as far as is known; never later than it was seen."""
        published = self.brief.article.published_at or self.item.entry.published_at
        return min(published, self.item.seen_at) if published else self.item.seen_at

    @property
    def said_at(self) -> datetime:
        """When it gave the figures that it gives now: when it was last revised, else when it appeared.

        A revision that left them alone makes them no newer.
        """
        return (self.item.revised_at if self._is_recounted else None) or self.at

    @property
    def is_news(self) -> bool:
        """Whether it says something that the channel was not told of it before."""
        return self.is_new and any(map(self.says_anew, self.sentences))

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """What it says in short; of one that was revised, first what it counts now and did not before."""
        return (*(self._counted_anew if self.told_in else ()), *self.brief.summary)

    def says_anew(self, statement: Statement) -> bool:
        """Whether a sentence did not stand in the article as the channel was told of it."""
        quotes = [_plain(piece.quote) for piece in statement.evidence]
        return not self.was_told_otherwise or any(quote not in self._told for quote in quotes)

    @property
    def was_told_otherwise(self) -> bool:
        """Whether it was revised since the channel was told of it, as far as is known."""
        return self.told_in is not None and self.before is not None

    @cached_property
    def _told(self) -> str:
        return _plain(self.before.article.text) if self.before else ""

    @property
    def _is_recounted(self) -> bool:
        return self.before is None or bool(self._counted_anew)

    @cached_property
    def _counted_anew(self) -> tuple[Statement, ...]:
        """The sentences with figures that it did not give before."""
        told = {figure.value for figure in self.before.figures} if self.before else set()
        counts = counts_of(self.brief) if self.before else ()
        pieces = [each.figure.evidence[0] for each in counts if each.figure.value not in told]
        return tuple(Statement(text=piece.quote, evidence=(piece,)) for piece in dict.fromkeys(pieces))


def _plain(text: str) -> str:
    """The words of a text between single spaces, whatever its punctuation and case."""
    return f" {' '.join(word.text.casefold() for word in words(text))} "


@dataclass(frozen=True)
class Frame:
    """Which digest it is to be: of which schedule, for when, under which key, since when.

    `most` is how many stories it has room for, `beyond` how many items were too many to be read;
    `missed` as in `bot.model.Digest`.
    """

    schedule: Schedule
    due_at: datetime
    key: str
    since: datetime | None
    most: int
    missed: int = 0
    beyond: int = 0


@dataclass(frozen=True)
class Stock:
    """All that is at hand for a digest: the material, and the stories that were told before, by id."""

    material: Sequence[Material]
    earlier: Mapping[str, Story] = field(default_factory=dict)
