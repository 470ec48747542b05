"""Whether two words say the same of a matter or the contrary: "freed" and "still held"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Token

from bot.answer.lexicon import cues
from bot.answer.support import kinship
from bot.ground.lexicon import cues as ground_cues
from bot.ground.words import key

LISTED = 0.9
"""How alike two words are that one list has side by side."""
ALIKE = 0.55
"""From this cosine on two words may tell of the same deed ("resign" and "quit")."""
_SUFFIX = {"NOUN": "_n", "PROPN": "_n", "VERB": "_v", "AUX": "_v", "ADJ": "_a"}
_PARTICLES = frozenset(("prt", "advmod", "prep", "dobj", "acomp", "attr", "oprd"))


@dataclass(frozen=True)
class Likeness:
    """How alike two words are, from 0 to 1; `contrary` where they say the opposite of one matter."""

    alike: float
    contrary: bool = False


@cache
def _senses() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    found = [(_forms_of(each["one"]), _forms_of(each["other"])) for each in cues("senses")["sense"]]
    pairs: list[list[str]] = ground_cues("opposites")["pairs"]
    return (*found, *((_forms_of(one), _forms_of(other)) for one, other in _both_ways(pairs)))


def _both_ways(pairs: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    for one, other in pairs:
        yield [one], [other]
        yield [other], [one]


def _forms_of(words: list[Any]) -> frozenset[str]:
    return frozenset(_stemmed(str(word)) for word in words)


def _stemmed(form: str) -> str:
    word, _, kind = form.partition("_")
    stem = " ".join(key(part) for part in word.split())
    return f"{stem}_{kind}" if kind else stem


@lru_cache(maxsize=2048)
def forms(token: Token) -> frozenset[str]:
    """A word's stem, alone, with its kind, and with what it governs ("step down", "at large")."""
    stems = {key(token.text), key(token.lemma_)}
    kind = _SUFFIX.get(token.pos_, "")
    found = stems | {stem + kind for stem in stems}
    beside = [c.lemma_ for c in token.children if c.dep_ in _PARTICLES]
    beside += [g.lemma_ for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    found |= {f"{stem} {key(word)}" for stem in stems for word in beside}
    before = [token.head] if token.head.pos_ == "ADP" else []
    before += [c for c in token.children if c.pos_ == "ADP" and c.i == token.i - 1]
    found |= {f"{key(link.text)} {stem}" for link in before for stem in stems}
    return frozenset(found)


@lru_cache(maxsize=8192)
def _groups(found: frozenset[str]) -> tuple[tuple[int, bool], ...]:
    """The senses that a word's forms stand in, each with whether on its other side."""
    return tuple(
        (number, bool(other))
        for number, pair in enumerate(_senses())
        for other, side in enumerate(pair)
        if found & side
    )


@lru_cache(maxsize=1024)
def _like_words(stem: str) -> frozenset[str]:
    """All single words that say the same or the contrary of one."""
    sides = [pair for pair in _senses() if any(stem == _bare(form) for side in pair for form in side)]
    return frozenset(_bare(form) for pair in sides for side in pair for form in side)


def _bare(form: str) -> str:
    return form.partition("_")[0].split()[0]


@cache
def _irregular() -> dict[str, str]:
    pairs = (each.split() for each in cues("senses")["irregular"])
    return {key(form): key(lemma) for form, lemma in pairs}


def speaks_of(asked: Token, keys: frozenset[str]) -> bool:
    """Whether a sentence with these words may tell of what is asked; parsing has to show it."""
    own = key(asked.lemma_)
    lemmas = keys | {_irregular()[each] for each in keys & _irregular().keys()}
    return own in lemmas or bool(_like_words(own) & lemmas)


def is_listed(token: Token) -> bool:
    """Whether it is a word of one of the matters that the lists know."""
    return bool(_groups(forms(token)))


def likeness(asked: Token, told: Token) -> Likeness:
    """How alike the word asked about and a word of the text are."""
    if key(asked.text) == key(told.text) or asked.lemma_ == told.lemma_:
        return Likeness(1.0)
    low, wanted = told.lower_, key(asked.text)
    if low.startswith("un") and key(low[2:]) == wanted:
        return Likeness(LISTED, contrary=True)
    own = dict(_groups(forms(asked)))
    there = [other != own[number] for number, other in _groups(forms(told)) if number in own]
    if there and not told.is_punct:
        return Likeness(LISTED, contrary=all(there))
    if told.is_stop or told.pos_ not in ("VERB", "NOUN", "ADJ", "ADV"):
        return Likeness(0.0)
    return Likeness(max(0.0, kinship(asked, told)) * 0.9)
