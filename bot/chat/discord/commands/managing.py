"""What commands that change something for a whole channel have in common."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.posted import Postable
from bot.chat.discord.service import Order
from bot.chat.discord.surface import Surface
from bot.chat.discord.where import destination_of, is_private
from bot.model import Destination, Filter

_POSTABLE = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
    discord.ChannelType.forum,
)


class PostableTransformer(app_commands.Transformer):
    """An option that offers what can be posted to.

    discord.py would offer media channels with forums; Discord's description of options knows none.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds that are offered."""
        return list(_POSTABLE)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """The channel or thread itself."""
        return value.resolve() or await value.fetch()


ChosenChannel = app_commands.Transform[Postable, PostableTransformer]


async def let_manage(surface: Surface, order: Order) -> None:
    """Raise RefusalError for who may not manage feeds and digests here."""
    if not await surface.may_manage(order.interaction, order.where):
        raise RefusalError(
            order.words.say("That needs the permission Manage Server, or a role that /settings names.")
        )


def may_see(interaction: discord.Interaction[Any], destination: Destination) -> bool:
    """Whether this person can see the channel: what another one has is none of their business.

    What a channel had that is gone may be put in order by whoever manages the server.
    """
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    channel = guild.get_channel_or_thread(int(destination.thread or destination.channel)) if guild else None
    if channel is None:
        return interaction.permissions.manage_guild
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    theirs = channel.permissions_for(member)
    if isinstance(channel, discord.Thread) and channel.is_private():  # its members are not told to us
        return bool(channel.id == interaction.channel_id or theirs.manage_threads)
    return bool(theirs.view_channel)


def is_private_target(order: Order, destination: Destination) -> bool:
    """Whether what goes to the channel is that channel's alone; so where it is not known."""
    guild = order.interaction.guild
    channel = guild.get_channel_or_thread(int(destination.thread or destination.channel)) if guild else None
    return channel is None or is_private(channel)


def target(order: Order, channel: Postable | None) -> Destination:
    """Where posts will go: the channel that was chosen, or this one; raises RefusalError otherwise."""
    chosen = channel or order.interaction.channel
    if not isinstance(chosen, Postable):
        raise RefusalError(
            order.words.say("That kind of channel takes no posts: choose a text channel or forum.")
        )
    mine = chosen.permissions_for(chosen.guild.me)
    writes = mine.send_messages_in_threads if isinstance(chosen, discord.Thread) else mine.send_messages
    if not (mine.view_channel and writes):
        raise RefusalError(
            order.words.say(
                "I may not post in {channel}. Give me View Channel and Send Messages there, then try again.",
                channel=chosen.mention,
            )
        )
    return destination_of(chosen)


def filter_of(include: str | None, exclude: str | None, base: Filter | None = None) -> Filter:
    """The filter of words and phrases that were typed, separated by commas."""
    changes = {"include": listed(include), "exclude": listed(exclude)}
    return (base or Filter()).model_copy(update=changes)


def listed(typed: str | None) -> tuple[str, ...]:
    """What was typed, separated by commas or lines."""
    parts = (typed or "").replace("\n", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


Choices = list[app_commands.Choice[str]]
