"""A question, from being asked to its answer being shown and remembered."""

import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from bot.chat.slack.answer_blocks import answer_blocks, answer_fallback
from bot.chat.slack.replies import Message, Reply
from bot.chat.slack.stream import LiveAnswer
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit
from bot.chat.slack.web import SlackTrouble
from bot.model import (
    Answer,
    AnswerDone,
    AnswerEvent,
    Article,
    ShownAnswer,
    SourcesFound,
    TextDelta,
    Turn,
)

REMEMBERED_TURNS = 10


@dataclass(frozen=True)
class Question:
    """What is asked, of which articles (None: the library), after which exchanges."""

    words: str
    articles: Sequence[Article] | None = None
    history: Sequence[Turn] = field(default_factory=tuple)


async def answer_aside(surface: Surface, visit: Visit, question: Question, reply: Reply) -> None:
    """Answer for one person's eyes; it can be shared afterwards where there is a channel."""
    answers = await gathered(surface, visit, question)
    shareable = visit.kind in {"public", "private"}
    message, _ = await finished(surface, visit, question, answers, shareable=shareable)
    await reply.say(message)


async def gathered(surface: Surface, visit: Visit, question: Question) -> tuple[Answer, ...]:
    """The answers, once they are all there."""
    async for event in _events(surface, visit, question):
        if isinstance(event, AnswerDone):
            return event.answers
    return ()


async def answer_in_thread(surface: Surface, visit: Visit, question: Question) -> None:
    """Answer in the thread, as it is written, and remember the exchange."""
    memory = await surface.desk.library()
    history = await memory.history(visit.scope, REMEMBERED_TURNS, visit.conversation)
    asked = Question(question.words, question.articles, tuple(history))
    client = await surface.client(visit)
    live = LiveAnswer(client, visit, surface.pace)
    answers: tuple[Answer, ...] = ()
    async for event in _events(surface, visit, asked):
        match event:
            case SourcesFound():
                await show_status(surface, visit, _searching(event.articles))
            case TextDelta():
                await live.add(event.text)
            case AnswerDone():
                answers = event.answers
    full, short = await _finished_live(surface, visit, asked, answers, live.told)
    await live.done(full, short)
    for answer in answers:
        await memory.add_turn(_turn(question.words, answer), visit.scope, visit.conversation)


async def _finished_live(
    surface: Surface, visit: Visit, question: Question, answers: tuple[Answer, ...], told: str
) -> tuple[Message, Message]:
    """The whole message, and what is left of it to show under a stream that has told the answer."""
    shown, sources = await _remembered(surface, visit, question, answers)
    text = answer_fallback(answers)
    full = answer_blocks(answers, sources, shown.id, forgettable=True)
    told_it = len(answers) == 1 and " ".join(told.split()) == " ".join(answers[0].text.split())
    short = answer_blocks(answers, sources, shown.id, forgettable=True, told=told_it)
    return Message(text, full), Message(text, short)


async def finished(
    surface: Surface,
    visit: Visit,
    question: Question,
    answers: tuple[Answer, ...],
    *,
    shareable: bool,
) -> tuple[Message, str]:
    """The answers as a message whose buttons know what they speak of, a year later too; and its name."""
    shown, sources = await _remembered(surface, visit, question, answers)
    blocks = answer_blocks(answers, sources, shown.id, shareable=shareable, question=question.words)
    return Message(answer_fallback(answers), blocks), shown.id


async def _remembered(
    surface: Surface, visit: Visit, question: Question, answers: tuple[Answer, ...]
) -> tuple[ShownAnswer, dict[str, Article]]:
    ids = tuple(article.id for article in question.articles) if question.articles is not None else None
    shown = ShownAnswer(
        id=secrets.token_urlsafe(12),
        scope=visit.scope,
        question=question.words,
        answers=answers,
        articles=ids,
        conversation=visit.conversation,
    )
    await (await surface.desk.chats()).add_shown(shown)
    return shown, await surface.desk.sources_of(question.articles, visit.scope)


async def show_status(surface: Surface, visit: Visit, status: str) -> None:
    """Say under the thread what is being done; where Slack has no place for that, say nothing."""
    client = await surface.client(visit)
    try:
        await client.assistant_threads_setStatus(
            channel_id=visit.channel, thread_ts=visit.root, status=status
        )
    except SlackTrouble:
        return


def _events(surface: Surface, visit: Visit, question: Question) -> AsyncIterator[AnswerEvent]:
    return surface.desk.answering(question.words, question.articles, question.history, visit.scope)


def _searching(articles: int) -> str:
    return f"Searching {articles} article{'' if articles == 1 else 's'}…"


def _turn(asked: str, answer: Answer) -> Turn:
    return Turn(question=answer.understood_as or asked, answer=answer.text, evidence=answer.evidence)
