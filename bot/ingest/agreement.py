"""How much two extractions of one page agree, and which of several agrees most with the others."""

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_GRAM = 4


def grams(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words in `text` and how often each stands there (one shorter run if that is all)."""
    words = [word.casefold() for word in _WORD.findall(text)]
    last = max(len(words) - _GRAM, 0)
    return Counter(tuple(words[start : start + _GRAM]) for start in range(last + 1)) if words else Counter()


def similarity(one: str, other: str) -> float:
    """The F1 of the runs of four words that two texts share, 0 to 1; 1 for two empty texts.

    The measure is that of Scrapinghub's article extraction benchmark.
    """
    ours, theirs = grams(one), grams(other)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def medoid(texts: Sequence[str]) -> int:
    """The index of the text that is most similar to all others; the first of several equal ones."""
    return max(
        range(len(texts)),
        key=lambda index: (sum(similarity(texts[index], text) for text in texts), -index),
    )
