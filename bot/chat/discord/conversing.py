"""Direct messages and mentions: somebody talks to the program, and it answers where they talk."""

import asyncio
import hashlib
import re

import discord

from bot.chat.discord import reading
from bot.chat.discord.apologies import apology, report
from bot.chat.discord.asking import Asked, answer
from bot.chat.discord.cards.briefs import brief_card
from bot.chat.discord.cards.card import INK, RED, Card, note, paged
from bot.chat.discord.escaping import plain
from bot.chat.discord.limits import NONCE, THREAD_NAME, shortened
from bot.chat.discord.stream import Progress, answering_message
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.chat.discord.views import button
from bot.chat.discord.where import Where, where_said
from bot.chat.wishes import wish_of
from bot.model import Turn

REMEMBERED_SHOWN = 50
Place = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
    | discord.DMChannel
    | discord.GroupChannel
    | discord.PartialMessageable
)
"""Where somebody can talk to the program."""

_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>")


async def converse(surface: Surface, message: discord.Message, me: discord.abc.User) -> None:
    """Answer a message that is meant for the program: a direct one, or one that mentions it."""
    direct = message.guild is None
    if message.author.bot or not (direct or _mentions(message, me)):
        return
    if not await surface.chats.first_time("discord", str(message.id)):
        return  # a resumed gateway delivers what it has delivered before
    where = where_said(message)
    words = await surface.words(where, message.guild.preferred_locale if message.guild else "en")
    channel, to = message.channel, message
    said = _MENTION.sub(" ", message.content).strip()
    try:
        place = channel if direct else await _thread(message, said or words.say("A question"))
        progress = answering_message(
            place,
            nonce_of(f"reply:{message.id}"),
            surface.settings.edit_every,
            to if place is channel else None,
        )
        with surface.busy:
            async with asyncio.timeout(surface.settings.work_timeout), place.typing():
                card = await _answered(surface, where, words, said, progress, str(place.id))
            await progress.finish(card)
    except discord.Forbidden as error:
        report(error, "converse")  # it may not write there, so there is nobody to tell
    except Exception as error:
        await _apologise(message, note(apology(error, words, "converse"), RED))


def nonce_of(key: str) -> str:
    """A nonce that is the same for the same key: Discord then takes a message only once."""
    return hashlib.sha256(key.encode()).hexdigest()[:NONCE]


async def memory_card(surface: Surface, where: Where, words: Words, page: int = 0) -> Card:
    """What is remembered of a person's own conversation."""
    turns = await surface.memory.history(where.own, REMEMBERED_SHOWN)
    articles = await surface.desk.find_articles("", where.own, 25)
    blocks = [_remembered(each) for each in turns]
    mine = [f"- {plain(each.title or each.text[:80])}" for each in articles]
    if mine:
        blocks += [f"**{words.say('Articles that you can ask about')}**", *mine]
    forget = button(words.say("Forget it all"), "forget")
    heading = words.say("What I remember of you here")
    if not blocks:
        return note(words.say("I remember nothing of you here."), INK)
    return paged(heading, blocks, page, words, ("memory",), buttons=[forget])


async def _answered(
    surface: Surface, where: Where, words: Words, said: str, progress: Progress, place: str
) -> Card:
    if _same(said, words.say("What do you remember?")) or _same(said, "What do you remember?"):
        return await memory_card(surface, where, words)
    wish = wish_of(said)
    if not wish.address and not any(character.isalnum() for character in wish.question):
        return note(words.say("Send me a link to have it briefed, or ask a question. /help shows more."), INK)
    await surface.admit(where, words)
    conversation = "" if where.personal else f"t:{place}"
    if wish.address is None:
        asked = Asked(wish.question, where.scope, conversation=conversation)
        return await answer(surface, asked, words, progress)
    brief = await reading.make_brief(surface, wish.address, where.scope, words, progress)
    if not wish.question:
        return brief_card(brief, words)
    asked = Asked(wish.question, where.scope, (brief.article,), conversation)
    return await answer(surface, asked, words, progress)


def _mentions(message: discord.Message, me: discord.abc.User) -> bool:
    """A mention in the text or a reply that pings; @everyone is not meant for the program."""
    return any(user.id == me.id for user in message.mentions)


async def _thread(message: discord.Message, name: str) -> Place:
    """The thread in which a mention is answered; the channel itself where none can be opened."""
    channel = message.channel
    if not isinstance(channel, discord.TextChannel) or message.guild is None:
        return channel
    mine = channel.permissions_for(message.guild.me)
    if not (mine.create_public_threads and mine.send_messages_in_threads):
        return channel
    try:
        return await message.create_thread(name=shortened(name, THREAD_NAME))
    except discord.HTTPException as error:
        if isinstance(error, discord.Forbidden | discord.NotFound) or error.status < 500:
            return channel
        raise


async def _apologise(message: discord.Message, card: Card) -> None:
    try:
        await message.channel.send(
            view=card,
            nonce=nonce_of(f"sorry:{message.id}"),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except discord.HTTPException as error:
        report(error, "apologise")


def _remembered(turn: Turn) -> str:
    return f"- {plain(turn.question)}\n  {plain(turn.answer) or '—'}"


def _same(said: str, wanted: str) -> bool:
    return re.sub(r"\W+", " ", said).strip().casefold() == re.sub(r"\W+", " ", wanted).strip().casefold()
