"""People of a workspace: what they do becomes the payload that Slack would send, in either mode."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.chat.slack.app import SlackApp
from bot.chat.slack.http import EVENTS_PATH
from tests.chat.slack.slack_server import BOT, JSON, SlackServer
from tests.chat.slack.validators import refused_view

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
_ids = itertools.count(1)


class Line:
    """The way from Slack to the program: a socket, or signed calls."""

    def __init__(self, slack: SlackServer, app: SlackApp) -> None:
        self.slack = slack
        self.app = app
        self.connections: aiohttp.ClientSession | None = None

    async def event(self, payload: JSON) -> JSON:
        return await self.send("events_api", payload, "application/json", json.dumps(payload))

    async def command(self, payload: JSON) -> JSON:
        form = urlencode(payload)
        return await self.send("slash_commands", payload, "application/x-www-form-urlencoded", form)

    async def interaction(self, payload: JSON) -> JSON:
        form = urlencode({"payload": json.dumps(payload)})
        return await self.send("interactive", payload, "application/x-www-form-urlencoded", form)

    async def send(self, kind: str, payload: JSON, content: str, body: str) -> JSON:
        if self.app.port is None:
            return await self.slack.send(kind, payload)
        return (await self.call(content, body))[1]

    async def call(
        self, content: str, body: str, headers: Mapping[str, str] | None = None
    ) -> tuple[int, JSON]:
        """A call as Slack signs it; its status and answer."""
        signed = signature(body) | {"Content-Type": content} | dict(headers or {})
        url = f"http://127.0.0.1:{self.app.port}{EVENTS_PATH}"
        async with AsyncExitStack() as opened:
            session = self.connections or await opened.enter_async_context(aiohttp.ClientSession())
            told = await opened.enter_async_context(session.post(url, data=body, headers=signed))
            text = await told.text()
            return told.status, json.loads(text) if text.startswith("{") else {"text": text}


def signature(body: str, at: int | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers with which Slack signs a call."""
    stamp = str(at if at is not None else int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


class Person:
    """Somebody in a workspace."""

    def __init__(self, line: Line, name: str = "U1", team: str = "T1", home: str | None = None) -> None:
        self.line = line
        self.slack = line.slack
        self.name = name
        self.team = team
        self.home = home or team

    async def settled(self) -> None:
        """Everything that was begun is done."""
        await self.line.app.surface.works.finished()

    def event(self, event: JSON, event_id: str | None = None) -> JSON:
        """An event in its envelope."""
        return {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A1",
            "event": event,
            "event_id": event_id or f"Ev{next(_ids)}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": self.team, "user_id": BOT, "is_bot": True}],
        }

    async def command(self, name: str, text: str, channel: str = "C1") -> list[JSON]:
        """Write a command; what is then shown aside."""
        url = self.slack.response_url()
        payload = {
            "command": name,
            "text": text,
            "team_id": self.team,
            "channel_id": channel,
            "user_id": self.name,
            "trigger_id": self.slack.trigger(),
            "response_url": url,
            "api_app_id": "A1",
        }
        await self.line.command(payload)
        await self.settled()
        return self.slack.aside[url]

    def message(self, text: str, channel: str = "C1", thread: str | None = None, **more: Any) -> JSON:
        """A message's event."""
        kind = "im" if channel.startswith("D") else "channel"
        event = {
            "type": "message",
            "channel": channel,
            "user": self.name,
            "text": text,
            "ts": more.pop("ts", None) or self.slack.stamp(),
            "channel_type": kind,
            "user_team": self.home,
            "team": self.team,
        }
        return event | ({"thread_ts": thread} if thread else {}) | more

    async def says(self, text: str, channel: str = "C1", thread: str | None = None, **more: Any) -> JSON:
        """Write a message, mentioning the program or not; the event."""
        event = self.message(text, channel, thread, **more)
        if f"<@{BOT}>" in text and not channel.startswith("D"):
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            await self.line.event(self.event(mention | {"type": "app_mention"}))
        await self.line.event(self.event(event))
        await self.settled()
        return event

    async def clicks(
        self,
        action: str,
        value: str = "",
        *,
        channel: str = "C1",
        message: JSON | None = None,
        view_id: str | None = None,
        wait: bool = True,
        **more: Any,
    ) -> list[JSON]:
        """Click a button of a message or window; what is then shown aside."""
        url = self.slack.response_url()
        payload: JSON = self._interaction("block_actions")
        payload["actions"] = [
            {"action_id": action, "value": value, "block_id": "b", "type": "button", "action_ts": "1"}
        ]
        if view_id:
            payload["view"] = self._view(view_id)
            payload["container"] = {"type": "view", "view_id": view_id}
        elif channel:
            ts = (message or {}).get("ts", "1700000000.000001")
            payload["channel"] = {"id": channel, "name": "x"}
            payload["message"] = message or {"ts": ts}
            payload["container"] = {"type": "message", "message_ts": ts, "channel_id": channel}
            payload["response_url"] = url
        await self.line.interaction(payload | more)
        if wait:
            await self.settled()
        return self.slack.aside[url]

    async def submits(self, view_id: str, values: JSON) -> JSON:
        """Fill in a window and send it; what Slack is told at once."""
        view = self._view(view_id)
        view["state"] = {"values": {name: {name: value} for name, value in values.items()}}
        updates = len(self.slack.made("views.update"))
        answer = await self.line.interaction(self._interaction("view_submission") | {"view": view})
        if answer.get("response_action") == "update":
            self.slack.problems += refused_view(answer["view"])
            if len(self.slack.made("views.update")) == updates:
                self.slack.views[view_id] = answer["view"]
        await self.settled()
        return answer

    async def uses_shortcut(self, name: str, message: JSON | None = None, channel: str = "C1") -> list[JSON]:
        """Use a shortcut, on a message or from anywhere; what is then shown aside."""
        url = self.slack.response_url()
        if message is None:
            await self.line.interaction(self._interaction("shortcut") | {"callback_id": name})
        else:
            more = {
                "callback_id": name,
                "message": message,
                "channel": {"id": channel, "name": "x"},
                "response_url": url,
                "message_ts": message["ts"],
            }
            await self.line.interaction(self._interaction("message_action") | more)
        await self.settled()
        return self.slack.aside[url]

    async def opens_home(self, tab: str = "home", context: JSON | None = None) -> None:
        """Open the App Home."""
        event = {"type": "app_home_opened", "user": self.name, "channel": f"D{self.name[1:]}", "tab": tab}
        await self.line.event(self.event(event | ({"context": context} if context else {})))
        await self.settled()

    def _interaction(self, kind: str) -> JSON:
        return {
            "type": kind,
            "team": {"id": self.team, "domain": "x"},
            "user": {"id": self.name, "team_id": self.home},
            "api_app_id": "A1",
            "trigger_id": self.slack.trigger(),
        }

    def _view(self, view_id: str) -> JSON:
        return {"id": view_id, "hash": "1", "root_view_id": view_id, "team_id": self.team} | self.slack.views[
            view_id
        ]


def typed(value: str) -> JSON:
    return {"type": "plain_text_input", "value": value}


def chosen(value: str) -> JSON:
    return {
        "type": "static_select",
        "selected_option": {"value": value, "text": {"type": "plain_text", "text": value}},
    }


def ticked(*values: str) -> JSON:
    return {"type": "checkboxes", "selected_options": [{"value": value} for value in values]}


def channel(name: str | None) -> JSON:
    return {"type": "conversations_select", "selected_conversation": name}
