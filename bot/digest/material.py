"""What a digest is made of: an item with its brief, and what its channel was told before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.digest.group import Profile
from bot.model import Brief, FeedItem, Schedule, Story


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

    @property
    def at(self) -> datetime:
        """When it appeared, as far as is known; never later than it was seen."""
        published = self.brief.article.published_at or self.item.entry.published_at
        return min(published, self.item.seen_at) if published else self.item.seen_at

    @property
    def said_at(self) -> datetime:
        """When it said what it says now: when it was last revised, else when it appeared."""
        return self.item.revised_at or self.at


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
