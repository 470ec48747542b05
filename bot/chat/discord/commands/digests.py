"""/digest: what a channel is told, looked at, posted at once, paused and ended."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.card import INK, Card, done, note
from bot.chat.discord.cards.digests import preview_cards
from bot.chat.discord.cards.schedules import deletion_card, schedule_card, schedules_cards
from bot.chat.discord.commands import scheduling
from bot.chat.discord.commands.managing import let_manage
from bot.chat.discord.commands.named_digests import named_digest, offering, seen_digests
from bot.chat.discord.commands.program import Program, only_in_servers
from bot.chat.discord.service import Order, serve
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.where import mention_of
from bot.model import Schedule

_PARTS_IN_A_PREVIEW = 5

Act = Callable[[Surface, Order, Schedule], Awaitable[Card | None]]
"""What a command does with the digest that it names; None if it has shown the result itself."""


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    group = only_in_servers(app_commands.Group(name="digest", description="What channels are told, and when"))
    scheduling.add_create(program, group)
    _add_of_one(program, group)
    scheduling.add_edit(program, group)
    program.tree.add_command(group)


def _add_of_one(program: Program, group: app_commands.Group) -> None:
    """The commands that name one digest, and the same as buttons under it."""
    surface = program.surface
    offered = offering(surface)

    def add(name: str, description: str, act: Act, *, ephemeral: bool) -> None:
        async def run(interaction: discord.Interaction[Any], schedule_id: str) -> None:
            async def work(order: Order) -> Card | None:
                await let_manage(surface, order)
                schedule = await named_digest(surface, order.interaction, schedule_id, order.words)
                return await act(surface, order, schedule)

            await serve(surface, interaction, work, ephemeral=ephemeral, doing=f"digest {name}")

        @group.command(name=name, description=description)
        @app_commands.describe(digest="Which digest")
        @app_commands.autocomplete(digest=offered)
        async def command(interaction: discord.Interaction[Any], digest: str) -> None:
            await run(interaction, digest)

        program.on(f"d{name}", lambda interaction, about, _: run(interaction, about[0]))

    add("preview", "What would be posted now; nothing is posted", _preview, ephemeral=True)
    add("now", "Post at once, besides the set times", _now, ephemeral=True)
    add("pause", "Post nothing until it is resumed", _pause, ephemeral=False)
    add("resume", "Go on; what came meanwhile is in the next one", _resume, ephemeral=False)
    add("delete", "End a digest", _ask_to_delete, ephemeral=True)
    program.on("dgone", lambda *given: _delete(surface, *given))

    @group.command(name="list", description="The digests of this server")
    async def show(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> None:
            await _list(surface, order)

        await serve(surface, interaction, work, ephemeral=True, doing="digest list")


async def _preview(surface: Surface, order: Order, schedule: Schedule) -> None:
    digest = await surface.digests.preview(schedule.id, order.where.destination.workspace)
    await _show_all(order, preview_cards(digest, order.words)[:_PARTS_IN_A_PREVIEW])


async def _now(surface: Surface, order: Order, schedule: Schedule) -> Card:
    workspace = order.where.destination.workspace
    if schedule.plan.when_empty == "quiet":
        found = await surface.digests.preview(schedule.id, workspace)
        if not found.stories:
            return note(order.words.say("There is nothing new, so nothing was posted."), INK)
    await surface.digests.post_now(schedule.id, workspace)
    where = mention_of(schedule.destination)
    return done(order.words.say("It is on its way to {channel}.", channel=where))


async def _pause(surface: Surface, order: Order, schedule: Schedule) -> Card:
    paused = await surface.digests.pause(schedule.id, order.where.destination.workspace)
    return schedule_card(paused, order.words, order.words.say("⏸ The digest is paused:"))


async def _resume(surface: Surface, order: Order, schedule: Schedule) -> Card:
    resumed = await surface.digests.resume(schedule.id, order.where.destination.workspace)
    return schedule_card(resumed, order.words, order.words.say("▶ The digest goes on:"))


async def _ask_to_delete(surface: Surface, order: Order, schedule: Schedule) -> Card:
    return deletion_card(schedule, order.words)


async def _delete(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        await let_manage(surface, order)
        known = {each.id for each in await seen_digests(surface, interaction)}
        if about[0] not in known or not await surface.digests.delete(
            about[0], order.where.destination.workspace
        ):
            raise RefusalError(order.words.say("That digest was deleted before."))
        return done(order.words.say("The digest is deleted."))

    await serve(surface, interaction, work, ephemeral=False, doing="digest delete")


async def _list(surface: Surface, order: Order) -> None:
    found = await seen_digests(surface, order.interaction)
    await _show_all(order, schedules_cards(found, order.words))


async def _show_all(order: Order, cards: Sequence[Card]) -> None:
    """Answer with the first card, and follow up with the others."""
    first, *more = cards
    await order.progress.finish(first)
    for card in more:
        await order.interaction.followup.send(view=card, ephemeral=True, allowed_mentions=NOBODY)
