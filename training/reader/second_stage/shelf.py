"""Passages by their words, and the ones that questions with answers belong to."""

import re

import numpy as np
from first_stage.examples import place
from first_stage.tokens import PTB
from sklearn.feature_extraction.text import TfidfVectorizer

from second_stage.questions import rejoin

WORDS = re.compile(r"[^\W_]+(?:[-.,/'’][^\W_]+)*|[^\w\s]")
LEAST_COSINE = 0.12


class Shelf:
    """Passages by their words."""

    def __init__(self, texts):
        self.texts = texts
        self.vec = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
        self.mat = self.vec.fit_transform(texts)
        self.has = self.mat.copy()
        self.has.data[:] = 1
        self.idf = self.vec.idf_

    def nearest(self, queries, k, step=1000):
        """For each query the k best passages: (index, cosine, share of the query's weight held)."""
        for lo in range(0, len(queries), step):
            q = self.vec.transform(queries[lo : lo + step])
            cos, held = (q @ self.mat.T).toarray(), self._held(q)
            top = np.argpartition(-cos, k, axis=1)[:, :k]
            for r in range(len(cos)):
                order = top[r][np.argsort(-cos[r, top[r]])]
                yield [(int(i), float(cos[r, i]), float(held[r, i])) for i in order]

    def _held(self, q):
        weight = q.copy()
        weight.data = self.idf[weight.indices].astype(np.float32)
        return (weight @ self.has.T).toarray() / np.maximum(np.asarray(weight.sum(1)), 1e-6)


def put_back(rows, shelf):
    """Questions with answers, put to the passage where the answer stands at the given word.

    Gives the number of the passage, the question and the answer's span.
    """
    starts = [[m.start() for m in WORDS.finditer(text)] for text in shelf.texts]
    queries = [f"{question} {rejoin(answer.split())}" for question, answer, _ in rows]
    for (question, answer, at), best in zip(rows, shelf.nearest(queries, 12), strict=False):
        found = _standing(answer, at, best, shelf.texts, starts)
        span = place(shelf.texts[found[0]], found[1].start(), found[1].group()) if found else None
        if span:
            yield found[0], question, span


def _standing(answer, at, best, texts, starts):
    """The likeliest passage with the answer at about that word, and the match there; the best come first."""
    pattern = re.compile(r"\W*".join(re.escape(PTB.get(t, t)) for t in answer.split()))
    for i, cos, _ in best:
        if cos < LEAST_COSINE:
            break
        for m in pattern.finditer(texts[i]):
            off = abs(np.searchsorted(starts[i], m.start()) - at)
            if m.group().strip() and off <= 2 + 0.04 * at:
                return i, m
    return None
