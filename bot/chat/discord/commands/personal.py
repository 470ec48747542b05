"""/help, /privacy, /forget, and what the program remembers of somebody."""

from typing import Any

import discord

from bot.chat.discord.cards.card import AMBER, INK, Card, box, done
from bot.chat.discord.commands.program import Program, everywhere
from bot.chat.discord.conversing import memory_card
from bot.chat.discord.service import Order, serve, serve_pages
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.chat.discord.views import button


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface

    @program.tree.command(name="help", description="What I can do, by examples")
    @everywhere
    async def show_help(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> Card:
            return help_card(order.words)

        await serve(surface, interaction, work, ephemeral=True, doing="help")

    @program.tree.command(name="privacy", description="What is kept here, who sees it, and how it is deleted")
    @everywhere
    async def privacy(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> Card:
            return privacy_card(order.words, surface.settings.grace_days)

        await serve(surface, interaction, work, ephemeral=True, doing="privacy")

    @program.tree.command(name="forget", description="Delete what I remember of you here")
    @everywhere
    async def forget(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> Card:
            return _are_you_sure(order.words)

        await serve(surface, interaction, work, ephemeral=True, doing="forget")

    program.on("forget", lambda *given: _forget(surface, *given))
    program.on("memory", lambda *given: _memory(surface, *given))


def help_card(words: Words) -> Card:
    """What it can do, each with an example to type."""
    lines = [
        words.say(
            "**An article in short** — `/brief source: https://…`, or right-click a message: *Brief this*."
        ),
        words.say(
            "**A question** — `/ask question: Who offered mediation?` It answers only from what was read."
        ),
        words.say("**A conversation** — mention me, or write to me directly. “And when?” is understood."),
        words.say("**Follow a feed** — `/feed add address: https://…/feed.xml`."),
        words.say("**A digest every morning** — `/digest create name: Morning times: 08:00 days: weekdays`."),
        words.say("**Why was this posted?** — right-click a digest: *Why this?*, or `/why`."),
        words.say("**What is kept of you** — `/privacy`, `/forget`, or ask me: “What do you remember?”"),
    ]
    return Card(box([f"### {words.say('What I can do')}", "\n\n".join(lines)], INK))


def privacy_card(words: Words, days: int) -> Card:
    """What is kept, who sees it, and how it goes."""
    lines = [
        words.say(
            "**Kept:** articles that were briefed here, questions asked of me with their answers, feeds, "
            "digests, and 👍 or 👎. I see only messages to me, mentions of me, and messages that you use "
            "a menu on."
        ),
        words.say(
            "**Who sees it:** what is briefed in a public channel, this whole server; in a private channel, "
            "that channel; in direct messages and in replies that only you see, you alone. No "
            "other server, ever."
        ),
        words.say(
            "**Deleted:** your own with /forget; all of a server {days} days after it removed me.", days=days
        ),
        words.say("**Sent elsewhere:** nothing, unless whoever runs me has set up a hosted language model."),
    ]
    remember = button(words.say("What do you remember?"), "memory", "0")
    return Card(box([f"### {words.say('Privacy')}", "\n\n".join(lines)], INK, [remember]))


def _are_you_sure(words: Words) -> Card:
    text = words.say("Delete our conversation here, the articles that only you see, and your 👍 and 👎?")
    yes = button(words.say("Forget it all"), "forget", style=discord.ButtonStyle.danger)
    return Card(box([text], AMBER, [yes]))


async def _forget(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        exchanges, articles = await surface.chats.forget_person(order.where.own, order.where.person)
        words = order.words
        asked = words.count("{n} exchange", "{n} exchanges", exchanges)
        read = words.count("{n} article", "{n} articles", articles)
        return done(words.say("Forgotten: {asked} and {read}.", asked=asked, read=read))

    await serve(surface, interaction, work, ephemeral=True, doing="forget")


async def _memory(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        return await memory_card(surface, order.where, order.words, int(about[0]))

    await serve_pages(surface, interaction, work, about, doing="memory")
