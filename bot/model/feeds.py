"""What a feed shows of an article."""

from datetime import datetime

from bot.model.base import Value


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
