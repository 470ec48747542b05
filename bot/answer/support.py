"""How much of a question stands in a stretch of text: the check that it speaks of the same thing."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz import fuzz
from spacy.tokens import Token

from bot.answer.passages import Sentence
from bot.answer.question import Question
from bot.engine.local.embed import Vectors, is_common, word_vectors
from bot.ground.words import Word, capitals, country_forms

ALIKE_FROM, ALIKE_FULL = 0.35, 0.9
"""Between these cosines two words count as partly the same ("died" and "killed": .72)."""
NEARLY = 0.9
CAPITAL = 0.8
SPELT_ALIKE = 84


class Stretch:
    """The words of a stretch of text, as a question's words are looked for among them."""

    def __init__(self, sentences: Sequence[Sentence], also: str = "") -> None:
        self.words = {word.key: word for sentence in sentences for word in sentence.words}
        for extra in also.split():
            self.words.setdefault(extra.lower(), Word(extra, 0, len(extra), extra.lower()))

    @cached_property
    def _vectors(self) -> Vectors:
        return np.stack([word_vector(word.text.lower()) for word in self.words.values()])

    def nearest(self, term: Word) -> float:
        """The cosine of a word and the one here that is nearest to it in meaning."""
        return float((self._vectors @ word_vector(term.text.lower())).max())


def matches(question: Question, sentences: Sequence[Sentence], also: str = "") -> Vectors:
    """For each term of the question, from 0 to 1, how well some word of the sentences matches it."""
    there = Stretch(sentences, also)
    names = question.names
    return np.array([_match(term, term in names, there) for term in question.terms], np.float32)


@lru_cache(maxsize=50_000)
def word_vector(word: str) -> Vectors:
    """The vector of one word, of length one."""
    return np.asarray(word_vectors((word,))[0][0], np.float32)


def partly(cosine: Vectors | float) -> Vectors:
    """How far words with such a cosine count as the same, from 0 to `NEARLY`."""
    return np.asarray(np.clip((cosine - ALIKE_FROM) / (ALIKE_FULL - ALIKE_FROM), 0, NEARLY))


def kinship(one: Token, other: Token) -> float:
    """How near two words are in meaning, by the vectors of their base forms: a cosine."""
    return float(word_vector(one.lemma_.lower()) @ word_vector(other.lemma_.lower()))


def _match(term: Word, is_name: bool, there: Stretch) -> float:
    if not there.words:
        return 0.0
    if term.key in there.words or any(form <= there.words.keys() for form in country_forms(term.text)):
        return 1.0
    if capitals().get(term.key) in there.words or any(capitals().get(key) == term.key for key in there.words):
        return CAPITAL
    if is_name or term.text[:1].isdigit():
        return _spelt(term, there) if term.text.isalpha() else 0.0
    return float(partly(there.nearest(term)))


def _spelt(term: Word, there: Stretch) -> float:
    """Names are written in more than one way: "Anwar" and "Anwaar"; but Iran and Iraq are two."""
    if is_common(term.text):
        return 0.0
    near = (
        fuzz.ratio(term.key, key)
        for key, word in there.words.items()
        if word.is_name_like and key[:1] == term.key[:1]
    )
    return NEARLY if max(near, default=0) >= SPELT_ALIKE else 0.0


def covered(question: Question, found: Vectors) -> float:
    """The share of the question's terms that were matched, rare words and names counting more."""
    weights = question.weights
    return float((found * weights).sum() / weights.sum()) if len(weights) else 0.0


def names_anywhere(question: Question, sentences: Sequence[Sentence], also: str = "") -> float:
    """The worst match among the question's names and numbers, wherever in the sentences; 1 without any."""
    there = Stretch(sentences, also)
    return min((_match(name, True, there) for name in question.names), default=1.0)


def names_found(question: Question, found: Vectors) -> float:
    """The worst match among the question's names and numbers; 1 when it has none."""
    return min(
        (float(m) for m, term in zip(found, question.terms, strict=True) if term in question.names),
        default=1.0,
    )


def weakest(question: Question, found: Vectors) -> float:
    """The worst match among the words that are no names, rare words only."""
    plain = [
        float(m)
        for m, term, rarity in zip(found, question.terms, question.vectors[1], strict=True)
        if term not in question.names and rarity > 0.3
    ]
    return min(plain, default=1.0)
