"""Briefs for people on Discord: from what they gave to the card, kept where it was asked."""

import discord

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.briefs import brief_card
from bot.chat.discord.cards.card import INK, Card, note
from bot.chat.discord.stream import Progress
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.chat.wishes import wish_of
from bot.model import Article, Brief, Scope

LARGEST_FILE = 2_000_000
"""Bytes of an attached text; an article has a twentieth of that."""


_AN_ARTICLE = 60
"""So many words beside a link are an article that has a link in it."""


async def read_article(surface: Surface, given: str, words: Words) -> Article:
    """The article at the address in `given`, or `given` itself; raises RefusalError for nothing at all."""
    wish = wish_of(given)
    if wish.address and len(wish.question.split()) < _AN_ARTICLE:
        return await surface.desk.read_page(wish.address)
    if not any(character.isalnum() for character in wish.question):
        raise RefusalError(words.say("There is nothing to read: give a link, or the text of an article."))
    if not wish.address and " " not in wish.question:
        raise RefusalError(
            words.say("That is not a link. Give one that begins with https://, or an article’s text.")
        )
    return await surface.desk.read_text(given)


async def text_of(attachment: discord.Attachment, words: Words) -> str:
    """The text of an attached file; raises RefusalError for anything but a text of bearable size."""
    if not (attachment.content_type or "").startswith("text/"):
        raise RefusalError(words.say("I read texts and links: that file is neither."))
    if attachment.size > LARGEST_FILE:
        raise RefusalError(words.say("That file is too large to be an article: at most 2 MB."))
    return (await attachment.read()).decode("utf-8", errors="replace")


async def make_brief(surface: Surface, given: str, scope: Scope, words: Words, progress: Progress) -> Brief:
    """The brief of what was given, kept under `scope`; shows how far it is."""
    await progress.show(step(words, 1))
    article = await read_article(surface, given, words)
    await progress.show(step(words, 2))
    brief = await surface.desk.brief(article, scope)
    await progress.show(step(words, 3))
    await surface.desk.save(brief.article, scope)
    return brief


def step(words: Words, number: int) -> Card:
    """What is shown while a brief is made."""
    doing = {
        1: words.say("Reading the page…"),
        2: words.say("Taking it apart…"),
        3: words.say("Writing it down…"),
    }
    return note(f"⏳ {doing[number]} -# {number}/3".replace(" -# ", "\n-# "), INK)


def shown_brief(brief: Brief, words: Words, ephemeral: bool) -> Card:
    """The card of a brief for those who asked."""
    return brief_card(brief, words, ephemeral=ephemeral)
