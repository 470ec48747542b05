"""A second look at a candidate's sentence: read by itself, and compared word by word in its context."""

import re
from collections.abc import Sequence

import numpy as np

from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.embed import counterparts, in_context, likeness, token_vectors
from bot.engine.local.reader import reading, readings

_ASKED = re.compile(
    r"\b(?:who(?:m|se)?|what|when|where|why|which"
    r"|how (?:many|much|long|old|far|big|large|high|often)|how)\b\s*",
    re.IGNORECASE,
)
LEAST, MOST, UNSEEN = -15.0, 50.0, -10.0


def look_ahead(question: Question, candidates: Sequence[Candidate]) -> None:
    """Run the models over all that the candidates' features will ask them, several at once."""
    alone_read = readings(question.text, dict.fromkeys(each.sentence.text for each in candidates))
    claims = [] if question.kind in ("yes_no", "said") else [_claim(question, each) for each in candidates]
    told = [text for each in candidates for text in (each.sentence.text, spoken(each))]
    in_context([question.text, *told, *claims])
    list(alone_read)


def bounded(score: float) -> float:
    """A score of the reader on the rule's scale."""
    return max(LEAST, min(MOST, score)) / 10


def alone(question: Question, candidate: Candidate) -> float:
    """The reader's score of the answer where it sees nothing but the sentence."""
    if candidate.speaker:
        return bounded(candidate.score)
    if question.kind == "yes_no":
        best = reading(question.text, candidate.sentence.text).best(1)
        return bounded(best[0].score if best else UNSEEN)
    start = candidate.start - candidate.sentence.start
    score = reading(question.text, candidate.sentence.text).score(
        start, start + candidate.end - candidate.start
    )
    return bounded(UNSEEN if score is None else score)


def alone_best(question: Question, candidate: Candidate) -> float:
    """1 when the reader points at the answer even so."""
    if question.kind == "yes_no":
        return 0.0
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    best = reading(question.text, candidate.sentence.text).best(1)
    return float(any(span.start < end and start < span.end for span in best))


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
    return likeness(question.text, sentence)


def claimed(question: Question, candidate: Candidate) -> dict[str, float]:
    """How well the sentence bears the question with the answer put into it, over all and at its faintest."""
    if question.kind in ("yes_no", "said"):
        return {"claimed": 0.0, "claimed_least": 0.0}
    near, least = counterparts(_claim(question, candidate), [candidate.sentence.text])
    return {"claimed": near, "claimed_least": least}


def _claim(question: Question, candidate: Candidate) -> str:
    """The question with the answer in the place of what is asked for."""
    return _ASKED.sub(candidate.text + " ", question.text.rstrip("? "), count=1)
