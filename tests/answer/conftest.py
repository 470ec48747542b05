from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.answer.engine import Coverage, Reply, answer
from bot.brief.compose import compose
from bot.config import load_settings
from bot.model import Article, Turn

HARBOUR = "\n\n".join(
    (
        "Three people were killed and at least eleven injured when a ferry struck a pier in "
        "Marlow Bay on Tuesday, police said.",
        "Norland accused Estavia of ignoring warnings about the pier. Estavia's transport "
        "minister, Lena Harrow, denied the claim.",
        "“We inspected the pier in March and found no cracks,” Harrow told reporters. “The "
        "ferry was going far too fast.”",
        "Ostmark offered to send divers to help with the search. The Norland government did "
        "not say how much the rescue would cost.",
        "The ferry company, Blue Strait Lines, suspended its services because the captain was "
        "being questioned.",
    )
)


def article(text: str, published: datetime | None = None, title: str | None = None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:12],
        title=title,
        text=text,
        content_hash=digest,
        published_at=published,
        fetched_at=datetime.now(UTC),
    )


@pytest.fixture(scope="session")
def harbour() -> Article:
    return article(HARBOUR)


@pytest.fixture(scope="session")
def ask() -> Callable[..., Reply]:
    policy = load_settings().answer

    def asked(question: str, *articles: Article, history: tuple[Turn, ...] = ()) -> Reply:
        return answer(question, [Coverage(each) for each in articles], history, policy, compose)

    return asked
