"""A digest as one or more messages, and why something was told or was not."""

from collections.abc import Sequence

import discord

from bot.chat.discord import limits
from bot.chat.discord.cards.card import AMBER, INK, Card, box, moment
from bot.chat.discord.escaping import linked, plain
from bot.chat.discord.texts import Words
from bot.chat.discord.views import button
from bot.chat.passages import link_to
from bot.model import Difference, Digest, Evidence, Report, Statement, Step, Story, Trace

_STORIES_IN_A_MESSAGE = 15
_OUTLETS = 6


def digest_parts(digest: Digest, words: Words) -> list[list[str]]:
    """The texts of each message that the digest takes, the first with its title."""
    alert = f"🚨 {words.say('Breaking')}: " if digest.is_alert else ""
    due = discord.utils.format_dt(digest.due_at, "F")
    title = f"## {alert}{plain(limits.shortened(digest.name, 100))}\n-# {due}"
    stories = [_story(story, words) for story in digest.stories] or [words.say("Nothing new.")]
    foot = _foot(digest, words)
    groups = limits.grouped(stories, limits.TEXT_OF_A_PAGE - 300, _STORIES_IN_A_MESSAGE)
    groups[0].insert(0, title)
    if foot:
        groups[-1].append(foot)
    return groups


def digest_card(texts: Sequence[str], mark: Sequence[str], words: Words) -> Card:
    """One message of a digest; its button's custom_id carries the mark that finds it again."""
    return Card(box(texts, INK, [button(words.say("Why this?"), "why", *mark)]))


def preview_cards(digest: Digest, words: Words) -> list[Card]:
    """The messages of a digest as they would be posted now."""
    note = f"-# 👁 {words.say('A preview: nothing was posted.')}"
    parts = digest_parts(digest, words)
    return [Card(box([note, *texts] if not at else texts, AMBER)) for at, texts in enumerate(parts)]


def trace_blocks(traces: Sequence[Trace], words: Words) -> list[str]:
    """For each item every step on its way, in words."""
    return ["\n".join(_trace(trace, words)) for trace in traces]


def _story(story: Story, words: Words) -> str:
    first = story.reports[0] if story.reports else None
    update = f"🔄 {words.say('Update')}: " if story.is_update else ""
    lines = [f"### {update}{linked(limits.shortened(story.headline, 250), first.url if first else None)}"]
    lines += [f"🔄 {_told(changed)}" for changed in story.changed]
    lines += [f"- {_told(statement)}" for statement in story.statements]
    lines += [_difference(difference, words) for difference in story.differences]
    return "\n".join([*lines, _outlets(story, words)])


def _told(statement: Statement) -> str:
    return f"{plain(statement.text)} {_passage(statement.evidence)}".strip()


def _passage(evidence: Sequence[Evidence]) -> str:
    """A link to the sentence behind it."""
    first = next((piece for piece in evidence if piece.url), None)
    return linked("¶", link_to(first.url, first.quote)) if first and first.url else ""


def _difference(difference: Difference, words: Words) -> str:
    sides = [
        f"{plain(', '.join(side.outlets))}: **{plain(side.text)}** {_passage(side.evidence)}".strip()
        for side in difference.sides
    ]
    about = words.say("Outlets differ on {about}", about=plain(difference.about))
    return f"⚖️ *{about}* — {'; '.join(sides)}"


def _outlets(story: Story, words: Words) -> str:
    """Who reports it, each linked to its report; who repeats a wire text is not counted twice."""
    shown = [_outlet(report, words) for report in story.reports[:_OUTLETS]]
    if story.independent > 1:
        shown.insert(0, words.say("{n} independent outlets", n=story.independent))
    more = len(story.reports) - _OUTLETS
    rest = [words.count("{n} more", "{n} more", more)] if more > 0 else []
    return f"-# {' · '.join([*shown, *rest])}"


def _outlet(report: Report, words: Words) -> str:
    copy = f" ({words.say('from {wire}', wire=plain(report.copy_of))})" if report.copy_of else ""
    partly = f" ({words.say('only what its feed says could be read')})" if report.partly else ""
    when = f" {moment(report.published_at, 'minute', words)}" if report.published_at else ""
    return f"{linked(report.outlet, report.url)}{copy}{partly}{when}"


def _foot(digest: Digest, words: Words) -> str:
    lines = []
    if digest.more:
        lines.append(words.count("and {n} more story", "and {n} more stories", digest.more))
    if digest.missed:
        lines.append(
            words.count("{n} earlier time was missed", "{n} earlier times were missed", digest.missed)
        )
    return f"-# {' · '.join(lines)}" if lines else ""


def _trace(trace: Trace, words: Words) -> list[str]:
    entry = trace.item.entry
    told = words.say("told") if trace.told else words.say("not told")
    title = linked(limits.shortened(entry.title or entry.url or "?", 200), entry.url)
    return [f"**{title}** — {told}", *(f"- {_step(step, words)}" for step in trace.steps)]


def _step(step: Step, words: Words) -> str:
    kinds = {
        "seen": words.say("seen in the feed"),
        "revised": words.say("changed by its publisher"),
        "briefed": words.say("read and briefed"),
        "failed": words.say("could not be read"),
        "filtered": words.say("kept out by a filter"),
        "passed": words.say("passed the filter"),
        "grouped": words.say("told with the story"),
        "left_out": words.say("left out"),
        "scheduled": words.say("due in the digest"),
        "attempted": words.say("posting was tried"),
        "not_posted": words.say("could not be posted"),
        "sent": words.say("posted"),
    }
    named = " ".join(filter(None, (kinds[step.kind], f"*{plain(step.name)}*" if step.name else "")))
    attempt = words.say("attempt {n}", n=step.attempt) if step.attempt else ""
    digest = words.say("for the digest {name}", name=plain(step.digest)) if step.digest else ""
    at = discord.utils.format_dt(step.at, "f") if step.at else ""
    return " · ".join(filter(None, (named, attempt, plain(step.reason or ""), digest, at)))
