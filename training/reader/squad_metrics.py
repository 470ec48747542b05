"""How good answers and refusals are, as SQuAD 2.0 measures it.

A refusal is right where there is no answer and wrong where there is one.
"""

import re
import string
from collections import Counter

import numpy as np


def norm(text):
    """An answer without case, punctuation, articles and surplus space."""
    text = "".join(ch for ch in text.lower() if ch not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1(pred, gold):
    """The F1 of the words of two answers."""
    p, g = norm(pred).split(), norm(gold).split()
    if not p or not g:
        return float(p == g)
    same = sum((Counter(p) & Counter(g)).values())
    return 2 * same / (len(p) + len(g)) if same else 0.0


def auroc(scores, labels):
    """The chance that a random positive scores above a random negative; ties count half."""
    s, y = np.asarray(scores, float), np.asarray(labels, bool)
    pos, neg = s[y], np.sort(s[~y])
    below = np.searchsorted(neg, pos, "left") + np.searchsorted(neg, pos, "right")
    return float(below.mean() / 2 / len(neg))


def marks(rows):
    """Per question of (score, text, gold texts): score, has an answer, exact, F1 of the span."""
    sc = np.array([r[0] for r in rows])
    has = np.array([bool(r[2]) for r in rows])
    ex = np.array([max((norm(r[1]) == norm(g) for g in r[2]), default=False) for r in rows], float)
    ff = np.array([max((f1(r[1], g) for g in r[2]), default=0.0) for r in rows])
    return sc, has, ex, ff


def best_threshold(rows):
    """The threshold with the highest F1."""
    sc, has, _, ff = marks(rows)
    return max(
        (float(np.where(sc > t, ff, ~has).mean()), float(t)) for t in np.quantile(sc, np.linspace(0, 1, 201))
    )[1]


def table(rows, threshold):
    """The figures of one set at one threshold."""
    sc, has, ex, ff = marks(rows)
    said = sc > threshold
    each = 100 * np.where(said, ff, ~has)
    out = {
        "n": len(rows),
        "unanswerable": int((~has).sum()),
        "f1": each.mean(),
        "plus_minus": 1.96 * each.std() / np.sqrt(len(each)),
        "exact": 100 * np.where(said, ex, ~has).mean(),
    }
    if has.any():
        out["f1_of_answerable_unrefused"] = 100 * ff[has].mean()
        out["answered_of_answerable"] = 100 * said[has].mean()
    if (~has).any():
        out["refused_of_unanswerable"] = 100 * (~said)[~has].mean()
    if has.any() and (~has).any():
        out["auroc"] = auroc(sc, has)
        out["auroc_right"] = auroc(sc, ff >= 0.5)
        out["f1_at_best_threshold"] = max(
            100 * np.where(sc > t, ff, ~has).mean() for t in np.quantile(sc, np.linspace(0, 1, 201))
        )
    if said.any():
        out["right_of_answered"] = 100 * (ff[said] >= 0.5).mean()
    return {
        k: round(float(v), 3 if k.startswith("auroc") else 1) if isinstance(v, (float, np.floating)) else v
        for k, v in out.items()
    }


def reliability(p, right, bins=10):
    """How often spans are right, by tenths of the chance given."""
    out = []
    for i in range(bins):
        m = (p >= i / bins) & ((p < (i + 1) / bins) | (i == bins - 1))
        if m.any():
            out.append(
                {
                    "from": i / bins,
                    "to": (i + 1) / bins,
                    "n": int(m.sum()),
                    "mean_p": round(float(p[m].mean()), 3),
                    "right": round(float(right[m].mean()), 3),
                }
            )
    return out
