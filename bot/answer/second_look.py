"""A second look at a candidate's sentence: read by itself, and compared word by word in its context."""

import re
from functools import lru_cache

import numpy as np

from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.embed import counterparts, likeness_in_context, token_vectors
from bot.engine.local.reader import Reading, reading

_ASKED = re.compile(
    r"\b(?:who(?:m|se)?|what|when|where|why|which"
    r"|how (?:many|much|long|old|far|big|large|high|often)|how)\b\s*",
    re.IGNORECASE,
)
LEAST, MOST, UNSEEN = -15.0, 50.0, -10.0


def bounded(score: float) -> float:
    """A score of the reader on the rule's scale."""
    return max(LEAST, min(MOST, score)) / 10


def alone(question: Question, candidate: Candidate) -> float:
    """The reader's score of the answer where it sees nothing but the sentence."""
    if question.kind == "yes_no" or candidate.speaker:
        return bounded(candidate.score)
    start = candidate.start - candidate.sentence.start
    score = _read(question.text, candidate.sentence.text).score(
        start, start + candidate.end - candidate.start
    )
    return bounded(UNSEEN if score is None else score)


def alone_best(question: Question, candidate: Candidate) -> float:
    """1 when the reader points at the answer even so."""
    if question.kind == "yes_no":
        return 0.0
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    best = _read(question.text, candidate.sentence.text).best(1)
    return float(any(span.start < end and start < span.end for span in best))


@lru_cache(maxsize=256)
def _read(question: str, sentence: str) -> Reading:
    return reading(question, sentence)


def weakest(question: Question, sentence: str) -> float:
    """The worst match among the question's words: the nearest word of the sentence, both in their context.

    Token by token as in late interaction (Khattab and Zaharia 2020, "ColBERT").
    """
    asked, places = token_vectors(question.text)
    there, _ = token_vectors(sentence)
    if not len(there) or not len(asked):
        return 0.0
    nearest = (asked @ there.T).max(axis=1)
    found = []
    for term in question.terms:
        pieces = [n for n, (start, end) in enumerate(places) if start < term.end and term.start < end]
        found.append(float(np.mean(nearest[pieces])) if pieces else 0.0)
    return min(found, default=1.0)


def spoken(candidate: Candidate) -> str:
    """The sentence, with its speaker where the brief knows who "he" is."""
    return f"{candidate.speaker}: {candidate.sentence.text}" if candidate.speaker else candidate.sentence.text


def closeness(question: Question, sentence: str) -> float:
    """How near question and sentence are in meaning: the cosine of their MiniLM vectors."""
    return likeness_in_context(question.text, sentence)


def claimed(question: Question, candidate: Candidate) -> dict[str, float]:
    """How well the sentence bears the question with the answer put into it, over all and at its faintest."""
    if question.kind in ("yes_no", "said"):
        return {"claimed": 0.0, "claimed_least": 0.0}
    claim = _ASKED.sub(candidate.text + " ", question.text.rstrip("? "), count=1)
    near, least = counterparts(claim, [candidate.sentence.text])
    return {"claimed": near, "claimed_least": least}
