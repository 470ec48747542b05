"""Does the evidence support the claim? QAGS (Wang et al., ACL 2020): sentences of machine-made summaries.

Source: W4ngatang/qags, `data/mturk_{cnndm,xsum}.jsonl` (no licence stated for the annotations; read here, not
kept). Used: the first 120 lines of each file; the rest is held out and never read.

How it is counted: a sentence of a summary is supported when most of its three annotators say yes. Balanced
accuracy over the sentences. Naive: the part of the sentence's pairs of neighbouring words that the article
has, at the threshold that serves it best on these very sentences.
Ours is `bot.ground.verify.likelihood` at one half. Its few weights are fitted to these sentences too (no
other annotated ones could be had), so what is counted is cross-validated: ten folds by article, three times,
each sentence judged by weights that never saw its article. "changed facts alone" passes what the checks find
nothing against in the sentence that comes nearest in meaning; they have no fitted weight, and are made for
cased text, and this set is in lower case. Numbers that the set's tokenizer broke ("5, 000") are mended first.
"""

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.fitting import fitted, folds
from benchmarks.measure import Measure, balanced, bootstrap
from benchmarks.repositories import repository
from bot.engine.local.embed import counterparts, nearest_sentence
from bot.engine.local.nlp import parse
from bot.ground.verify import Passage, Source
from bot.ground.verify.judge import facts_changed
from bot.ground.verify.likelihood import COPIED, FEATURES, density, features
from bot.ground.verify.source import passage
from bot.ground.words import words

NAME = "support (QAGS dev)"
REPOSITORY = "W4ngatang/qags"
LINES = 120
PARTS = (("cnndm", "CNN", 0.82), ("xsum", "XSum", 0.76))
PULL, FOLDS, TIMES = 10.0, 10, 3
_BROKEN = re.compile(r"(?<=\d)(?: ?, (?=\d{3}(?!\d))| ?\. (?=\d))")
Claim = tuple[str, str, bool]
"""An article, a sentence about it, and whether it is supported."""


@dataclass(frozen=True)
class Seen:
    """What is known of one claim: its part, article, features, density of copies, reasons, and the truth."""

    part: str
    article: str
    claim: str
    known: dict[str, float]
    copied: bool
    reasons: tuple[str, ...]
    milliseconds: float
    label: bool


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Balanced accuracy on both parts, over the sentences of the first `sample` summaries of each."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    given = {
        part: list(claims(found.read(f"data/mturk_{part}.jsonl").decode().splitlines()[: min(LINES, sample)]))
        for part, _, _ in PARTS
    }
    seen = [each for part, _, _ in PARTS for each in look(part, given[part])]
    told = cross_validated(seen)
    for part, name, aim in PARTS:
        naive = best_balanced([overlap(a, c) for a, c, _ in given[part]], [c[2] for c in given[part]])
        mine = [(s, p) for s, p in zip(seen, told, strict=True) if s.part == part]
        yield _measure(f"balanced accuracy, {name}", mine, naive, aim)
        facts = [(s, float(not s.reasons)) for s, _ in mine]
        yield _measure(f"changed facts alone, {name}", facts, None, None)
    taken = median(each.milliseconds for each in seen)
    yield Measure(NAME, "median milliseconds of one core a claim, both parsed", len(seen), taken)


def _measure(
    name: str, judged: Sequence[tuple[Seen, float]], naive: float | None, aim: float | None
) -> Measure:
    def figure(items: Sequence[tuple[Seen, float]]) -> float:
        return balanced([p >= 0.5 for _, p in items], [s.label for s, _ in items])

    wrong = sorted(judged, key=lambda each: -abs(each[1] - each[0].label))
    errors = tuple(f"{p:.2f} for {s.label}: {s.claim} [{'; '.join(s.reasons)}]" for s, p in wrong)
    return Measure(NAME, name, len(judged), figure(judged), naive, aim, errors, bootstrap(judged, figure))


def claims(lines: list[str]) -> Iterator[Claim]:
    """Each sentence of the summaries with what most annotators say of it."""
    for row in map(json.loads, islice(lines, LINES)):
        for each in row["summary_sentences"]:
            said = [response["response"] == "yes" for response in each["responses"]]
            yield mended(row["article"]), mended(each["sentence"]), sum(said) * 2 > len(said)


def mended(text: str) -> str:
    """The numbers put together that the set's tokenizer broke: "$ 5, 000", "2. 4 miles"."""
    return _BROKEN.sub(lambda found: found[0].strip(), text)


def look(part: str, given: Sequence[Claim]) -> Iterator[Seen]:
    """The features of each claim, as `bot.ground.verify` finds them."""
    sources: dict[str, Source] = {}
    for article, claim, label in given:
        source = sources[article] = sources.get(article) or Source(parse(article))
        whole = source.whole
        _ = whole.arcs, whole.keys, whole.starts, source.full_names  # found once an article, not once a claim
        sentences = [each.text for each in whole.sentences]
        meaning = counterparts(claim, sentences)
        there = Passage((whole.sentences[nearest_sentence(claim, sentences)],))
        doc = parse(claim)
        began = time.process_time()
        stated = passage(doc)
        reasons = tuple(dict.fromkeys(facts_changed(stated, there, source)))
        known = features(stated, whole, there, reasons, meaning)
        copied = density(stated, whole) >= COPIED
        taken = 1000 * (time.process_time() - began)
        yield Seen(part, article, claim, known, copied, tuple(r.words for r in reasons), taken, label)


def cross_validated(seen: Sequence[Seen]) -> list[float]:
    """The probability of each, by weights fitted without its article; the mean over several divisions."""
    rows = np.array([[each.known[name] for name in FEATURES] for each in seen], float)
    labels, copied = (np.array(flags) for flags in ([s.label for s in seen], [s.copied for s in seen]))
    total = np.zeros(len(seen))
    for seed in range(TIMES):
        fold = folds([each.article for each in seen], FOLDS, seed)
        for number in range(FOLDS):
            for side in (True, False):
                known, judged = ((fold == number) == test for test in (False, True))
                known, judged = known & (copied == side), judged & (copied == side)
                weights, bias = fitted(rows[known], labels[known], PULL)
                total[judged] += 1 / (1 + np.exp(-(rows[judged] @ weights + bias)))
    return [float(each) / TIMES for each in total]


def overlap(article: str, claim: str) -> float:
    """The part of the claim's pairs of neighbouring words that the article has."""
    own, there = (list(pairwise(word.key for word in words(text))) for text in (claim, article))
    known = set(there)
    return sum(pair in known for pair in own) / max(1, len(own))


def best_balanced(scores: list[float], labels: list[bool]) -> float:
    """Balanced accuracy at the threshold where it is best."""
    return max(balanced([score >= least for score in scores], labels) for least in set(scores))
