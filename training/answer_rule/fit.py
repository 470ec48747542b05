"""Fit the scoring rule: the two models of `bot.answer.rule` over the features of `bot.answer.features`.

Usage: python -m training.answer_rule.fit --data DIR [--cache FILE] [--write] [--errors]

A question's candidates are what the product weighs; each is right or not (an unanswerable question has none).
Prints, by five-fold cross-validation over articles: how many are answered rightly and refused at several
thresholds, and a reliability table. Factor and offset are set so that the probabilities are honest on news.
Needs openpyxl for SQuAD's sheet.
"""

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from bot.answer import rule
from bot.answer.engine import Coverage, Desk, weighed
from bot.answer.features import FEATURES
from bot.answer.question import understand
from bot.brief.compose import compose
from bot.config import load_settings
from bot.resources import resource
from training.answer_rule import sets
from training.answer_rule.model import Asked, Linear, fit_judge, fit_rank, judge_row, logistic, ranked

WEIGHT = {
    "news": 1.0,
    "wikinews": 1.0,
    "settle": 1.0,
    "reports": 1.0,
    "rgb": 0.4,
    "squad": 0.4,
    "quizzes": 0.4,
    "reported": 0.4,
}
"""News is what is asked about; the others steady the fit."""
OWN = ("news", "wikinews", "settle", "reports")
BY_HAND = {"from_fact": (2.0, 1.0)}
"""Weights in both models of what no question here turns on: that a position of the brief, which the build of
its sentence bears out, is of the very stance asked about. To be fitted once there are questions for it."""
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
FOLDS = 5
Result = tuple[Asked, float, bool, str]


def asked(item: sets.Item) -> Asked:
    """A question with its candidates as the product weighs them."""
    desk = Desk([Coverage(each) for each in item.articles], load_settings().answer, compose)
    question = understand(item.question, desk.spelling)
    candidates = tuple(each for _, each in weighed(question, desk.search(question), desk))
    right = tuple(item.is_right(each.text) for each in candidates)
    group = f"{item.source}/{item.group}"
    return Asked(item.source, group, question.kind, item.question, bool(item.accepted), candidates, right)


def gathered(data: Path, cache: Path | None) -> list[Asked]:
    """All questions with their candidates, from the cache if it is there."""
    if cache and cache.exists():
        return list(pickle.loads(cache.read_bytes()))
    own = (sets.wikinews, sets.news, sets.settle, sets.reports)
    others = (sets.rgb, sets.squad, sets.quizzes, sets.reported)
    items = [item for each in (*own, *others) for item in each(data)]
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(asked, items, chunksize=8))
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def fitted(questions: Sequence[Asked]) -> tuple[Linear, Linear]:
    """Both models."""
    rank = fit_rank(questions, FEATURES, WEIGHT)
    judge = fit_judge(questions, rank, WEIGHT)
    return with_hand(rank, 0), with_hand(judge, 1)


def with_hand(model: Linear, place: int) -> Linear:
    """The model with no less than the weights set by hand, for features that next to no question has."""
    told = [
        max(weight, BY_HAND[name][place]) if name in BY_HAND else weight
        for name, weight in zip(model.names, model.weights, strict=True)
    ]
    return Linear(model.names, np.array(told), model.bias)


def best(question: Asked, rank: Linear, judge: Linear) -> Result:
    """A question with its surest candidate: the log-odds, whether it is right, and its words."""
    if not question.candidates:
        return question, -9.0, False, ""
    ranks = ranked(question, rank)
    rows = [judge_row(question, ranks, n, judge.names) for n in range(len(ranks))]
    odds = judge.of(np.array(rows))
    top = int(odds.argmax())
    return question, float(odds[top]), question.right[top], question.candidates[top].text


def cross_validated(questions: Sequence[Asked]) -> list[Result]:
    """Each question judged by models that saw nothing of its article."""
    groups = sorted({q.group for q in questions})
    np.random.default_rng(3).shuffle(groups)
    fold = {group: n % FOLDS for n, group in enumerate(groups)}
    found = []
    for part in range(FOLDS):
        models = fitted([q for q in questions if fold[q.group] != part])
        found += [best(q, *models) for q in questions if fold[q.group] == part]
    return found


def calibrated(results: Sequence[Result]) -> tuple[float, float]:
    """Factor and offset that make the log-odds honest on our own news questions."""
    own = [r for r in results if r[0].source in OWN]
    odds, right = (np.array([r[n] for r in own], float) for n in (1, 2))
    line = logistic(("odds",), odds[:, None], right, np.ones(len(own)), 1e-3)
    return float(line.weights[0]), line.bias


def with_chances(results: Sequence[Result], factor: float, offset: float) -> list[Result]:
    """The log-odds as honest probabilities."""
    return [(q, float(1 / (1 + np.exp(-(factor * odds + offset)))), *rest) for q, odds, *rest in results]  # type: ignore[misc]


def _share(hits: list[int]) -> str:
    return f"{sum(hits)}/{len(hits)}"


def table(results: Sequence[Result]) -> None:
    """Print what each threshold gives, and how far probabilities can be trusted."""
    sources = [(name,) for name in dict.fromkeys(r[0].source for r in results)]
    for source in (*sources, OWN):
        print("+".join(source), end=": ")
        for threshold in THRESHOLDS:
            tally: dict[bool, list[int]] = defaultdict(list)
            for q, p, right, _ in (r for r in results if r[0].source in source):
                said = p >= threshold
                tally[q.answerable].append(int(right and said) if q.answerable else int(not said))
            print(f"[{threshold}] right {_share(tally[True])} refused {_share(tally[False])}", end="  ")
        print()
    print("  p from    n  mean p  right")
    for low in np.arange(0, 1, 0.1):
        part = [r for r in results if low <= r[1] < low + 0.1]
        if part:
            told, right = (np.mean([r[n] for r in part]) for n in (1, 2))
            print(f"  {low:.1f} {len(part):7d}  {told:.2f}   {right:.2f}")


def write(rank: Linear, judge: Linear, factor: float, offset: float) -> None:
    """Put the rule where the product reads it."""
    scaled = Linear(judge.names, judge.weights * factor, judge.bias * factor + offset)
    told = {"bias": round(scaled.bias, 4), **scaled.table()}
    rule_file = {"version": rule.weights()["version"], "rank": rank.table(), "judge": told}
    (resource("bot/answer") / "rule.json").write_text(json.dumps(rule_file, indent=1) + "\n")


def main() -> None:
    """Fit, report, and write the rule when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--cache", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    questions = gathered(chosen.data, chosen.cache)
    results = cross_validated(questions)
    factor, offset = calibrated(results)
    results = with_chances(results, factor, offset)
    table(results)
    rank, judge = fitted(questions)
    for name, one, other in zip(FEATURES, rank.weights, judge.weights, strict=False):
        print(f"  {name:18} rank {one:+.2f}  judge {other:+.2f}")
    if chosen.errors:
        for q, p, right, text in results:
            if q.source in OWN and (
                (q.answerable and not (right and p >= 0.5)) or (not q.answerable and p >= 0.5)
            ):
                print("ANS" if q.answerable else "UNA", f"{p:.2f}", q.kind, q.question, "→", text, right)
    if chosen.write:
        write(rank, judge, factor, offset)


if __name__ == "__main__":
    main()
