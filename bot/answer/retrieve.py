"""What is worth reading of the coverage: the runs of sentences that most likely hold the answer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.ranking import chances
from bot.engine.local.embed import Vectors

MOST_WORDS = 75
"""The length of a window: with less around it the reader refuses less; 110 are read no better than 75."""
LONGEST = 5
"""So many sentences at most are a window."""
NEAR = 40
"""So many sentences are looked through for an answer that is told more than once."""
MOST_OF_ONE = 0.75
"""One article's share of the windows where there are several: another may say otherwise."""


@dataclass(frozen=True)
class Window:
    """A run of sentences that is read at once.

    `centre` is the one that most likely has the answer, `rank` its place among all sentences of the coverage.
    """

    centre: Sentence
    sentences: tuple[Sentence, ...]
    rank: int


@dataclass(frozen=True)
class Found:
    """What was found for a question: the windows to read, and the sentences nearest to it, best first."""

    windows: tuple[Window, ...]
    near: tuple[Sentence, ...]


class Spelling(Mapping[str, str]):
    """How the coverage mostly writes each word, by its lower-case form; found when it is asked for."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._forms = [text.cut.forms for text in texts]

    def __getitem__(self, low: str) -> str:
        seen: Counter[str] = Counter()
        for forms in self._forms:
            seen.update(forms.get(low, {}))
        if not seen:
            raise KeyError(low)
        return seen.most_common(1)[0][0]

    def __contains__(self, low: object) -> bool:
        return any(low in forms for forms in self._forms)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(low for forms in self._forms for low in forms))

    def __len__(self) -> int:
        return len({low for forms in self._forms for low in forms})


def search(question: Question, texts: Sequence[Text], most: int) -> Found:
    """The `most` windows to read, the likeliest first, and the `NEAR` nearest sentences."""
    sentences = [sentence for text in texts for sentence in text.sentences]
    likely = chances(question, texts)
    order = np.argsort(-likely, kind="stable")
    rank = {int(number): place for place, number in enumerate(order)}
    found = (
        Window(sentences[centre], tuple(sentences[first:end]), rank[centre])
        for first, end in chosen(texts, likely, most)
        for centre in [first + int(likely[first:end].argmax())]
    )
    return Found(tuple(found), tuple(sentences[n] for n in order[:NEAR]))


def windows(question: Question, texts: Sequence[Text], most: int) -> tuple[Window, ...]:
    """The `most` windows to read."""
    return search(question, texts, most).windows


Run = tuple[int, int, int]
"""The article, the first sentence and the one behind the last, counted over all of the coverage."""


def _runs(texts: Sequence[Text]) -> list[Run]:
    """Every run of sentences of one article that has at most `MOST_WORDS` words, or is a single one."""
    found: list[Run] = []
    before = 0
    for text in texts:
        lengths = [len(each) for each in text.cut.words]
        for first in range(len(lengths)):
            size = 0
            for end in range(first + 1, min(first + LONGEST, len(lengths)) + 1):
                size += lengths[end - 1]
                if size > MOST_WORDS and end > first + 1:
                    break
                found.append((text.number, before + first, before + end))
        before += len(lengths)
    return found


def chosen(texts: Sequence[Text], likely: Vectors, most: int) -> Iterator[tuple[int, int]]:
    """The `most` runs that together likeliest have the answer: first sentence, and the one behind the last.

    No run overlaps another, and not all are of one article where there are several.
    """
    articles, firsts, ends = np.array(_runs(texts) or np.zeros((0, 3)), int).T
    share = most if len(texts) < 2 else max(1, round(MOST_OF_ONE * most))
    total = np.concatenate(([0.0], np.cumsum(likely, dtype=float)))
    worth = total[ends] - total[firsts]
    taken: Counter[int] = Counter()
    for _ in range(most):
        if not len(worth) or worth.max() < 0:
            return
        best = int(worth.argmax())
        first, end, article = firsts[best], ends[best], int(articles[best])
        taken[article] += 1
        yield int(first), int(end)
        worth[(firsts < end) & (ends > first)] = -1
        if taken[article] == share:
            worth[articles == article] = -1
