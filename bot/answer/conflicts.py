"""When sources disagree: each side, or the newer one where a count has simply moved on."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Protocol, TypeVar

from bot.answer import support
from bot.answer.amounts import number_words
from bot.answer.lexicon import cues
from bot.answer.passages import Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.embed import likeness
from bot.ground.words import content_words, key

SAME_THING = 0.6
"""Both sentences must match so much of the question to be about the same thing."""

ALIKE = 0.4
"""From this cosine of their MiniLM vectors on, two sentences tell of the same thing."""

OVERTAKEN = 6.0
"""Hours after which another outlet's count of a running matter is old, and no contradiction."""

RIVAL = 0.7
"""Beside an answer that is given, another source's need not be as sure to be shown as another side."""


class Judgement(Protocol):
    """A candidate that the rule has judged."""

    @property
    def candidate(self) -> Candidate:
        """What may be the answer."""
        ...

    @property
    def probability(self) -> float:
        """How likely it is right."""
        ...

    @property
    def text(self) -> str:
        """The words of the answer."""
        ...


@cache
def _running() -> frozenset[str]:
    found = cues("counts")
    return frozenset(key(word) for word in found["running"].split())


def differ(question: Question, one: Judgement, other: Judgement) -> bool:
    """Whether two answers cannot both be right: other numbers, another day, yes and no."""
    a, b = one.text.lower(), other.text.lower()
    if question.kind == "yes_no":
        return a != b
    if question.kind in ("how_many", "when"):
        one_told, other_told = number_words(a), number_words(b)
        return bool(one_told and other_told) and not one_told & other_told
    if question.kind == "why":
        own = ({word.key for word in content_words(text)} for text in (a, b))
        first, second = own
        return len(first & second) < 0.2 * min(len(first), len(second))
    return False


J = TypeVar("J", bound=Judgement)


def sides(
    question: Question, judged: Sequence[J], texts: Sequence[Text], threshold: float
) -> tuple[list[J], list[J]]:
    """The answers to give, and what else goes into evidence: agreeing sources, then superseded ones."""
    best = judged[0]
    rivals: list[J] = []
    seconding: list[J] = []
    for other in judged[1:]:
        if not _may_differ(question, best, other, threshold):
            continue
        (rivals if differ(question, best, other) else seconding).append(other)
    if not rivals:
        return [best], seconding[:1]
    return _decided(question, best, rivals[0], texts)


def _may_differ(question: Question, best: J, other: J, threshold: float) -> bool:
    """Whether another candidate speaks of the same thing; what the briefs set side by side does."""
    if question.kind == "how_many" and other.candidate.source == "brief":
        return True
    if other.candidate.sentence.article == best.candidate.sentence.article:
        return False
    if other.probability >= threshold and _alike(best, other):
        return True
    return other.probability >= RIVAL * threshold and _about_the_same(question, best, other)


def _alike(one: Judgement, other: Judgement) -> bool:
    return likeness(one.candidate.sentence.text, other.candidate.sentence.text) >= ALIKE


def _about_the_same(question: Question, one: Judgement, other: Judgement) -> bool:
    shares = (
        support.covered(question, support.matches(question, each.candidate.window.sentences))
        for each in (one, other)
    )
    return all(share >= SAME_THING for share in shares)


def _decided(question: Question, best: J, rival: J, texts: Sequence[Text]) -> tuple[list[J], list[J]]:
    newer, older = sorted((best, rival), key=lambda each: _time(each, texts), reverse=True)
    counted = {word.key for word in question.words}
    if question.kind == "how_many" and counted & _running() and _supersedes(newer, older, texts):
        return [newer], [older]
    return [best, rival], []


def _supersedes(newer: Judgement, older: Judgement, texts: Sequence[Text]) -> bool:
    """Whether a count has moved on: the same outlet's next report, or anybody's some hours later."""
    hours = (_time(newer, texts) - _time(older, texts)) / 3600
    one, other = (texts[each.candidate.sentence.article].article.site for each in (newer, older))
    return hours > 0 if one and one == other else hours >= OVERTAKEN


def _time(judged: Judgement, texts: Sequence[Text]) -> float:
    published: datetime | None = texts[judged.candidate.sentence.article].article.published_at
    return published.timestamp() if published else 0.0
