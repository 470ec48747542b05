"""A chat platform on loopback that behaves as badly as real ones do, and counts what stands in it.

Each post has a mode: `naive` (every accepted request is a message), `nonce` (a second request with the
same nonce gives the first message, as Discord does), `metadata` (messages can be found by their key, as
in Slack). With `trouble` it answers some posts with 429 or 500, slowly, or takes the post and drops the
connection. What a client asked for goes on when the client has died.
"""

import argparse
import asyncio
import random
from collections import Counter, defaultdict
from typing import Any

import aiohttp
from aiohttp import web

from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice

MODES = ("naive", "nonce", "metadata")
TROUBLES = ("429", "500", "500 after taking it", "slow", "dropped")


class Chat:
    """The platform: which messages stand under which key."""

    def __init__(self, trouble: float = 0.0, seed: int = 1) -> None:
        self.messages: dict[str, list[str]] = defaultdict(list)
        self.modes: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self._nonces: dict[str, str] = {}
        self._trouble = trouble
        self._random = random.Random(seed)

    def routes(self) -> list[web.RouteDef]:
        """What it answers to."""
        return [
            web.post("/post", self.post),
            web.get("/find", self.find),
            web.post("/remove", self.remove),
            web.post("/notify", self.notify),
            web.get("/stats", self.stats),
        ]

    async def post(self, request: web.Request) -> web.StreamResponse:
        """Take a message, perhaps; the work goes on when the client has gone."""
        wanted = await request.json()
        trouble = self._random.choice(TROUBLES) if self._random.random() < self._trouble else ""
        self.counts[trouble or "posts"] += 1
        if trouble == "429":
            wait = self._random.uniform(0.05, 0.5)
            return web.json_response({"retry_after": wait}, status=429)
        if trouble == "500":
            return web.json_response({}, status=500)
        message = await asyncio.shield(asyncio.ensure_future(self._take(wanted, slow=trouble == "slow")))
        if trouble == "dropped" and request.transport:
            request.transport.abort()
        return web.json_response({"id": message}, status=500 if trouble.startswith("500") else 200)

    async def _take(self, wanted: dict[str, str], *, slow: bool) -> str:
        await asyncio.sleep(self._random.uniform(0.5, 1.5) if slow else self._random.uniform(0.005, 0.05))
        key, mode = wanted["key"], wanted["mode"]
        self.modes[key] = mode
        if mode == "nonce" and key in self._nonces:
            return self._nonces[key]
        self.counts["messages"] += 1
        message = f"m{self.counts['messages']}"
        self.messages[key].append(message)
        if mode == "nonce":
            self._nonces[key] = message
        await asyncio.sleep(self._random.uniform(0.0, 0.03))
        return message

    async def find(self, request: web.Request) -> web.Response:
        """The messages of a key."""
        self.counts["looks"] += 1
        return web.json_response({"ids": self.messages.get(request.query["key"], [])})

    async def remove(self, request: web.Request) -> web.Response:
        """Take a message back."""
        self.counts["removed"] += 1
        wanted = await request.json()
        for messages in self.messages.values():
            if wanted["id"] in messages:
                messages.remove(wanted["id"])
        return web.json_response({})

    async def notify(self, request: web.Request) -> web.Response:
        """Tell a person something."""
        self.counts["notices"] += 1
        return web.json_response({})

    async def stats(self, _request: web.Request) -> web.Response:
        """What stands there, by mode."""
        by_mode = {mode: [key for key in self.modes if self.modes[key] == mode] for mode in MODES}
        doubled = {
            mode: sum(max(0, len(self.messages[key]) - 1) for key in keys) for mode, keys in by_mode.items()
        }
        keys = {mode: sum(bool(self.messages[key]) for key in keys) for mode, keys in by_mode.items()}
        return web.json_response({"keys": keys, "doubled": doubled, "counts": self.counts})


class LoopbackDelivery:
    """`bot.ports.Delivery` on the platform above."""

    def __init__(self, url: str, mode: str) -> None:
        self._url = url
        self._mode = mode
        self._session: aiohttp.ClientSession | None = None

    async def post(self, digest: Digest, key: str) -> str:
        """Post under the key."""
        answer = await self._ask("post", {"key": key, "mode": self._mode, "text": digest.name})
        return str(answer["id"])

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """What stands there under the key, where the mode allows to look."""
        if self._mode != "metadata":
            return None
        async with self._open().get(f"{self._url}/find", params={"key": key}) as response:
            ids = [each for each in (await response.json())["ids"] if each != besides]
        return ids[0] if ids else None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Take a message back; with a nonce there is no other."""
        await self._ask("remove", {"id": message_id})

    async def notify(self, notice: Notice, key: str) -> None:
        """Tell the owner."""
        await self._ask("notify", {"kind": notice.kind})

    async def close(self) -> None:
        """Give the connections back."""
        if self._session:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
        return self._session

    async def _ask(self, what: str, document: dict[str, str]) -> dict[str, Any]:
        try:
            async with self._open().post(f"{self._url}/{what}", json=document) as response:
                answer: dict[str, Any] = await response.json()
                if response.status == 429:
                    raise DeliveryError("too many", retry_after=answer["retry_after"])
                if response.status != 200:
                    raise DeliveryError(f"status {response.status}")
                return answer
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryError(type(error).__name__) from error


async def serve(chat: Chat, port: int = 0) -> tuple[web.AppRunner, str]:
    """Start the platform; its address comes with what is to be cleaned up."""
    app = web.Application()
    app.add_routes(chat.routes())
    runner = web.AppRunner(app, handler_cancellation=False, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


async def _main(trouble: float, seed: int) -> None:
    _, url = await serve(Chat(trouble, seed))
    print(url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--trouble", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(_main(given.trouble, given.seed))
