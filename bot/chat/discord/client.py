"""The client: one connection a shard, no privileged intent, and where events lead."""

import asyncio
import sys
from datetime import timedelta
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import tasks
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat.discord import conversing, sync, views, welcome
from bot.chat.discord.apologies import report
from bot.chat.discord.cards.card import RED, note
from bot.chat.discord.commands import briefing, digests, feeds, personal, questions, reasons, workspace
from bot.chat.discord.commands.program import Program
from bot.chat.discord.service import say_at_once
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import words_for
from bot.chat.discord.translating import CatalogueTranslator
from bot.chat.discord.where import PLATFORM
from bot.config import DiscordSettings

_MODULES = (briefing, questions, feeds, digests, reasons, workspace, personal)
_EVENTS_ARE_REPEATED_FOR = timedelta(days=1)


def shards_of(written: str) -> tuple[tuple[int, ...] | None, int | None]:
    """Which shards "0-3/8" is, and of how many: all of 8 for "8", (None, None) for ""."""
    if not written:
        return None, None
    ids, _, count = written.rpartition("/")
    if not ids:
        return None, int(count)
    first, _, last = ids.partition("-")
    return tuple(range(int(first), int(last or first) + 1)), int(count)


class BriefwireClient(discord.AutoShardedClient):
    """Briefwire on Discord; it is ready when no server was announced for so many seconds."""

    def __init__(self, surface: Surface, quiet: float = 2.0) -> None:
        shard_ids, shard_count = shards_of(surface.settings.shards)
        some: Any = {"shard_ids": list(shard_ids)} if shard_ids else {}
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shard_count,
            max_messages=None,
            guild_ready_timeout=quiet,
            max_ratelimit_timeout=60.0,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **some,
        )
        self.surface = surface
        self.tree = app_commands.CommandTree(self)
        self.program = Program(self.tree, surface)
        for module in _MODULES:
            module.add_to(self.program)
        self.tree.error(self._command_failed)

    async def setup_hook(self) -> None:
        """Called once, logged in but not yet connected."""
        self.add_dynamic_items(views.Button, views.Menu, views.RoleMenu)
        await self.tree.set_translator(CatalogueTranslator())
        if self.shard_ids is None or 0 in self.shard_ids:
            await self._tell_commands()
        self._keep_house.start()

    async def close(self) -> None:
        """End the connections."""
        self._keep_house.cancel()
        await super().close()

    async def do(self, interaction: discord.Interaction[Any], custom_id: str, given: tuple[str, ...]) -> None:
        """Do what a custom_id asks for, with what was chosen or typed."""
        kind, about = views.read_custom_id(custom_id) or ("", ())
        handler = self.program.handlers.get(kind)
        if handler is None:
            words = words_for(str(interaction.locale))
            sentence = words.say("That button is of another version of me. Run the command again.")
            await say_at_once(interaction, note(sentence, RED))
            return
        try:
            await handler(interaction, about, given)
        except discord.HTTPException as error:
            report(error, kind)  # the interaction itself was lost, so there is nobody to tell

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms are told apart by their custom_id, so that they can be sent after a restart too."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data
            await self.do(interaction, data["custom_id"], views.submitted(interaction))

    async def on_message(self, message: discord.Message) -> None:
        """Direct messages, mentions and replies."""
        if self.user:
            await conversing.converse(self.surface, message, self.user)

    async def on_ready(self) -> None:
        """Notice which servers came and went while nothing ran."""
        chats = self.surface.chats
        here = {f"{PLATFORM}:{guild.id}" for guild in self.guilds}
        with self.surface.busy:
            for known in await chats.entered(PLATFORM):
                if known.workspace not in here and self._is_ours(known.workspace):
                    await chats.leave(known.workspace)
            for workspace in here:
                await chats.workspace(workspace)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Welcome a server with three first steps."""
        with self.surface.busy:
            await welcome.greet(self.surface, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """What the server had is deleted after the time of grace."""
        with self.surface.busy:
            await self.surface.chats.leave(f"{PLATFORM}:{guild.id}")

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """An event that failed is logged; the others go on."""
        if error := sys.exc_info()[1]:
            report(error, event_method)

    async def _command_failed(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """A command that could not even begin: of another version, or with arguments that are none."""
        words = words_for(str(interaction.locale))
        incident = report(error.__cause__ or error, "command")
        if not interaction.response.is_done():
            sentence = words.say("That command did not work (incident {incident}).", incident=incident)
            await say_at_once(interaction, note(sentence, RED))

    async def _tell_commands(self) -> None:
        try:
            await sync.tell_commands(self.tree, self.surface.chats, self.application_id or 0)
        except discord.HTTPException as error:
            report(
                error, "tell_commands"
            )  # the commands that Discord knows still work; the next start tries again

    def _is_ours(self, workspace: str) -> bool:
        guild = workspace.partition(":")[2]
        if not guild.isdecimal():
            return False
        shard = (int(guild) >> 22) % (self.shard_count or 1)
        return self.shard_ids is None or shard in self.shard_ids

    @tasks.loop(hours=6)
    async def _keep_house(self) -> None:
        """Delete what servers had that left, limits that recovered, and events that will not come again."""
        await asyncio.shield(asyncio.create_task(self._tidy()))  # closing does not cut a transaction short

    async def _tidy(self) -> None:
        chats, days = self.surface.chats, self.surface.settings.grace_days
        with self.surface.busy:
            try:
                await chats.forget_left(PLATFORM, timedelta(days=days))
                await chats.tidy(discord.utils.utcnow() - _EVENTS_ARE_REPEATED_FOR)
            except Exception as error:
                report(error, "keep_house")


def use_addresses(settings: DiscordSettings) -> None:
    """Speak to the server that the settings name; discord.py keeps both addresses for the whole process."""
    Route.BASE = settings.api_base.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)
