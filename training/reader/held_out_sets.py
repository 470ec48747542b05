"""What a reader is measured on at the end: SQuAD questions held out, and questions on whole news stories."""

import json
import random
import re
from pathlib import Path

import numpy as np


def squad_items(path):
    """The questions with their passages, and the accepted answers, of a SQuAD file."""
    items, gold = [], []
    for art in json.loads(Path(path).read_text())["data"]:
        for par in art["paragraphs"]:
            for qa in par["qas"]:
                items.append((qa["question"], par["context"]))
                gold.append([] if qa.get("is_impossible") else [a["text"] for a in qa["answers"]])
    return items, gold


def news_windows(text, size=150, step=100):
    """Overlapping windows of an article, as the reader is given them."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    return [
        text[words[i][0] : words[min(i + size, len(words)) - 1][1]]
        for i in range(0, max(1, len(words) - size + step), step)
    ]


def story_set(path, n, seed=5):
    """Story questions, each with its own story and with the most similar other one that lacks the answer."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    raw = json.loads(Path(path).read_text())["data"]
    rows = [
        (qa["question"], par["context"], sorted({a["text"] for a in qa["answers"]}))
        for art in raw
        for par in art["paragraphs"]
        for qa in par["qas"]
        if qa["answers"]
    ]
    random.Random(seed).shuffle(rows)
    ctxs = sorted({r[1] for r in rows})
    vec = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    mat = vec.fit_transform(ctxs)
    sims = (vec.transform([r[0] for r in rows[:n]]) @ mat.T).toarray()
    out = []
    for (q, c, g), row in zip(rows[:n], sims, strict=False):
        out.append((q, c, g))
        for i in np.argsort(-row):
            if ctxs[i] != c and not any(x.lower() in ctxs[i].lower() for x in g):
                out.append((q, ctxs[i], []))
                break
    return out
