# ruff: noqa: N802 - the methods are named as Slack names its own
"""A Slack on loopback: Web API, sockets, response addresses, uploads; it refuses what Slack refuses.

Shapes are as Slack's documentation records them. It keeps messages, views and streams, and a list of
what it found wrong with what it was sent: that list is empty at the end of every test.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.chat.slack.validators import refused_blocks, refused_view

BOT = "UBRIEFWIRE"
BOT_ID = "BBRIEFWIRE"
JSON = dict[str, Any]


@dataclass
class Channel:
    """A channel, and what stands in it."""

    id: str
    kind: str = "public"
    member: bool = True
    archived: bool = False
    restricted: bool = False
    messages: list[JSON] = field(default_factory=list)


@dataclass
class Team:
    """A workspace and its token."""

    id: str
    token: str
    channels: dict[str, Channel] = field(default_factory=dict)
    enterprise: str | None = None


@dataclass
class Call:
    """A call of the Web API that was made."""

    method: str
    args: JSON
    token: str
    at: float


@dataclass
class Refusal:
    """How a call is to fail: an error, a status, a lost connection before or after it took effect."""

    error: str = ""
    status: int = 200
    retry_after: int | None = None
    reset: str = ""
    passes: bool = False
    """The call is none of those that fail."""


class SlackServer:
    """The server; `url` is its Web API."""

    def __init__(self) -> None:
        self.teams: dict[str, Team] = {}
        self.app_token = "xapp-1"
        self.codes: dict[str, JSON] = {}
        self.users: dict[str, JSON] = {}
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.aside: dict[str, list[JSON]] = defaultdict(list)
        self.views: dict[str, JSON] = {}
        self.homes: dict[str, JSON] = {}
        self.prompts: list[JSON] = []
        self.statuses: list[str] = []
        self.unfurled: list[JSON] = []
        self.files: dict[str, bytes] = {}
        self.hosted: dict[str, bytes] = {}
        self.triggers: dict[str, float] = {}
        self.refusals: dict[str, deque[Refusal]] = defaultdict(deque)
        self.sockets: list[web.WebSocketResponse] = []
        self.connected = asyncio.Event()
        self._acks: dict[str, asyncio.Future[JSON]] = {}
        self._stamps = itertools.count(1)
        self._ids = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_post("/upload/{name}", self._upload)
        app.router.add_get("/files/{name}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.host = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.url = f"http://{self.host}/api/"

    async def close(self) -> None:
        for socket in list(self.sockets):
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    def team(self, name: str = "T1", token: str = "xoxb-1", enterprise: str | None = None) -> Team:
        self.teams[token] = Team(name, token, enterprise=enterprise)
        return self.teams[token]

    def stamp(self) -> str:
        """A message's name: seconds and a number."""
        return f"{int(time.time())}.{next(self._stamps):06}"

    def trigger(self) -> str:
        name = f"{next(self._ids)}.trigger"
        self.triggers[name] = time.monotonic()
        return name

    def response_url(self) -> str:
        return f"http://{self.host}/respond/{next(self._ids)}"

    def refuse(self, method: str, *how: Refusal) -> None:
        self.refusals[method].extend(how)

    def made(self, method: str) -> list[JSON]:
        """The arguments of each call of a method."""
        return [call.args for call in self.calls if call.method == method]

    def messages(self, channel: str, team: str = "xoxb-1") -> list[JSON]:
        return self.teams[team].channels[channel].messages

    async def send(self, kind: str, payload: JSON, **more: Any) -> JSON:
        """Send an envelope over a socket; what it was acknowledged with."""
        envelope = {"envelope_id": f"env-{next(self._ids)}", "type": kind, "payload": payload} | more
        return await self.send_envelope(envelope)

    async def send_envelope(self, envelope: JSON) -> JSON:
        future = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = future
        await self.sockets[-1].send_str(json.dumps(envelope))
        answer: JSON = await asyncio.wait_for(future, 10)
        return answer

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": len(self.sockets) + 1}))
        self.sockets.append(socket)
        self.connected.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                waiting = self._acks.pop(answer["envelope_id"], None)
                if waiting and not waiting.done():
                    waiting.set_result(answer.get("payload") or {})
        self.sockets.remove(socket)
        return socket

    async def _respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        name = f"http://{self.host}{request.path}"
        self.problems += refused_blocks(list(body.get("blocks") or []))
        if not body.get("text"):
            self.problems.append("a reply without a text")
        if self.refusals["respond"]:
            how = self.refusals["respond"].popleft()
            return web.Response(status=how.status, headers={"Retry-After": str(how.retry_after)})
        if len(self.aside[name]) >= 5:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        self.aside[name].append(body)
        return web.json_response({"ok": True})

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["name"]] = await request.read()
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.teams:
            return web.Response(status=403)
        return web.Response(body=self.hosted[request.match_info["name"]])

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args, token = await _arguments(request)
        self.calls.append(Call(method, args, token, asyncio.get_running_loop().time()))
        how = self.refusals[method].popleft() if self.refusals[method] else None
        how = None if how and how.passes else how
        if how and how.reset != "after" and how.reset:
            request.transport.abort()  # type: ignore[union-attr]
            return web.Response()
        if how and not how.reset:
            headers = {"Retry-After": str(how.retry_after)} if how.retry_after is not None else {}
            body = {"ok": False, "error": how.error or "internal_error"}
            return web.json_response(body, status=how.status, headers=headers)
        answer = self._answer(method, args, token)
        if how:
            request.transport.abort()  # type: ignore[union-attr]
        return web.json_response(answer)

    def _answer(self, method: str, args: JSON, token: str) -> JSON:
        if method == "oauth.v2.access":
            found = self.codes.pop(args.get("code", ""), None)
            return {"ok": True} | found if found else _no("invalid_code")
        if method == "apps.connections.open":
            known = token == self.app_token
            return {"ok": True, "url": f"ws://{self.host}/socket"} if known else _no("invalid_auth")
        team = self.teams.get(token)
        if team is None:
            return _no("invalid_auth")
        handler = getattr(self, f"_{method.replace('.', '_')}", None)
        if handler is None:
            self.problems.append(f"unknown method {method}")
            return _no("unknown_method")
        answer: JSON = handler(team, args)
        return {"ok": True} | answer

    def _auth_test(self, team: Team, args: JSON) -> JSON:
        return {
            "url": "https://example.slack.test/",
            "team": team.id,
            "team_id": team.id,
            "user_id": BOT,
            "bot_id": BOT_ID,
            "enterprise_id": team.enterprise,
        }

    def _conversations_info(self, team: Team, args: JSON) -> JSON:
        channel = team.channels.get(args["channel"])
        if channel is None or (channel.kind != "public" and not channel.member):
            return _no("channel_not_found")
        kinds = {
            "public": {"is_channel": True, "is_private": False},
            "private": {"is_channel": True, "is_private": True},
            "shared": {"is_channel": True, "is_ext_shared": True},
            "im": {"is_im": True},
            "mpim": {"is_mpim": True, "is_private": True},
        }
        return {"channel": {"id": channel.id, "is_archived": channel.archived} | kinds[channel.kind]}

    def _conversations_open(self, team: Team, args: JSON) -> JSON:
        name = f"D{args['users'][1:]}"
        team.channels.setdefault(name, Channel(name, "im"))
        return {"channel": {"id": name}}

    def _users_info(self, team: Team, args: JSON) -> JSON:
        user = self.users.get(args["user"], {"tz": "Europe/Berlin"})
        return {"user": {"id": args["user"]} | user}

    def _chat_postMessage(self, team: Team, args: JSON) -> JSON:
        blocks = args.get("blocks") or []
        wrong = refused_blocks(blocks)
        if wrong:
            self.problems += wrong
            return _no("invalid_blocks")
        if not args.get("text"):
            self.problems.append("a message without a text")
        name = args["channel"]
        if name.startswith("U"):
            name = self._conversations_open(team, {"users": name})["channel"]["id"]
        channel = team.channels.get(name)
        refused = _cannot_post(channel)
        if refused or channel is None:
            return _no(refused or "channel_not_found")
        message = {"type": "message", "user": BOT, "bot_id": BOT_ID, "ts": self.stamp()} | {
            key: args[key] for key in ("text", "blocks", "thread_ts", "metadata") if args.get(key)
        }
        channel.messages.append(message)
        return {"ts": message["ts"], "channel": channel.id, "message": message}

    def _chat_update(self, team: Team, args: JSON) -> JSON:
        message = _message(team, args)
        if message is None:
            return _no("message_not_found")
        self.problems += refused_blocks(args.get("blocks") or [])
        message.update({"text": args["text"], "blocks": args.get("blocks") or []}, streaming=False)
        return {"ts": message["ts"]}

    def _chat_delete(self, team: Team, args: JSON) -> JSON:
        message = _message(team, args)
        if message is None:
            return _no("message_not_found")
        team.channels[args["channel"]].messages.remove(message)
        return {}

    def _chat_startStream(self, team: Team, args: JSON) -> JSON:
        channel = team.channels[args["channel"]]
        if not args.get("thread_ts"):
            return _no("missing_required_field")
        if channel.kind != "im" and not (args.get("recipient_user_id") and args.get("recipient_team_id")):
            return _no("missing_recipient_user_id")
        if channel.kind == "shared":
            return _no("channel_type_not_supported")
        message = {
            "ts": self.stamp(),
            "user": BOT,
            "thread_ts": args["thread_ts"],
            "text": args.get("markdown_text", ""),
            "streaming": True,
        }
        channel.messages.append(message)
        return {"ts": message["ts"], "channel": channel.id}

    def _chat_appendStream(self, team: Team, args: JSON) -> JSON:
        message = _message(team, args)
        if message is None or not message.get("streaming"):
            return _no("message_not_in_streaming_state")
        if len(args["markdown_text"]) > 12_000:
            return _no("msg_too_long")
        message["text"] += args["markdown_text"]
        return {"ts": message["ts"]}

    def _chat_stopStream(self, team: Team, args: JSON) -> JSON:
        message = _message(team, args)
        if message is None or not message.get("streaming"):
            return _no("message_not_in_streaming_state")
        blocks = args.get("blocks") or []
        self.problems += refused_blocks(blocks)
        message["text"] += args.get("markdown_text", "")
        message["blocks"], message["streaming"] = blocks, False
        return {"ts": message["ts"]}

    def _chat_unfurl(self, team: Team, args: JSON) -> JSON:
        for each in args["unfurls"].values():
            self.problems += refused_blocks(each["blocks"])
        self.unfurled.append(args)
        return {}

    def _conversations_history(self, team: Team, args: JSON) -> JSON:
        channel = team.channels[args["channel"]]
        if not channel.member:
            return _no("not_in_channel")
        found = [message for message in channel.messages if "thread_ts" not in message]
        return _paged([_with_count(channel, message) for message in reversed(found)], args)

    def _conversations_replies(self, team: Team, args: JSON) -> JSON:
        channel = team.channels[args["channel"]]
        found = [each for each in channel.messages if args["ts"] in {each["ts"], each.get("thread_ts")}]
        return _paged(found, args) if found else _no("thread_not_found")

    def _views_open(self, team: Team, args: JSON) -> JSON:
        opened = self.triggers.pop(args["trigger_id"], None)
        if opened is None:
            return _no("exchanged_trigger_id")
        if time.monotonic() - opened > 3:
            return _no("expired_trigger_id")
        wrong = refused_view(args["view"])
        self.problems += wrong
        if wrong:
            return _no("invalid_arguments")
        name = f"V{next(self._ids)}"
        self.views[name] = args["view"]
        return {"view": {"id": name} | args["view"]}

    _views_push = _views_open

    def _views_update(self, team: Team, args: JSON) -> JSON:
        if args["view_id"] not in self.views:
            return _no("not_found")
        wrong = refused_view(args["view"])
        self.problems += wrong
        self.views[args["view_id"]] = args["view"]
        return {"view": {"id": args["view_id"]} | args["view"]}

    def _views_publish(self, team: Team, args: JSON) -> JSON:
        self.problems += refused_view(args["view"])
        self.homes[args["user_id"]] = args["view"]
        return {}

    def _assistant_threads_setStatus(self, team: Team, args: JSON) -> JSON:
        self.statuses.append(args["status"])
        return {}

    def _assistant_threads_setSuggestedPrompts(self, team: Team, args: JSON) -> JSON:
        if "thread_ts" in args or len(args["prompts"]) > 4:
            self.problems.append(f"prompts {args}")
        self.prompts.append(args)
        return {}

    def _files_getUploadURLExternal(self, team: Team, args: JSON) -> JSON:
        name = f"F{next(self._ids)}"
        return {"upload_url": f"http://{self.host}/upload/{name}", "file_id": name}

    def _files_completeUploadExternal(self, team: Team, args: JSON) -> JSON:
        files = args["files"] if isinstance(args["files"], list) else json.loads(args["files"])
        channel = team.channels.get(args.get("channel_id") or "")
        if channel:
            channel.messages.append({"ts": self.stamp(), "user": BOT, "files": files, "text": ""})
        return {"files": [{"id": each["id"], "title": each.get("title")} for each in files]}


async def _arguments(request: web.Request) -> tuple[JSON, str]:
    if request.content_type == "application/json":
        args: JSON = await request.json()
    else:
        args = dict(request.query) | {key: str(value) for key, value in (await request.post()).items()}
    header = request.headers.get("Authorization", "").removeprefix("Bearer ")
    for name in ("blocks", "metadata", "view", "unfurls"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args, str(args.pop("token", "") or header)


def _no(error: str) -> JSON:
    return {"ok": False, "error": error}


def _cannot_post(channel: Channel | None) -> str:
    if channel is None or (channel.kind == "private" and not channel.member):
        return "channel_not_found"
    if channel.archived:
        return "is_archived"
    if channel.restricted:
        return "restricted_action"
    return "" if channel.member else "not_in_channel"


def _message(team: Team, args: JSON) -> JSON | None:
    channel = team.channels.get(args["channel"])
    found = [each for each in (channel.messages if channel else ()) if each["ts"] == args["ts"]]
    return found[0] if found else None


def _with_count(channel: Channel, message: JSON) -> JSON:
    count = sum(each.get("thread_ts") == message["ts"] for each in channel.messages)
    return message | ({"reply_count": count} if count else {})


def _paged(found: list[JSON], args: Mapping[str, Any]) -> JSON:
    start, limit = int(args.get("cursor") or 0), int(args.get("limit", 100))
    page = found[start : start + limit]
    more = str(start + limit) if start + limit < len(found) else ""
    return {"messages": page, "response_metadata": {"next_cursor": more}}
