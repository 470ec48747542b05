"""The two logistic models of the rule, fitted with numpy: which is likeliest, and is it right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answer.rule import STANDING, Weighed, standing

Matrix = npt.NDArray[np.float64]
KINDS = (
    "who",
    "what",
    "when",
    "where",
    "which",
    "how_many",
    "why",
    "how",
    "said",
    "who_said",
    "yes_no",
    "list",
)
RANK_L2, JUDGE_L2 = 10.0, 100.0
STEPS, RATE = 300, 0.05
DOUBTS = frozenset(
    (
        "lost_name",
        "unknown",
        "background",
        "other_year",
        "lost_year",
        "other_part",
        "former",
        "name_asked",
        "echo",
        "rank",
        "age",
        "age_now",
    )
)
"""What can only count against a candidate: too few questions turn on it to trust another sign."""


@dataclass(frozen=True)
class Asked:
    """A question of the development data: its candidates, and which of them are right."""

    source: str
    group: str
    kind: str
    question: str
    answerable: bool
    candidates: tuple[Weighed, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Linear:
    """A weight for each named feature on its own scale, and a bias."""

    names: tuple[str, ...]
    weights: Matrix
    bias: float

    def of(self, rows: Matrix) -> Matrix:
        """The sum for each row."""
        return np.asarray(rows @ self.weights + self.bias)

    def table(self) -> dict[str, float]:
        """As `rule.json` has it."""
        return {name: round(float(w), 4) for name, w in zip(self.names, self.weights, strict=True)}


def rows(asked: Asked, names: Sequence[str]) -> Matrix:
    """The features of a question's candidates."""
    return np.array([[each.features.get(name, 0.0) for name in names] for each in asked.candidates])


def fit_rank(questions: Sequence[Asked], names: tuple[str, ...], weight: dict[str, float]) -> Linear:
    """A choice model: the right candidates' share of exp(score) among all of a question, made large."""
    known = [q for q in questions if any(q.right)]
    every = np.concatenate([rows(q, names) for q in known])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-3
    most = max(len(q.candidates) for q in known)
    x = np.zeros((len(known), most, len(names)))
    right, there = np.zeros((len(known), most)), np.zeros((len(known), most), bool)
    for n, q in enumerate(known):
        size = len(q.candidates)
        x[n, :size], right[n, :size], there[n, :size] = (rows(q, names) - mean) / scale, q.right, True
    w = np.array([weight[q.source] for q in known])
    beta, first, second = (np.zeros(len(names)) for _ in range(3))
    doubts = np.array([name in DOUBTS for name in names])
    for step in range(1, STEPS + 1):
        p = np.where(there, np.exp(x @ beta - np.where(there, x @ beta, -np.inf).max(1, keepdims=True)), 0.0)
        p /= p.sum(1, keepdims=True)
        goal = p * right
        goal /= np.maximum(goal.sum(1, keepdims=True), 1e-12)
        slope = (np.einsum("qcf,qc->f", x, (p - goal) * w[:, None]) + RANK_L2 * beta) / w.sum()
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2  # Adam
        beta -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        beta = np.where(doubts, np.minimum(beta, 0.0), beta)
    own = beta / scale
    return Linear(names, own, float(-own @ mean))


def judge_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """What the second model is told: the features, the standing, the kind of question."""
    return (*names, *STANDING, *(f"kind_{kind}" for kind in KINDS))


def judge_row(asked: Asked, ranks: Matrix, number: int, names: tuple[str, ...]) -> list[float]:
    """A candidate as the second model sees it; the rank's bias is left out, as the product does."""
    told = {
        **asked.candidates[number].features,
        **standing(number, ranks.tolist(), asked.candidates),
        f"kind_{asked.kind}": 1.0,
    }
    return [told.get(name, 0.0) for name in names]


def fit_judge(questions: Sequence[Asked], rank: Linear, weight: dict[str, float]) -> Linear:
    """A logistic regression over each question's likeliest candidate."""
    names = judge_names(rank.names)
    x, y, w = [], [], []
    for q in (q for q in questions if q.candidates):
        ranks = ranked(q, rank)
        x.append(judge_row(q, ranks, int(ranks.argmax()), names))
        y.append(float(q.right[int(ranks.argmax())]))
        w.append(weight[q.source])
    return logistic(names, np.array(x), np.array(y), np.array(w), JUDGE_L2)


def ranked(asked: Asked, rank: Linear) -> Matrix:
    """The first model's score of each candidate."""
    return np.asarray(rows(asked, rank.names) @ rank.weights)


def logistic(names: tuple[str, ...], x: Matrix, y: Matrix, w: Matrix, l2: float) -> Linear:
    """Newton's method on standardised features, the weights drawn towards nought."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-3
    z = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    penalty = np.diag([1e-6] + [l2] * x.shape[1])
    beta = np.zeros(z.shape[1])
    doubts = np.array([name in DOUBTS for name in names])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        slope = z.T @ (w * (y - p)) - penalty @ beta
        curve = (z * (w * np.maximum(p * (1 - p), 0.01))[:, None]).T @ z + penalty
        beta += 0.7 * np.linalg.solve(curve, slope)
        beta[1:] = np.where(doubts, np.minimum(beta[1:], 0.0), beta[1:])
    own = beta[1:] / scale
    return Linear(names, own, float(beta[0] - own @ mean))
