"""Names and descriptions of commands in the languages of the catalogues."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.chat.discord.texts import words_for

_NAMES = {Location.command_name, Location.group_name, Location.parameter_name}


class CatalogueTranslator(app_commands.Translator):
    """discord.py's hook for localised commands, answered from the catalogues."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: Any
    ) -> str | None:
        """The string in the language of `locale`; None leaves it in English."""
        words = words_for(locale.value)
        if words.code == "en":
            return None
        found = words.name(string.message) if context.location in _NAMES else words.say(string.message)
        return found if found != string.message else None
