"""/settings: how a server wants things."""

from typing import Any
from zoneinfo import available_timezones

import discord

from bot.chat.discord.apologies import RefusalError, apology
from bot.chat.discord.cards.card import INK, RED, Card, note
from bot.chat.discord.commands.managing import let_manage
from bot.chat.discord.commands.program import Program, only_in_servers
from bot.chat.discord.escaping import plain
from bot.chat.discord.service import Order, say_at_once, serve, turn
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, languages, words_for
from bot.chat.discord.timing import zones_like
from bot.chat.discord.views import button, form, menu, role_menu
from bot.chat.discord.where import where_of
from bot.model import WorkspaceSettings

_AUTO = "auto"
_NAMES = {"en": "English", "de": "Deutsch"}


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface

    @program.tree.command(name="settings", description="Language, time zone, and who may manage")
    @only_in_servers
    async def settings(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> Card:
            await let_manage(surface, order)
            return settings_card(await surface.preferences(order.where), order.words)

        await serve(surface, interaction, work, ephemeral=True, doing="settings")

    async def language(
        interaction: discord.Interaction[Any], about: tuple[str, ...], chosen: tuple[str, ...]
    ) -> None:
        code = None if chosen[0] == _AUTO else chosen[0]
        await _change(surface, interaction, language=code)

    async def managers(
        interaction: discord.Interaction[Any], about: tuple[str, ...], chosen: tuple[str, ...]
    ) -> None:
        await _change(surface, interaction, managers=chosen)

    async def zone(
        interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
    ) -> None:
        await _change(surface, interaction, zone=typed[0].strip() or None)

    program.on("language", language)
    program.on("managers", managers)
    program.on("zone", lambda *given: _open_zone(surface, *given))
    program.on("zoned", zone)


def settings_card(settings: WorkspaceSettings, words: Words) -> Card:
    """The settings with menus that change them at once."""
    zone = settings.zone or "UTC"
    choices = [(words.say("Each person’s own language"), _AUTO)]
    choices += [(_NAMES.get(code, code), code) for code in languages()]
    text = "\n".join(
        [
            f"### {words.say('Settings of this server')}",
            f"**{words.say('Time zone of new digests')}** {plain(zone)}",
            words.say(
                "Feeds and digests are managed by whoever has Manage Server, and by the roles chosen below."
            ),
        ]
    )
    card = Card()
    box: discord.ui.Container[Any] = discord.ui.Container(discord.ui.TextDisplay(text), accent_colour=INK)
    chosen = settings.language or _AUTO
    box.add_item(discord.ui.ActionRow(menu(words.say("Language"), choices, "language", chosen=chosen)))
    roles = [int(role) for role in settings.managers]
    box.add_item(discord.ui.ActionRow(role_menu(words.say("Roles that may manage"), roles, "managers")))
    box.add_item(discord.ui.ActionRow(button(words.say("Time zone…"), "zone")))
    card.add_item(box)
    return card


async def _change(surface: Surface, interaction: discord.Interaction[Any], **changes: Any) -> None:
    async def work(order: Order) -> Card:
        await let_manage(surface, order)
        if (zone := changes.get("zone")) and zone not in available_timezones():
            near = ", ".join(zones_like(zone)[:3])
            raise RefusalError(
                order.words.say(
                    "I know no time zone “{zone}”. Take one such as {near}.", zone=plain(zone), near=near
                )
            )
        settings = (await surface.preferences(order.where)).model_copy(update=changes)
        await surface.chats.set_settings(order.where.workspace, settings)
        return settings_card(settings, words_for(settings.language, str(interaction.locale)))

    await turn(surface, interaction, work, doing="settings")


async def _open_zone(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    words = words_for(str(interaction.locale))
    try:
        kept = (await surface.preferences(where_of(interaction))).zone
    except Exception as error:
        await say_at_once(interaction, note(apology(error, words, "settings"), RED))
        return
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id="zone", default=kept, max_length=100, required=False
    )
    label, hint = words.say("Time zone"), words.say("Such as Europe/Berlin")
    await interaction.response.send_modal(form(words.say("Time zone"), [(label, hint, field)], "zoned"))
