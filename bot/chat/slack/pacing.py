"""Slack takes about one message a second in a channel: whoever is early waits for their turn."""

import asyncio

_MOST = 5_000


class Pace:
    """Turns, one every so many seconds for each subject, in the order in which they are asked for."""

    def __init__(self, seconds: float = 1.0) -> None:
        self.seconds = seconds
        self._next: dict[str, float] = {}

    async def turn(self, subject: str) -> None:
        """Return when it is this caller's turn."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next.get(subject, now))
        if len(self._next) >= _MOST:
            self._next = {name: free for name, free in self._next.items() if free > now}
        self._next[subject] = at + self.seconds
        if at > now:
            await asyncio.sleep(at - now)
