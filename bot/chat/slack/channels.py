"""What kind of channel a channel is: it decides who sees what is read there."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.visit import ChannelKind
from bot.chat.slack.web import SlackTrouble

REMEMBERED = 600.0
"""Seconds for which a channel's kind is believed: a public one can be made private."""

_MOST = 10_000


class Channels:
    """Kinds of channels, asked for once in a while. What cannot be found out is private."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[float, ChannelKind]] = {}
        self._direct: dict[tuple[str, str], str] = {}
        self._asking: dict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def kind(self, client: AsyncWebClient, team: str, channel: str) -> ChannelKind:
        """The channel's kind; "nowhere" without a channel."""
        if not channel:
            return "nowhere"
        if channel.startswith("D"):
            return "direct"
        async with self._asking[team, channel]:  # many who come at once ask once
            found = self._known.get((team, channel))
            if found and time.monotonic() - found[0] < REMEMBERED:
                return found[1]
            kind = await _asked(client, channel)
            self._remember(team, channel, kind)
            return kind

    async def direct(self, client: AsyncWebClient, team: str, person: str) -> str | None:
        """The channel of the direct messages with a person; None where it cannot be opened."""
        if found := self._direct.get((team, person)):
            return found
        try:
            told = await client.conversations_open(users=person)
        except SlackTrouble:
            return None
        self._direct[team, person] = str(told["channel"]["id"])
        return self._direct[team, person]

    def forget(self, team: str, channel: str) -> None:
        """Ask again next time: something about the channel has changed."""
        self._known.pop((team, channel), None)

    def _remember(self, team: str, channel: str, kind: ChannelKind) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
            self._asking.clear()
        self._known[team, channel] = (time.monotonic(), kind)


async def _asked(client: AsyncWebClient, channel: str) -> ChannelKind:
    try:
        told = await client.conversations_info(channel=channel)
    except SlackTrouble:
        return "private"  # the program is not in it, or Slack does not say: then nobody else is to see it
    return kind_of(told.get("channel") or {})


def kind_of(channel: Mapping[str, Any]) -> ChannelKind:
    """The kind of a channel as Slack describes it."""
    if channel.get("is_im"):
        return "direct"
    hidden = ("is_private", "is_mpim", "is_ext_shared", "is_pending_ext_shared", "is_org_shared")
    return "private" if any(channel.get(name) for name in hidden) or not channel else "public"
