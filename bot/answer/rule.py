"""The one scoring rule: from the candidates' features to the probability that each is right.

Two logistic models in `rule.json`: `rank` tells which candidate is likeliest, `judge` whether one is right,
from its own features and from how far it is ahead. How they were fitted stands in docs/answers.md.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.resources import resource

ALONE = 3.0
"""How far ahead a candidate without a rival counts."""
FARTHEST = 6.0
STANDING = ("lead", "share", "ahead")


@dataclass(frozen=True)
class Weighed:
    """What the rule is told of a candidate: its features, its words, and the article they stand in."""

    features: Mapping[str, float]
    text: str
    article: int


@cache
def weights() -> dict[str, Any]:
    """The fitted rule, `rule.json`."""
    found: dict[str, Any] = json.loads(resource("bot/answer/rule.json").read_text("utf-8"))
    return found


def probabilities(kind: str, weighed: Sequence[Weighed]) -> list[float]:
    """The calibrated probability of each candidate of one question that it is right."""
    judge = weights()["judge"]
    ranks = [_sum(weights()["rank"], each.features) for each in weighed]
    return [
        _logistic(
            judge["bias"] + _sum(judge, {**each.features, **standing(n, ranks, weighed), f"kind_{kind}": 1.0})
        )
        for n, each in enumerate(weighed)
    ]


def standing(number: int, ranks: Sequence[float], weighed: Sequence[Weighed]) -> dict[str, float]:
    """How a candidate stands to the others of its article; another article is a side of its own."""
    own = weighed[number]
    here = [n for n, each in enumerate(weighed) if each.article == own.article]
    alike = {n for n in here if _same(weighed[n].text, own.text)}
    best = max(ranks[n] for n in here)
    parts = {n: math.exp(ranks[n] - best) for n in here}
    rival = max((ranks[n] for n in here if n not in alike), default=ranks[number] - ALONE)
    return {
        "lead": max(-FARTHEST, min(FARTHEST, ranks[number])),
        "share": sum(parts[n] for n in alike) / sum(parts.values()),
        "ahead": max(-FARTHEST, min(FARTHEST, ranks[number] - rival)),
    }


def _same(one: str, other: str) -> bool:
    a, b = one.lower(), other.lower()
    return a in b or b in a


def _sum(model: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(model.get(name, 0.0) * value for name, value in features.items())


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
