"""The App Home: what this workspace follows, its digests, what was posted and how that went."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat.slack.escaping import shown
from bot.chat.slack.limits import VIEW_BLOCKS
from bot.chat.slack.modals import View
from bot.chat.slack.rich import (
    Block,
    Part,
    button,
    confirmed,
    divider,
    header,
    line,
    link,
    listed,
    moment,
    named,
    rich,
    row,
    small,
    text,
)
from bot.chat.slack.wording import feed_name, feed_state, filter_words, outcome, timing_words
from bot.model import Delivered, Following, Schedule

_DIGESTS, _FEEDS, _POSTS = 12, 20, 8
"""How many of each are shown: with their buttons they stay below what a view may have."""


@dataclass(frozen=True)
class Home:
    """What a person's App Home shows."""

    digests: Sequence[Schedule] = ()
    followed: Sequence[Following] = ()
    posts: Sequence[Delivered] = ()
    names: dict[str, str] = field(default_factory=dict)
    """Of digests, by id; those of a post may be gone meanwhile."""


def home_view(home: Home) -> View:
    """The view."""
    blocks = [*_top(), *digest_list(home.digests), *feed_list(home.followed), *_posts(home)]
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


def digest_list(digests: Sequence[Schedule]) -> list[Block]:
    """Digests with what can be done with each."""
    blocks = [header("Digests")]
    for schedule in digests[:_DIGESTS]:
        blocks += [rich(line(*_about(schedule))), _digest_buttons(schedule)]
    if not digests:
        blocks.append(small("None yet. A digest posts what is new in a channel, at the times that you set."))
    return [*blocks, *_more(len(digests), _DIGESTS, "/digest list, in each channel")]


def feed_list(followed: Sequence[Following]) -> list[Block]:
    """What is followed, and a button to stop it."""
    blocks = [header("Feeds")]
    for following in followed[:_FEEDS]:
        stop = button("Stop following", "feed:remove", following.subscription.id)
        asked = confirmed(stop, "Stop following?", feed_name(following)[:150], "Stop")
        blocks += [rich(line(*_feed(following))), row(asked)]
    if not followed:
        blocks.append(small("None yet. Add a feed, and what it brings can be asked about."))
    return [*blocks, *_more(len(followed), _FEEDS, "/follow list, in each channel")]


def _top() -> list[Block]:
    return [
        header("Briefwire"),
        row(
            button("Add feed", "home:feed", "new", "primary"),
            button("New digest", "home:digest", "new", "primary"),
            button("Import feeds", "home:import", "new"),
            button("Export feeds", "home:export", "all"),
        ),
        divider(),
    ]


def _about(schedule: Schedule) -> list[Part]:
    parts = [
        text(named(schedule.plan.name), bold=True),
        text(f"  {timing_words(schedule.plan.timing)}, in "),
        {"type": "channel", "channel_id": schedule.destination.channel},
        text("\n"),
    ]
    if schedule.paused:
        return [*parts, text("paused", italic=True)]
    if schedule.next_fire is None:
        return [*parts, text("never due again", italic=True)]
    return [*parts, text("next: "), moment(schedule.next_fire)]


def _digest_buttons(schedule: Schedule) -> Block:
    going = ("Resume", "digest:resume") if schedule.paused else ("Pause", "digest:pause")
    delete = button("Delete", "digest:delete", schedule.id, "danger")
    return row(
        button("Preview", "digest:preview", schedule.id),
        button("Post now", "digest:now", schedule.id),
        button(*going, schedule.id),
        button("Edit", "digest:edit", schedule.id),
        confirmed(delete, "Delete this digest?", schedule.plan.name[:150], "Delete"),
    )


def _feed(following: Following) -> list[Part]:
    subscription = following.subscription
    parts = [
        link(feed_name(following), following.feed.site_url or following.feed.url, bold=True),
        text("  in "),
        {"type": "channel", "channel_id": subscription.destination.channel},
    ]
    known = [each for each in (filter_words(subscription.filter), feed_state(following)) if each]
    return [*parts, text("\n" + shown("; ".join(known)), italic=True)] if known else parts


def _posts(home: Home) -> list[Block]:
    lines = [
        line(
            moment(delivered.sent_at or delivered.due_at),
            text("  "),
            text(named(home.names.get(delivered.schedule_id or "", "a digest")), bold=True),
            text(" in "),
            {"type": "channel", "channel_id": delivered.destination.channel},
            text(f": {shown(outcome(delivered))}"),
        )
        for delivered in home.posts[:_POSTS]
    ]
    return listed("Last posts", lines)


def _more(count: int, most: int, where: str) -> list[Block]:
    return [small(f"and {count - most} more: {where}")] if count > most else []
