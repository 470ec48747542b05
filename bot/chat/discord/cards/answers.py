"""Answers as cards: stated, not stated, and conflicting each with a look of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import ui

from bot.chat.discord import limits
from bot.chat.discord.cards.card import AMBER, GREEN, GREY, Card, box, origin, paged
from bot.chat.discord.escaping import linked, plain, quoted
from bot.chat.discord.texts import Words
from bot.chat.discord.views import Button, button
from bot.chat.passages import link_to
from bot.model import Answer, Article, Evidence, ShownAnswer

_QUOTE = 700
"""The longest sentence that stands on the card; a longer one is under Sources, whole."""


def answers_card(shown: ShownAnswer, articles: Mapping[str, Article], words: Words) -> Card:
    """The question with each of its answers; `articles`, by id, say where their sentences appeared."""
    head = f"-# {plain(limits.shortened(shown.question, 300))}"
    room = (limits.TEXT_OF_A_MESSAGE - limits.length(head) - 300) // max(len(shown.answers), 1)
    boxes = [_answer_box(answer, articles, words, room) for answer in shown.answers[:5]]
    return Card(ui.TextDisplay(head), *boxes, ui.ActionRow(*_buttons(shown, words)))


def sources_card(shown: ShownAnswer, articles: Mapping[str, Article], page: int, words: Words) -> Card:
    """Every sentence that the answers rest on, and the passages that came closest."""
    blocks = []
    for answer in shown.answers:
        pieces = [*answer.evidence, *([answer.closest] if answer.closest else [])]
        blocks += [_sentence(piece, articles, words) for piece in pieces]
    if not blocks:
        blocks = [words.say("There is no sentence to show: nothing in the coverage comes close.")]
    return paged(words.say("Sources"), blocks, page, words, ("sources", shown.id))


def so_far(question: str, text: str, articles: int | None, words: Words) -> Card:
    """What is shown while an answer is on its way."""
    if articles is None:
        state = words.say("Looking for what was reported…")
    else:
        state = words.count("Reading {n} article…", "Reading {n} articles…", articles)
    head = f"-# {plain(limits.shortened(question, 300))}"
    shown = limits.pages([plain(text)], limits.TEXT_OF_A_PAGE)[:1]
    return Card(ui.TextDisplay(head), box([*shown, f"-# {state}"], GREY))


def _answer_box(
    answer: Answer, articles: Mapping[str, Article], words: Words, room: int
) -> ui.Container[Any]:
    understood = (
        f"-# {words.say('Understood as:')} {plain(answer.understood_as)}" if answer.understood_as else ""
    )
    match answer.status:
        case "answered":
            texts, colour = _stated(answer, articles, words), GREEN
        case "conflicting":
            texts, colour = _conflicting(answer, articles, words), AMBER
        case "not_stated":
            texts, colour = _not_stated(answer, articles, words), GREY
    whole = [text for text in (understood, *texts) if text]
    return box(limits.fitting(whole, room) or [limits.pages(whole, room)[0]], colour)


def _stated(answer: Answer, articles: Mapping[str, Article], words: Words) -> list[str]:
    sure = words.say("{percent} % sure", percent=round(answer.confidence * 100))
    return [
        f"### {plain(answer.text)}",
        *(_short_sentence(piece, articles, words) for piece in answer.evidence[:3]),
        f"-# {sure} · {plain(answer.engine.name)}",
    ]


def _conflicting(answer: Answer, articles: Mapping[str, Article], words: Words) -> list[str]:
    return [
        f"⚖️ **{words.say('The sources disagree')}**\n### {plain(answer.text)}",
        *(_short_sentence(piece, articles, words) for piece in answer.evidence[:6]),
        f"-# {plain(answer.engine.name)}",
    ]


def _not_stated(answer: Answer, articles: Mapping[str, Article], words: Words) -> list[str]:
    texts = [f"**{words.say('Not stated')}**\n{words.say('The coverage does not say.')}"]
    if answer.closest:
        near = words.say("The closest passage, which does not answer it:")
        texts.append(f"{near}\n{_short_sentence(answer.closest, articles, words)}")
    elif not articles:
        texts.append(words.say("Nothing has been read here yet: start with /brief and a link."))
    return texts


def _short_sentence(piece: Evidence, articles: Mapping[str, Article], words: Words) -> str:
    """The sentence with its source; the source alone where the sentence is too long for a card."""
    if limits.length(quoted(piece.quote)) > _QUOTE:
        long = words.say("A long passage: it is under Sources.")
        return f"-# {long}\n{_source(piece, articles, words)}"
    return _sentence(piece, articles, words)


def _sentence(piece: Evidence, articles: Mapping[str, Article], words: Words) -> str:
    return f"{quoted(piece.quote)}\n{_source(piece, articles, words)}\n"


def _source(piece: Evidence, articles: Mapping[str, Article], words: Words) -> str:
    article = articles.get(piece.article_id)
    url = (article.canonical_url if article else None) or piece.url
    link = linked(words.say("read it there"), link_to(url, piece.quote)) if url else ""
    known = origin(article, words) if article else ""
    return "-# — " + (" · ".join(filter(None, (known, link))) or words.say("a pasted text"))


def _buttons(shown: ShownAnswer, words: Words) -> Sequence[Button]:
    return [
        button(words.say("Sources"), "sources", shown.id, "0"),
        button(words.say("Ask a follow-up"), "followup", shown.id),
        button("👍", "good", shown.id),
        button("👎", "bad", shown.id),
    ]
