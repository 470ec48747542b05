"""An answer that appears as it is written: Slack's streams, and edits where there are none.

A stream can be refused (scope, kind of channel), and it can expire on the server: then the message is
edited instead, and posted anew if that is refused too. Slack is called at most once a second.
https://docs.slack.dev/reference/methods/chat.startStream
"""

import asyncio
from typing import Any, Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.escaping import escaped_markdown, shown
from bot.chat.slack.limits import STREAMED, fallback, in_pieces
from bot.chat.slack.pacing import Pace
from bot.chat.slack.replies import InThread, Message
from bot.chat.slack.rich import line, rich, text
from bot.chat.slack.visit import Visit
from bot.log import event_log

State = Literal["nothing", "streaming", "edited"]


class LiveAnswer:
    """One message in a thread that grows; `done` ends it with its blocks."""

    def __init__(self, client: AsyncWebClient, visit: Visit, pace: Pace) -> None:
        self._client = client
        self._visit = visit
        self._pace = pace
        self._state: State = "nothing"
        self._ts: str | None = None
        self._told = ""
        self._waiting = ""
        self._next = 0.0

    @property
    def ts(self) -> str | None:
        """The message, once there is one."""
        return self._ts

    @property
    def told(self) -> str:
        """What has been shown as a stream so far."""
        return self._told if self._state == "streaming" else ""

    async def add(self, delta: str) -> None:
        """More of the text; what comes within a second is sent together."""
        self._waiting += delta
        now = asyncio.get_running_loop().time()
        if self._waiting.strip() and now >= self._next:
            self._next = now + self._pace.seconds
            await self._send()

    async def done(self, message: Message, short: Message) -> None:
        """The whole message; `short` is it without the text that the stream has shown already."""
        if self._state == "streaming" and await self._stopped(short):
            return
        thread = InThread(self._client, self._visit.channel, self._visit.root or None, self._pace)
        thread.ts = self._ts
        await thread.say(message)
        self._ts = thread.ts

    async def _send(self) -> None:
        if self._state == "nothing":
            await self._start()
        elif self._state == "streaming":
            await self._append()
        else:
            await self._edit()

    async def _start(self) -> None:
        visit = self._visit
        in_channel: dict[str, Any] = {
            "recipient_team_id": visit.home or visit.team,
            "recipient_user_id": visit.person,
        }
        try:
            told = await self._client.chat_startStream(
                channel=visit.channel,
                thread_ts=visit.root,
                markdown_text=self._taken(),
                **({} if visit.kind == "direct" else in_channel),
            )
            self._state, self._ts = "streaming", str(told["ts"])
        except SlackApiError as error:
            self._changed_over("slack_stream_refused", error)
            await self._edit()

    async def _append(self) -> None:
        try:
            await self._client.chat_appendStream(
                channel=self._visit.channel, ts=str(self._ts), markdown_text=self._taken()
            )
        except SlackApiError as error:
            self._changed_over("slack_stream_broken", error)
            await self._edit()

    async def _edit(self) -> None:
        """Show what there is so far, by posting or editing."""
        self._taken()
        so_far = in_pieces(shown(self._told))[0]
        thread = InThread(self._client, self._visit.channel, self._visit.root or None, self._pace)
        thread.ts = self._ts
        await thread.say(Message(fallback(so_far), [rich(line(text(f"{so_far} …")))]))
        self._ts = thread.ts

    async def _stopped(self, short: Message) -> bool:
        rest: dict[str, Any] = {"markdown_text": self._taken()} if self._waiting.strip() else {}
        try:
            await self._client.chat_stopStream(
                channel=self._visit.channel, ts=str(self._ts), blocks=list(short.blocks), **rest
            )
        except SlackApiError as error:
            self._changed_over("slack_stream_broken", error)
            return False
        return True

    def _taken(self) -> str:
        """What waits, as Slack's Markdown; it counts as told."""
        self._told += self._waiting
        taken, self._waiting = self._waiting, ""
        return in_pieces(escaped_markdown(taken), STREAMED - 1)[0]

    def _changed_over(self, event: str, error: SlackApiError) -> None:
        self._state = "edited"
        event_log().info(event, code=str(error.response.get("error", "")))
