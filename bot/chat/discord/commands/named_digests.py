"""Which digest a command means: those that a person can see, offered by name and found by id."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.commands.managing import Choices, may_see
from bot.chat.discord.limits import CHOICE, CHOICES, shortened
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.chat.discord.where import where_of
from bot.model import Schedule

Offer = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, Choices]]


def offering(surface: Surface) -> Offer:
    """What completes the name of a digest while it is typed; its value is the digest's id."""

    async def offered(interaction: discord.Interaction[Any], typed: str) -> Choices:
        found = await seen_digests(surface, interaction)
        fitting = [each for each in found if typed.casefold() in each.plan.name.casefold()]
        return [
            app_commands.Choice(name=shortened(each.plan.name, CHOICE), value=each.id)
            for each in fitting[:CHOICES]
        ]

    return offered


async def seen_digests(surface: Surface, interaction: discord.Interaction[Any]) -> list[Schedule]:
    """The digests of channels that this person can see."""
    found = await surface.digests.schedules(where_of(interaction).destination.workspace)
    return [each for each in found if may_see(interaction, each.destination)]


async def named_digest(
    surface: Surface, interaction: discord.Interaction[Any], schedule_id: str, words: Words
) -> Schedule:
    """The digest of that id, or name; raises RefusalError for one that is none of this person's business."""
    found = await surface.digests.schedule(schedule_id, where_of(interaction).destination.workspace)
    if found is None or not may_see(interaction, found.destination):
        raise RefusalError(
            words.say("There is no such digest here, or not any more. /digest list shows them.")
        )
    return found
