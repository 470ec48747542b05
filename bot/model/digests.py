"""When a channel is told what, what it is told, and how that went."""

from datetime import datetime
from typing import Literal

from bot.model.articles import Evidence, Statement
from bot.model.base import Value
from bot.model.briefs import Figure
from bot.model.feeds import Destination, FeedItem, Filter

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Length = Literal["short", "medium", "long"]
Tone = Literal["plain", "lively"]
WhenEmpty = Literal["quiet", "say"]
DeliveryState = Literal["sending", "sent", "failed", "skipped"]
"""`sending` is written before the call, so that after a crash it means: uncertain, look before posting.

With `attempts` 0 nothing was tried yet.
"""


class Timing(Value):
    """When a digest is due: times of day ("08:00") on weekdays, or a cron line, in an IANA zone."""

    times: tuple[str, ...] = ()
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    cron: str | None = None
    zone: str = "UTC"


class Alert(Value):
    """Report a new story at once, when `sources` independent outlets have it within `minutes`."""

    sources: int = 3
    minutes: int = 60


class Plan(Value):
    """What a digest is to be: when, from which feeds, about what, how long, and what if there is nothing.

    Without `feeds` it draws on all that its channel follows; `topics` put stories about them first.
    """

    name: str
    timing: Timing
    feeds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    filter: Filter = Filter()
    length: Length = "medium"
    tone: Tone = "plain"
    when_empty: WhenEmpty = "quiet"
    alert: Alert | None = None


class Schedule(Value):
    """A plan at work in a channel. `next_fire` is None while it is paused, or will never fire again."""

    id: str
    destination: Destination
    plan: Plan
    paused: bool = False
    created_at: datetime
    created_by: str | None = None
    next_fire: datetime | None = None
    last_fire: datetime | None = None


class Side(Value):
    """What one or more outlets say where outlets differ: "Reuters: 7 dead"."""

    outlets: tuple[str, ...]
    text: str
    evidence: tuple[Evidence, ...]


class Difference(Value):
    """One thing that outlets report differently."""

    about: str
    sides: tuple[Side, ...]


class Report(Value):
    """One article of a story: whose, when, where to read it; `copy_of` is whose text it repeats.

    `partly` says that no more of it could be read than its feed carries, and `passed` by what it got
    through the filters ("include: port"). `version` tells which text of the article it was (its hash).
    """

    article_id: str
    item_id: str
    outlet: str
    title: str
    revision: int = 0
    url: str | None = None
    published_at: datetime | None = None
    copy_of: str | None = None
    partly: bool = False
    passed: tuple[str, ...] = ()
    version: str | None = None


class Story(Value):
    """Reports on one event; `id` stays the same from digest to digest of a channel.

    `independent` counts outlets that wrote themselves; `changed` says what is new since this channel
    was last told of it ("toll 7 → 9").
    """

    id: str
    headline: str
    statements: tuple[Statement, ...]
    reports: tuple[Report, ...]
    independent: int
    differences: tuple[Difference, ...] = ()
    changed: tuple[Statement, ...] = ()
    is_update: bool = False
    figures: tuple[Figure, ...] = ()
    """What it counts, for the next digest to tell what has changed; not shown."""
    unsettled: tuple[Difference, ...] = ()
    """Where outlets differed as far as the channel was told, and do not agree yet; not shown."""


class Left(Value):
    """An item that was considered and not told, and why: "filtered by 'sport'", "already told"."""

    item_id: str
    title: str
    reason: str


class Digest(Value):
    """What a channel is told at one time; `more` counts the stories that found no room.

    `left` is what was considered and not told: it is kept for `/why`, not shown. With `is_alert` it
    reports one breaking story at once.
    """

    key: str
    schedule_id: str
    name: str
    destination: Destination
    due_at: datetime
    since: datetime | None
    stories: tuple[Story, ...]
    more: int = 0
    missed: int = 0
    """How many earlier times this one stands for, which were missed while nothing ran."""
    left: tuple[Left, ...] = ()
    is_alert: bool = False
    zone: str = "UTC"
    """The plan's, for places that cannot show each reader a time of their own."""


class Delivered(Value):
    """A row of the delivery ledger: the one place that knows what was posted where."""

    key: str
    schedule_id: str | None
    destination: Destination
    state: DeliveryState
    due_at: datetime
    missed: int = 0
    attempts: int
    node: str | None = None
    message_id: str | None = None
    sent_at: datetime | None = None
    problem: str | None = None


StepKind = Literal[
    "seen",
    "revised",
    "briefed",
    "failed",
    "filtered",
    "passed",
    "grouped",
    "left_out",
    "scheduled",
    "attempted",
    "not_posted",
    "sent",
]


class Step(Value):
    """One thing that happened to an item on its way to a channel; the wording is each platform's own.

    `attempted` with a `reason` went wrong and is tried again; `not_posted` was given up after so many tries.

    `name` is whose step it is: the feed, the filter's word, the story, the schedule, the node. Of a
    filter `digest` is the digest that it kept the item out of.
    """

    kind: StepKind
    at: datetime | None = None
    name: str | None = None
    reason: str | None = None
    attempt: int | None = None
    digest: str | None = None


class Trace(Value):
    """Why an item was told in a channel, or was not: every step in the order in which it happened."""

    item: FeedItem
    told: bool
    steps: tuple[Step, ...]


NoticeKind = Literal["feed_failing", "feed_gone", "feed_moved", "channel_refused", "schedule_paused"]


class Notice(Value):
    """Something that whoever set it up is told once: what happened (`problem`) to what (`subject`).

    It goes to `person` where the platform can reach them, and else to `destination`.
    """

    kind: NoticeKind
    destination: Destination
    person: str | None
    subject: str
    problem: str
