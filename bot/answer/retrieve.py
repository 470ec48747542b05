"""Which sentences are worth reading: BM25 and word vectors over all of them, fused by rank."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np

from bot.answer.passages import Sentence, Text, mean_vector
from bot.answer.question import Question
from bot.engine.local.embed import Vectors
from bot.ground.words import words

OTHER = ""
"""Stands for every word that was not asked for: it counts in a sentence's length and is scored once."""
RRF = 20
"""The constant of reciprocal rank fusion (Cormack et al. 2009 use 60 over whole libraries)."""
MOST_WORDS = 75
"""The length of a window: with less around it the reader refuses less; 110 are read no better than 75."""
NEAR = 40
"""So many sentences are looked through for an answer that is told more than once."""


MOST_OF_ONE = 0.6
"""One article's share of the windows where there are several: another may say otherwise."""


@dataclass(frozen=True)
class Window:
    """A run of sentences that is read at once; `centre` is the sentence it was chosen for."""

    centre: Sentence
    sentences: tuple[Sentence, ...]
    rank: int
    fused: float
    bm25: float
    likeness: float


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


def ranked(question: Question, texts: Sequence[Text]) -> list[tuple[Sentence, float, float, float]]:
    """Every sentence with its fused, BM25 and vector score, the best first."""
    sentences = [sentence for text in texts for sentence in text.sentences]
    if not sentences:
        return []
    lexical = _bm25(question, texts)
    likeness = _likeness(question, texts)
    fused = _reciprocal(lexical + 0.35 * _neighbours(lexical)) + _reciprocal(likeness)
    order = np.argsort(-fused, kind="stable")
    return [(sentences[n], float(fused[n]), float(lexical[n]), float(likeness[n])) for n in order]


def _bm25(question: Question, texts: Sequence[Text]) -> Vectors:
    asked = {word.key: word.key for word in question.terms}
    corpus = [
        [asked.get(key, OTHER) for key in (*keys, *title)]
        for text in texts
        for title in [_title(text)]
        for keys in text.cut.keys
    ]
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    known = [word for word in asked if word in index.vocab_dict]
    if not known:
        return np.zeros(len(corpus), np.float32)
    return np.asarray(index.get_scores(known), np.float32)


def _title(text: Text) -> list[str]:
    """The title's words go with each sentence when several articles compete."""
    return [word.key for word in words(text.article.title or "")]


def _likeness(question: Question, texts: Sequence[Text]) -> Vectors:
    asked = mean_vector(" ".join(word.text for word in question.terms))
    return np.asarray(np.concatenate([text.cut.means @ asked for text in texts]), np.float32)


def _neighbours(scores: Vectors) -> Vectors:
    before, after = np.roll(scores, 1), np.roll(scores, -1)
    before[0] = after[-1] = 0
    return np.asarray(np.maximum(before, after), np.float32)


def _reciprocal(scores: Vectors) -> Vectors:
    places = np.empty(len(scores), np.float32)
    places[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.asarray(np.where(scores > 0, 1 / (RRF + places), 0), np.float32)


def search(question: Question, texts: Sequence[Text], most: int) -> Found:
    """The `most` windows to read and the `NEAR` nearest sentences."""
    ranking = ranked(question, texts)
    return Found(_chosen(ranking, texts, most), tuple(sentence for sentence, *_ in ranking[:NEAR]))


def windows(question: Question, texts: Sequence[Text], most: int) -> tuple[Window, ...]:
    """The `most` windows to read."""
    return search(question, texts, most).windows


def _chosen(
    ranking: Sequence[tuple[Sentence, float, float, float]], texts: Sequence[Text], most: int
) -> tuple[Window, ...]:
    """The windows to read, no sentence the centre of two, and not all of one article."""
    by_number = {text.number: text for text in texts}
    found: list[Window] = []
    read: set[tuple[int, int]] = set()
    taken: Counter[int] = Counter()
    share = most if len(texts) == 1 else max(1, round(MOST_OF_ONE * most))
    for rank, (sentence, fused, lexical, likeness) in enumerate(ranking):
        if len(found) == most:
            break
        if (sentence.article, sentence.number) in read or taken[sentence.article] == share:
            continue
        taken[sentence.article] += 1
        around = _window(by_number[sentence.article], sentence)
        read.update((one.article, one.number) for one in around)
        found.append(Window(sentence, around, rank, fused, lexical, likeness))
    return tuple(found)


def _window(text: Text, centre: Sentence) -> tuple[Sentence, ...]:
    """The sentence with those around it, up to about `MOST_WORDS` words."""
    first = last = centre.number
    size = len(centre.words)
    for step in (1, 2):
        for number in (centre.number - step, centre.number + step):
            if 0 <= number < len(text.sentences) and number in (first - 1, last + 1):
                more = len(text.sentences[number].words)
                if size + more <= MOST_WORDS:
                    size, first, last = size + more, min(first, number), max(last, number)
    return text.sentences[first : last + 1]
