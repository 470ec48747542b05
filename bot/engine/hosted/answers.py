"""Answers written by a hosted model; each sentence is shown only once the text bears it out."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from bot import __version__
from bot.config import OpenAISettings
from bot.engine.hosted import metrics
from bot.engine.hosted.client import tokens
from bot.engine.hosted.holding import Claimed, Fallen, Held, hold, read
from bot.engine.hosted.model import HostedModel
from bot.engine.hosted.needs import Compute, HostedError
from bot.engine.hosted.prompts import Message, Prompt
from bot.engine.hosted.schemas import AnswerReply, Claim
from bot.engine.hosted.streamed import finished, whole
from bot.model import Answer, Engine, Excerpt, Inquiry, Scope, TextDelta

MOST_CHARACTERS = 300


@dataclass
class _Round:
    """One reply: its text, what held of it and what fell; `reading` ends when the excerpts are parsed."""

    reading: "asyncio.Task[None]"
    text: str = ""
    claims: int = 0
    held: list[Held] = field(default_factory=list)
    fallen: list[Fallen] = field(default_factory=list)


class HostedAnswers:
    """Answers inquiries; `engine` goes with each answer."""

    def __init__(
        self, settings: OpenAISettings, model: HostedModel, prompt: Prompt, compute: Compute
    ) -> None:
        self._settings = settings
        self._model = model
        self._prompt = prompt
        self._compute = compute
        self.engine = Engine(
            name="hosted", version=f"{__version__}+{settings.model}", prompt_hash=prompt.hash
        )

    async def writing(self, inquiry: Inquiry, scope: Scope) -> AsyncGenerator[TextDelta | Answer]:
        """Each sentence as soon as it has been verified, and last the answer.

        What fell is asked for once more with the reasons, if nothing held; when nothing holds then, the
        answer is `not_stated`. Raises HostedError, before any sentence, when there is no reply to verify.
        """
        excerpts = self._fitting(inquiry)
        messages = self._prompt.messages(question=inquiry.question, passages=_numbered(excerpts))
        reading = asyncio.create_task(self._compute.run(read, excerpts))  # while the model makes up its mind
        try:
            seen = _Round(reading)
            async with aclosing(self._round(messages, excerpts, scope, seen)) as deltas:
                async for delta in deltas:
                    yield delta
            if seen.fallen and not seen.held:
                again = self._prompt.once_more(messages, seen.text, _reasons(seen.fallen))
                seen = _Round(reading)
                async with aclosing(self._round(again, excerpts, scope, seen)) as deltas:
                    async for delta in deltas:
                        yield delta
        finally:
            await asyncio.gather(reading, return_exceptions=True)
        yield self._answer(inquiry, seen)

    async def _round(
        self, messages: list[Message], excerpts: Sequence[Excerpt], scope: Scope, seen: _Round
    ) -> AsyncGenerator[TextDelta]:
        try:
            async with aclosing(self._model.stream(self._prompt, messages, scope)) as parts:
                async for part in parts:
                    seen.text += part
                    for delta in await self._newly_held(excerpts, seen):
                        yield delta
        except HostedError:
            if not seen.held:
                raise
        if not seen.claims and whole(seen.text, AnswerReply) is None:
            raise HostedError("The hosted model's reply was not in the form asked for.")

    async def _newly_held(self, excerpts: Sequence[Excerpt], seen: _Round) -> list[TextDelta]:
        """What of the sentences that have newly come is borne out."""
        claims = finished(seen.text, "claims", Claim)[seen.claims :]
        if not claims:
            return []
        seen.claims += len(claims)
        await seen.reading
        began = time.perf_counter()
        outcomes = await self._compute.run(
            hold, tuple(excerpts), tuple(Claimed(c.text, c.quotes, c.passage - 1) for c in claims)
        )
        metrics.checking_seconds.observe(time.perf_counter() - began)
        found: list[TextDelta] = []
        for outcome in outcomes:
            metrics.claims.labels("answer", str(isinstance(outcome, Held))).inc()
            if isinstance(outcome, Fallen):
                seen.fallen.append(outcome)
            elif len(" ".join(each.text for each in (*seen.held, outcome))) <= MOST_CHARACTERS:
                found.append(TextDelta(text=f" {outcome.text}" if seen.held else outcome.text))
                seen.held.append(outcome)
        return found

    def _answer(self, inquiry: Inquiry, seen: _Round) -> Answer:
        if not seen.held:
            return Answer(
                status="not_stated",
                text="",
                confidence=0.5 if seen.fallen else 0.8,
                engine=self.engine,
                closest=inquiry.closest,
                understood_as=inquiry.understood_as,
            )
        articles = {each.evidence[0].article_id for each in seen.held}
        reply = whole(seen.text, AnswerReply)
        conflicting = len(articles) > 1 and reply is not None and reply.status == "conflicting"
        return Answer(
            status="conflicting" if conflicting else "answered",
            text=(" / " if conflicting else " ").join(each.text for each in seen.held)[:MOST_CHARACTERS],
            evidence=tuple(dict.fromkeys(evidence for each in seen.held for evidence in each.evidence)),
            confidence=min(each.probability for each in seen.held),
            engine=self.engine,
            understood_as=inquiry.understood_as,
        )

    def _fitting(self, inquiry: Inquiry) -> tuple[Excerpt, ...]:
        """The first excerpts, as many as one request may send; raises HostedError when there are none."""
        room = self._settings.max_input_tokens - tokens(str(self._prompt.messages(question="", passages="")))
        kept: list[Excerpt] = []
        for excerpt in inquiry.excerpts:
            room -= tokens(excerpt.text) + 20
            if room < 0:
                break
            kept.append(excerpt)
        if not kept:
            raise HostedError("There is nothing to read that a request could send.")
        return tuple(kept)


def _numbered(excerpts: Sequence[Excerpt]) -> str:
    """The excerpts as the model sees them, each under its number, outlet and day."""
    return "\n\n".join(f"[{n}] {_origin(each)}\n{each.text}" for n, each in enumerate(excerpts, 1))


def _origin(excerpt: Excerpt) -> str:
    article = excerpt.article
    day = article.published_at.date().isoformat() if article.published_at else ""
    return ", ".join(filter(None, (article.site, day, article.title)))


def _reasons(fallen: Sequence[Fallen]) -> str:
    return "\n".join(f"- {each.text}: {each.reason}" for each in fallen)
