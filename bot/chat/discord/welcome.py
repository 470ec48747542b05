"""The first words in a server: three steps, once, where the program may write."""

import discord

from bot.chat.discord.apologies import report
from bot.chat.discord.cards.card import INK, Card, box
from bot.chat.discord.conversing import nonce_of
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.where import PLATFORM


async def greet(surface: Surface, guild: discord.Guild) -> None:
    """Enter the server and welcome it, unless it was welcomed before."""
    known = await surface.chats.workspace(f"{PLATFORM}:{guild.id}")
    channel = first_channel(guild)
    if known.welcomed_at or channel is None:
        return
    card = welcome_card(words_for(known.settings.language, str(guild.preferred_locale)))
    try:
        await channel.send(view=card, nonce=nonce_of(f"welcome:{guild.id}"), allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        report(error, "welcome")
        return
    await surface.chats.set_welcomed(known.workspace)


def first_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Where news of the server belongs and the program may write; None if nowhere."""
    wanted = [guild.system_channel, *guild.text_channels]
    return next((each for each in wanted if each and may_write(each)), None)


def may_write(channel: discord.abc.GuildChannel) -> bool:
    """Whether the program can post in the channel."""
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.send_messages


def welcome_card(words: Words) -> Card:
    """Hello, and what to do first."""
    steps = [
        words.say("**1.** Send `/brief` with a link: the article in short, each fact with its sentence."),
        words.say("**2.** Ask with `/ask`: what was read here answers, or says that it does not say."),
        words.say("**3.** Follow a feed with `/feed add`, then have `/digest create` post what is new."),
    ]
    small = words.say("/help shows more by examples; /privacy says what is kept.")
    title = words.say("Hello! I read the news with you.")
    return Card(box([f"### {title}", "\n".join(steps), f"-# {small}"], INK))
