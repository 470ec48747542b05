"""A brief as a card, and each closer look at it as pages."""

from collections.abc import Sequence

import discord

from bot.chat.discord import limits
from bot.chat.discord.cards.card import INK, Card, box, origin, paged, picture
from bot.chat.discord.escaping import linked, plain, quoted
from bot.chat.discord.texts import Words
from bot.chat.discord.views import Button, button
from bot.chat.footnotes import Footnotes, evidence_of
from bot.chat.offers import Closer, closer_looks, foremost
from bot.chat.passages import link_to
from bot.chat.pictures import Picture, said_picture, timeline_picture
from bot.chat.sayings import saying
from bot.ground.amount_words import amount_in_words
from bot.model import Brief, Evidence, Figure, Position, Quote, Statement

_SHOWN_POSITIONS, _SHOWN_FIGURES = 4, 4


def brief_card(brief: Brief, words: Words, *, ephemeral: bool = False, shared_by: str = "") -> Card:
    """The brief on one card: what does not fit is left to the closer looks, part by part from the end."""
    notes = Footnotes(evidence_of(brief))
    head = _head(brief, words, shared_by)
    foot = f"-# {words.say('[n] is the sentence that says it: see Evidence.')} · {plain(brief.engine.name)}"
    room = limits.TEXT_OF_A_MESSAGE - limits.length(head) - limits.length(foot) - 100
    parts = _fitting(_parts(brief, notes, words), room)
    return Card(box([head, *parts, foot], INK, _buttons(brief, words, ephemeral)))


def closer_look(brief: Brief, look: Closer, page: int, words: Words, drawn: Picture | None = None) -> Card:
    """One page of a closer look, with its picture below where there is one."""
    notes = Footnotes(evidence_of(brief))
    match look:
        case "said":
            heading, blocks = words.say("Who said what"), _said(brief, notes, words)
        case "timeline":
            heading, blocks = words.say("Timeline"), _timeline(brief, notes)
        case "figures":
            heading = words.say("Figures")
            blocks = [_figure(figure, notes, words) for figure in brief.figures]
        case "evidence":
            heading, blocks = words.say("Evidence"), _evidence(brief, notes, words)
    title = f"{heading} · {plain(limits.shortened(brief.headline, 150))}"
    card = paged(title, blocks, page, words, ("look", look, brief.article.id))
    if drawn:
        shown, file = picture(f"{look}.png", drawn.png, drawn.alt)
        card.add_item(shown)
        card.files.append(file)
    return card


def drawing_of(brief: Brief, look: Closer) -> Picture | None:
    """The picture of a look, if it has one; takes a while, so call it off the event loop."""
    match look:
        case "said":
            return said_picture(brief)
        case "timeline":
            return timeline_picture(brief)
        case _:
            return None


def _head(brief: Brief, words: Words, shared_by: str) -> str:
    article = brief.article
    headline = linked(limits.shortened(brief.headline, 300), article.canonical_url or article.url)
    small = [origin(article, words), plain(limits.shortened(article.byline or "", 100)), shared_by]
    return f"### {headline}\n-# " + " · ".join(filter(None, small))


def _fitting(parts: Sequence[tuple[str, list[str]]], room: int) -> list[str]:
    """The parts with as many of their lines as fit; a line that does not is left out whole."""
    fitted = []
    for heading, lines in parts:
        taken = [f"**{heading}**"] if heading else []
        left = room - sum(map(limits.length, taken)) - 2
        for line in lines:
            if limits.length(line) < left:
                taken.append(line)
                left -= limits.length(line) + 1
        if len(taken) > bool(heading):
            fitted.append("\n".join(taken))
            room = left
    return fitted


def _parts(brief: Brief, notes: Footnotes, words: Words) -> list[tuple[str, list[str]]]:
    """The parts of the card, a heading and lines each, the most important first."""
    unknown = [f"- {_statement(each, notes)}" for each in brief.not_stated[:2]]
    return [
        ("", [f"- {_statement(each, notes)}" for each in brief.summary]),
        ("", _five_w(brief, notes, words)),
        (
            words.say("Who stands where"),
            [_position(each, notes, words) for each in foremost(brief.positions, _SHOWN_POSITIONS)],
        ),
        (
            words.say("Key figures"),
            [_figure(each, notes, words) for each in brief.figures[:_SHOWN_FIGURES]],
        ),
        (words.say("What the article says is not known"), unknown),
    ]


def _five_w(brief: Brief, notes: Footnotes, words: Words) -> list[str]:
    names = {
        "who": words.say("Who"),
        "what": words.say("What"),
        "when": words.say("When"),
        "where": words.say("Where"),
        "why": words.say("Why"),
        "how": words.say("How"),
    }
    slots = ((name, getattr(brief.five_w, slot)) for slot, name in names.items())
    return [
        f"**{name}** {_statement(slot, notes) if slot else '*' + words.say('not stated') + '*'}"
        for name, slot in slots
    ]


def _buttons(brief: Brief, words: Words, ephemeral: bool) -> list[Button]:
    names: dict[Closer, str] = {
        "said": words.say("Who said what"),
        "timeline": words.say("Timeline"),
        "figures": words.say("Figures"),
        "evidence": words.say("Evidence"),
    }
    article = brief.article.id
    looks = [button(names[look], "look", look, article, "0") for look in closer_looks(brief)]
    ask = button(words.say("Ask…"), "ask", article, style=discord.ButtonStyle.primary)
    return [*looks, ask, *([button(words.say("Share"), "share", article)] if ephemeral else [])]


def _statement(statement: Statement, notes: Footnotes) -> str:
    return f"{plain(statement.text)} {_marks(statement.evidence, notes)}"


def _marks(evidence: Sequence[Evidence], notes: Footnotes) -> str:
    return plain(notes.marks(evidence))


def _position(position: Position, notes: Footnotes, words: Words) -> str:
    stance = _stances(words)[position.stance]
    how = "" if position.modality == "asserted" else f" ({_modalities(words)[position.modality]})"
    towards = f" → {plain(position.towards)}" if position.towards else ""
    source = f" ({words.say('according to')} {plain(position.according_to)})" if position.according_to else ""
    about = f"{plain(position.what)}{source} {_marks(position.evidence, notes)}"
    return f"- **{plain(position.actor)}** · *{stance}{how}*{towards}: {about}"


def _figure(figure: Figure, notes: Footnotes, words: Words) -> str:
    amount = amount_in_words(figure)
    counted = f" {plain(figure.counted)}" if figure.counted else ""
    source = f" · {plain(figure.according_to)}" if figure.according_to else ""
    return f"- **{plain(amount)}**{counted}{source} {_marks(figure.evidence, notes)}"


def _said(brief: Brief, notes: Footnotes, words: Words) -> list[str]:
    said = [_quote(quote, notes, words) for quote in brief.quotes]
    stands = [_position(position, notes, words) for position in brief.positions]
    return [*said, *([f"**{words.say('Who stands where')}**", *stands] if stands else [])]


def _quote(quote: Quote, notes: Footnotes, words: Words) -> str:
    speaker = plain(quote.speaker) if quote.speaker else words.say("somebody not named")
    role = f" ({plain(quote.speaker_role)})" if quote.speaker_role else ""
    return f"**{speaker}**{role} {_marks(quote.evidence, notes)}\n{quoted(saying(quote))}\n"


def _timeline(brief: Brief, notes: Footnotes) -> list[str]:
    return [
        f"- **{plain(entry.date.replace('T', ' '))}** {plain(entry.event)} {_marks(entry.evidence, notes)}"
        for entry in brief.timeline
    ]


def _evidence(brief: Brief, notes: Footnotes, words: Words) -> list[str]:
    url = brief.article.canonical_url or brief.article.url
    return [
        f"**{number}** {linked('¶', link_to(url, piece.quote)) if url else ''}\n{quoted(piece.quote)}\n"
        for number, piece in enumerate(notes.notes, 1)
    ]


def _stances(words: Words) -> dict[str, str]:
    return {
        "consult": words.say("consults"),
        "support": words.say("supports"),
        "cooperate": words.say("cooperates"),
        "aid": words.say("aids"),
        "yield": words.say("yields"),
        "mediate": words.say("mediates"),
        "request": words.say("requests"),
        "accuse": words.say("accuses"),
        "reject": words.say("rejects"),
        "threaten": words.say("threatens"),
        "protest": words.say("protests"),
        "sanction": words.say("sanctions"),
        "mobilize": words.say("mobilizes"),
        "coerce": words.say("coerces"),
        "assault": words.say("assaults"),
    }


def _modalities(words: Words) -> dict[str, str]:
    return {
        "denied": words.say("denied"),
        "conditional": words.say("under a condition"),
        "promised": words.say("promised"),
    }
