"""A site on loopback, settings that open it, and the worker in which documents are parsed."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer

from bot.config import FetchSettings, IngestSettings, load_settings
from bot.engine.workers import WorkerProcesses
from bot.ingest import Ingest
from tests.ingest.server import application

LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
async def site() -> AsyncIterator[str]:
    """The root address of the running site."""
    server = TestServer(application(), host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
def fetching() -> FetchSettings:
    return load_settings().fetch.model_copy(
        update={"allow_private": LOOPBACK, "total_timeout": 5.0, "connect_timeout": 2.0, "max_bytes": 200_000}
    )


@pytest.fixture
def ingesting() -> IngestSettings:
    return load_settings().ingest


@pytest.fixture
async def ingest(fetching: FetchSettings, ingesting: IngestSettings) -> AsyncIterator[Ingest]:
    async with WorkerProcesses(1, ingesting.parse_timeout, ingesting.parse_memory_mb) as parser:
        yield Ingest(fetching, ingesting, parser)
