"""Ask: the articles that may answer, then the answers, with no article analysed twice."""

from collections.abc import AsyncIterator, Callable, Sequence

from bot.answer.engine import Coverage, Reply, answer
from bot.config import AnswerSettings
from bot.errors import InputError
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
from bot.ports import Compute, Library


class Answers:
    """Answers questions over given articles, or over what the library has for them.

    `make_brief` is a module-level function: it goes to another process with the articles.
    `brief_engine` is the engine whose briefs may be used again.
    """

    def __init__(
        self,
        library: Library,
        compute: Compute,
        settings: AnswerSettings,
        make_brief: Callable[[Article], Brief],
        brief_engine: Engine,
    ) -> None:
        self._library = library
        self._compute = compute
        self._settings = settings
        self._make_brief = make_brief
        self._brief_engine = brief_engine

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
        coverage = [
            Coverage(each, await self._library.brief_of(each, self._brief_engine)) for each in articles
        ]
        reply: Reply = await self._compute.run(
            answer, asked, tuple(coverage), tuple(history), self._settings, self._make_brief
        )
        for brief in reply.briefs:
            await self._library.add_brief(brief)
        for each in reply.answers:
            yield TextDelta(text=each.text)
        yield AnswerDone(answers=reply.answers)

    def _checked(self, question: str) -> str:
        asked = question.replace("\x00", " ").strip()
        if not any(character.isalnum() for character in asked):
            raise InputError("The question is empty: ask something, such as “Who offered mediation?”.")
        most = self._settings.max_question_characters
        if len(asked) > most:
            raise InputError(f"The question has {len(asked):,} characters; ask in at most {most:,}.")
        return asked
