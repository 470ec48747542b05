"""/brief, the menu "Brief this", and the buttons under a brief."""

import asyncio
from typing import Any, get_args

import discord
from discord import app_commands

from bot.chat.discord import reading, views
from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.briefs import brief_card, closer_look, drawing_of
from bot.chat.discord.cards.card import Card, done
from bot.chat.discord.commands.program import Program, everywhere
from bot.chat.discord.escaping import plain
from bot.chat.discord.limits import INPUT
from bot.chat.discord.service import Order, serve, serve_pages
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import words_for
from bot.chat.offers import Closer
from bot.model import Brief


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface

    @program.tree.command(name="brief", description="An article in short: every fact with its sentence")
    @app_commands.describe(
        source="A link, or the text of an article",
        file="A text file with the article",
        private="Show it to me alone",
    )
    @everywhere
    async def brief(
        interaction: discord.Interaction[Any],
        source: str | None = None,
        file: discord.Attachment | None = None,
        private: bool = False,
    ) -> None:
        async def work(order: Order) -> Card:
            given = source or (await reading.text_of(file, order.words) if file else "")
            return await _brief(surface, order, given)

        await serve(surface, interaction, work, ephemeral=private, doing="brief")

    @program.tree.context_menu(name="Brief this")
    @everywhere
    async def brief_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        async def work(order: Order) -> Card:
            return await _brief(surface, order, await given_by(message, order))

        await serve(surface, interaction, work, ephemeral=True, doing="brief_this")

    program.on("look", lambda *given: _look(surface, *given))
    program.on("ask", lambda *given: _ask(surface, *given))
    program.on("share", lambda *given: _share(surface, *given))


async def given_by(message: discord.Message, order: Order) -> str:
    """What a message gives to read: its link, its text, what it has embedded, or the text file on it."""
    embedded = [part for embed in message.embeds for part in (embed.url, embed.description) if part]
    if message.content.strip() or embedded:
        return message.content.strip() or embedded[0]
    if message.attachments:
        return await reading.text_of(message.attachments[0], order.words)
    raise RefusalError(order.words.say("That message has neither a link nor a text that I could read."))


async def _brief(surface: Surface, order: Order, given: str) -> Card:
    await surface.admit(order.where, order.words)
    scope = order.where.keeping(order.ephemeral)
    made = await reading.make_brief(surface, given, scope, order.words, order.progress)
    return reading.shown_brief(made, order.words, order.ephemeral and not order.where.personal)


async def brief_of(surface: Surface, order: Order, article_id: str) -> Brief:
    """The brief behind a button; raises RefusalError when the article is not, or no longer, kept here."""
    article = await surface.article(article_id, order.where)
    if article is None:
        raise RefusalError(
            order.words.say(
                "That article is no longer in the library here. /brief with its link reads it again."
            )
        )
    return await surface.desk.brief(article, order.where.scope)


async def _look(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    look, article_id, page, *_turning = about

    async def work(order: Order) -> Card:
        found: Any = look
        if found not in get_args(Closer):
            raise RefusalError(order.words.say("That button is of another version. /brief makes a new card."))
        brief = await brief_of(surface, order, article_id)
        wanted = surface.settings.pictures and int(page) == 0
        drawn = await asyncio.to_thread(drawing_of, brief, found) if wanted else None
        return closer_look(brief, found, int(page), order.words, drawn)

    await serve_pages(surface, interaction, work, about, doing="look")


async def _ask(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    """The button opens a form; what is typed into it comes to `asked` (see asking.py)."""
    words = words_for(str(interaction.locale))
    question: discord.ui.TextInput[Any] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=min(INPUT, 2000), custom_id="question"
    )
    label, hint = words.say("Your question"), words.say("It is answered from this article alone.")
    await interaction.response.send_modal(
        views.form(words.say("Ask about this article"), [(label, hint, question)], "asked", *about)
    )


async def _share(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    [article_id] = about

    async def work(order: Order) -> None:
        if not interaction.permissions.send_messages and order.where.destination.workspace != "@me":
            raise RefusalError(
                order.words.say("You may not write in this channel, so you cannot share here.")
            )
        brief = await brief_of(surface, order, article_id)
        await surface.desk.save(brief.article, order.where.scope)
        by = order.words.say("shared by {name}", name=plain(interaction.user.display_name))
        card = brief_card(brief, order.words, shared_by=by)
        # The first message after a deferred answer is that answer, and as private as it: so it comes first.
        await order.progress.finish(done(order.words.say("Shared: all who read here can ask about it.")))
        await interaction.followup.send(view=card, allowed_mentions=NOBODY)

    await serve(surface, interaction, work, ephemeral=True, doing="share")
