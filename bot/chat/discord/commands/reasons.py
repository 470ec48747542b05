"""/why, the menu "Why this?", and the button of that name under a digest."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.card import INK, Card, box, paged
from bot.chat.discord.cards.digests import trace_blocks
from bot.chat.discord.commands.program import Program, only_in_servers
from bot.chat.discord.limits import TEXT_OF_A_PAGE, fitting
from bot.chat.discord.posted import message_behind
from bot.chat.discord.service import Order, serve, serve_pages
from bot.chat.discord.surface import Surface
from bot.model import Destination, Trace


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface

    @program.tree.command(name="why", description="Why something was posted in this channel, or was not")
    @app_commands.describe(words="Words of its title, or its link")
    @only_in_servers
    async def why(interaction: discord.Interaction[Any], words: str) -> None:
        async def work(order: Order) -> Card:
            return await _why_item(surface, order, words)

        await serve(surface, interaction, work, ephemeral=True, doing="why")

    @program.tree.context_menu(name="Why this?")
    @only_in_servers
    async def why_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        async def work(order: Order) -> Card:
            return await _why_message(surface, order, message_behind(message), 0)

        await serve(surface, interaction, work, ephemeral=True, doing="why this")

    async def pressed(
        interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
    ) -> None:
        async def work(order: Order) -> Card:
            message = interaction.message
            first = message_behind(message) if message else ""
            return await _why_message(surface, order, first, 0)

        await serve(surface, interaction, work, ephemeral=True, doing="why this")

    async def turned(
        interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
    ) -> None:
        async def work(order: Order) -> Card:
            return await _why_message(surface, order, about[0], int(about[1]))

        await serve_pages(surface, interaction, work, about, doing="why this")

    program.on("why", pressed)
    program.on("whypage", turned)


async def _why_message(surface: Surface, order: Order, message_id: str, page: int) -> Card:
    for destination in _places(order.where.destination):
        if traces := await surface.digests.why(destination, message_id):
            blocks = trace_blocks(traces, order.words)
            return paged(order.words.say("Why this?"), blocks, page, order.words, ("whypage", message_id))
    raise RefusalError(order.words.say("That message is not one of the digests that I keep an account of."))


async def _why_item(surface: Surface, order: Order, words: str) -> Card:
    found: list[Trace] = []
    for destination in _places(order.where.destination):
        found += await surface.digests.why_item(destination, words)
    if not found:
        raise RefusalError(order.words.say("Nothing with these words was seen for this channel."))
    return _first_page(order, trace_blocks(found, order.words))


def _first_page(order: Order, blocks: Sequence[str]) -> Card:
    """All that fits; who searched by words can search by more of them."""
    shown = fitting(blocks, TEXT_OF_A_PAGE - 200)
    left = len(blocks) - len(shown)
    more = [order.words.count("and {n} more", "and {n} more", left)] if left else []
    return Card(box([f"**{order.words.say('Why?')}**", "\n".join([*shown, *more])], INK))


def _places(destination: Destination) -> list[Destination]:
    """The thread, and the channel that it belongs to: a post in a forum is delivered to the forum."""
    whole = destination.model_copy(update={"thread": None})
    return [destination] if destination.thread is None else [destination, whole]
