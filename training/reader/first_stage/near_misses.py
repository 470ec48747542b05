"""Near misses made by rule of questions that have an answer: the passage seems to tell it, and does not.

Each takes examples with answers, the share of them to try, and the source of chance.
"""

import re
from collections import defaultdict

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from first_stage.examples import sentences, unanswerable

AT_ONCE = 2000
"""So many questions are held against all passages in one go."""
SAME_GROUP = 0.3
ENTITY = re.compile(r"(?<=[a-z,'] )(?:[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)*)")
NUMBER = re.compile(r"\b\d[\d,.]*\b")


class Passages:
    """The passages of some examples, by their likeness to a question."""

    def __init__(self, examples):
        known = sorted({(e["context"], e["group"]) for e in examples})
        self.contexts = [context for context, _ in known]
        self.where = {context: i for i, context in enumerate(self.contexts)}
        self.groups = np.array([group for _, group in known], dtype=object)
        self.vec = TfidfVectorizer(sublinear_tf=True, min_df=1, stop_words="english", dtype=np.float32)
        self.mat = self.vec.fit_transform(self.contexts)

    def nearest(self, examples, same_group_first):
        """With each example the passages most like its question, its own left out."""
        for lo in range(0, len(examples), AT_ONCE):
            part = examples[lo : lo + AT_ONCE]
            likeness = (self.vec.transform([e["question"] for e in part]) @ self.mat.T).toarray()
            for e, row in zip(part, likeness, strict=True):
                if same_group_first:
                    row = row + SAME_GROUP * (self.groups == e["group"])
                best = [i for i in np.argsort(-row)[:8] if i != self.where[e["context"]]]
                yield e, [self.contexts[i] for i in best]


def hard_passages(examples, share, scope, rng):
    """A question with the most similar other passage that lacks its answer.

    scope "group" looks in the same article first, "source" in the whole set.
    """
    passages = Passages(examples)
    taken = [e for e in examples if rng.random() < share]
    out = []
    for e, best in passages.nearest(taken, scope == "group"):
        answer = e["answer_text"].lower()
        others = best[rng.choice([0, 0, 0, 1, 2]) :]
        other = next((context for context in others if answer not in context.lower()), None)
        if other is not None:
            out.append(unanswerable(e["question"], other, e["source"], "hard_passage", e["group"]))
    return out


def sentence_removed(examples, share, rng):
    """The sentence with the answer taken out."""
    return [
        unanswerable(e["question"], rest, e["source"], "sentence_removed", e["group"])
        for e in examples
        if rng.random() < share and (rest := _without_its_sentence(e))
    ]


def _without_its_sentence(e):
    """The rest of the passage, if it is long enough and does not tell the answer once more."""
    context, spans = e["context"], sentences(e["context"])
    start, end = e["answer_start"], e["answer_start"] + len(e["answer_text"])
    hit = [span for span in spans if span[0] < end and start < span[1]]
    if len(spans) < 3 or len(hit) != 1:
        return None
    rest = (context[: hit[0][0]] + context[hit[0][1] :]).strip()
    return None if e["answer_text"].lower() in rest.lower() or len(rest.split()) < 12 else rest


def entity_swapped(examples, share, rng):
    """A name or number of the question exchanged for one that the passage lacks."""
    bank = defaultdict(list)
    for e in examples:
        for m, sort in _entities(e):
            bank[sort].append(m.group())
    return [
        unanswerable(question, e["context"], e["source"], "entity_swapped", e["group"])
        for e in examples
        if rng.random() < share and (question := _with_another(e, bank, rng))
    ]


def _entities(e):
    """Names and numbers of a question, each with its sort: those of one sort can stand for each other."""
    names = [(m, (e["source"], len(m.group().split()) > 1)) for m in ENTITY.finditer(e["question"])]
    return names + [(m, (e["source"], "n", len(m.group()))) for m in NUMBER.finditer(e["question"])]


def _with_another(e, bank, rng):
    """The question with another name or number; None where six tries bring none that the passage lacks."""
    question, context = e["question"], e["context"]
    found = [(m, sort) for m, sort in _entities(e) if m.group().rstrip("?.,'s") in context]
    if not found:
        return None
    m, sort = rng.choice(found)
    for _ in range(6):
        new = rng.choice(bank[sort])
        if not any(word in context for word in new.split() if len(word) > 2) and new != m.group():
            return question[: m.start()] + new + question[m.end() :]
    return None
