"""Doing something for somebody who waits: acknowledged first, given up in time, every failure a sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.discord.apologies import UNKNOWN_INTERACTION, apology, report
from bot.chat.discord.cards.card import RED, Card, note
from bot.chat.discord.stream import NOBODY, Progress, answering_interaction
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.where import Where, where_of


@dataclass(frozen=True)
class Order:
    """One thing that somebody waits for, acknowledged: who and where, in which language, shown how."""

    interaction: discord.Interaction[Any]
    where: Where
    words: Words
    progress: Progress
    ephemeral: bool


Work = Callable[[Order], Awaitable[Card | None]]
"""What is done for an order; the card is its result, None if it has shown one itself."""


async def serve(
    surface: Surface, interaction: discord.Interaction[Any], work: Work, *, ephemeral: bool, doing: str
) -> None:
    """Acknowledge within milliseconds, then work, and show the result or why there is none."""
    words = words_for(str(interaction.locale))
    try:
        if surface.busy.closing:
            return await say_at_once(
                interaction, note(words.say("I am restarting. Try again in a minute."), RED)
            )
        with surface.busy.acknowledging():
            await interaction.response.defer(ephemeral=ephemeral, thinking=True)
    except discord.HTTPException as error:
        _lost(error, doing)
        return None
    progress = answering_interaction(interaction, surface.settings.edit_every, ephemeral)
    with surface.busy:
        try:
            await surface.busy.let_acknowledge()
            async with asyncio.timeout(surface.settings.work_timeout), surface.busy.room:
                where = where_of(interaction)
                words = await surface.words(where, interaction.locale)
                card = await work(Order(interaction, where, words, progress, ephemeral))
            if card:
                await progress.finish(card)
        except Exception as error:  # whatever it was, somebody waits for a word
            await _apologise(progress, note(apology(error, words, doing), RED), doing)


async def turn(surface: Surface, interaction: discord.Interaction[Any], work: Work, *, doing: str) -> None:
    """Change the message that a button stands on, such as to another page of it."""
    words = words_for(str(interaction.locale))
    try:
        with surface.busy.acknowledging():
            await interaction.response.defer()
    except discord.HTTPException as error:
        _lost(error, doing)
        return
    progress = answering_interaction(interaction, 0, ephemeral=True)
    try:
        async with asyncio.timeout(surface.settings.work_timeout):
            where = where_of(interaction)
            words = await surface.words(where, interaction.locale)
            card = await work(Order(interaction, where, words, progress, ephemeral=True))
        if card:
            await progress.finish(card)
    except Exception as error:
        sorry = note(apology(error, words, doing), RED)
        await interaction.followup.send(view=sorry, ephemeral=True, allowed_mentions=NOBODY)


async def serve_pages(
    surface: Surface, interaction: discord.Interaction[Any], work: Work, about: tuple[str, ...], *, doing: str
) -> None:
    """Show pages to this person alone; a button of such pages turns them where they are."""
    if about[-1:] == ("t",):
        await turn(surface, interaction, work, doing=doing)
    else:
        await serve(surface, interaction, work, ephemeral=True, doing=doing)


async def say_at_once(interaction: discord.Interaction[Any], card: Card) -> None:
    """Answer with a card that took no work, to this person alone."""
    await interaction.response.send_message(view=card, ephemeral=True, allowed_mentions=NOBODY)


async def _apologise(progress: Progress, card: Card, doing: str) -> None:
    try:
        await progress.finish(card)
    except discord.HTTPException as error:
        report(error, doing)  # nobody is there any more to be told


def _lost(error: discord.HTTPException, doing: str) -> None:
    """An interaction that Discord has given up already is nobody's fault here, and nothing was begun."""
    if error.code != UNKNOWN_INTERACTION:
        report(error, doing)
