"""A channel on every kind of database."""

from collections.abc import AsyncIterator

import pytest

from bot.app import Desk
from bot.config import default_settings
from tests.digest.channels import Channel, open_ledger


@pytest.fixture
async def channel(library_url: str) -> AsyncIterator[Channel]:
    """A channel that follows "World Wire" and nothing came in yet."""
    durable, ledger = open_ledger(library_url)
    async with Desk(default_settings(database_url=library_url)) as desk:
        channel = Channel(desk, ledger)
        await channel.follow("world", "World Wire")
        yield channel
    durable.close()
