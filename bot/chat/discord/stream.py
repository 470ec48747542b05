"""One message that shows how far something is, then the result: edited at most once a second."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.discord.apologies import UNKNOWN_MESSAGE
from bot.chat.discord.cards.card import Card

NOBODY = discord.AllowedMentions.none()


class Progress:
    """A message in the making. `put` shows a card, `anew` shows it when the message was deleted meanwhile."""

    def __init__(
        self,
        put: Callable[[Card], Awaitable[None]],
        anew: Callable[[Card], Awaitable[None]],
        every: float,
    ) -> None:
        self._put = put
        self._anew = anew
        self._every = every
        self._next = 0.0

    async def show(self, card: Card) -> None:
        """Show how far it is, unless something was shown just now."""
        if asyncio.get_running_loop().time() >= self._next:
            await self._show(card)

    async def finish(self, card: Card) -> None:
        """Show the result."""
        await asyncio.sleep(self._next - asyncio.get_running_loop().time())
        await self._show(card)

    async def _show(self, card: Card) -> None:
        self._next = asyncio.get_running_loop().time() + self._every
        try:
            await self._put(card)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
            await self._anew(card)


def answering_interaction(interaction: discord.Interaction[Any], every: float, ephemeral: bool) -> Progress:
    """Shows on the response to a deferred interaction."""

    async def put(card: Card) -> None:
        await interaction.edit_original_response(view=card, attachments=card.files, allowed_mentions=NOBODY)

    async def anew(card: Card) -> None:
        await interaction.followup.send(
            view=card, files=card.files, ephemeral=ephemeral, allowed_mentions=NOBODY
        )

    return Progress(put, anew, every)


def answering_message(
    channel: discord.abc.Messageable, nonce: str, every: float, to: discord.Message | None = None
) -> Progress:
    """Shows on a message of its own in a channel, in reply to one there or not."""
    standing: list[discord.Message] = []

    async def put(card: Card) -> None:
        if standing:
            await standing[-1].edit(view=card, allowed_mentions=NOBODY)
            return
        reference = to.to_reference(fail_if_not_exists=False) if to else None
        more: dict[str, Any] = {"reference": reference} if reference else {}
        standing.append(await channel.send(view=card, nonce=nonce, allowed_mentions=NOBODY, **more))

    async def anew(card: Card) -> None:
        standing.append(await channel.send(view=card, nonce=f"{nonce[:23]}-2", allowed_mentions=NOBODY))

    return Progress(put, anew, every)
