"""Articles cut into sentences, without a parser: a question reads few of the sentences it looks at."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from bot.engine.local.embed import Vectors, word_vectors
from bot.ground.datelines import dateline_range
from bot.ground.layout import heading_ranges, paragraph_ranges
from bot.ground.words import Word, function_words, words
from bot.model import Article

_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|approx|Fig|U\.S|U\.K|U\.N|E\.U|a\.m|p\.m)|\b[A-Z]|(?:\b[A-Z]\.)+[A-Z])\.$"
)


@dataclass(frozen=True)
class Sentence:
    """Characters `start` to `end` of the text of article number `article` of the coverage."""

    article: int
    number: int
    paragraph: int
    start: int
    end: int
    text: str
    cut: tuple[Word, ...] | None = field(default=None, compare=False, repr=False)
    """Its words, where its article was cut into them before."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words; offsets count from its own start."""
        return words(self.text) if self.cut is None else self.cut

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(word.key for word in self.words)


@dataclass(frozen=True)
class Vocabulary:
    """The different words of an article in lower case: their keys and word vectors, and where each stands."""

    keys: tuple[str, ...]
    vectors: Vectors
    ids: npt.NDArray[np.intp]
    """The number of each word of the article in turn."""
    starts: npt.NDArray[np.intp]
    """At which word each sentence begins; each has one at least."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The words that are compared by each key."""
        found: dict[str, list[int]] = {}
        for number, each in enumerate(self.keys):
            found.setdefault(each, []).append(number)
        return found

    def best(self, values: Vectors) -> Vectors:
        """For each sentence the greatest of its words' values."""
        return np.asarray(np.maximum.reduceat(values[self.ids], self.starts), np.float32)


@dataclass(frozen=True)
class Cut:
    """An article in sentences, with the word vectors of each."""

    sentences: tuple[tuple[int, int, int], ...]
    words: tuple[tuple[Word, ...], ...]
    means: Vectors
    vocabulary: Vocabulary

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What the words of each sentence are compared by."""
        return tuple(tuple(word.key for word in each) for each in self.words)

    @cached_property
    def named(self) -> Vectors:
        """1 for each sentence with a word written as a name."""
        return np.array([_has_name(each) for each in self.words], np.float32)

    @cached_property
    def forms(self) -> dict[str, dict[str, int]]:
        """How often each word is written in which case, by lower-case form; not a sentence's first."""
        found: dict[str, dict[str, int]] = {}
        inner = (word.text for each in self.words for word in (each if len(each) < 3 else each[1:]))
        for written, times in Counter(inner).items():
            found.setdefault(written.lower(), {})[written] = times
        for low in (each[0].text.lower() for each in self.words if each):
            found.setdefault(low, {low: 0})
        return found


def _has_name(words: Sequence[Word]) -> bool:
    first = bool(words) and words[0].text.lower() not in function_words() and words[0].text[:1].isupper()
    return first or any(word.text[:1].isupper() for word in words[1:])


def sentence_ranges(text: str) -> list[tuple[int, int, int]]:
    """`(paragraph, start, end)` of each sentence within its paragraph; headings and datelines are none."""
    found: list[tuple[int, int, int]] = []
    headings = dict(heading_ranges(text))
    filed = dateline_range(text)
    for number, (paragraph, last) in enumerate(paragraph_ranges(text)):
        start = paragraph
        if start in headings:
            continue
        if filed and filed[0] == start:
            start = filed[1]
        for mark in _END.finditer(text, start, last):
            end = mark.end()
            if not _continues(text[start:end]):
                found.append((number, start, end))
                start = end + len(text[end:]) - len(text[end:].lstrip())
        if text[start:last].strip():
            found.append((number, start, start + len(text[start:last].rstrip())))
    return found


def _continues(so_far: str) -> bool:
    """Whether the full stop at its end is an abbreviation's."""
    return bool(_SHORT.search(so_far[-12:]))


@lru_cache(maxsize=256)
def cut(content_hash: str, text: str) -> Cut:
    """The sentences of a text that have a word; kept, so that the next question about it is quick."""
    found = [(place, words(text[place[1] : place[2]])) for place in sentence_ranges(text)]
    ranges, cuts = tuple(place for place, each in found if each), tuple(each for _, each in found if each)
    vocabulary, rarity = _vocabulary(cuts)
    return Cut(ranges, cuts, _means(vocabulary, rarity), vocabulary)


def _vocabulary(sentences: Sequence[Sequence[Word]]) -> tuple[Vocabulary, Vectors]:
    """The words of the sentences, and how rare each is."""
    numbers: dict[str, int] = {}
    keys: list[str] = []
    ids = []
    for word in (word for each in sentences for word in each):
        low = word.text.lower()
        if low not in numbers:
            numbers[low] = len(numbers)
            keys.append(word.key)
        ids.append(numbers[low])
    vectors, rarity = word_vectors(tuple(numbers))
    starts = np.cumsum([0, *(len(each) for each in sentences)])[:-1]
    return Vocabulary(tuple(keys), vectors, np.array(ids, np.intp), starts.astype(np.intp)), rarity


def _means(vocabulary: Vocabulary, rarity: Vectors) -> Vectors:
    """For each sentence its words as one vector of length one, rare words counting more."""
    if not len(vocabulary.starts):
        return vocabulary.vectors[:0]
    heavy = (vocabulary.vectors * rarity[:, None])[vocabulary.ids]
    totals = np.add.reduceat(heavy, vocabulary.starts)
    return np.asarray(totals / np.maximum(np.linalg.norm(totals, axis=1, keepdims=True), 1e-6), np.float32)


def mean_vector(text: str) -> Vectors:
    """A text's words as one vector of length one, rare words counting more; it has one word at least."""
    return np.asarray(_means(*_vocabulary([words(text)]))[0], np.float32)


class Text:
    """One article of the coverage, in sentences."""

    def __init__(self, number: int, article: Article) -> None:
        self.number = number
        self.article = article
        self.cut = cut(article.content_hash, article.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order."""
        text = self.article.text
        return tuple(
            Sentence(self.number, n, paragraph, start, end, text[start:end], self.cut.words[n])
            for n, (paragraph, start, end) in enumerate(self.cut.sentences)
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """What all of its words are compared by, its title's too."""
        title = {word.key for word in words(self.article.title or "")}
        return frozenset(title.union(*self.cut.keys))

    def around(self, number: int, before: int = 1, after: int = 1) -> tuple[Sentence, ...]:
        """A sentence with those beside it."""
        return self.sentences[max(0, number - before) : number + after + 1]
