"""What those who follow a feed are told when it ends or cannot be read, once. Pure."""

from collections.abc import Iterator, Sequence

from bot.model import Feed, Notice, Subscription


def notices_of(feed: Feed, subscriptions: Sequence[Subscription]) -> Iterator[tuple[str, str, Notice]]:
    """For each subscription the feed's id, a key that stays the same, and the notice."""
    kind = "gone" if feed.state == "gone" else "failing"
    since = feed.changed_at.isoformat() if feed.changed_at else "never"
    for each in subscriptions:
        notice = Notice(
            kind="feed_gone" if kind == "gone" else "feed_failing",
            destination=each.destination,
            person=each.created_by,
            subject=feed.title or feed.url,
            problem=_told(feed),
        )
        yield feed.id, f"feed:{feed.id}:{kind}:{since}:{each.id}", notice


def _told(feed: Feed) -> str:
    problem = feed.problem or "it cannot be read."
    if feed.state == "gone":
        return f"{problem} It is not read any more; what it brought stays. Follow another feed in its place."
    return (
        f"{problem} It failed {feed.failures} times in a row and is tried ever less often. "
        "If its address has changed, follow the new one and remove this one."
    )
