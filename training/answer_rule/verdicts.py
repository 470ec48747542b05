"""Fit the verdict on yes/no questions: `bot/answer/verdict.json` over the features of `bot.answer.verdict`.

Usage: python -m training.answer_rule.verdicts [--write]

The data are our own questions for yes or no over our own reports (`training/reader/news/`), each with the
sentence that was marked as deciding it. How the reader leans is weighed by the reports that it was not
trained on alone, against the sum of all else, which is fitted on all. Prints how often the verdict is
right, by eight-fold cross-validation over reports.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answer.passages import sentence_ranges
from bot.answer.question import understand
from bot.answer.verdict import features
from bot.answer.yes_no import settled
from bot.engine.local.nlp import parsed
from bot.resources import resource
from training.answer_rule import sets
from training.answer_rule.model import Linear, logistic

FOLDS, L2 = 8, 5.0
LEANING = "leaning"


@dataclass(frozen=True)
class Judged:
    """A question with its deciding sentence: what the model is told, the verdict, and that of the build."""

    report: str
    is_unread: bool
    told: dict[str, float]
    is_yes: bool
    built: str | None


def marked() -> Iterator[tuple[str, bool, str, str, bool]]:
    """Report, whether it is unread, question, deciding sentence and verdict of each question."""
    unread = {name for name, _, _ in sets.unread()}
    for name, text, rows in sets.own_reports():
        ranges = sentence_ranges(text)
        for row in (row for row in rows if row.get("v") and row["at"]):
            sentence = next((text[a:b] for _, a, b in ranges if a <= row["at"][0] < b), None)
            if sentence:
                yield name, name in unread, row["q"], sentence, row["v"] == "yes"


def judged(item: tuple[str, bool, str, str, bool]) -> Judged:
    """A question with its features."""
    report, is_unread, asked, sentence, is_yes = item
    question = understand(asked, {})
    built = settled(question, parsed(sentence)).verdict
    return Judged(report, is_unread, features(question, sentence, None), is_yes, built)


def fitted(rows: Sequence[Judged], names: tuple[str, ...]) -> Linear:
    """The weights of all features: the sum of the others first, then it and the reader's leaning."""
    others = tuple(name for name in names if name != LEANING)
    base = _fit(rows, others)
    unread = [row for row in rows if row.is_unread]
    pairs = np.column_stack([base.of(_table(unread, others)), _table(unread, (LEANING,))])
    both = logistic(("rest", LEANING), pairs, _verdicts(unread), np.ones(len(unread)), L2)
    weights = dict(zip(others, base.weights * both.weights[0], strict=True)) | {LEANING: both.weights[1]}
    bias = float(base.bias * both.weights[0] + both.bias)
    return Linear(names, np.array([weights[name] for name in names]), bias)


def _fit(rows: Sequence[Judged], names: tuple[str, ...]) -> Linear:
    return logistic(names, _table(rows, names), _verdicts(rows), np.ones(len(rows)), L2)


def _table(rows: Sequence[Judged], names: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.array([[row.told.get(name, 0.0) for name in names] for row in rows])


def _verdicts(rows: Sequence[Judged]) -> npt.NDArray[np.float64]:
    return np.array([row.is_yes for row in rows], float)


def cross_validated(rows: Sequence[Judged], names: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """The log-odds of each by a model that saw nothing of its report."""
    reports = sorted({row.report for row in rows})
    np.random.default_rng(1).shuffle(reports)
    part = np.array([reports.index(row.report) % FOLDS for row in rows])
    odds = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = fitted([row for row, own in zip(rows, part, strict=True) if own != fold], names)
        odds[part == fold] = model.of(_table([rows[n] for n in np.flatnonzero(part == fold)], names))
    return odds


def report(rows: Sequence[Judged], odds: npt.NDArray[np.float64]) -> None:
    """Print how often the verdict is right, over all and over the reports that the reader never saw."""
    right = (odds > 0) == _verdicts(rows).astype(bool)
    built = np.array([row.built == ("Yes" if row.is_yes else "No") for row in rows])
    silent = np.array([row.built is None for row in rows])
    unread = np.array([row.is_unread for row in rows])
    for label, chosen in (("all", np.ones(len(rows), bool)), ("unread", unread)):
        print(
            f"{label}: {chosen.sum()} questions, right {right[chosen].mean():.3f}; "
            f"by the build alone {built[chosen].mean():.3f}, silent {silent[chosen].mean():.3f}"
        )


def main() -> None:
    """Fit, report, and write the weights when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(judged, marked(), chunksize=16))
    names = tuple(dict.fromkeys(name for row in rows for name in row.told))
    report(rows, cross_validated(rows, names))
    model = fitted(rows, names)
    for name, weight in zip(model.names, model.weights, strict=True):
        print(f"  {name:20} {weight:+.2f}")
    if chosen.write:
        told = {"bias": round(model.bias, 4), **model.table()}
        (resource("bot/answer") / "verdict.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
