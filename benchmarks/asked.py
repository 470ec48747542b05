"""Answers and briefs as `briefwire ask` and `briefwire brief` make them: by a desk, its library empty."""

import asyncio
import hashlib
import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bot.app import Desk
from bot.config import load_settings
from bot.errors import BriefwireError
from bot.model import Answer, Article, Brief

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A question over its articles."""

    question: str
    articles: tuple[Article, ...]


def article_of(text: str, title: str | None = None, published_at: datetime | None = None) -> Article:
    """A text of a set as an article."""
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    return Article(
        id=digest[:16],
        title=title,
        text=text,
        language="en",
        published_at=published_at,
        content_hash=digest,
        fetched_at=datetime.now(UTC),
    )


def answers(asked: Sequence[Asked], what: str) -> list[Answer | None]:
    """The answer to each; None where the product refused to read what it was given."""
    return asyncio.run(_answers(asked, what))


async def _answers(asked: Sequence[Asked], what: str) -> list[Answer | None]:
    async with _desk() as desk:
        return [await _answer(desk, one) for one in _counted(asked, what)]


@asynccontextmanager
async def _desk() -> AsyncIterator[Desk]:
    with TemporaryDirectory() as place:
        url = f"sqlite+aiosqlite:///{Path(place) / 'library.db'}"
        async with Desk(load_settings().model_copy(update={"database_url": url})) as desk:
            yield desk


def briefs(articles: Sequence[Article], what: str) -> list[Brief]:
    """The brief of each; raises BriefwireError."""
    return asyncio.run(_briefs(articles, what))


async def _briefs(articles: Sequence[Article], what: str) -> list[Brief]:
    async with _desk() as desk:
        return [await desk.brief(article) for article in _counted(articles, what)]


def is_stated(given: Answer | None) -> bool:
    """Whether it was not refused."""
    return given is not None and given.status != "not_stated"


def told(given: Answer | None) -> str:
    """What it says, for a line about an error."""
    return (given.text or "not stated") if given else "unreadable"


async def _answer(desk: Desk, one: Asked) -> Answer | None:
    try:
        return (await desk.ask(one.question, one.articles))[0]
    except BriefwireError:
        return None


def _counted(asked: Sequence[T], what: str) -> Iterable[T]:
    for number, one in enumerate(asked, 1):
        if number % 20 == 0 or number == len(asked):
            print(f"\r{what}: {number} of {len(asked)}", end="", file=sys.stderr, flush=True)
        yield one
    print(file=sys.stderr)
