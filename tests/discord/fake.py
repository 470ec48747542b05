# ruff: noqa: E501 - payloads are easier to read in few lines
"""A stand-in for Discord on loopback: REST calls and a gateway, each of which can misbehave."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientConnectionResetError, WSMsgType, web
from aiohttp.test_utils import TestServer

TOKEN = "MTIz.good.token"
ME, APPLICATION, GUILD, CHANNEL, ANN = "100", "100", "4194304000", "300", "400"
Reply = web.StreamResponse


def user(number: str, name: str, bot: bool = False) -> dict[str, Any]:
    return {"id": number, "username": name, "discriminator": "0", "avatar": None, "bot": bot}


@dataclass
class Fake:
    """What was asked of it, and how it answers next."""

    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str, Callable[[web.Request], Any]]] = field(default_factory=list)
    identified: list[dict[str, Any]] = field(default_factory=list)
    resumed: list[dict[str, Any]] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    arrived: dict[str, float] = field(default_factory=dict)  # when each interaction was acknowledged
    close_with: int | None = None
    url: str = ""
    _next: int = 1000

    def of(self, method: str, part: str) -> list[Any]:
        """The bodies of the requests of this method whose path has `part`."""
        return [body for verb, path, body in self.requests if verb == method and part in path]

    def fail(self, method: str, part: str, answer: Callable[[web.Request], Any], times: int = 1) -> None:
        """Answer the next such requests otherwise."""
        self.faults += [(method, part, answer)] * times

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to whoever is connected, and keep it for who resumes."""
        payload = {"op": 0, "t": event, "s": len(self.log) + 2, "d": data}
        self.log.append(payload)
        for socket in self.sockets:
            with contextlib.suppress(ClientConnectionResetError):  # whose process was ended
                if not socket.closed:
                    await socket.send_json(payload)

    async def rest(self, request: web.Request) -> Reply:
        body = await request.json() if request.can_read_body else None
        path = request.path.removeprefix("/api")
        self.requests.append((request.method, path, body))
        if path.endswith("/callback"):
            self.arrived.setdefault(path.split("/")[2], time.perf_counter())
        for fault in self.faults:
            method, part, answer = fault
            if method == request.method and part in path:
                self.faults.remove(fault)
                reply = answer(request)
                if asyncio.iscoroutine(reply):
                    reply = await reply
                if reply is not None:
                    assert isinstance(reply, web.StreamResponse)
                    return reply
        return answered(self._answer(request, path, body))

    def _answer(self, request: web.Request, path: str, body: Any) -> Any:
        if request.headers.get("Authorization") not in {f"Bot {TOKEN}", None}:
            return {"message": "401: Unauthorized", "code": 0}, 401
        if path == "/users/@me":
            return user(ME, "briefwire", bot=True)
        if path == "/oauth2/applications/@me":
            return {"id": APPLICATION, "name": "Briefwire", "description": "", "flags": 0, "bot_public": True,
                    "bot_require_code_grant": False, "verify_key": "", "icon": None, "owner": user("1", "o"),
                    "summary": "", "hook": False}  # fmt: skip
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
            return {"url": self.url.replace("http", "ws") + "/ws", "shards": 1, "session_start_limit": limit}
        if path.endswith("/callback"):
            return {"interaction": {"id": path.split("/")[2], "type": 2}}
        if request.method == "PATCH" and "/messages/" in path:
            return message("999", "", user(ME, "briefwire", bot=True), components=body.get("components", []))
        if path.endswith("/messages") and request.method == "POST":
            return self._message(body)
        if request.method == "PUT":
            return [
                {"description": ""} | each | {"id": str(at), "application_id": APPLICATION, "version": "1"}
                for at, each in enumerate(body)
            ]
        return {}

    def _message(self, body: Any) -> dict[str, Any]:
        nonce = str(body.get("nonce", ""))
        if nonce and nonce in self.nonces:
            return self.messages[self.nonces[nonce]]
        self._next += 1
        made = message(str(self._next), body.get("content", ""), user(ME, "briefwire", bot=True))
        made |= {"components": body.get("components", []), "flags": body.get("flags", 0)}
        self.messages[made["id"]] = made
        self.nonces[nonce] = made["id"]
        return made

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45_000}})
        async for received in socket:
            if received.type is WSMsgType.TEXT:
                await self._received(socket, json.loads(received.data))
        return socket

    async def _received(self, socket: web.WebSocketResponse, payload: dict[str, Any]) -> None:
        if payload["op"] == 1:
            await socket.send_json({"op": 11})
        elif payload["op"] == 2:
            self.identified.append(payload["d"])
            if self.close_with:
                await socket.close(code=self.close_with)
                return
            await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": self._ready()})
            await socket.send_json({"op": 0, "t": "GUILD_CREATE", "s": 1, "d": guild()})
        elif payload["op"] == 6:
            self.resumed.append(payload["d"])
            for missed in self.log:
                if missed["s"] > payload["d"]["seq"]:
                    await socket.send_json(missed)
            await socket.send_json({"op": 0, "t": "RESUMED", "s": len(self.log) + 1, "d": {}})

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": user(ME, "briefwire", bot=True),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "session",
            "shard": [0, 1],
            "resume_gateway_url": self.url.replace("http", "ws") + "/ws",
            "application": {"id": APPLICATION, "flags": 0},
            "private_channels": [],
        }


def answered(body: Any, status: int = 200) -> web.Response:
    """An answer as Discord makes it: its content type has no charset, and a proxy has handed it on."""
    if isinstance(body, tuple):
        body, status = body
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, content_type="application/json", headers={"Via": "1.1 x"})


def guild() -> dict[str, Any]:
    """A server of one channel, in which the program may do all that it needs."""
    everyone = {"id": GUILD, "name": "@everyone", "permissions": "8796093022207", "position": 0, "color": 0,
                "hoist": False, "managed": False, "mentionable": False, "flags": 0}  # fmt: skip
    mine = {"user": user(ME, "briefwire", bot=True), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False, "mute": False, "flags": 0}  # fmt: skip
    channel = {"id": CHANNEL, "type": 0, "name": "news", "position": 0, "permission_overwrites": [],
               "nsfw": False, "parent_id": None, "topic": None, "last_message_id": None}  # fmt: skip
    return {
        "id": GUILD, "name": "Town", "owner_id": "1", "roles": [everyone], "channels": [channel], "emojis": [],
        "members": [mine], "member_count": 2, "threads": [], "stickers": [], "features": [], "voice_states": [],
        "presences": [], "stage_instances": [], "guild_scheduled_events": [], "afk_timeout": 60,
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "system_channel_id": CHANNEL, "system_channel_flags": 0, "premium_tier": 0, "preferred_locale": "en-US",
        "nsfw_level": 0, "unavailable": False, "large": False, "joined_at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip


def message(number: str, content: str, author: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message as Discord sends it; a direct one unless `guild_id` is given."""
    return {
        "id": number, "channel_id": CHANNEL, "content": content, "author": author, "mentions": [], "type": 0,
        "timestamp": "2026-11-20T08:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False,
        "mention_everyone": False, "mention_roles": [], "attachments": [], "embeds": [], "components": [], "flags": 0,
    } | more  # fmt: skip


def pressed(number: str, custom_id: str, components: list[Any]) -> dict[str, Any]:
    """Somebody presses a button on a message with these components."""
    shown = message("999", "", user(ME, "briefwire", bot=True), components=components, flags=1 << 15)
    given = {"custom_id": custom_id, "component_type": 2}
    return interaction(number, "") | {"type": 3, "data": given, "message": shown}


def interaction(number: str, name: str, /, **options: str) -> dict[str, Any]:
    """Somebody runs a command ("feed add") in the server's channel."""
    given: list[Any] = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    name, _, below = name.partition(" ")
    if below:
        given = [{"name": below, "type": 1, "options": given}]
    member = {"user": user(ANN, "ann"), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False,
              "mute": False, "flags": 0, "permissions": "2147483647"}  # fmt: skip
    return {
        "id": number, "application_id": APPLICATION, "type": 2, "token": f"token{number}", "version": 1,
        "guild_id": GUILD, "channel_id": CHANNEL, "locale": "en-US", "guild_locale": "en-US", "entitlements": [],
        "channel": {"id": CHANNEL, "type": 0, "name": "news", "permissions": "2147483647"}, "member": member,
        "app_permissions": "2147483647", "authorizing_integration_owners": {"0": GUILD}, "context": 0,
        "data": {"id": "1", "name": name, "type": 1, "options": given}, "attachment_size_limit": 1,
    }  # fmt: skip


@contextlib.asynccontextmanager
async def running() -> Any:
    """The stand-in, listening."""
    fake = Fake()
    app = web.Application()
    app.router.add_get("/ws", fake.gateway)
    app.router.add_get("/ws/", fake.gateway)
    app.router.add_route("*", "/api/{tail:.*}", fake.rest)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    fake.url = str(server.make_url("")).rstrip("/")
    try:
        yield fake
    finally:
        for socket in fake.sockets:
            await socket.close()
        await server.close()
