"""/digest create and edit: digests set up by options or in a form, and changed in one."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.cards.card import Card
from bot.chat.discord.cards.schedules import schedule_card
from bot.chat.discord.commands import planning
from bot.chat.discord.commands.managing import Choices, ChosenChannel, let_manage, listed, target
from bot.chat.discord.commands.named_digests import named_digest, offering
from bot.chat.discord.commands.program import Program
from bot.chat.discord.posted import Postable
from bot.chat.discord.service import Order, serve
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import words_for
from bot.chat.discord.timing import zones_like
from bot.model import Alert, Length, Plan


def add_create(program: Program, group: app_commands.Group) -> None:
    """Add the command that sets a digest up, and what its form does when it is sent."""
    surface = program.surface

    @group.command(name="create", description="Post what is new in a channel at set times")
    @app_commands.describe(
        name="What it is called",
        times="Times such as 08:00, 17:30, or a cron line; without them, a form asks for everything",
        days="Every day, weekdays, weekends, or mon, wed",
        zone="The time zone, by a city",
        channel="Where to: a channel, thread or forum; without it, this one",
        feeds="Only these feeds, by their titles, separated by commas; without them, all of the channel",
        include="Only stories with one of these words or phrases",
        exclude="No stories with any of these",
        topics="Stories with these words come first; separated by commas",
        length="How many stories",
        lively="A livelier heading",
        nothing_new="Say so when there is nothing new; otherwise nothing is posted then",
        alert="Tell a new story at once when so many outlets have it within an hour",
    )
    async def create(
        interaction: discord.Interaction[Any],
        name: str | None = None,
        times: str | None = None,
        days: str | None = None,
        zone: str | None = None,
        channel: ChosenChannel | None = None,
        feeds: str | None = None,
        include: str | None = None,
        exclude: str | None = None,
        topics: str | None = None,
        length: Length = "medium",
        lively: bool = False,
        nothing_new: bool = False,
        alert: app_commands.Range[int, 2, 20] | None = None,
    ) -> None:
        if not times:
            words = words_for(str(interaction.locale))
            await interaction.response.send_modal(planning.new_form(words, name, channel))
            return
        wish = planning.Typed(name or "", times, days or "", zone or "", include or "", exclude or "")

        async def work(order: Order) -> Card:
            await let_manage(surface, order)
            plan = await planning.plan_of(surface, order, wish)
            chosen = await planning.feeds_named(surface, order, listed(feeds))
            wishes = {
                "feeds": chosen,
                "topics": listed(topics),
                "length": length,
                "tone": "lively" if lively else "plain",
                "when_empty": "say" if nothing_new else "quiet",
                "alert": Alert(sources=alert) if alert else None,
            }
            return await _create(surface, order, plan.model_copy(update=wishes), channel)

        await serve(surface, interaction, work, ephemeral=False, doing="digest create")

    @create.autocomplete("zone")
    async def zones(interaction: discord.Interaction[Any], typed: str) -> Choices:
        return [app_commands.Choice(name=zone, value=zone) for zone in zones_like(typed)]

    async def created(
        interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
    ) -> None:
        async def work(order: Order) -> Card:
            await let_manage(surface, order)
            plan = await planning.plan_of(surface, order, planning.Typed(*typed))
            return await _create(surface, order, plan, planning.chosen_channel(order, about[0]))

        await serve(surface, interaction, work, ephemeral=False, doing="digest create")

    program.on("newplan", created)


def add_edit(program: Program, group: app_commands.Group) -> None:
    """Add the command that changes a digest in a form, its button, and what the form does."""
    surface = program.surface

    @group.command(name="edit", description="Change a digest in a form")
    @app_commands.describe(digest="Which digest")
    @app_commands.autocomplete(digest=offering(surface))
    async def edit(interaction: discord.Interaction[Any], digest: str) -> None:
        await planning.open_edit(surface, interaction, (digest,), ())

    program.on("dedit", lambda *given: planning.open_edit(surface, *given))
    program.on("editplan", lambda *given: _edited(surface, *given))


async def _create(surface: Surface, order: Order, plan: Plan, channel: Postable | None) -> Card:
    destination = target(order, channel)
    schedule = await surface.digests.create(plan, destination, by=order.where.person)
    return schedule_card(schedule, order.words, order.words.say("✅ The digest is set up:"))


async def _edited(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        await let_manage(surface, order)
        schedule = await named_digest(surface, order.interaction, about[0], order.words)
        plan = await planning.plan_of(surface, order, planning.Typed(*typed), schedule.plan)
        changed = await surface.digests.edit(schedule.id, order.where.destination.workspace, plan)
        return schedule_card(changed, order.words, order.words.say("✅ The digest is changed:"))

    await serve(surface, interaction, work, ephemeral=False, doing="digest edit")
