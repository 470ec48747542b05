"""A digest of articles at hand, as a channel would get it whose feeds had just brought them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.digest.compose import compose
from bot.digest.gather import Gatherer
from bot.digest.material import Frame, Material, Stock
from bot.model import Article, Destination, Digest, FeedEntry, FeedItem, Plan, Schedule


async def sample_digest(
    gatherer: Gatherer, articles: Sequence[Article], told: Sequence[Article], plan: Plan, most: int
) -> Digest:
    """The digest of `articles` for a channel that was told of `told` in the digest before.

    Nothing is stored or posted. Articles without a time of publication count as of when they were read.
    """
    before, new = await _material(gatherer, told), await _material(gatherer, articles)
    due_at = max(report.at for report in (*before, *new)) + timedelta(hours=1)
    first = await _compose(plan, due_at - timedelta(hours=12), Stock(before), most=len(before))
    told_in = {report.item_id: story.id for story in first.stories for report in story.reports}
    old = [replace(each, told_in=told_in.get(each.item.id), is_new=False) for each in before]
    earlier = {story.id: story for story in first.stories}
    return await _compose(plan, due_at, Stock([*old, *new], earlier), most)


async def _compose(plan: Plan, due_at: datetime, stock: Stock, most: int) -> Digest:
    schedule = Schedule(
        id="sample",
        destination=Destination(platform="terminal", channel="terminal"),
        plan=plan,
        created_at=due_at,
    )
    frame = Frame(schedule=schedule, due_at=due_at, key="sample", since=None, most=most)
    return await asyncio.to_thread(compose, frame, stock)


async def _material(gatherer: Gatherer, articles: Sequence[Article]) -> list[Material]:
    items = [_item(article) for article in articles]
    return await gatherer.material(list(zip(items, articles, strict=True)))


def _item(article: Article) -> FeedItem:
    seen_at = article.published_at or article.fetched_at
    entry = FeedEntry(
        url=article.canonical_url or article.url, title=article.title, published_at=article.published_at
    )
    return FeedItem(
        id=article.id, feed_id="sample", entry=entry, seen_at=seen_at, state="briefed", article_id=article.id
    )
