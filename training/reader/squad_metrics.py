"""How alike an answer and the accepted one are, as SQuAD 2.0 measures it."""

import re
import string
from collections import Counter


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
