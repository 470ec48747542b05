"""How probably a claim is supported by an article: one small fitted rule over what the parse shows.

The features follow Goyal and Durrett (EMNLP Findings 2020), who check each dependency of a claim against its
source, and BERTScore (Zhang et al., ICLR 2020), which looks for each word's nearest counterpart. A claim that
copies long runs of its source errs otherwise than one that retells it: each has its own weights
(`weights.toml`, written by `training/support/fit.py`).
"""

import math
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from bot.ground.verify.arcs import FARTHEST, Arc, arcs_of, is_content, steps_between, token_key
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage
from bot.ground.words import key
from bot.resources import resource

FEATURES = (
    "arcs",
    "arcs_as_labelled",
    "distance",
    "missing",
    "missing_numerals",
    "reasons",
    "meaning",
    "faintest",
)
COPIED = 0.2
"""The density of copied runs from which on a claim counts as copied."""
_MOST = 4


def probability(features: dict[str, float], density: float) -> float:
    """The probability that a claim with these features is supported."""
    table = weights()["copied" if density >= COPIED else "retold"]
    total = table["bias"] + sum(table[name] * features[name] for name in FEATURES)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def weights() -> dict[str, dict[str, float]]:
    """The fitted weights, for copied and for retold claims."""
    return tomllib.loads(resource("bot/ground/verify/weights.toml").read_text("utf-8"))


def features(
    claim: Passage, source: Passage, reasons: Sequence[Reason], meaning: tuple[float, float]
) -> dict[str, float]:
    """What is known of a claim; `meaning` is how near its words come to a sentence, and the faintest."""
    told = [token for token in claim.tokens if is_content(token)]
    missing = [token for token in told if not {key(token.text), token_key(token)} & source.keys]
    mine = [arc for arc in arcs_of(claim.tokens) if is_content(arc.head) and is_content(arc.word)]
    known = source.arcs
    found = [known.get(arc.ends, frozenset()) for arc in mine]
    labelled = [
        any(_alike(arc.label, label) for label in labels) for arc, labels in zip(mine, found, strict=True)
    ]
    return {
        "arcs": _mean([bool(labels) for labels in found], 0.0),
        "arcs_as_labelled": _mean(labelled, 0.0),
        "distance": _mean(list(_distances(mine, source)), 1.0),
        "missing": min(len(missing), _MOST),
        "missing_numerals": sum(token.like_num or any(map(str.isdigit, token.text)) for token in missing),
        "reasons": len(reasons),
        "meaning": meaning[0],
        "faintest": meaning[1],
    }


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _alike(one: str, other: str) -> bool:
    return one == other or (one.startswith("p_") and other.startswith("p_"))


def _distances(mine: Sequence[Arc], source: Passage) -> Iterator[float]:
    """For each arc whose words the source has: how far apart they are in the parse of one sentence."""
    for arc in mine:
        heads, words = (_places(token, source) for token in (arc.head, arc.word))
        if heads and words:
            sentences = {source.sentence_of[b.i] for b in words}
            pairs = ((a, b) for a in heads if source.sentence_of[a.i] in sentences for b in words)
            yield min((steps_between(source.way(a), source.way(b)) for a, b in pairs), default=FARTHEST)


def _places(token: Token, source: Passage) -> Sequence[Token]:
    return [*source.places.get(key(token.text), ()), *source.places.get(token_key(token), ())]


def density(claim: Passage, source: Passage) -> float:
    """How much of a claim is copied in long runs: squared lengths of the runs over the squared length."""
    mine, theirs = claim.sequence, source.sequence
    at, total = 0, 0
    while at < len(mine):
        run = max((_run(mine, at, theirs, place) for place in source.starts.get(mine[at], ())), default=1)
        total += run * run
        at += run
    return total / max(1, len(mine)) ** 2


def _run(mine: Sequence[str], at: int, theirs: Sequence[str], place: int) -> int:
    size = 0
    while at + size < len(mine) and place + size < len(theirs) and mine[at + size] == theirs[place + size]:
        size += 1
    return size
