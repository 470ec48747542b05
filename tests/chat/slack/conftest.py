"""A workspace with channels, the program behind it, and people who use it, in both modes."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.chat.slack.app import SlackApp
from bot.config import SlackSettings, default_settings
from bot.store.database import Database, open_database
from bot.store.library import upgrade
from tests.chat.slack.newsroom import Newsroom
from tests.chat.slack.people import SECRET, Line, Person
from tests.chat.slack.slack_server import Channel, SlackServer


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A Slack with one workspace; at the end, everything that it was sent was right."""
    server = SlackServer()
    await server.start()
    team = server.team()
    for name, kind in (("C1", "public"), ("C2", "public"), ("G1", "private"), ("CX", "shared"), ("D1", "im")):
        team.channels[name] = Channel(name, kind)
    yield server
    await server.close()
    assert server.problems == []


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date: made once, for making it takes longer than most tests."""
    made = tmp_path_factory.mktemp("migrated") / "slack.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{made}"))
    return made


@pytest.fixture
async def database(tmp_path: Path, empty_database: Path) -> AsyncIterator[Database]:
    file = tmp_path / "slack.db"
    shutil.copy(empty_database, file)
    opened, _ = await open_database(f"sqlite+aiosqlite:///{file}")
    yield opened
    await opened.close()


@pytest.fixture
def newsroom(database: Database) -> Newsroom:
    return Newsroom(database)


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    """Both ways in which Slack reaches the program."""
    return str(request.param)


def slack_settings(slack: SlackServer, mode: str = "socket", **changes: Any) -> SlackSettings:
    given = {
        "mode": mode,
        "base_url": slack.url,
        "port": 0,
        "pictures": False,
        "bot_token": "xoxb-1",
        "app_token": "xapp-1",
        "signing_secret": SECRET,
    }
    return SlackSettings.model_validate(default_settings().slack.model_dump() | given | changes)


Start = Callable[..., Awaitable[SlackApp]]


@pytest.fixture
async def start(slack: SlackServer, newsroom: Newsroom) -> AsyncIterator[Start]:
    """Starts the program, as often as wanted."""
    async with AsyncExitStack() as running:

        async def started(mode: str = "socket", pace: float = 0.0, **changes: Any) -> SlackApp:
            settings = slack_settings(slack, mode, **changes)
            app = SlackApp(newsroom, settings, pace=pace, ping=5.0, patience=0.2)
            await app.start(answering=True)
            running.push_async_callback(app.close)
            return app

        yield started


@pytest.fixture
async def ana(slack: SlackServer, start: Start, mode: str) -> Person:
    """A member of the workspace, in each mode."""
    return Person(Line(slack, await start(mode)))


@pytest.fixture
async def bo(slack: SlackServer, start: Start) -> Person:
    """A member of the workspace, over a socket: where the mode makes no difference."""
    return Person(Line(slack, await start("socket")))
