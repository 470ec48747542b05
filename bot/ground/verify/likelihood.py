"""How probably a claim is supported by an article: one small fitted rule over what the parse shows.

The features follow Goyal and Durrett (EMNLP Findings 2020), who check each dependency of a claim against its
source, and BERTScore (Zhang et al., ICLR 2020), which looks for each word's nearest counterpart. A claim that
copies long runs of its source errs otherwise than one that retells it: each has its own weights
(`weights.toml`, written by `training/support/fit.py`).
"""

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.ground.verify.arcs import Arc, arcs_of, is_content, token_key
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage
from bot.ground.words import key
from bot.resources import resource

FEATURES = ("arcs", "arcs_there", "missing", "changed", "cuts", "meaning", "faintest")
COPIED = 0.2
"""The density of copied runs from which on a claim counts as copied."""
_MOST, _MOST_CHANGED, _MOST_CUTS = 4, 2, 2
_FACTS = frozenset(("number", "date", "name"))


@dataclass(frozen=True)
class Run:
    """`size` words of a claim from `at` that stand so in its source from `place`; one word, if in none."""

    at: int
    size: int
    place: int | None


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
    claim: Passage, source: Passage, there: Passage, reasons: Sequence[Reason], meaning: tuple[float, float]
) -> dict[str, float]:
    """What is known of a claim.

    `there` is the sentence that is to bear it out, `reasons` are those that this gives against it, and
    `meaning` is how near its words come to a sentence, and the faintest.
    """
    told = [token for token in claim.tokens if is_content(token)]
    missing = [token for token in told if not {key(token.text), token_key(token)} & source.keys]
    mine = list(arcs_of(claim.tokens))
    telling = [arc for arc in mine if is_content(arc.head) and is_content(arc.word)]
    return {
        "arcs": _mean([_is_in(arc, source) for arc in telling]),
        "arcs_there": _mean([_is_in(arc, there) for arc in mine]),
        "missing": min(len(missing), _MOST),
        "changed": min(sum(reason.kind in _FACTS for reason in reasons), _MOST_CHANGED),
        "cuts": min(_cuts(claim, source), _MOST_CUTS),
        "meaning": meaning[0],
        "faintest": meaning[1],
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _is_in(arc: Arc, source: Passage) -> bool:
    return any(_alike(arc.label, label) for label in source.arcs.get(arc.ends, ()))


def _alike(one: str, other: str) -> bool:
    return one == other or (one.startswith("p_") and other.startswith("p_"))


def _cuts(claim: Passage, source: Passage) -> int:
    """How often the claim goes on behind a verb that its sentence has and it leaves out."""
    return sum(_is_cut(one, other, source) for one, other in pairwise(_runs(claim.sequence, source)))


def _is_cut(one: Run, other: Run, source: Passage) -> bool:
    if one.place is None or other.place is None:
        return False
    first, last = source.tokens[one.place], source.tokens[other.place]
    left_out = source.tokens[one.place + one.size : other.place]
    together = source.sentence_of[first.i] == source.sentence_of[last.i]
    return together and any(token.pos_ in ("VERB", "AUX") for token in left_out)


def density(claim: Passage, source: Passage) -> float:
    """How much of a claim is copied in long runs: squared lengths of the runs over the squared length."""
    total = sum(run.size**2 for run in _runs(claim.sequence, source))
    return total / max(1, len(claim.sequence)) ** 2


def _runs(mine: Sequence[str], source: Passage) -> Iterator[Run]:
    """The claim as the longest runs of its source, from its start on."""
    at = 0
    while at < len(mine):
        runs = (Run(at, _length(mine, at, source.sequence, p), p) for p in source.starts.get(mine[at], ()))
        run = max(runs, key=lambda each: each.size, default=Run(at, 1, None))
        yield run
        at += run.size


def _length(mine: Sequence[str], at: int, theirs: Sequence[str], place: int) -> int:
    size = 0
    while at + size < len(mine) and place + size < len(theirs) and mine[at + size] == theirs[place + size]:
        size += 1
    return size
