"""A server that speaks Chat Completions on loopback and says what a test has written for it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Asked = dict[str, Any]


@dataclass(frozen=True)
class Says:
    """One reply: `text` in pieces of `piece` characters; or a status; or one that breaks off."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "no", "type": "x"}}'
    finish: str = "stop"
    refusal: str | None = None
    piece: int = 40
    pause: float = 0.0
    before: float = 0.0
    drop_after: int | None = None
    usage: tuple[int, int] | None = (100, 20)


Script = Callable[[Asked], Says]


@dataclass
class Server:
    """What was asked, what is said next (the last script for ever), and how many were served at once."""

    scripts: list[Says | Script] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    now: int = 0
    most: int = 0
    address: str = ""

    def say(self, *scripts: Says | Script) -> None:
        """Set what is said from now on."""
        self.scripts = list(scripts)

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """One completion."""
        asked = await request.json()
        self.asked.append(asked)
        self.keys.append(request.headers.get("Authorization", ""))
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        says = script if isinstance(script, Says) else script(asked)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return await self._say(request, says)
        finally:
            self.now -= 1

    async def _say(self, request: web.Request, says: Says) -> web.StreamResponse:
        await asyncio.sleep(says.before)
        if says.status != 200:
            return web.Response(
                status=says.status, headers=says.headers, text=says.body, content_type="application/json"
            )
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for number, at in enumerate(range(0, len(says.text), says.piece)):
            if says.drop_after is not None and number >= says.drop_after:
                assert request.transport is not None
                request.transport.abort()
                return response
            await _send(response, {"delta": {"content": says.text[at : at + says.piece]}})
            await asyncio.sleep(says.pause)
        if says.refusal:
            await _send(response, {"delta": {"refusal": says.refusal}})
        await _send(response, {"delta": {}, "finish_reason": says.finish})
        if says.usage:
            sent, written = says.usage
            usage = {"prompt_tokens": sent, "completion_tokens": written, "total_tokens": sent + written}
            await _event(response, {"choices": [], "usage": usage})
        await response.write(b"data: [DONE]\n\n")
        return response


async def _send(response: web.StreamResponse, choice: dict[str, Any]) -> None:
    await _event(response, {"choices": [{"index": 0, "finish_reason": None, **choice}]})


async def _event(response: web.StreamResponse, event: dict[str, Any]) -> None:
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **event}
    await response.write(f"data: {json.dumps(whole)}\n\n".encode())


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    """A running server; its address goes into `openai.base_url`."""
    server = Server([Says("{}")])
    app = web.Application()
    app.add_routes([web.post("/v1/chat/completions", server.complete)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()


def answer(*claims: tuple[str, str], status: str = "answered", passage: int = 1) -> str:
    """A reply with claims, each with its quote."""
    found = [{"text": text, "passage": passage, "quotes": [quote]} for text, quote in claims]
    return json.dumps({"status": status, "claims": found}, ensure_ascii=False)


def brief(*claims: tuple[str, str], **five_w: str) -> str:
    """A reply with a summary and five Ws."""
    slots = {name: five_w.get(name, "") for name in ("who", "what", "when", "where", "why", "how")}
    summary = [{"text": text, "quotes": [quote]} for text, quote in claims]
    return json.dumps({"summary": summary, "five_w": slots}, ensure_ascii=False)
