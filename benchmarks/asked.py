"""Questions put to the product as `briefwire ask` puts them: through the desk, in a library of their own."""

import asyncio
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import Desk
from bot.config import load_settings
from bot.errors import BriefwireError
from bot.model import Answer, Article


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
    with TemporaryDirectory() as place:
        url = f"sqlite+aiosqlite:///{Path(place) / 'library.db'}"
        async with Desk(load_settings().model_copy(update={"database_url": url})) as desk:
            return [await _answer(desk, one) for one in _counted(asked, what)]


async def _answer(desk: Desk, one: Asked) -> Answer | None:
    try:
        return (await desk.ask(one.question, one.articles))[0]
    except BriefwireError:
        return None


def _counted(asked: Sequence[Asked], what: str) -> Iterable[Asked]:
    for number, one in enumerate(asked, 1):
        if number % 20 == 0 or number == len(asked):
            print(f"\r{what}: {number} of {len(asked)}", end="", file=sys.stderr, flush=True)
        yield one
    print(file=sys.stderr)
