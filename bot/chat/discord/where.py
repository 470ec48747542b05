"""Who asks where: whose library an interaction or a message reads and adds to, and where posts would go."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.model import Destination, Scope
from bot.store.scopes import scope_of

PLATFORM = "discord"
PERSONAL = "@me"
"""The workspace of direct messages, and of whoever brought the program along to a server that it isn't in."""


@dataclass(frozen=True)
class Where:
    """One person in one place. `scope` is what is seen there by all; `own` by this person alone."""

    destination: Destination
    scope: Scope
    own: Scope
    person: str

    @property
    def personal(self) -> bool:
        """Whether nobody else is here."""
        return self.scope == self.own

    @property
    def workspace(self) -> str:
        """The workspace's name, platform and all."""
        return self.scope.workspace

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where something shown here may have been kept."""
        return (self.scope,) if self.personal else (self.scope, self.own)

    def keeping(self, ephemeral: bool) -> Scope:
        """Under whom what is asked here is kept: what only one person sees stays with that person."""
        return self.own if ephemeral else self.scope


def where_of(interaction: discord.Interaction[Any]) -> Where:
    """Where an interaction comes from."""
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    channel = interaction.channel
    if guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return _alone(interaction.user.id, interaction.channel_id or 0)
    return _in_guild(guild, channel, interaction.user.id)


def where_said(message: discord.Message) -> Where:
    """Where a message stands."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return _alone(message.author.id, message.channel.id)
    return _in_guild(message.guild, channel, message.author.id)


def destination_of(channel: discord.abc.GuildChannel | discord.Thread) -> Destination:
    """A channel, forum or thread as a place to post to; a private thread is a channel of its own."""
    if isinstance(channel, discord.Thread) and not channel.is_private():
        return _destination(channel.guild.id, channel.parent_id, channel.id)
    return _destination(channel.guild.id, channel.id, None)


def mention_of(destination: Destination) -> str:
    """The channel or thread, as Discord links to it."""
    return f"<#{destination.thread or destination.channel}>"


def is_private(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Whether not everybody of the server may read there; so when it is not known."""
    if isinstance(channel, discord.Thread):
        return channel.is_private() or channel.parent is None or is_private(channel.parent)
    return not channel.permissions_for(channel.guild.default_role).view_channel


def _in_guild(guild: discord.Guild, channel: discord.abc.GuildChannel | discord.Thread, person: int) -> Where:
    destination = destination_of(channel)
    scope = scope_of(destination, private=is_private(channel))
    own = Scope(workspace=scope.workspace, person=str(person))
    return Where(destination, scope, own, str(person))


def _alone(person: int, channel: int) -> Where:
    destination = Destination(platform=PLATFORM, workspace=PERSONAL, channel=str(channel))
    own = Scope(workspace=scope_of(destination).workspace, person=str(person))
    return Where(destination, own, own, str(person))


def _destination(guild: int, channel: int, thread: int | None) -> Destination:
    return Destination(
        platform=PLATFORM, workspace=str(guild), channel=str(channel), thread=str(thread) if thread else None
    )
