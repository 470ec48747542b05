"""/digest: what a channel is told, and when."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.card import AMBER, GREEN, INK, Card, box, done, note
from bot.chat.discord.cards.digests import preview_cards
from bot.chat.discord.commands import planning
from bot.chat.discord.commands.managing import (
    Choices,
    ChosenChannel,
    let_manage,
    listed,
    may_see,
    place,
    target,
)
from bot.chat.discord.commands.program import Program, only_in_servers
from bot.chat.discord.escaping import plain
from bot.chat.discord.limits import CHOICE, CHOICES, pages, shortened
from bot.chat.discord.posted import Postable
from bot.chat.discord.service import Order, serve
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.timing import next_in_words, timing_in_words, zones_like
from bot.chat.discord.views import Button, button
from bot.chat.discord.where import where_of
from bot.model import Alert, Length, Plan, Schedule

_PARTS_IN_A_PREVIEW = 5


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    group = only_in_servers(app_commands.Group(name="digest", description="What channels are told, and when"))
    _add_create(program, group)
    _add_of_one(program, group)
    program.tree.add_command(group)


def _add_create(program: Program, group: app_commands.Group) -> None:
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


def _add_of_one(program: Program, group: app_commands.Group) -> None:
    """The commands that name one digest, and the same as buttons under it."""
    surface = program.surface

    async def offered(interaction: discord.Interaction[Any], typed: str) -> Choices:
        found = await _seen(surface, interaction)
        fitting = [each for each in found if typed.casefold() in each.plan.name.casefold()]
        return [
            app_commands.Choice(name=shortened(each.plan.name, CHOICE), value=each.id)
            for each in fitting[:CHOICES]
        ]

    def add(name: str, description: str, act: Any, *, ephemeral: bool) -> None:
        async def run(interaction: discord.Interaction[Any], schedule_id: str) -> None:
            async def work(order: Order) -> Card | None:
                await let_manage(surface, order)
                schedule = await _schedule(surface, order, schedule_id)
                found: Card | None = await act(surface, order, schedule)
                return found

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
        async def work(order: Order) -> Card | None:
            return await _list(surface, order)

        await serve(surface, interaction, work, ephemeral=True, doing="digest list")

    @group.command(name="edit", description="Change a digest in a form")
    @app_commands.describe(digest="Which digest")
    @app_commands.autocomplete(digest=offered)
    async def edit(interaction: discord.Interaction[Any], digest: str) -> None:
        await planning.open_edit(surface, interaction, (digest,), ())

    program.on("dedit", lambda *given: planning.open_edit(surface, *given))
    program.on("editplan", lambda *given: _edited(surface, *given))


def schedule_card(schedule: Schedule, words: Words, heading: str) -> Card:
    """What was understood of a digest, with what can be done about it."""
    plan = schedule.plan
    lines = [f"**{plain(plan.name)}** → {place(schedule.destination)}", _when(schedule, words)]
    lines += [f"+ {plain(', '.join(plan.filter.include))}"] if plan.filter.include else []
    lines += [f"− {plain(', '.join(plan.filter.exclude))}"] if plan.filter.exclude else []
    feeds = words.count("from {n} feed", "from {n} feeds", len(plan.feeds)) if plan.feeds else ""
    source = feeds or words.say("from all that the channel follows")
    lines.append(f"-# {source} · {_lengths(words)[plan.length]}")
    return Card(box([heading, "\n".join(lines)], GREEN, _buttons(schedule, words)))


def _when(schedule: Schedule, words: Words) -> str:
    due = words.say("paused") if schedule.paused else next_in_words(schedule.next_fire, words)
    return f"{timing_in_words(schedule.plan.timing, words)}; {due}"


def _lengths(words: Words) -> dict[Length, str]:
    return {"short": words.say("short"), "medium": words.say("medium"), "long": words.say("long")}


def _buttons(schedule: Schedule, words: Words) -> list[Button]:
    pausing = (
        button(words.say("Resume"), "dresume", schedule.id)
        if schedule.paused
        else button(words.say("Pause"), "dpause", schedule.id)
    )
    return [
        button(words.say("Preview"), "dpreview", schedule.id, style=discord.ButtonStyle.primary),
        button(words.say("Post now"), "dnow", schedule.id),
        pausing,
        button(words.say("Edit…"), "dedit", schedule.id),
        button(words.say("Delete"), "ddelete", schedule.id, style=discord.ButtonStyle.danger),
    ]


async def _create(surface: Surface, order: Order, plan: Plan, channel: Postable | None) -> Card:
    destination = target(order, channel)
    schedule = await surface.digests.create(plan, destination, by=order.where.person)
    return schedule_card(schedule, order.words, order.words.say("✅ The digest is set up:"))


async def _seen(surface: Surface, interaction: discord.Interaction[Any]) -> list[Schedule]:
    """The digests of channels that this person can see."""
    found = await surface.digests.schedules(where_of(interaction).destination.workspace)
    return [each for each in found if may_see(interaction, each.destination)]


async def _schedule(surface: Surface, order: Order, schedule_id: str) -> Schedule:
    found = await surface.digests.schedule(schedule_id, order.where.destination.workspace)
    if found is None or not may_see(order.interaction, found.destination):
        raise RefusalError(
            order.words.say("There is no such digest here, or not any more. /digest list shows them.")
        )
    return found


async def _preview(surface: Surface, order: Order, schedule: Schedule) -> Card | None:
    digest = await surface.digests.preview(schedule.id, order.where.destination.workspace)
    first, *more = preview_cards(digest, order.words)[:_PARTS_IN_A_PREVIEW]
    await order.progress.finish(first)
    for card in more:
        await order.interaction.followup.send(view=card, ephemeral=True, allowed_mentions=NOBODY)
    return None


async def _now(surface: Surface, order: Order, schedule: Schedule) -> Card:
    workspace = order.where.destination.workspace
    if schedule.plan.when_empty == "quiet":
        found = await surface.digests.preview(schedule.id, workspace)
        if not found.stories:
            return note(order.words.say("There is nothing new, so nothing was posted."), INK)
    await surface.digests.post_now(schedule.id, workspace)
    where = place(schedule.destination)
    return done(order.words.say("It is on its way to {channel}.", channel=where))


async def _pause(surface: Surface, order: Order, schedule: Schedule) -> Card:
    paused = await surface.digests.pause(schedule.id, order.where.destination.workspace)
    return schedule_card(paused, order.words, order.words.say("⏸ The digest is paused:"))


async def _resume(surface: Surface, order: Order, schedule: Schedule) -> Card:
    resumed = await surface.digests.resume(schedule.id, order.where.destination.workspace)
    return schedule_card(resumed, order.words, order.words.say("▶ The digest goes on:"))


async def _ask_to_delete(surface: Surface, order: Order, schedule: Schedule) -> Card:
    sure = order.words.say("End the digest **{name}** for good?", name=plain(schedule.plan.name))
    yes = button(order.words.say("Delete"), "dgone", schedule.id, style=discord.ButtonStyle.danger)
    return Card(box([sure], AMBER, [yes]))


async def _delete(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        await let_manage(surface, order)
        known = {each.id for each in await _seen(surface, interaction)}
        if about[0] not in known or not await surface.digests.delete(
            about[0], order.where.destination.workspace
        ):
            raise RefusalError(order.words.say("That digest was deleted before."))
        return done(order.words.say("The digest is deleted."))

    await serve(surface, interaction, work, ephemeral=False, doing="digest delete")


async def _edited(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        await let_manage(surface, order)
        schedule = await _schedule(surface, order, about[0])
        plan = await planning.plan_of(surface, order, planning.Typed(*typed), schedule.plan)
        changed = await surface.digests.edit(schedule.id, order.where.destination.workspace, plan)
        return schedule_card(changed, order.words, order.words.say("✅ The digest is changed:"))

    await serve(surface, interaction, work, ephemeral=False, doing="digest edit")


async def _list(surface: Surface, order: Order) -> Card | None:
    found = await _seen(surface, order.interaction)
    words = order.words
    lines = [
        f"- **{plain(each.plan.name)}** → {place(each.destination)} · {_when(each, words)}" for each in found
    ]
    if not lines:
        return Card(box([words.say("This server has no digest yet: /digest create sets one up.")], INK))
    heading = f"**{words.say('Digests')}**"
    hint = f"-# {words.say('/digest edit, preview, now, pause, resume and delete take one of these.')}"
    first, *rest = pages(lines)
    await order.progress.finish(Card(box([heading, first, hint], INK)))
    for text in rest:
        more = Card(box([text], INK))
        await order.interaction.followup.send(view=more, ephemeral=True, allowed_mentions=NOBODY)
    return None
