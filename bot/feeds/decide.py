"""What one reading of a feed means: which entries are new, which are known, which were changed. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.feeds.identity import KINDS, SAME, Index, Sighting, agreement, is_repeated, sighting, weigh
from bot.model import FeedEntry, FeedItem, ItemKeys, KeyedItem, KnownItem, Rewrite

CROWD = 25
"""A key that more known items have than this tells nothing of which is meant."""
REDRESSED = 8
"""When so many entries, and more than half, changed their text at once, it was not the articles that did."""
UNDATED_AT_FIRST = 50
"""Among so many first entries those without a date may be news when a feed is first read."""


@dataclass(frozen=True)
class Decision:
    """What a reading brings; `postponed` of the new items are many, and briefed later."""

    new: tuple[KeyedItem, ...]
    rewrites: tuple[Rewrite, ...]
    still_there: tuple[str, ...]

    @property
    def postponed(self) -> int:
        """How many of the new items wait for their turn."""
        return sum(each.not_before is not None for each in self.new)

    @property
    def revised(self) -> int:
        """How many known items say something else than before."""
        return sum(change.revised for change in self.rewrites)


@dataclass(frozen=True)
class Rules:
    """How many new items are briefed at once, the next so many a `turn` later; what is old at first."""

    most_new: int
    turn: timedelta
    max_age: timedelta
    first_reading: bool = False


def sightings(entries: Sequence[FeedEntry]) -> Sequence[Sighting]:
    """The entries with their keys, each once, those that say nothing at all left out."""
    kept: list[Sighting] = []
    alike: defaultdict[tuple[str | None, str | None], list[Sighting]] = defaultdict(list)
    for place, entry in enumerate(entries):
        each = sighting(place, entry)
        same = alike[each.keys.link, None if each.keys.link else each.keys.guid]
        if each.keys.text is None and each.keys.link is None:
            continue
        if len(same) < CROWD and any(is_repeated(each, other) for other in same):
            continue
        same.append(each)
        kept.append(each)
    return kept


def decide(
    feed_id: str,
    seen: Sequence[Sighting],
    known: Sequence[KnownItem],
    rules: Rules,
    now: datetime,
    name: Callable[[], str],
) -> Decision:
    """What the entries are, given the feed's items that share a key with them; `name` gives ids."""
    matched = match(seen, known)
    unknown = [each for each in seen if each.place not in matched]
    items = [(_new_item(feed_id, each, rules, now, name()), each.keys) for each in unknown]
    pairs = [(each, matched[each.place]) for each in seen if each.place in matched]
    return Decision(
        new=tuple(_in_turn(items, rules, now)),
        rewrites=tuple(_rewrites(pairs)),
        still_there=tuple(item.id for _, item in pairs),
    )


def match(seen: Sequence[Sighting], known: Sequence[KnownItem]) -> dict[int, KnownItem]:
    """Which known item each entry is, by the entry's place; each item is one entry at most.

    The surest pairs are taken first.
    """
    index = Index.of(known)
    evidence = weigh(seen, index)
    pairs = [
        (-said, each.place, item.id, item)
        for each in seen
        for item in _candidates(each, index)
        if (said := agreement(each, item, evidence)) >= SAME
    ]
    matched: dict[int, KnownItem] = {}
    claimed: set[str] = set()
    for _, place, item_id, item in sorted(pairs, key=lambda pair: pair[:3]):
        if place not in matched and item_id not in claimed:
            matched[place] = item
            claimed.add(item_id)
    return matched


def pairs(items: Sequence[KeyedItem], known: Sequence[KnownItem]) -> dict[str, str]:
    """Which items of one feed are which of another, by their ids."""
    seen = [sighting(place, each.item.entry) for place, each in enumerate(items)]
    return {items[place].item.id: other.id for place, other in match(seen, known).items()}


def _candidates(each: Sighting, index: Index) -> Sequence[KnownItem]:
    found: dict[str, KnownItem] = {}
    for kind, key in KINDS:
        having = index.having(kind, key(each.keys))
        if len(having) <= CROWD:
            found |= {item.id: item for item in having}
    return list(found.values())


def _in_turn(items: Sequence[tuple[FeedItem, ItemKeys]], rules: Rules, now: datetime) -> Iterator[KeyedItem]:
    """All of a flood is kept at once, since the feed may not show it again; it is briefed in parts."""
    before = 0
    for item, keys in items:
        turn = before // rules.most_new
        before += item.state == "seen"
        waits = turn > 0 and item.state == "seen"
        yield KeyedItem(item=item, keys=keys, not_before=now + turn * rules.turn if waits else None)


def _new_item(feed_id: str, each: Sighting, rules: Rules, now: datetime, item_id: str) -> FeedItem:
    item = FeedItem(id=item_id, feed_id=feed_id, entry=each.entry, seen_at=now)
    published = each.entry.published_at
    if not rules.first_reading:
        return item
    if published and published < now - rules.max_age:
        reason = f"older than {rules.max_age.days} days when the feed was first read"
        return item.model_copy(update={"state": "old", "reason": reason})
    if published is None and each.place >= UNDATED_AT_FIRST:
        reason = f"without a date, and not among the first {UNDATED_AT_FIRST}, when the feed was first read"
        return item.model_copy(update={"state": "old", "reason": reason})
    return item


def _rewrites(pairs: Sequence[tuple[Sighting, KnownItem]]) -> list[Rewrite]:
    changed = [(now, was) for now, was in pairs if now.keys != was.keys]
    other_text = [(now, was) for now, was in changed if was.keys.text and now.keys.text != was.keys.text]
    redressed = len(other_text) >= REDRESSED and len(other_text) * 2 > len(pairs)
    revised = {was.id for now, was in other_text if not redressed or now.keys.title != was.keys.title}
    return [
        Rewrite(item_id=was.id, entry=_dated_as_before(now, was), keys=now.keys, revised=was.id in revised)
        for now, was in changed
    ]


def _dated_as_before(now: Sighting, was: KnownItem) -> FeedEntry:
    """The entry as it is now with the date that it first had: a feed may date everything anew."""
    if was.published_at is None:
        return now.entry
    return now.entry.model_copy(update={"published_at": was.published_at})
