"""Questions on Discord: streamed while they are answered, remembered, and shown with their sentences."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from bot.chat.discord.cards.answers import answers_card, so_far
from bot.chat.discord.cards.card import Card
from bot.chat.discord.stream import Progress
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.model import Answer, AnswerDone, Article, Scope, ShownAnswer, SourcesFound, TextDelta, Turn

REMEMBERED_TURNS = 10


@dataclass(frozen=True)
class Asked:
    """A question: about which articles (None: the library), under whom it is kept, in which conversation."""

    question: str
    scope: Scope
    articles: tuple[Article, ...] | None = None
    conversation: str | None = None


async def answer(surface: Surface, asked: Asked, words: Words, progress: Progress) -> Card:
    """Answer a question while showing how far it is; the card with the answers, which are remembered."""
    shown_id = token_hex(8)
    conversation = asked.conversation if asked.conversation is not None else f"a:{shown_id}"
    history = await surface.memory.history(asked.scope, REMEMBERED_TURNS, conversation)
    answers = await _answers(surface, asked, history, words, progress)
    shown = ShownAnswer(
        id=shown_id,
        scope=asked.scope,
        question=asked.question,
        answers=answers,
        articles=tuple(each.id for each in asked.articles) if asked.articles is not None else None,
        conversation=conversation,
    )
    await surface.chats.add_shown(shown)
    for each in answers:
        turn = Turn(question=each.understood_as or asked.question, answer=each.text, evidence=each.evidence)
        await surface.memory.add_turn(turn, asked.scope, conversation)
    return answers_card(shown, await sources_of(surface, shown), words)


async def sources_of(surface: Surface, shown: ShownAnswer) -> dict[str, Article]:
    """The articles that a shown answer's sentences stand in, as far as its scope still sees them."""
    pieces = [piece for each in shown.answers for piece in (*each.evidence, each.closest) if piece]
    return await surface.sources({piece.article_id for piece in pieces}, shown.scope)


async def _answers(
    surface: Surface, asked: Asked, history: Sequence[Turn], words: Words, progress: Progress
) -> tuple[Answer, ...]:
    text, articles = "", None
    await progress.show(so_far(asked.question, "", None, words))
    stream: Any = surface.desk.answering(asked.question, asked.articles, history, asked.scope)
    async with aclosing(stream) as events:
        async for event in events:
            match event:
                case SourcesFound():
                    articles = event.articles
                case TextDelta():
                    text += event.text
                case AnswerDone():
                    return event.answers
            await progress.show(so_far(asked.question, text, articles, words))
    raise AssertionError("a stream of events ends with the answers")
