"""The one scoring rule: from what is known of a candidate to the probability that it is right."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.answer import fits, support
from bot.answer.passages import Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.ground.words import content_words
from bot.resources import resource

FEATURES = (
    "score",
    "low_score",
    "margin",
    "covered",
    "covered_window",
    "weakest_window",
    "names_window",
    "lost_name",
    "type_fit",
    "counted_fit",
    "role_fit",
    "speaker",
    "rank",
    "agreement",
    "yes_no",
    "from_fact",
    "echo",
    "unknown",
    "open_kind",
    "background",
    "structure",
    "reason",
    "unread",
    "settles",
    "quoted",
)


LOST = 0.5
"""A name matched worse than this anywhere in an article is not in it."""


@cache
def weights() -> dict[str, Any]:
    """The fitted rule, `rule.json`: how it was fitted stands in docs/answers.md."""
    found: dict[str, Any] = json.loads(resource("bot/answer/rule.json").read_text("utf-8"))
    return found


def probability(features: Mapping[str, float]) -> float:
    """The calibrated probability that a candidate with these features is right."""
    rule = weights()
    total = rule["bias"] + sum(rule["weights"].get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(
    question: Question,
    candidate: Candidate,
    candidates: Sequence[Candidate],
    texts: Mapping[int, Text],
    speaker: float = 0.0,
) -> dict[str, float]:
    """What the rule weighs of one candidate; docs/answers.md says what each means."""
    doc = fits.parsed(candidate.sentence.text)
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    text = texts[candidate.sentence.article]
    here = support.matches(question, [candidate.sentence])
    title = text.article.title or ""
    around = support.matches(question, text.around(candidate.sentence.number, 2, 1), title)
    return {
        **_scores(candidate, candidates),
        "covered": support.covered(question, here),
        "covered_window": support.covered(question, around),
        "weakest_window": support.weakest(question, around),
        "names_window": support.names_found(question, around),
        "type_fit": fits.type_fit(question, doc, start, end),
        "counted_fit": fits.counted_fit(
            question, " ".join(s.text for s in text.around(candidate.sentence.number)), candidate.text
        ),
        "role_fit": fits.role_fit(question, doc, start, end),
        "yes_no": float(question.kind == "yes_no"),
        "from_fact": float(candidate.source == "brief" and question.kind not in ("said", "who_said")),
        "quoted": float(candidate.source == "brief" and question.kind in ("said", "who_said")),
        "structure": candidate.strength if question.kind not in ("yes_no", "why") else 0.0,
        "reason": candidate.strength if question.kind == "why" else 0.0,
        "settles": candidate.strength if question.kind == "yes_no" else 0.0,
        "unread": float(candidate.source == "structure"),
        "echo": _echo(question, candidate),
        "unknown": float(fits.says_unknown(candidate.sentence.text) and question.kind != "yes_no"),
        "speaker": speaker,
        "open_kind": float(question.kind in ("why", "how", "said")),
        "lost_name": float(names_in(question, text) < LOST),
        "background": float(fits.is_background(question, candidate.sentence.text, _year(text))),
    }


def _year(text: Text) -> int | None:
    return text.article.published_at.year if text.article.published_at else None


def _scores(candidate: Candidate, candidates: Sequence[Candidate]) -> dict[str, float]:
    rival = max(
        (c.score for c in candidates if _same_article(c, candidate) and not _same(c, candidate)),
        default=-20.0,
    )
    agreeing = {c.sentence.article for c in candidates if _same(c, candidate) and c.score > 0}
    return {
        "score": max(-15.0, min(25.0, candidate.score)) / 10,
        "low_score": min(0.0, candidate.score - 5) / 10,
        "margin": max(-1.0, min(1.0, (candidate.score - max(rival, -20.0)) / 10)),
        "rank": math.log1p(candidate.window.rank) / 3,
        "agreement": float(min(3, max(0, len(agreeing) - 1))),
    }


def _same_article(one: Candidate, other: Candidate) -> bool:
    """Another article that says otherwise is a side of its own, not a doubt."""
    return one.sentence.article == other.sentence.article


def _same(one: Candidate, other: Candidate) -> bool:
    a, b = one.text.lower(), other.text.lower()
    return a in b or b in a


def _echo(question: Question, candidate: Candidate) -> float:
    """The share of the answer's own words that the question already had: an answer says something new."""
    own = [word.key for word in content_words(candidate.text)]
    asked = {word.key for word in question.terms}
    return sum(key in asked for key in own) / len(own) if own else 1.0


def names_in(question: Question, text: Text) -> float:
    """The worst match of the question's names anywhere in an article."""
    return support.names_found(question, support.matches(question, text.sentences, text.article.title or ""))
