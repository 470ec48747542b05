"""Posting digests and notices: once each, wherever the process was ended.

A digest may take several messages. Each is sent with a nonce made of the delivery's key, so that Discord
itself refuses it a second time for some minutes; and carries a mark made of the key in its button's
custom_id, by which it is found for as long as it stands.
"""

from collections.abc import Callable

import aiohttp
import discord

from bot.chat.discord import limits
from bot.chat.discord.apologies import report
from bot.chat.discord.cards.card import AMBER, Card, note
from bot.chat.discord.cards.digests import digest_card, digest_parts
from bot.chat.discord.conversing import nonce_of
from bot.chat.discord.escaping import plain
from bot.chat.discord.posted import Postable, mark_of, standing
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.welcome import first_channel
from bot.chat.discord.where import PLATFORM
from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice


class DiscordDelivery:
    """`bot.ports.Delivery` on Discord."""

    def __init__(
        self, client: discord.Client, surface: Surface, refused: Callable[[], None] = lambda: None
    ) -> None:
        """`refused` is called when Discord refuses the token in the middle of the work."""
        self._client = client
        self._surface = surface
        self._refused = refused

    async def post(self, digest: Digest, key: str) -> str:
        """Post the digest, in as many messages as it takes; the id of the first.

        Raises DeliveryError: permanent where the channel is gone or may not be written.
        """
        words = await self._words(digest.destination)
        parts = digest_parts(digest, words)
        async with self._told(digest.destination):
            channel = await self._channel(digest.destination)
            there = await standing(channel, self._me, key) if len(parts) > 1 else None
            first = there.messages.get(0, "") if there else ""
            place = (there.place if there else None) or channel
            for at, texts in enumerate(parts):
                if there and at in there.messages:
                    continue
                card = digest_card(texts, mark_of(key, at, len(parts), first), words)
                place, message_id = await _send(place, card, digest.name, f"{key}:{at}")
                first = first or message_id
        return first

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """The id of the first message, if the whole digest stands there."""
        async with self._told(destination):
            there = await standing(await self._channel(destination), self._me, key, besides)
        return there.messages.get(0) if there.whole or besides else None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Delete a message; the whole post of a forum."""
        async with self._told(destination):
            channel = await self._channel(destination)
            try:
                if isinstance(channel, discord.ForumChannel):
                    post = await channel.guild.fetch_channel(int(message_id))
                    await post.delete()
                else:
                    await channel.get_partial_message(int(message_id)).delete()
            except discord.NotFound:
                return

    async def notify(self, notice: Notice, key: str) -> None:
        """Tell whoever set it up, in a direct message; the server's first channel where that is closed."""
        words = await self._words(notice.destination)
        card = note(_notice(notice, words), AMBER)
        async with self._told(notice.destination):
            if notice.person and await self._tell_person(notice.person, card, key):
                return
            guild = self._client.get_guild(int(notice.destination.workspace))
            place = first_channel(guild) if guild else await self._channel(notice.destination)
            if place is None or isinstance(place, discord.ForumChannel):
                raise DeliveryError("Nobody could be told: no channel can be written.", permanent=True)
            await place.send(view=card, nonce=nonce_of(f"notice:{key}"), allowed_mentions=NOBODY)

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user else 0

    async def _tell_person(self, person: str, card: Card, key: str) -> bool:
        try:
            user = await self._client.fetch_user(int(person))
            await user.send(view=card, nonce=nonce_of(f"notice:{key}"), allowed_mentions=NOBODY)
        except (discord.Forbidden, discord.NotFound):
            return False
        return True

    def _told(self, destination: Destination) -> "_Told":
        return _Told(destination, self._refused)

    async def _channel(self, destination: Destination) -> Postable:
        wanted = int(destination.thread or destination.channel)
        found = self._client.get_channel(wanted) or await self._client.fetch_channel(wanted)
        if isinstance(found, Postable):
            return found
        raise DeliveryError("That kind of channel takes no posts: choose a text channel.", permanent=True)

    async def _words(self, destination: Destination) -> Words:
        known = await self._surface.chats.workspace(f"{PLATFORM}:{destination.workspace}")
        guild = self._client.get_guild(int(destination.workspace))
        return words_for(known.settings.language, str(guild.preferred_locale) if guild else None)


class _Told:
    """Turns what discord.py raises inside into a DeliveryError about the destination."""

    def __init__(self, destination: Destination, refused: Callable[[], None]) -> None:
        self._refused = refused
        self._place = f"<#{destination.thread or destination.channel}>"

    async def __aenter__(self) -> None:
        """Nothing to begin."""

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        match error:
            case discord.Forbidden():
                raise DeliveryError(
                    f"Discord lets me post no more in {self._place}: give me View Channel and Send Messages.",
                    permanent=True,
                ) from error
            case discord.NotFound():
                raise DeliveryError(
                    f"The channel {self._place} is gone: choose another one.", permanent=True
                ) from error
            case discord.RateLimited():
                raise DeliveryError("Discord asks to wait.", retry_after=error.retry_after) from error
            case discord.HTTPException() if error.status == 401:
                self._refused()
                raise DeliveryError(
                    "Discord refuses the token: set BRIEFWIRE_DISCORD__TOKEN anew."
                ) from error
            case discord.HTTPException() if error.status == 400:
                incident = report(error, "post")
                raise DeliveryError(
                    f"Discord refused the message itself (incident {incident}).", permanent=True
                ) from error
            case discord.DiscordException() | aiohttp.ClientError() | OSError() | TimeoutError():
                raise DeliveryError("Discord could not be reached; it is tried again.") from error
            case _:
                return


async def _send(channel: Postable, card: Card, name: str, key: str) -> tuple[Postable, str]:
    """Where the next part goes, and the id of this one; a forum gets a post, whose parts go into it."""
    if isinstance(channel, discord.ForumChannel):
        title = limits.shortened(name, limits.THREAD_NAME)
        made = await channel.create_thread(name=title, view=card, allowed_mentions=NOBODY)
        return made.thread, str(made.thread.id)
    sent = await channel.send(view=card, nonce=nonce_of(key), allowed_mentions=NOBODY)
    return channel, str(sent.id)


def _notice(notice: Notice, words: Words) -> str:
    subject, problem = plain(notice.subject), plain(notice.problem)
    match notice.kind:
        case "feed_failing":
            return words.say(
                "The feed **{subject}** has not been readable for a while: {problem} It is still tried.",
                subject=subject,
                problem=problem,
            )
        case "feed_gone":
            return words.say(
                "The feed **{subject}** is gone, and is no longer read: {problem}",
                subject=subject,
                problem=problem,
            )
        case "feed_moved":
            return words.say(
                "The feed **{subject}** has moved: {problem}",
                subject=subject,
                problem=problem,
            )
        case "channel_refused":
            return words.say(
                "I could not post **{subject}**, and have paused it: {problem} /digest resume goes on.",
                subject=subject,
                problem=problem,
            )
        case "schedule_paused":
            return words.say("**{subject}** is paused: {problem}", subject=subject, problem=problem)
