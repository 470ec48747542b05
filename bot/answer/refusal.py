"""That the coverage doesn't say, with the passage that comes nearest to saying it."""

from collections.abc import Sequence

from bot.answer.judged import Judged, engine
from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.retrieve import Window
from bot.answer.structure.event import by_share, covered, nearest
from bot.answer.unknown import MAY_NOT_KNOW, says_unknown, tells_of_none
from bot.engine.local.nlp import parsed
from bot.ground.locate import evidence_at
from bot.ground.words import key
from bot.model import Answer

FURTHER = 0.2
"""By so much of the question's words the sentence that leaves it open must be ahead of the answer's."""
NOUN = 0.5
"""What the noun asked for ("how much ransom") is worth beside the question's other words."""
OPEN = 0.5
"""The least share of a question's words that a sentence has to be the one that leaves it open."""


def not_stated(
    question: Question, judged: Sequence[Judged], found: Sequence[Window], texts: Sequence[Text]
) -> Answer:
    """That the coverage doesn't say, with the passage that leaves it open or else comes nearest."""
    closest = _left_open(question, found) or _nearest(question, judged, found)
    return Answer(
        status="not_stated",
        text="",
        confidence=round(1 - judged[0].probability, 3) if judged else 1.0,
        engine=engine(),
        closest=evidence_at(texts[closest.article].article, closest.start, closest.end) if closest else None,
    )


def _nearest(question: Question, judged: Sequence[Judged], found: Sequence[Window]) -> Sentence | None:
    """The likeliest answer's sentence, or the nearest of an article plainly nearer to the question."""
    told = judged[0].candidate.sentence if judged else None
    every = [(_about(question, sentence), sentence) for _, sentence, _ in by_share(question, found)]
    most, near = max(every, key=lambda each: each[0], default=(0.0, None))
    if told is None:
        return near
    there = max((about for about, each in every if each.article == told.article), default=0.0)
    return near if most > there + FURTHER else told


def _about(question: Question, sentence: Sentence) -> float:
    """The share of the question's words that a sentence has, and more where it has the noun asked for."""
    noun = question.asked_noun
    return covered(question, sentence) + (NOUN if noun is not None and noun.key in sentence.keys else 0.0)


def is_left_open(question: Question, best: Judged, found: Sequence[Window]) -> bool:
    """Whether another sentence, which has more of the question's words than the answer's, leaves it open."""
    if question.kind in (*MAY_NOT_KNOW, "list") or says_unknown(question.text):
        return False
    own = best.candidate.sentence
    if _is_withheld(question, own, found):
        return True
    place = _left_open(question, found)
    if place is None or (place.article, place.number) == (own.article, own.number):
        return False
    return covered(question, place) > covered(question, own) + FURTHER


def _is_withheld(question: Question, own: Sentence, found: Sequence[Window]) -> bool:
    """Whether a sentence says that none was told of what is asked for, and the answer's has no word of it.

    "No cause was given" has little of "what was the cause of death?", and settles it.
    """
    asked = {word.key for word in question.terms} - own.keys
    every = (sentence for window in found for sentence in window.sentences)
    likely = [each for each in every if key("no") in each.keys and asked & each.keys]
    return any(tells_of_none(question, parsed(each.text)) for each in likely)


def _left_open(question: Question, found: Sequence[Window]) -> Sentence | None:
    """The sentence that shares most with the question and says that it isn't known."""
    return next(
        (
            sentence
            for share, sentence, _ in nearest(question, found)
            if share >= OPEN and says_unknown(sentence.text)
        ),
        None,
    )
