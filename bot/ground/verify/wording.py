"""Words: those of the source, or ones that mean the same; nothing is added."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from spacy.tokens import Token

from bot.ground.lexicon import words as cue_words
from bot.ground.verify.arcs import token_key
from bot.ground.verify.deeds import alike, converse
from bot.ground.verify.force import manner_words
from bot.ground.verify.parties import is_name
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage
from bot.ground.words import function_words, key

LEAST = 0.5
"""How like a word of the source one of the claim has to be to stand for it."""
_TELLING = frozenset(("NOUN", "VERB", "ADJ", "ADV"))


class Likeness(Protocol):
    """How near each word comes in meaning to the nearest of others, from -1 to 1."""

    def __call__(self, words: Sequence[str], others: Sequence[str]) -> Sequence[float]:
        """One number for each of `words`."""
        ...


def wording_reasons(claim: Passage, cited: Passage, likeness: Likeness | None) -> Iterator[Reason]:
    """A reason for each telling word of the claim for which the source has no counterpart."""
    added = [token for token in claim.tokens if is_telling(token) and not _is_there(token, cited)]
    if not added:
        return
    near = [0.0] * len(added)
    if likeness is not None:
        theirs = sorted({token.lemma_.lower() for token in cited.tokens if is_telling(token)})
        near = list(likeness([token.lemma_.lower() for token in added], theirs)) if theirs else near
    for token, how in zip(added, near, strict=True):
        if how < LEAST:
            yield Reason("words", f"the source does not say “{token.text}”")


def is_telling(token: Token) -> bool:
    """Whether a word says something by itself, and is no name."""
    return (
        token.pos_ in _TELLING
        and token.is_alpha
        and token.lower_ not in function_words()
        and not is_name(token)
    )


def _is_there(token: Token, cited: Passage) -> bool:
    mine = {key(token.text), token_key(token)}
    if mine & cited.keys or mine & _free():
        return True
    return any((alike(each) | converse(each)) & cited.keys for each in mine)


@cache
def _free() -> frozenset[str]:
    listed = cue_words("claims", "free", "words")
    return frozenset(key(word) for word in listed | manner_words())
