"""Plans of digests: from what was typed, in options or in a form, and back into a form."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.discord.apologies import RefusalError, apology
from bot.chat.discord.cards.card import RED, note
from bot.chat.discord.commands.managing import filter_of
from bot.chat.discord.commands.named_digests import named_digest
from bot.chat.discord.escaping import plain
from bot.chat.discord.posted import Postable
from bot.chat.discord.service import Order, say_at_once
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.timing import days_in_words, timing_of
from bot.chat.discord.views import form
from bot.chat.discord.where import where_of
from bot.model import Plan

LONGEST_NAME = 80


@dataclass(frozen=True)
class Typed:
    """What was typed of a plan."""

    name: str
    times: str
    days: str
    zone: str
    include: str
    exclude: str | None = None


async def plan_of(surface: Surface, order: Order, typed: Typed, base: Plan | None = None) -> Plan:
    """The plan that was typed, on top of the one that is changed; raises RefusalError for what is no plan."""
    words = order.words
    settings = await surface.preferences(order.where)
    kept = base.timing.zone if base else settings.zone or "UTC"
    timing = timing_of(typed.times, typed.days, typed.zone.strip() or kept, words)
    name = " ".join(typed.name.split())[:LONGEST_NAME] or words.say("News")
    before = base.filter if base else None
    exclude = typed.exclude if typed.exclude is not None else ", ".join(before.exclude if before else ())
    wanted = filter_of(typed.include, exclude, before)
    if base:
        return base.model_copy(update={"name": name, "timing": timing, "filter": wanted})
    return Plan(name=name, timing=timing, filter=wanted)


async def feeds_named(surface: Surface, order: Order, titles: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of followed feeds with these titles; raises RefusalError for one that is not followed."""
    followed = await surface.feeds.followed(order.where.destination.workspace) if titles else ()
    found = []
    for title in titles:
        fitting = [each.feed.id for each in followed if _is_called(title, each.feed.title or each.feed.url)]
        if not fitting:
            raise RefusalError(
                order.words.say(
                    "No feed “{title}” is followed here. /feed list shows them.", title=plain(title)
                )
            )
        found += fitting
    return tuple(dict.fromkeys(found))


def new_form(words: Words, name: str | None, channel: Postable | None) -> discord.ui.Modal:
    """The form for a new digest."""
    plan = ("", "08:00", words.say("weekdays"), "", "")
    title = words.say("A new digest")
    return _form(words, title, (name or plan[0], *plan[1:]), "newplan", str(channel.id) if channel else "")


async def open_edit(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    """Open the form with a plan as it is; a form must be the first answer, so this is quick."""
    words = words_for(str(interaction.locale))
    where = where_of(interaction)
    try:
        if not await surface.may_manage(interaction, where):
            raise RefusalError(
                words.say("That needs the permission Manage Server, or a role that /settings names.")
            )
        schedule = await named_digest(surface, interaction, about[0], words)
    except Exception as error:
        await say_at_once(interaction, note(apology(error, words, "digest edit"), RED))
        return
    plan = schedule.plan
    days = days_in_words(plan.timing.days, words)
    times = plan.timing.cron or ", ".join(plan.timing.times)
    given = (plan.name, times, days, plan.timing.zone, ", ".join(plan.filter.include))
    title = words.say("Change the digest")
    await interaction.response.send_modal(_form(words, title, given, "editplan", schedule.id))


def chosen_channel(order: Order, channel_id: str) -> Postable | None:
    """The channel that a form was opened for; None for the one that it was opened in."""
    guild = order.interaction.guild
    found = guild.get_channel_or_thread(int(channel_id)) if guild and channel_id else None
    return found if isinstance(found, Postable) else None


def _form(words: Words, title: str, given: tuple[str, ...], kind: str, *about: str) -> discord.ui.Modal:
    labels = (
        (words.say("Name"), ""),
        (words.say("Times of day"), words.say("Such as 08:00 or 08:00, 17:30")),
        (words.say("Days"), words.say("Every day, weekdays, weekends, or mon, wed")),
        (words.say("Time zone"), words.say("Such as Europe/Berlin; empty: the server’s own")),
        (words.say("Only stories with"), words.say("Words or phrases, separated by commas; empty: all")),
    )
    fields = [
        (label, hint, _input(f"f{at}", default, required=at < 2))
        for at, ((label, hint), default) in enumerate(zip(labels, given, strict=True))
    ]
    return form(title, fields, kind, *about)


def _input(name: str, default: str, *, required: bool) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=name, default=default[:300] or None, max_length=300, required=required
    )


def _is_called(wanted: str, title: str) -> bool:
    return wanted.casefold() in title.casefold()
