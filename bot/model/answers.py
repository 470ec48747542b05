"""What was asked and what the coverage says to it."""

from typing import Literal

from bot.model.articles import Engine, Evidence
from bot.model.base import Value

AnswerStatus = Literal["answered", "not_stated", "conflicting"]


class Turn(Value):
    """One exchange of a conversation: what was asked (as understood) and what was answered."""

    question: str
    answer: str
    evidence: tuple[Evidence, ...] = ()


class Answer(Value):
    """What the coverage says to a question.

    `text` is the answer in the fewest words (at most 300 characters), empty when `not_stated`.
    The first evidence is the sentence that says it. `confidence` is the calibrated probability
    that the answer is right, or, for `not_stated`, that the coverage does not say.
    `understood_as` is the question as it was read, when that differs from what was typed.
    """

    status: AnswerStatus
    text: str
    evidence: tuple[Evidence, ...] = ()
    confidence: float
    engine: Engine
    closest: Evidence | None = None
    understood_as: str | None = None


class SourcesFound(Value):
    """An answer is on its way: so many articles are read for it."""

    articles: int


class TextDelta(Value):
    """More of the answer's text; everything in it has been found in a source."""

    text: str


class AnswerDone(Value):
    """The answers, one for each question of the message; the last event of a stream."""

    answers: tuple[Answer, ...]


AnswerEvent = SourcesFound | TextDelta | AnswerDone
"""What happens while a question is answered, for chats that show it as it comes."""
