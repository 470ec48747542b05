"""Articles cut into sentences, without a parser: a question reads few of the sentences it looks at."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from bot.engine.local.embed import Vectors, word_vectors
from bot.ground.layout import heading_ranges, paragraph_ranges
from bot.ground.words import Word, words
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

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words; offsets count from its own start."""
        return words(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(word.key for word in self.words)


@dataclass(frozen=True)
class Cut:
    """An article in sentences, with the word vectors of each."""

    sentences: tuple[tuple[int, int, int], ...]
    keys: tuple[tuple[str, ...], ...]
    means: Vectors


def sentence_ranges(text: str) -> list[tuple[int, int, int]]:
    """`(paragraph, start, end)` of each sentence; none spans two paragraphs, and headings are none."""
    found: list[tuple[int, int, int]] = []
    headings = dict(heading_ranges(text))
    for number, (paragraph, last) in enumerate(paragraph_ranges(text)):
        start = paragraph
        if start in headings:
            continue
        for mark in _END.finditer(text[paragraph:last]):
            end = paragraph + mark.end()
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
    """The sentences of a text; kept, so that the next question about it is quick."""
    ranges = sentence_ranges(text)
    found = [words(text[start:end]) for _, start, end in ranges]
    means = [_mean(tuple(word.text for word in each)) for each in found]
    keys = tuple(tuple(word.key for word in each) for each in found)
    return Cut(tuple(ranges), keys, np.stack(means) if means else np.zeros((0, 192), np.float32))


def _mean(texts: tuple[str, ...]) -> Vectors:
    vectors, rarity = word_vectors(texts)
    if not len(vectors):
        return np.zeros(vectors.shape[1], np.float32)
    total = (vectors * rarity[:, None]).sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-6), np.float32)


def mean_vector(text: str) -> Vectors:
    """A text's words as one vector of length one, rare words counting more."""
    return _mean(tuple(word.text for word in words(text)))


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
            Sentence(self.number, n, paragraph, start, end, text[start:end])
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
