"""Does the evidence support the claim? QAGS (Wang et al., ACL 2020): sentences of machine-made summaries.

Source: W4ngatang/qags, `data/mturk_{cnndm,xsum}.jsonl` (no licence stated for the annotations; read here, not
kept). Used: the first 120 lines of each file; the rest is held out and never read.

How it is counted: a sentence of a summary is supported when most of its three annotators say yes. Balanced
accuracy over the sentences. Naive: the part of the sentence's pairs of neighbouring words that the article
has, at the threshold that serves it best on these very sentences.
Ours is not measured: Briefwire has no check of claims yet (`bot/ground/`).
"""

import json
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.measure import Measure, balanced
from benchmarks.repositories import repository
from bot.ground.words import words

NAME = "support (QAGS dev)"
REPOSITORY = "W4ngatang/qags"
LINES = 120
PARTS = (("cnndm", "CNN", 0.82), ("xsum", "XSum", 0.76))
Claim = tuple[str, str, bool]
"""An article, a sentence about it, and whether it is supported."""


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Balanced accuracy on both parts, over the sentences of the first `sample` summaries of each."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    for part, name, aim in PARTS:
        lines = found.read(f"data/mturk_{part}.jsonl").decode().splitlines()
        given = list(claims(lines[: min(LINES, sample)]))
        naive = best_balanced([overlap(article, claim) for article, claim, _ in given], [c[2] for c in given])
        yield Measure(NAME, f"balanced accuracy, {name}", len(given), None, naive, aim)


def claims(lines: list[str]) -> Iterator[Claim]:
    """Each sentence of the summaries with what most annotators say of it."""
    for row in map(json.loads, islice(lines, LINES)):
        for each in row["summary_sentences"]:
            said = [response["response"] == "yes" for response in each["responses"]]
            yield row["article"], each["sentence"], sum(said) * 2 > len(said)


def overlap(article: str, claim: str) -> float:
    """The part of the claim's pairs of neighbouring words that the article has."""
    own, there = (list(pairwise(word.key for word in words(text))) for text in (claim, article))
    known = set(there)
    return sum(pair in known for pair in own) / max(1, len(own))


def best_balanced(scores: list[float], labels: list[bool]) -> float:
    """Balanced accuracy at the threshold where it is best."""
    return max(balanced([score >= least for score in scores], labels) for least in set(scores))
