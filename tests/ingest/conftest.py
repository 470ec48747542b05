"""A site on loopback, settings that open it, and the worker in which documents are parsed."""

import asyncio
from collections.abc import AsyncIterator, Iterator

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


@pytest.fixture(scope="session")
def parser() -> Iterator[WorkerProcesses]:
    """One worker for all tests: it is as slow to start as the libraries that it loads."""
    settings = load_settings().ingest
    workers = WorkerProcesses(1, settings.parse_timeout, settings.parse_memory_mb)
    yield workers
    asyncio.run(workers.close())


@pytest.fixture
def ingest(fetching: FetchSettings, ingesting: IngestSettings, parser: WorkerProcesses) -> Ingest:
    return Ingest(fetching, ingesting, parser)
