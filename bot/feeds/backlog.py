"""What a feed brought before somebody new followed it, and whom it is shown to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.feeds.ingest_item import Newsroom
from bot.model import Following
from bot.store.following import SqlFeeds
from bot.store.scopes import scope_of

_SHARED = timedelta(days=7)
_MOST_SHARED = 100


class Backlog:
    """Articles that known feeds have brought of late; `clock` says what time it is."""

    def __init__(self, newsroom: Newsroom, store: SqlFeeds, clock: Callable[[], datetime]) -> None:
        self._newsroom = newsroom
        self._store = store
        self._clock = clock

    async def share(self, following: Following) -> None:
        """Let a new follower of a known feed see what it brought of late."""
        theirs = following.subscription
        scope = scope_of(theirs.destination, private=theirs.private)
        subscriptions = await self._store.subscriptions_to(following.feed.id)
        others = {scope_of(each.destination, private=each.private) for each in subscriptions} - {scope}
        since = self._clock() - _SHARED
        for item in await self._store.newest(following.feed.id, _MOST_SHARED) if others else ():
            if item.article_id is None or item.seen_at < since:
                continue
            for other in others:
                if article := await self._newsroom.article(item.article_id, other):
                    await self._newsroom.save(article, scope)
                    break
