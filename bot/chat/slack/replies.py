"""Ways back to whoever asked: aside, for their eyes alone, or in the channel's thread."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import web
from bot.chat.slack.escaping import escaped, shown
from bot.chat.slack.limits import fallback
from bot.chat.slack.pacing import Pace
from bot.chat.slack.rich import Block, line, rich, text
from bot.errors import DeliveryError

_FAILED, _TOO_MANY = 400, 429


@dataclass(frozen=True)
class Message:
    """What is shown, and the text of it for notifications and screen readers."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)


def words(said: str) -> Message:
    """A message of plain words."""
    return Message(fallback(escaped(said)), [rich(line(text(shown(said))))])


class Reply(Protocol):
    """A way back."""

    async def say(self, message: Message) -> None:
        """Show a message in place of the one that was shown last, or as a new one."""
        ...


class Aside:
    """Messages for one person alone, by the address that came with a command or a click.

    It works five times within half an hour, also where the program is no member of the channel.
    """

    def __init__(self, address: str, connections: aiohttp.ClientSession) -> None:
        self._address = address
        self._connections = connections
        self._said = False

    async def say(self, message: Message) -> None:
        """Show it in place of the last one."""
        await self._send(message, replace_original=self._said)
        self._said = True

    async def replace(self, message: Message) -> None:
        """Show it in place of the message that was clicked."""
        self._said = True
        await self.say(message)

    async def publish(self, message: Message) -> None:
        """Show it to the whole channel."""
        await self._send(message, response_type="in_channel", replace_original=False)

    async def _send(self, message: Message, **how: Any) -> None:
        body = {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)} | how
        try:
            for _ in range(web.WAITS_FOR_A_LIMIT):
                async with self._connections.post(self._address, json=body) as told:
                    if told.status < _FAILED:
                        return
                    if told.status != _TOO_MANY:
                        break
                    wait = told.headers.get("Retry-After", "1")
                await asyncio.sleep(float(wait) if wait.isdigit() else 1.0)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise DeliveryError("Slack could not be reached with the reply. Ask once more.") from error
        raise DeliveryError(f"Slack did not take the reply ({told.status}). Ask once more.")


class InThread:
    """Messages in a channel, or in a thread of it, for all who read there."""

    def __init__(self, client: AsyncWebClient, channel: str, thread: str | None, pace: Pace) -> None:
        self._client = client
        self._channel = channel
        self._thread = thread
        self._pace = pace
        self.ts: str | None = None

    async def say(self, message: Message) -> None:
        """Show it in place of the last one."""
        if self.ts is None:
            self.ts = await post(self._client, self._channel, message, self._pace, self._thread)
            return
        try:
            await self._client.chat_update(
                channel=self._channel, ts=self.ts, text=message.text, blocks=list(message.blocks)
            )
        except SlackApiError as error:
            if web.code_of(error) not in {"message_not_found", "cant_update_message", "edit_window_closed"}:
                raise
            self.ts = await post(self._client, self._channel, message, self._pace, self._thread)


async def post(
    client: AsyncWebClient,
    channel: str,
    message: Message,
    pace: Pace,
    thread: str | None = None,
    metadata: dict[str, Any] | None = None,
) -> str:
    """Post when it is the channel's turn; the message's time stamp, which is its name there."""
    await pace.turn(channel)
    told = await client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=list(message.blocks) or None,
        thread_ts=thread,
        metadata=metadata,
        unfurl_links=False,
        unfurl_media=False,
        parse="none",
        link_names=False,
    )
    return str(told["ts"])
