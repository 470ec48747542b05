"""Ask: the articles that may answer, then the answers, with no article analysed twice."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing

from bot.answer.engine import Coverage, Reply, answer
from bot.answer.inquire import inquiries
from bot.config import AnswerSettings
from bot.errors import InputError, ModelError
from bot.model import (
    Answer,
    AnswerDone,
    AnswerEvent,
    Article,
    Brief,
    Engine,
    Scope,
    SourcesFound,
    TextDelta,
    Turn,
)
from bot.ports import AnswerWriter, Compute, Library


class Answers:
    """Answers questions over given articles, or over what the library has for them.

    `make_brief` is a module-level function: it goes to another process with the articles.
    `brief_engine` is the engine whose briefs may be used again. With a `writer`, a hosted model answers, and
    the embedded engine where that cannot.
    """

    def __init__(
        self,
        library: Library,
        compute: Compute,
        settings: AnswerSettings,
        make_brief: Callable[[Article], Brief],
        brief_engine: Engine,
        writer: AnswerWriter | None = None,
    ) -> None:
        self._library = library
        self._compute = compute
        self._settings = settings
        self._make_brief = make_brief
        self._brief_engine = brief_engine
        self._writer = writer

    async def ask(
        self,
        question: str,
        articles: Sequence[Article] | None,
        scope: Scope,
        history: Sequence[Turn] = (),
    ) -> tuple[Answer, ...]:
        """One answer for each question of the message; from the library when `articles` is None.

        Raises InputError for a question that is empty or too long, ModelError when answering fails.
        """
        async for event in self.answering(question, articles, scope, history):
            if isinstance(event, AnswerDone):
                return event.answers
        raise AssertionError("a stream of events ends with the answers")

    async def answering(
        self,
        question: str,
        articles: Sequence[Article] | None,
        scope: Scope,
        history: Sequence[Turn] = (),
    ) -> AsyncIterator[AnswerEvent]:
        """What happens while the question is answered; raises as `ask` does."""
        asked = self._checked(question)
        if articles is None:
            articles = await self._library.search(asked, scope, self._settings.max_articles)
        yield SourcesFound(articles=len(articles))
        note: str | None = None
        if self._writer is not None and articles:
            try:
                async for event in self._hosted(self._writer, asked, articles, scope, history):
                    yield event
                return
            except ModelError as error:
                note = str(error)
        answers = await self._embedded(asked, articles, history, note)
        for each in answers:
            yield TextDelta(text=each.text)
        yield AnswerDone(answers=answers)

    async def _hosted(
        self,
        writer: AnswerWriter,
        asked: str,
        articles: Sequence[Article],
        scope: Scope,
        history: Sequence[Turn],
    ) -> AsyncIterator[AnswerEvent]:
        """What the hosted model answers; raises ModelError before any text when it cannot.

        A later question of the same message that it cannot answer is left to the embedded engine.
        """
        answers: list[Answer] = []
        for inquiry in await self._compute.run(inquiries, asked, tuple(articles), tuple(history)):
            try:
                async with aclosing(writer.writing(inquiry, scope)) as events:
                    async for event in events:
                        if isinstance(event, Answer):
                            answers.append(event)
                        else:
                            yield event
            except ModelError as error:
                if not answers:
                    raise
                answers += await self._embedded(inquiry.question, articles, history, str(error))
        yield AnswerDone(answers=tuple(answers))

    async def _embedded(
        self, asked: str, articles: Sequence[Article], history: Sequence[Turn], note: str | None
    ) -> tuple[Answer, ...]:
        """The embedded engine's answers, with a word why not another's, if there is one."""
        kept = await self._library.kept_briefs(articles, self._brief_engine)
        coverage = [Coverage(each, its) for each, its in zip(articles, kept, strict=True)]
        reply: Reply = await self._compute.run(
            answer, asked, tuple(coverage), tuple(history), self._settings, self._make_brief
        )
        for brief in reply.briefs:
            await self._library.add_brief(brief)
        return tuple(
            each.model_copy(update={"engine": each.engine.model_copy(update={"note": note})})
            for each in reply.answers
        )

    def _checked(self, question: str) -> str:
        asked = question.replace("\x00", " ").strip()
        if not any(character.isalnum() for character in asked):
            raise InputError("The question is empty: ask something, such as “Who offered mediation?”.")
        most = self._settings.max_question_characters
        if len(asked) > most:
            raise InputError(f"The question has {len(asked):,} characters; ask in at most {most:,}.")
        return asked
