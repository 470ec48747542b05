"""Fit the scoring rule: one logistic regression over the features of `bot.answer.rule`.

Usage: python -m training.answer_rule.fit --data DIR [--cache FILE] [--write]

Each of a question's candidates is a row; its label is whether it is right (an unanswerable question has
none). Newton's method, the weights drawn towards `PRIOR`; then factor and offset are set so that the
probabilities of the best candidates are honest on news. Prints, by five-fold cross-validation over
questions: how many are answered rightly and refused at several thresholds, and a reliability table.
Needs openpyxl for SQuAD's sheet.
"""

import argparse
import json
import pickle
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.answers import is_right
from bot.answer import rule
from bot.answer.engine import Coverage, Desk, weighed
from bot.answer.question import understand
from bot.answer.retrieve import windows
from bot.brief.compose import compose
from bot.config import load_settings
from bot.resources import resource
from training.answer_rule import sets

WEIGHT = {"news": 1.0, "agency": 1.0, "rgb": 0.1, "squad": 0.2}
"""News is what is asked about; the others only steady the fit."""
PRIOR = {
    "score": 2.0,
    "low_score": 1.0,
    "margin": 0.6,
    "covered": 1.0,
    "covered_window": 1.5,
    "weakest_window": 0.7,
    "names_window": 1.2,
    "lost_name": -4.0,
    "type_fit": 0.8,
    "counted_fit": 1.0,
    "role_fit": 0.8,
    "speaker": 1.0,
    "rank": -0.3,
    "agreement": 0.4,
    "yes_no": 1.0,
    "from_fact": 0.5,
    "echo": -1.0,
    "unknown": -1.0,
    "open_kind": 1.0,
    "background": -1.5,
    "structure": 1.0,
    "reason": 4.0,
    "unread": -1.0,
    "settles": 2.0,
    "quoted": 0.5,
}
"""What each feature should weigh before any data: few questions are at hand, and the signs are known."""
L2 = 60.0
STEPS, DAMPING = 60, 0.6
Results = list[tuple[str, bool, float, bool, str, str, str]]


def rows(item: sets.Item) -> dict[str, Any]:
    """The features and label of each candidate of a question."""
    desk = Desk([Coverage(each) for each in item.articles], load_settings().answer, compose)
    question = understand(item.question, desk.spelling)
    found = windows(question, desk.texts, desk.policy.max_windows)
    out = [
        (features, bool(item.accepted) and is_right(text, list(item.accepted)), text)
        for _, features, text in weighed(question, found, desk)
    ]
    return {
        "item": item.question,
        "kind": question.kind,
        "source": item.source,
        "answerable": bool(item.accepted),
        "rows": out,
    }


def gathered(data: Path, cache: Path | None) -> list[dict[str, Any]]:
    """All questions with their rows, from the cache if it is there."""
    if cache and cache.exists():
        return list(pickle.loads(cache.read_bytes()))
    found = [rows(item) for each in (sets.news, sets.agency, sets.rgb, sets.squad) for item in each(data)]
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def matrix(questions: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and weights of all rows."""
    x = np.array([[f[name] for name in rule.FEATURES] for q in questions for f, _, _ in q["rows"]])
    y = np.array([label for q in questions for _, label, _ in q["rows"]], float)
    w = np.array([WEIGHT[q["source"]] for q in questions for _ in q["rows"]])
    return x, y, w


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Bias and weights on the features' own scale, drawn towards `PRIOR`."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-3
    z = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    prior = np.concatenate([[0.0], [PRIOR[name] for name in rule.FEATURES] * scale])
    penalty = np.diag([1e-6] + [L2] * x.shape[1])
    beta = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        gradient = z.T @ (w * (y - p)) - penalty @ (beta - prior)
        curvature = (z * (w * np.maximum(p * (1 - p), 0.01))[:, None]).T @ z + penalty
        beta += DAMPING * np.linalg.solve(curvature, gradient)
    own = beta[1:] / scale
    return np.concatenate([[beta[0] - own @ mean], own])


def calibrated(results: Results) -> tuple[float, float]:
    """Factor and offset that make the best candidates' log-odds honest on our own news questions."""
    news = [r for r in results if r[0] in ("news", "agency")]
    odds = np.array([np.log(max(r[2], 1e-6) / max(1 - r[2], 1e-6)) for r in news])
    z, y = np.column_stack([odds, np.ones(len(odds))]), np.array([r[3] for r in news], float)
    line = np.array([1.0, 0.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ line))
        line += DAMPING * np.linalg.solve(
            (z * (p * (1 - p))[:, None]).T @ z + 1e-3 * np.eye(2), z.T @ (y - p)
        )
    return float(line[0]), float(line[1])


def scored(questions: list[dict[str, Any]], beta: np.ndarray) -> Results:
    """For each question its best candidate: source, answerable, probability, right, and its words."""
    out = []
    for q in questions:
        best = (0.0, False, "")
        for features, label, text in q["rows"]:
            total = beta[0] + sum(b * features[name] for b, name in zip(beta[1:], rule.FEATURES, strict=True))
            best = max(best, (float(1 / (1 + np.exp(-total))), label, text))
        out.append((q["source"], q["answerable"], best[0], best[1], q["item"], best[2], q["kind"]))
    return out


def _share(hits: list[int]) -> str:
    return f"{sum(hits)}/{len(hits)}"


def table(results: Results) -> None:
    """Print what each threshold gives, and how far probabilities can be trusted."""
    for source in sorted({r[0] for r in results}):
        print(source, end=": ")
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            tally: dict[bool, list[int]] = defaultdict(list)
            for _, answerable, p, right, *_ in (r for r in results if r[0] == source):
                tally[answerable].append(int(right and p >= threshold) if answerable else int(p < threshold))
            print(
                f"[{threshold}] right {_share(tally[True])} refused {_share(tally[False])}",
                end="  ",
            )
        print()
    print("  p from    n  mean p  right")
    for low in np.arange(0, 1, 0.1):
        part = [r for r in results if low <= r[2] < low + 0.1]
        if part:
            told, right = (np.mean([r[n] for r in part]) for n in (2, 3))
            print(f"  {low:.1f} {len(part):7d}  {told:.2f}   {right:.2f}")


def main() -> None:
    """Fit, report, and write the rule when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--cache", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    questions = gathered(chosen.data, chosen.cache)
    order = np.random.default_rng(3).permutation(len(questions))
    results = []
    for fold in range(5):
        test = {int(n) for n in order[fold::5]}
        beta = fit(*matrix([q for n, q in enumerate(questions) if n not in test]))
        results += scored([q for n, q in enumerate(questions) if n in test], beta)
    factor, offset = calibrated(results)
    results = [
        (
            *r[:2],
            float(1 / (1 + np.exp(-(factor * np.log(r[2] / (1 - r[2])) + offset)))) if 0 < r[2] < 1 else r[2],
            *r[3:],
        )
        for r in results
    ]
    table(results)
    beta = fit(*matrix(questions)) * factor + np.array([offset] + [0.0] * len(rule.FEATURES))
    for name, value in zip(("bias", *rule.FEATURES), beta, strict=True):
        print(f"  {name:18} {value:+.2f}")
    if chosen.errors:
        for source, answerable, p, right, question, text, kind in results:
            if source in ("news", "agency") and (
                (answerable and not (right and p >= 0.5)) or (not answerable and p >= 0.5)
            ):
                print(
                    "ANS" if answerable else "UNA",
                    f"{p:.2f}",
                    kind,
                    question,
                    "→",
                    text,
                    "(right)" if right else "",
                )
    if chosen.write:
        weights = {name: round(float(b), 4) for name, b in zip(rule.FEATURES, beta[1:], strict=True)}
        fitted = {"version": rule.weights()["version"], "bias": round(float(beta[0]), 4), "weights": weights}
        (resource("bot/answer") / "rule.json").write_text(json.dumps(fitted, indent=1) + "\n")


if __name__ == "__main__":
    main()
