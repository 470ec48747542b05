"""What the tests of this room read: a short text becomes a reading through the real pipeline."""

from datetime import UTC, datetime
from functools import cache

from bot.brief.actors import Cast, find_cast
from bot.brief.positions import find_positions
from bot.brief.quotes import find_quotes
from bot.brief.reading import Reading
from bot.engine.local.nlp import parse
from bot.model import Article, Position, Quote


@cache
def reading_of(text: str) -> Reading:
    article = Article(
        id="article-1",
        url="https://news.example/1",
        published_at=datetime(2024, 3, 5, 9, tzinfo=UTC),
        language="en",
        text=text,
        content_hash="hash",
        fetched_at=datetime(2024, 3, 5, 10, tzinfo=UTC),
    )
    return Reading(article, parse(text))


@cache
def cast_of(text: str) -> Cast:
    return find_cast(reading_of(text))


@cache
def quotes_of(text: str) -> tuple[Quote, ...]:
    return find_quotes(reading_of(text), cast_of(text))


@cache
def positions_of(text: str) -> tuple[Position, ...]:
    return find_positions(reading_of(text), cast_of(text), quotes_of(text))
