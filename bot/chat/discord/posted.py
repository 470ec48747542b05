"""Finding again what was posted: each message of a digest carries its mark in a button's custom_id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.chat.discord.views import read_custom_id

_LOOK_BACK = 100
"""How many messages of a channel are looked through for one that may stand there."""

_POSTS_BACK = 10
"""How many posts of a forum are."""

Postable = discord.TextChannel | discord.Thread | discord.ForumChannel | discord.VoiceChannel
Mark = tuple[str, str, str]
"""Of which delivery, which part of how many ("0-2"), and the first part's message, "" on that itself."""


@dataclass
class Standing:
    """The messages of a digest that stand there, by part; of how many; and where its other parts go."""

    messages: dict[int, str] = field(default_factory=dict)
    parts: int = 0
    place: Postable | None = None

    @property
    def whole(self) -> bool:
        """Whether all of it stands there."""
        return bool(self.parts) and len(self.messages) == self.parts


def mark_of(key: str, part: int, parts: int, first: str) -> Mark:
    """The mark of one message of the delivery `key`."""
    return _short(key), f"{part}-{parts}", first


def message_behind(message: discord.Message) -> str:
    """The id that a digest's message is known by: that of its first part."""
    found = _mark_on(message)
    return found[2] if found and found[2] else _known_as(message)


async def standing(channel: Postable, me: int, key: str, besides: str | None = None) -> Standing:
    """What stands in the channel of the delivery `key`; nothing where its messages may not be read.

    With `besides`, what belongs to another copy of it than the one that begins with that message.
    """
    found = Standing()
    try:
        async for message in _messages(channel, me):
            mark = _mark_on(message)
            if mark and mark[0] == _short(key) and besides not in (_known_as(message), mark[2]):
                part, _, parts = mark[1].partition("-")
                found.messages[int(part)] = _known_as(message)
                found.parts = int(parts)
                found.place = message.channel if isinstance(message.channel, Postable) else channel
    except discord.Forbidden:
        return Standing()  # without Read Message History the nonce alone must hold
    return found


async def _messages(channel: Postable, me: int) -> Any:
    if isinstance(channel, discord.ForumChannel):
        active = await channel.guild.active_threads()
        posts = [post for post in active if post.parent_id == channel.id and post.owner_id == me]
        for post in sorted(posts, key=lambda each: each.id, reverse=True)[:_POSTS_BACK]:
            async for message in post.history(limit=_LOOK_BACK, oldest_first=True):
                if message.author.id == me:
                    yield message
        return
    async for message in channel.history(limit=_LOOK_BACK):
        if message.author.id == me:
            yield message


def _known_as(message: discord.Message) -> str:
    """The id of a message; of the first in a forum's post, the post's, by which all of it is removed."""
    place = message.channel
    in_forum = isinstance(place, discord.Thread) and isinstance(place.parent, discord.ForumChannel)
    return str(place.id) if in_forum else str(message.id)


def _mark_on(message: discord.Message) -> Mark | None:
    for made in _custom_ids([part.to_dict() for part in message.components]):
        kind, about = read_custom_id(made) or ("", ())
        if kind == "why" and len(about) == 3:
            return about[0], about[1], about[2]
    return None


def _custom_ids(components: Any) -> list[str]:
    found: list[str] = []
    for component in components:
        if isinstance(component, Mapping):
            found += [component["custom_id"]] if component.get("custom_id") else []
            found += _custom_ids(component.get("components", ()))
    return found


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:24]
