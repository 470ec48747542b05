from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import Desk
from bot.config import Settings, default_settings
from bot.model import Article
from tests.engine.hosted.server import Server, serving

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
KEY = "sk-test-0123456789abcdef"


def article(text: str = HARBOUR, title: str = "Ferry strikes pier", site: str = "Harbour News") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:12],
        title=title,
        site=site,
        url=f"https://harbour.example/{digest[:6]}",
        text=text,
        content_hash=digest,
        language="en",
        published_at=datetime(2026, 5, 6, 9, tzinfo=UTC),
        fetched_at=datetime.now(UTC),
    )


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as running:
        yield running


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Callable[..., Settings]:
    def made(**openai: Any) -> Settings:
        base = default_settings()
        own = {"base_url": server.address, "api_key": SecretStr(KEY), "patience": 20.0, "timeout": 30.0}
        changed = base.openai.model_copy(update=own | openai)
        return base.model_copy(
            update={"database_url": f"sqlite+aiosqlite:///{tmp_path}/library.db", "openai": changed}
        )

    return made


@pytest.fixture
async def desk(settings: Callable[..., Settings]) -> AsyncIterator[Desk]:
    async with Desk(settings()) as opened:
        yield opened
