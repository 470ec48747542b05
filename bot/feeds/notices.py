"""What those who follow a feed are told when it ends or cannot be read, once. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from bot.model import Feed, Notice, NoticeKind, Subscription

_KINDS: Mapping[str, NoticeKind] = {"gone": "feed_gone", "moved": "feed_moved", "failing": "feed_failing"}


def notices_of(feed: Feed, subscriptions: Sequence[Subscription]) -> Iterator[tuple[str, str, Notice]]:
    """For each subscription the feed's id, a key that stays the same, and the notice."""
    kind = feed.state if feed.state in {"gone", "moved"} else "failing"
    since = feed.changed_at.isoformat() if feed.changed_at else "never"
    for each in subscriptions:
        notice = Notice(
            kind=_KINDS[kind],
            destination=each.destination,
            person=each.created_by,
            subject=feed.title or feed.url,
            problem=_told(feed),
        )
        yield feed.id, f"feed:{feed.id}:{kind}:{since}:{each.id}", notice


def _told(feed: Feed) -> str:
    problem = feed.problem or "it cannot be read."
    if feed.state == "moved":
        return problem
    if feed.state == "gone":
        return f"{problem} It is not read any more; what it brought stays. Follow another feed in its place."
    return (
        f"{problem} It failed {feed.failures} times in a row and is tried ever less often. "
        "If its address has changed, follow the new one and remove this one."
    )
