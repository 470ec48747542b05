"""What was understood of a digest and when it is due, with what can be done about it."""

from collections.abc import Sequence

import discord

from bot.chat.discord.cards.card import AMBER, GREEN, INK, Card, box
from bot.chat.discord.escaping import plain
from bot.chat.discord.limits import pages
from bot.chat.discord.texts import Words
from bot.chat.discord.timing import next_in_words, timing_in_words
from bot.chat.discord.views import Button, button
from bot.chat.discord.where import mention_of
from bot.model import Length, Schedule


def schedule_card(schedule: Schedule, words: Words, heading: str) -> Card:
    """What was understood of a digest, with what can be done about it."""
    plan = schedule.plan
    lines = [f"**{plain(plan.name)}** → {mention_of(schedule.destination)}", _when(schedule, words)]
    lines += [f"+ {plain(', '.join(plan.filter.include))}"] if plan.filter.include else []
    lines += [f"− {plain(', '.join(plan.filter.exclude))}"] if plan.filter.exclude else []
    feeds = words.count("from {n} feed", "from {n} feeds", len(plan.feeds)) if plan.feeds else ""
    source = feeds or words.say("from all that the channel follows")
    lines.append(f"-# {source} · {_lengths(words)[plan.length]}")
    return Card(box([heading, "\n".join(lines)], GREEN, _buttons(schedule, words)))


def schedules_cards(schedules: Sequence[Schedule], words: Words) -> list[Card]:
    """A list of digests with their next times, in as many messages as it takes."""
    lines = [
        f"- **{plain(each.plan.name)}** → {mention_of(each.destination)} · {_when(each, words)}"
        for each in schedules
    ]
    if not lines:
        return [Card(box([words.say("This server has no digest yet: /digest create sets one up.")], INK))]
    heading = f"**{words.say('Digests')}**"
    hint = f"-# {words.say('/digest edit, preview, now, pause, resume and delete take one of these.')}"
    first, *rest = pages(lines)
    return [Card(box([heading, first, hint], INK)), *(Card(box([text], INK)) for text in rest)]


def deletion_card(schedule: Schedule, words: Words) -> Card:
    """The question whether a digest is to end, with its button."""
    sure = words.say("End the digest **{name}** for good?", name=plain(schedule.plan.name))
    yes = button(words.say("Delete"), "dgone", schedule.id, style=discord.ButtonStyle.danger)
    return Card(box([sure], AMBER, [yes]))


def _when(schedule: Schedule, words: Words) -> str:
    due = words.say("paused") if schedule.paused else next_in_words(schedule.next_fire, words)
    return f"{timing_in_words(schedule.plan.timing, words)}; {due}"


def _lengths(words: Words) -> dict[Length, str]:
    return {"short": words.say("short"), "medium": words.say("medium"), "long": words.say("long")}


def _buttons(schedule: Schedule, words: Words) -> list[Button]:
    pausing = (
        button(words.say("Resume"), "dresume", schedule.id)
        if schedule.paused
        else button(words.say("Pause"), "dpause", schedule.id)
    )
    return [
        button(words.say("Preview"), "dpreview", schedule.id, style=discord.ButtonStyle.primary),
        button(words.say("Post now"), "dnow", schedule.id),
        pausing,
        button(words.say("Edit…"), "dedit", schedule.id),
        button(words.say("Delete"), "ddelete", schedule.id, style=discord.ButtonStyle.danger),
    ]
