"""Fit the ranking of sentences: the weights of `bot.answer.ranking` over its features.

Usage: python -m training.answer_ranking.fit --onestop REPO [--write]

Each of our questions about news (`training/reader/news/`) with an answer is asked over its own article, if
that is long (a newspaper's of the OneStop English corpus, read from its repository), and over twelve articles
at once; the sentence that has its answer is known. A choice model: the share of exp(score) that this sentence
has among all is made large, by Newton's method. Every fifth article is left out, and it is printed how often
one of so many windows has the sentence over these; the shipped weights are then fitted on all.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.asked import article_of
from bot.answer import ranking, retrieve
from bot.answer.passages import Text
from bot.answer.question import understand
from bot.resources import resource

READER = Path(__file__).parents[1] / "reader"
sys.path.append(str(READER))
from prepare_news import texts as asked_texts  # noqa: E402 - the reader's scripts import each other by file

TOGETHER, OF_ONE_OF_MANY, OF_A_LONG_ONE = 12, 9, 25
"""So many articles at once; so many questions of each of these, and of one that is read by itself."""
LEFT_OUT = 5
L2, STEPS = 3.0, 25
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question over texts: the features of every sentence, and the one that has its answer."""

    kind: str
    left_out: bool
    rows: Matrix
    right: int
    texts: tuple[Text, ...]


def asked(item: dict[str, Any], texts: tuple[Text, ...], number: int, left_out: bool) -> Asked | None:
    """One question about article `number`; None where no sentence of it has its answer."""
    question = understand(item["q"], retrieve.Spelling(texts))
    sentences = [sentence for text in texts for sentence in text.sentences]
    at = item["at"][0]
    right = next((n for n, s in enumerate(sentences) if s.article == number and s.start <= at < s.end), None)
    if right is None:
        return None
    kind = "one long" if len(texts) == 1 else "twelve"
    return Asked(kind, left_out, np.asarray(ranking.features(question, texts), float), right, texts)


def gathered(onestop: Path) -> Iterator[Asked]:
    """All questions, over long articles alone and over articles together."""
    chance = random.Random(3)
    articles = {
        name: (article_of(text), items) for name, text, items in asked_texts(READER / "news", onestop)
    }
    named = sorted(articles)
    left_out = set(named[::LEFT_OUT])
    groups = [[name] for name in named if name.startswith("onestop/")]
    for part in ([name for name in named if name not in left_out], named[::LEFT_OUT]):
        shuffled = chance.sample(part, len(part))
        groups += [shuffled[n : n + TOGETHER] for n in range(0, len(shuffled), TOGETHER)]
    for group in groups:
        texts = tuple(Text(number, articles[name][0]) for number, name in enumerate(group))
        for number, name in enumerate(group):
            known = [item for item in articles[name][1] if item["at"] and not item.get("v")]
            most = OF_A_LONG_ONE if len(group) == 1 else OF_ONE_OF_MANY
            for item in chance.sample(known, min(most, len(known))):
                found = asked(item, texts, number, name in left_out)
                if found:
                    yield found


def fitted(questions: Sequence[Asked]) -> Matrix:
    """The weights on the features' own scales."""
    every = np.concatenate([each.rows for each in questions])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-6
    x = (every - mean) / scale
    starts = np.cumsum([0, *(len(each.rows) for each in questions)])[:-1]
    right = starts + np.array([each.right for each in questions])
    of = np.repeat(np.arange(len(questions)), [len(each.rows) for each in questions])

    def judged(weights: Matrix) -> tuple[float, Matrix]:
        """The loss, and the probability of each sentence."""
        score = x @ weights
        score -= np.maximum.reduceat(score, starts)[of]
        total = np.add.reduceat(np.exp(score), starts)
        loss = float(np.log(total).sum() - score[right].sum() + L2 * weights @ weights / 2)
        return loss, np.exp(score) / total[of]

    weights = np.zeros(x.shape[1])
    loss, chances = judged(weights)
    for _ in range(STEPS):
        means = np.add.reduceat(chances[:, None] * x, starts)
        slope = means.sum(axis=0) - x[right].sum(axis=0) + L2 * weights
        curve = (x * chances[:, None]).T @ x - means.T @ means + L2 * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        while judged(weights - step)[0] > loss and np.abs(step).max() > 1e-4:
            step /= 2
        weights = weights - step
        loss, chances = judged(weights)
    return np.asarray(weights / scale)


def told(questions: Sequence[Asked], weights: Matrix) -> None:
    """Print how often one of so many windows has the sentence with the answer."""
    for kind in dict.fromkeys(each.kind for each in questions):
        part = [each for each in questions if each.kind == kind]
        hits: Counter[int] = Counter()
        for each in part:
            for most in (3, 4, 5, 6):
                hits[most] += has_it(each, weights, most)
        print(kind, len(part), {most: f"{hits[most] / len(part):.3f}" for most in hits})


def has_it(each: Asked, weights: Matrix, most: int) -> bool:
    """Whether one of `most` windows has the sentence with the answer."""
    likely = ranking.shares((each.rows @ weights).astype(np.float32))
    return any(first <= each.right < end for first, end in retrieve.chosen(each.texts, likely, most))


def main() -> None:
    """Fit without every fifth article, report over these, fit on all, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--onestop", type=Path, required=True)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    questions = list(gathered(chosen.onestop))
    told([q for q in questions if q.left_out], fitted([q for q in questions if not q.left_out]))
    weights = fitted(questions)
    found = {name: round(float(w), 4) for name, w in zip(ranking.FEATURES, weights, strict=True)}
    print(json.dumps(found, indent=1))
    if chosen.write:
        fit = {"questions": len(questions), "weights": found}
        (resource("bot/answer") / "ranking.json").write_text(json.dumps(fit, indent=1) + "\n")


if __name__ == "__main__":
    main()
