"""What is being done for people right now, so that closing can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

LONGEST_BURST = 1.0
"""Seconds that work waits at most for the acknowledgement of what has come since."""

AT_ONCE = 32
"""So much is worked on at the same time; who comes next has been acknowledged, and waits."""


class Busy:
    """Counts what is under way; used as a context around each piece of work. `room` lets so many work."""

    def __init__(self) -> None:
        self.room = asyncio.Semaphore(AT_ONCE)
        self.closing = False
        self._under_way = self._unacknowledged = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> Self:
        self._under_way += 1
        self._idle.clear()
        return self

    def __exit__(self, *_: object) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()

    @contextmanager
    def acknowledging(self) -> Iterator[None]:
        """An acknowledgement is on its way: it goes before all work."""
        self._unacknowledged += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._unacknowledged -= 1
            if not self._unacknowledged:
                self._quiet.set()

    async def let_acknowledge(self) -> None:
        """Wait while others are being acknowledged, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_BURST):
                await self._quiet.wait()

    async def finish(self, seconds: float) -> bool:
        """Take nothing new, and wait so many seconds at most until all is done; whether it was."""
        self.closing = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
