"""What is fitted on development questions: the answerability's weight, the threshold, two calibrations."""

import numpy as np
from squad_metrics import best_threshold, marks


def answerability_weight(gap, answerability, has_answer):
    """How much the answerability logit counts beside the gap between the best span and none."""
    weights, _ = logistic(np.stack([gap, answerability], 1), has_answer)
    return max(0.0, float(weights[1] / weights[0]))


def fitted(rows, weight):
    """The settings that fit the results best, each (score, text, gold texts)."""
    score, has_answer, _, right = marks(rows)
    (k,), bias = logistic(score[:, None], (right >= 0.5).astype(float))
    (k2,), bias2 = logistic(score[:, None], has_answer.astype(float))
    return {
        "answerability_weight": weight,
        "threshold": best_threshold(rows),
        "temperature": 1 / float(k),
        "bias": bias,
        "answerable_temperature": 1 / float(k2),
        "answerable_bias": bias2,
    }


def chance(score, settings):
    """How probably an answer of this score is right."""
    return 1 / (1 + np.exp(-(score / settings["temperature"] + settings["bias"])))


def logistic(x, y, rounds=60, ridge=1e-4):
    """Logistic regression by Newton's method: weights of the columns, and the constant."""
    z = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(z.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        hess = (z * (p * (1 - p))[:, None]).T @ z + ridge * np.eye(len(w))
        w += np.linalg.solve(hess, z.T @ (y - p) - ridge * w)
    return w[:-1], float(w[-1])
