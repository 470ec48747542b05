"""Following all feeds of a list, some at once; what fails of them does not stop the others."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.errors import BriefwireError, FetchError
from bot.feeds.find import web_address
from bot.feeds.follow import Follower, Wish
from bot.feeds.opml import Listed
from bot.model import Following, Import
from bot.store.following import SqlFeeds

Outcome = Following | str | tuple[str, str]
"""What is newly followed, the address of what was followed before, or the address of a failure and why."""


class Importer:
    """Follows lists of feeds."""

    def __init__(self, follower: Follower, store: SqlFeeds, at_once: int) -> None:
        self._follower = follower
        self._store = store
        self._at_once = at_once

    async def follow_all(self, listed: Sequence[Listed], wish: Wish, each: Callable[[int], None]) -> Import:
        """Follow all of them, in their folders; `each` is called with 0 after each of them."""
        at_once = asyncio.Semaphore(self._at_once)

        async def one(feed: Listed) -> Outcome:
            async with at_once:
                try:
                    return await self._follow(feed, replace(wish, folder=feed.folder))
                except BriefwireError as error:
                    return feed.url, str(error)
                finally:
                    each(0)

        return _summed_up(await asyncio.gather(*map(one, listed)))

    async def _follow(self, listed: Listed, wish: Wish) -> Following | str:
        address = web_address(listed.url)
        theirs = await self._store.followed(wish.destination.workspace, wish.destination)
        known = await self._store.find(address)
        if known and known.id in {following.feed.id for following in theirs}:
            return address
        try:
            following = await self._follower.follow(address, wish, anew=False)
        except FetchError as error:
            if not error.passing:
                raise
            return await self._follower.follow_unread(address, listed.title, error, wish)
        was = {each.subscription.id for each in theirs}
        return address if following.subscription.id in was else following


def _summed_up(outcomes: Sequence[Outcome]) -> Import:
    followed = [outcome for outcome in outcomes if isinstance(outcome, Following)]
    once = {each.subscription.feed_id: each for each in followed}  # two addresses may lead to one feed
    return Import(
        followed=tuple(once.values()),
        known=tuple(outcome for outcome in outcomes if isinstance(outcome, str)),
        failed=tuple(outcome for outcome in outcomes if isinstance(outcome, tuple)),
    )
