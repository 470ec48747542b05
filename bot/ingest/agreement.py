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
    return _shared(grams(one), grams(other))


def medoid(texts: Sequence[str]) -> int:
    """The index of the text that is most similar to all others; the first of several equal ones."""
    runs = [grams(text) for text in texts]
    return max(
        range(len(runs)), key=lambda index: (sum(_shared(runs[index], other) for other in runs), -index)
    )


def _shared(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> float:
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0
