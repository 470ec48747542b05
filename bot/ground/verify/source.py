"""What a claim is held to: the sentences cited for it, and the parsed text that they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from bot.ground.amounts import Amount
from bot.ground.numbers import find_amounts
from bot.ground.verify.arcs import arcs_of, token_key
from bot.ground.verify.deeds import Deed, deeds_of
from bot.ground.verify.parties import Aliases, name_keys
from bot.ground.when import Expression, find_expressions
from bot.ground.words import key, words

_BEFORE = 2
"""So many sentences before the cited one may name whom its pronouns mean."""


@dataclass(frozen=True)
class Passage:
    """A parsed text or part of it, with what is compared of it; each is found once, when first asked for."""

    sentences: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """The sentences, a space between them."""
        return " ".join(each.text for each in self.sentences)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, without white space and punctuation."""
        return tuple(t for each in self.sentences for t in each if not t.is_space and not t.is_punct)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its words are compared by, in the form written and in the base form."""
        written = frozenset(word.key for word in words(self.text))  # "42" of "42-year-old"
        return written.union(*((key(t.text), token_key(t)) for t in self.tokens))

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of all names in it."""
        return name_keys(t for t in self.tokens if t.text[:1].isupper()) | self.keys

    @cached_property
    def sentence_of(self) -> Mapping[int, int]:
        """The place of each word to the number of its sentence."""
        return {token.i: number for number, each in enumerate(self.sentences) for token in each}

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        """What its words are compared by, in order."""
        return tuple(key(token.text) for token in self.tokens)

    @cached_property
    def starts(self) -> Mapping[str, Sequence[int]]:
        """Each key to its places in the sequence."""
        found: dict[str, list[int]] = {}
        for place, each in enumerate(self.sequence):
            found.setdefault(each, []).append(place)
        return found

    @cached_property
    def arcs(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The two ends of each dependency to its labels."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for arc in arcs_of(self.tokens):
            found[arc.ends] = found.get(arc.ends, frozenset()) | {arc.label}
        return found

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """Who does what to whom in it."""
        return tuple(deed for each in self.sentences for deed in deeds_of(each))

    @cached_property
    def amounts(self) -> tuple[tuple[Span, Amount], ...]:
        """Its numbers, each with its sentence; their places count from the sentence's start."""
        return tuple((each, amount) for each in self.sentences for amount in find_amounts(each.text))

    @cached_property
    def times(self) -> tuple[tuple[Span, Expression], ...]:
        """Its expressions of time, likewise."""
        return tuple((each, found) for each in self.sentences for found in find_expressions(each.text))


def passage(doc: Doc) -> Passage:
    """The whole of a parsed text."""
    return Passage(tuple(each for each in doc.sents if each.text.strip()))


@dataclass(frozen=True)
class Source:
    """A parsed article, or a part of it, that claims are held to.

    `published` is the day that "on Tuesday" is said against. `aliases` are the other names of a party, by
    keys (`bot.ground.words.key`).
    """

    doc: Doc
    published: date | None = None
    aliases: Aliases = field(default_factory=dict[str, frozenset[str]])

    @cached_property
    def whole(self) -> Passage:
        """All of it."""
        return passage(self.doc)

    def cited(self, ranges: Sequence[tuple[int, int]]) -> Passage:
        """The sentences that these ranges of characters touch."""
        return Passage(
            tuple(
                each
                for each in self.whole.sentences
                if any(each.start_char < end and start < each.end_char for start, end in ranges)
            )
        )

    def before(self, cited: Passage) -> Passage:
        """The sentences before the cited ones, which may name whom these mean."""
        numbers = {self._numbers[each.start] for each in cited.sentences}
        wanted = sorted({n - back for n in numbers for back in range(1, _BEFORE + 1)} - numbers)
        return Passage(tuple(self.whole.sentences[n] for n in wanted if n >= 0))

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {each.start: number for number, each in enumerate(self.whole.sentences)}

    @cached_property
    def full_names(self) -> frozenset[tuple[str, str]]:
        """Each pair of neighbouring capitalised words: "Lena Harrow"."""
        return frozenset(_pairs(self.whole))


def _pairs(text: Passage) -> Iterator[tuple[str, str]]:
    for first, second in zip(text.tokens, text.tokens[1:], strict=False):
        if first.text[:1].isupper() and second.text[:1].isupper():
            yield key(first.text), key(second.text)
