"""Near-miss refusals: RGB (Chen et al., AAAI 2024), the corrected English set.

Source: chen700564/RGB, `data/en_fact.json` (the repository states CC BY-NC-SA 4.0; read here, not kept).

How it is counted: negative rejection: each question is asked over five of its negative documents, none of
which holds a right answer; the part answered with "not stated". Answered rightly under noise: over three
positive and two negative documents; the part whose answer holds a right one. Naive: the sentence of
highest BM25 score is the answer; it refuses nothing.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.asked import Asked, answers, article_of, is_stated, told
from benchmarks.closest import closest
from benchmarks.measure import Measure, share
from benchmarks.repositories import repository
from bot.model import Answer

NAME = "RGB"
REPOSITORY = "chen700564/RGB"


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Negative rejection and answers under noise, over `sample` questions."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    rows = [json.loads(line) for line in found.read("data/en_fact.json").decode().splitlines()]
    chosen = random.Random(7).sample(rows, min(sample, len(rows)))
    lacking = [row for row in chosen if len(_lacking(row)) >= 2]
    refused = answers([_asked(row, _lacking(row)[:5]) for row in lacking], f"{NAME}, negatives")
    wrong = tuple(
        f"{row['query']} → {told(a)}" for row, a in zip(lacking, refused, strict=True) if is_stated(a)
    )
    rejected = share([not is_stated(a) for a in refused])
    yield Measure(NAME, "negative rejection", len(lacking), rejected, 0.0, 0.85, wrong)
    mixed = answers(
        [_asked(row, row["positive"][:3] + row["negative"][:2]) for row in chosen], f"{NAME}, noise"
    )
    right = [_is_right(a, row) for row, a in zip(chosen, mixed, strict=True)]
    missed = tuple(
        f"{row['query']} → {told(a)} (wanted: {_accepted(row)[0]})"
        for row, a, ok in zip(chosen, mixed, right, strict=True)
        if not ok
    )
    yield Measure(NAME, "right under noise", len(chosen), share(right), _naive(chosen), None, missed)


def _naive(chosen: Sequence[dict]) -> float:  # type: ignore[type-arg]
    """How often the closest sentence has a right answer."""
    asked = [_asked(row, row["positive"][:3] + row["negative"][:2]) for row in chosen]
    best = [closest(one.question, one.articles)[0].lower() for one in asked]
    return share(
        [any(form.lower() in text for form in _accepted(row)) for row, text in zip(chosen, best, strict=True)]
    )


def _asked(row: dict, texts: list[str]) -> Asked:  # type: ignore[type-arg]
    return Asked(row["query"], tuple(article_of(text) for text in texts))


def _accepted(row: dict) -> list[str]:  # type: ignore[type-arg]
    given = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
    return [form for each in given for form in (each if isinstance(each, list) else [each])]


def _lacking(row: dict) -> list[str]:  # type: ignore[type-arg]
    return [t for t in row["negative"] if not any(a.lower() in t.lower() for a in _accepted(row))]


def _is_right(given: Answer | None, row: dict) -> bool:  # type: ignore[type-arg]
    return given is not None and any(form.lower() in given.text.lower() for form in _accepted(row))
