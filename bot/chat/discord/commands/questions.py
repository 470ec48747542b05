"""/ask, the menu "Ask about this", and the buttons and forms around an answer."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.discord import reading, views
from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.asking import Asked, answer, sources_of
from bot.chat.discord.cards.answers import sources_card
from bot.chat.discord.cards.card import Card, done
from bot.chat.discord.commands.program import Program, everywhere
from bot.chat.discord.limits import CHOICE, CHOICES, INPUT, shortened
from bot.chat.discord.service import Order, serve, serve_pages
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import words_for
from bot.chat.discord.where import where_of
from bot.model import Article, ShownAnswer

LONGEST_QUESTION = 2000
_CHOSEN = "article:"
"""Before the id of an article that was chosen from the offered headlines."""


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface

    @program.tree.command(name="ask", description="A question, answered with the sentence that says it")
    @app_commands.describe(
        question="What do you want to know?",
        about="An article of the library, or a link; without it, all that was read here",
        private="Show it to me alone",
    )
    @everywhere
    async def ask(
        interaction: discord.Interaction[Any], question: str, about: str | None = None, private: bool = False
    ) -> None:
        async def work(order: Order) -> Card:
            articles = await _about(surface, order, about) if about else None
            return await _answer(surface, order, question, articles)

        await serve(surface, interaction, work, ephemeral=private, doing="ask")

    @ask.autocomplete("about")
    async def headlines(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        found = await surface.desk.find_articles(typed, where_of(interaction).scope, CHOICES)
        return [
            app_commands.Choice(name=shortened(each.title or each.text, CHOICE), value=f"{_CHOSEN}{each.id}")
            for each in found
        ]

    @program.tree.context_menu(name="Ask about this")
    @everywhere
    async def ask_about_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await interaction.response.send_modal(_form_about(interaction, message))

    program.on("asked", lambda *given: _asked_about_article(surface, *given))
    program.on("askedthis", lambda *given: _asked_about_text(surface, *given))
    program.on("followup", _open_follow_up)
    program.on("followed", lambda *given: _follow_up(surface, *given))
    program.on("sources", lambda *given: _sources(surface, *given))
    program.on("good", lambda *given: _opinion(surface, True, *given))
    program.on("bad", lambda *given: _opinion(surface, False, *given))


async def _about(surface: Surface, order: Order, about: str) -> tuple[Article, ...]:
    """The article that was chosen, linked to, or meant by some words of its headline."""
    if about.startswith(_CHOSEN):
        if found := await surface.article(about.removeprefix(_CHOSEN), order.where):
            return (found,)
        raise RefusalError(order.words.say("That article is not in the library here."))
    if about.strip().startswith(("http://", "https://")):
        article = await reading.read_article(surface, about, order.words)
        await surface.desk.save(article, order.where.keeping(order.ephemeral))
        return (article,)
    scope = order.where.keeping(order.ephemeral)
    wanted = {word.casefold() for word in about.split()}
    for each in await surface.desk.find_articles(about, scope, CHOICES):
        if wanted <= {word.casefold() for word in (each.title or "").split()}:
            return (each,)
    raise RefusalError(
        order.words.say("No article of that name was read here. Choose one from the list, or give its link.")
    )


async def _answer(
    surface: Surface,
    order: Order,
    question: str,
    articles: tuple[Article, ...] | None,
    conversation: str | None = None,
) -> Card:
    await surface.admit(order.where, order.words)
    if len(question) > LONGEST_QUESTION:
        raise RefusalError(
            order.words.say(
                "The question has {n} characters; ask it in at most {most}.",
                n=len(question),
                most=LONGEST_QUESTION,
            )
        )
    asked = Asked(question, order.where.keeping(order.ephemeral), articles, conversation)
    return await answer(surface, asked, order.words, order.progress)


def question_field() -> discord.ui.TextInput[Any]:
    """The input that a question is typed into."""
    return discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=LONGEST_QUESTION, custom_id="question"
    )


def _form_about(interaction: discord.Interaction[Any], message: discord.Message) -> discord.ui.Modal:
    """The form carries the message's text itself: nobody else could read it again when it is submitted."""
    words = words_for(str(interaction.locale))
    given = message.content.strip() or next((embed.url for embed in message.embeds if embed.url), "")
    about: discord.ui.TextInput[Any] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, default=given[:INPUT], max_length=INPUT, custom_id="about"
    )
    fields = [
        (words.say("Your question"), "", question_field()),
        (words.say("About"), words.say("A link, or the text of an article"), about),
    ]
    return views.form(words.say("Ask about this"), fields, "askedthis")


async def _asked_about_article(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        article = await surface.article(about[0], order.where)
        if article is None:
            raise RefusalError(
                order.words.say(
                    "That article is no longer in the library here. /brief with its link reads it again."
                )
            )
        return await _answer(surface, order, typed[0], (article,))

    await serve(surface, interaction, work, ephemeral=_is_ephemeral(interaction), doing="asked")


async def _asked_about_text(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    question, given = typed

    async def work(order: Order) -> Card:
        article = await reading.read_article(surface, given, order.words)
        await surface.desk.save(article, order.where.own)
        return await _answer(surface, order, question, (article,))

    await serve(surface, interaction, work, ephemeral=True, doing="askedthis")


async def _open_follow_up(
    interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    words = words_for(str(interaction.locale))
    hint = words.say("“And when?” is understood: it belongs to the question above.")
    fields = [(words.say("Your question"), hint, question_field())]
    await interaction.response.send_modal(
        views.form(words.say("Ask a follow-up"), fields, "followed", *about)
    )


async def _follow_up(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        shown = await shown_answer(surface, order, about[0])
        articles = None
        if shown.articles is not None:
            known = await surface.sources(set(shown.articles), shown.scope)
            articles = tuple(known[each] for each in shown.articles if each in known)
        return await _answer(surface, order, typed[0], articles, shown.conversation)

    await serve(surface, interaction, work, ephemeral=_is_ephemeral(interaction), doing="followed")


async def _sources(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        shown = await shown_answer(surface, order, about[0])
        return sources_card(shown, await sources_of(surface, shown), int(about[1]), order.words)

    await serve_pages(surface, interaction, work, about, doing="sources")


async def _opinion(
    surface: Surface,
    good: bool,
    interaction: discord.Interaction[Any],
    about: tuple[str, ...],
    _: tuple[str, ...],
) -> None:
    async def work(order: Order) -> Card:
        shown = await shown_answer(surface, order, about[0])
        await surface.chats.rate(order.where.workspace, f"answer:{shown.id}", order.where.person, good)
        thanks = (
            order.words.say("Thank you: noted as good.") if good else order.words.say("Noted as not good.")
        )
        return done(thanks)

    await serve(surface, interaction, work, ephemeral=True, doing="opinion")


async def shown_answer(surface: Surface, order: Order, shown_id: str) -> ShownAnswer:
    """The answer behind a button; raises RefusalError when it was forgotten, or is not to be seen here."""
    for scope in order.where.scopes:
        if found := await surface.chats.shown(shown_id, scope):
            return found
    raise RefusalError(order.words.say("That answer was forgotten. /ask asks anew."))


def _is_ephemeral(interaction: discord.Interaction[Any]) -> bool:
    return bool(interaction.message and interaction.message.flags.ephemeral)
