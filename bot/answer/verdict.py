"""Yes or no: what a sentence makes of a question for a verdict, weighed by a small logistic model.

The model's weights (`verdict.json`) were fitted on our own questions for yes or no over news
(`training/answer_rule/verdicts.py`). It is told what the build of the sentence settles (`yes_no.py`), what
is denied in the words that the reader points at, what the question put as a claim says otherwise than the
sentence, and how the reader leans.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from spacy.tokens import Token

from bot.answer.lexicon import pattern
from bot.answer.polarity import negated
from bot.answer.question import Question
from bot.answer.second_look import LEAST, bounded
from bot.answer.yes_no import settled
from bot.engine.local.embed import nearest
from bot.engine.local.nlp import parse, parsed
from bot.engine.local.reader import reading
from bot.ground.verify import Source, verify
from bot.resources import resource

_SHORT_OF = pattern("falls_short")
_LASTING = pattern("lasting")
_ANY = pattern("any_of_them")
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
DIFFERING = ("negation", "number", "date", "name", "role", "comparison", "hedge", "attribution", "words")
"""What the claim may say otherwise, by the kinds of `bot.ground.verify`."""
FIRMEST = 4.0
"""Log-odds of yes or no beyond which nothing counts as firmer."""


@dataclass(frozen=True)
class Verdict:
    """The answer that a sentence gives, and how firmly: the log-odds of "yes"."""

    said: Literal["Yes", "No"]
    odds: float


@lru_cache(maxsize=512)
def verdict(question: Question, sentence: str, leaning: float | None = None) -> Verdict:
    """What a sentence answers; `leaning` is the reader's log-odds of yes in the window around it."""
    odds = sum(_weights()[name] * value for name, value in features(question, sentence, leaning).items())
    odds += _weights()["bias"]
    return Verdict("Yes" if odds >= 0 else "No", odds)


@cache
def _weights() -> Mapping[str, float]:
    found: dict[str, Any] = json.loads(resource("bot/answer/verdict.json").read_text("utf-8"))
    return found


def features(question: Question, sentence: str, leaning: float | None) -> dict[str, float]:
    """What the model is told."""
    return {
        **_built(question, sentence),
        **_denied(question, sentence),
        **_differing(question, sentence),
        "asks_lasting": float(bool(_LASTING.search(question.text))),
        "asks_any": float(bool(_ANY.search(question.text))),
        "leaning": _leaning(question, sentence, leaning),
    }


def _built(question: Question, sentence: str) -> dict[str, float]:
    """What the build of the sentence settles."""
    how = settled(question, parsed(sentence))
    said = {"Yes": 1.0, "No": -1.0, None: 0.0}[how.verdict]
    return {
        "built": said,
        "built_surely": said * how.alike,
        "built_silent": float(how.verdict is None),
        "doer": how.doer,
        "object": how.object,
        "clash": float(how.clash),
        "contrary": float(how.contrary),
    }


def _denied(question: Question, sentence: str) -> dict[str, float]:
    """What is denied in the words that the reader points at, in the sentence, in the question."""
    best = reading(question.text, sentence).best(1)
    pointed = sentence[best[0].start : best[0].end] if best else ""
    score = best[0].score if best else LEAST
    return {
        "denied_there": float(negated(pointed)),
        "denied": float(negated(sentence)),
        "denied_asked": float(negated(question.text)),
        "short_of_there": float(bool(_SHORT_OF.search(pointed))),
        "short_of": float(bool(_SHORT_OF.search(sentence))),
        "score": bounded(score),
    }


def _differing(question: Question, sentence: str) -> dict[str, float]:
    """What the question put as a claim says otherwise than the sentence."""
    claim = claimed(question)
    if claim is None:
        return {}
    source = Source(parsed(sentence))
    kinds = {reason.kind for reason in verify(parse(claim), source.whole, source, nearest).reasons}
    return {"as_claim": 1.0, **{f"differs_{kind}": float(kind in kinds) for kind in DIFFERING}}


def claimed(question: Question) -> str | None:
    """The question as a statement ("Did the dam break?": "the dam did break."), where it can be put so."""
    root = question.root
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None) if root is not None else None
    if subject is None or not subject.left_edge.i:
        return None
    first, last = subject.left_edge.i, subject.right_edge.i + 1
    doc = question.doc
    parts: list[Token] = [*doc[first:last], *doc[:first], *(t for t in doc[last:] if t.text != "?")]
    return " ".join(t.text.lower() if t.i < first else t.text for t in parts) + "."


def _leaning(question: Question, sentence: str, window: float | None) -> float:
    own = reading(question.text, sentence).yes
    leaning = own if window is None else (own + window) / 2
    return max(-FIRMEST, min(FIRMEST, leaning)) if math.isfinite(leaning) else 0.0
