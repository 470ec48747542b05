"""Who or what a phrase names, and whether two phrases can mean the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from bot.ground.lexicon import words as cue_words
from bot.ground.words import capitals, country_names, key

Aliases = Mapping[str, frozenset[str]]
"""The key of a name to the keys of other names of the same party."""

_LONGEST = 4
_WITHIN = frozenset(("compound", "amod", "nmod", "flat", "nummod", "poss"))


@dataclass(frozen=True)
class Party:
    """The phrase around `head`."""

    head: Token

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words: the head with what stands directly before it."""
        return (*(child for child in self.head.lefts if child.dep_ in _WITHIN), self.head)

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of its own name: none for "Estavia's minister", whose name may stand in apposition."""
        own = [token for token in self._run() if token.pos_ == "PROPN"]
        beside = [child for child in self.head.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
        return name_keys(own) | frozenset().union(*(Party(each).names for each in beside))

    @cached_property
    def nations(self) -> frozenset[str]:
        """The keys of the names that it belongs to: "Pakistani forces", "Iran's state media"."""
        of = [token for token in self.tokens if token is not self.head and is_name(token)]
        return name_keys(of)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(key(token.text) for token in self.tokens if token.is_alpha and not token.like_num)

    @property
    def is_pronoun(self) -> bool:
        """Whether it only points to somebody."""
        return self.head.pos_ == "PRON" or self.head.lower_ in cue_words("claims", "anaphora", "pronouns")

    @property
    def text(self) -> str:
        """Its words as they stand."""
        first = min((token.i for token in self.tokens if token.dep_ != "poss"), default=self.head.i)
        return " ".join(self.head.doc[first : self.head.i + 1].text.split())

    def _run(self) -> Iterator[Token]:
        yield self.head
        yield from (child for child in self.head.lefts if child.dep_ in ("compound", "flat", "nmod"))


def is_name(token: Token) -> bool:
    """Whether a word is a name or the adjective of one."""
    return token.pos_ == "PROPN" or (token.text[:1].isupper() and token.lower_ in country_names())


def name_keys(tokens: Iterable[Token]) -> frozenset[str]:
    """The keys of names; a country has one for all of its names and its people."""
    found = sorted((token for token in tokens if len(token.text) > 1), key=lambda token: token.i)
    keys = {key(token.text) for token in found}
    for first in range(len(found)):
        for size in range(1, _LONGEST + 1):
            form = " ".join(token.lower_ for token in found[first : first + size])
            if form in country_names():
                keys.add("=" + country_names()[form])
    return frozenset(keys)


def same(one: Party, other: Party, aliases: Aliases) -> bool | None:
    """Whether two phrases name the same; None when that cannot be told from them alone."""
    if one.is_pronoun or other.is_pronoun:
        return None
    if one.names and other.names:
        return bool(_named(one.names, aliases) & _named(other.names, aliases))
    if one.names or other.names:
        named, plain = (one, other) if one.names else (other, one)
        return True if _named(named.names, aliases) & _named(plain.nations, aliases) else None
    if key(one.head.lemma_) == key(other.head.lemma_):
        return not (one.nations and other.nations) or bool(one.nations & other.nations)
    return True if one.keys & other.keys else None


def _named(keys: frozenset[str], aliases: Aliases) -> frozenset[str]:
    countries = {capitals()[each] for each in keys if each in capitals()}
    return keys.union(countries, *(aliases.get(each, frozenset()) for each in keys))
