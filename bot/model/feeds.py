"""What is followed, what came in by it, and what of that a channel wants."""

from datetime import datetime
from typing import Literal

from bot.model.base import Value

Platform = Literal["slack", "discord", "terminal", "file", "webhook"]

FeedState = Literal["active", "paused", "failing", "gone", "moved"]
"""`failing` is still tried, less and less often; `gone` said so itself (410) and is not.

`moved` has become one with another feed, which stands at its new address: nobody is shown it any more.
"""

ItemState = Literal["seen", "briefed", "failed", "old"]
"""An item is `seen` until its article is briefed, or cannot be for good (`failed`, with the reason).

`old` stood in the feed before anybody followed it, and was no news then: it is known, and never briefed.
"""


class Destination(Value):
    """Where posts go: a channel or thread of a platform, a file's path or a webhook's address."""

    platform: Platform
    workspace: str = "local"
    channel: str
    thread: str | None = None


class Filter(Value):
    """Which items pass: any of `include` (all if empty) and none of `exclude`, whole words or phrases.

    `sources` and `languages` name the only outlets (host or site name) and ISO 639-1 codes that pass;
    a leading "-" keeps one out instead.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Feed(Value):
    """A followed feed, as its publisher describes it and as polling it has gone; times in UTC.

    `url` is where it is now (a permanent redirect moves it), `interval` seconds between polls.
    """

    id: str
    url: str
    title: str | None = None
    site_url: str | None = None
    state: FeedState = "active"
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """SHA-256 of the document that was read last: the same bytes again hold nothing new."""
    interval: int = 1800
    next_poll: datetime
    polled_at: datetime | None = None
    changed_at: datetime | None = None
    failures: int = 0
    problem: str | None = None
    told_at: datetime | None = None
    quiet_until: datetime | None = None
    """Its server asked not to be asked again before (Retry-After)."""


class FeedEntry(Value):
    """One entry as a feed shows it; `text` is what the feed itself carries of the article, as HTML."""

    guid: str | None = None
    url: str | None = None
    title: str | None = None
    text: str | None = None
    author: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None


class FeedItem(Value):
    """An entry that was seen in a feed, and what has become of it.

    `revision` counts changes of its content; `article_id` is set once its article was briefed.
    """

    id: str
    feed_id: str
    entry: FeedEntry
    seen_at: datetime
    revision: int = 0
    revised_at: datetime | None = None
    state: ItemState = "seen"
    reason: str | None = None
    attempts: int = 0
    article_id: str | None = None


class ItemKeys(Value):
    """By what an entry is known again, each made comparable; None for what it does not have.

    `text` stands for title and text together: where that alone differs, the article was changed.
    """

    guid: str | None = None
    link: str | None = None
    title: str | None = None
    text: str | None = None


class KnownItem(Value):
    """As much of a stored item as it takes to tell whether an entry is the same."""

    id: str
    keys: ItemKeys
    published_at: datetime | None = None
    revision: int = 0


class KeyedItem(Value):
    """A new item with what it will be known by; in a flood it is briefed `not_before` its turn."""

    item: FeedItem
    keys: ItemKeys
    not_before: datetime | None = None


class Rewrite(Value):
    """What a known item looks like now; `revised` when its article says something else than before."""

    item_id: str
    entry: FeedEntry
    keys: ItemKeys
    revised: bool = False


class Intake(Value):
    """What one reading of a feed changes, all at once: the feed, and its items."""

    feed: Feed
    new: tuple[KeyedItem, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    still_there: tuple[str, ...] = ()
    """The ids of known items that stand in the feed; what is in the feed is never forgotten."""


class Subscription(Value):
    """That a channel follows a feed, what it wants of it, and who asked for it.

    What comes in by it is seen by all of the workspace, or by the channel alone where that is `private`.
    `folder` is where the list of feeds that it came from had it, the outermost first.
    """

    id: str
    destination: Destination
    feed_id: str
    filter: Filter = Filter()
    private: bool = False
    folder: tuple[str, ...] = ()
    created_at: datetime
    created_by: str | None = None


class Following(Value):
    """A subscription with the feed that it follows.

    `flaws` is what was wrong with the document, where it was read just now, though it could be read.
    """

    subscription: Subscription
    feed: Feed
    flaws: tuple[str, ...] = ()


class HeldBack(Value):
    """An entry that a filter keeps out, and which of its words or lists did: "exclude: sport"."""

    entry: FeedEntry
    reason: str


class FilterPreview(Value):
    """What a filter would have done with a feed's newest entries: "12 of 50 would pass"."""

    passing: tuple[FeedEntry, ...]
    held_back: tuple[HeldBack, ...]


class Import(Value):
    """What became of an OPML file's feeds; `failed` tells each address that could not be read, and why."""

    followed: tuple[Following, ...]
    known: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
