"""One connection a host: whoever wants to read from one waits until the other has finished."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


class Hosts:
    """A queue before each host that is being read from, and none before the others."""

    def __init__(self) -> None:
        self._queues: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def alone_at(self, url: str) -> AsyncIterator[None]:
        """Nobody else reads from the host of `url` meanwhile."""
        host = (urlsplit(url).hostname or "").lower()
        lock, waiting = self._queues.get(host, (asyncio.Lock(), 0))
        self._queues[host] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._queues[host]
            if waiting == 1:
                del self._queues[host]
            else:
                self._queues[host] = lock, waiting - 1
