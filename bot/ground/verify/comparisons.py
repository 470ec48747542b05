"""Words of the claim that are the opposite of the source's."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from bot.ground.lexicon import cues
from bot.ground.verify.arcs import token_key
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage

_BESIDE = frozenset(("prep", "mark", "advmod", "amod"))
"""How a word that only says something of another hangs on it."""


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Each word, as written or in its base form, to its opposites."""
    found: dict[str, frozenset[str]] = {}
    for one, other in (*cues("opposites")["pairs"], *cues("opposites")["compared"]):
        for a, b in ((one, other), (other, one)):
            found[a] = found.get(a, frozenset()) | {b}
    return found


def comparison_reasons(claim: Passage, cited: Passage) -> Iterator[Reason]:
    """A reason for each word of the claim of which the source has only the opposite."""
    theirs: dict[str, list[Token]] = {}
    for token in cited.tokens:
        for form in {token.lower_, token.lemma_.lower()}:
            theirs.setdefault(form, []).append(token)
    told = {token_key(token) for token in cited.tokens}
    for token in claim.tokens:
        mine = {token.lower_, token.lemma_.lower()}
        if mine & theirs.keys() or token_key(token) in told:
            continue
        opposites = sorted(frozenset().union(*(_opposites().get(form, frozenset()) for form in mine)))
        there = (each for opposite in opposites for each in theirs.get(opposite, ()))
        met = next((each for each in there if _can_compare(token, each)), None)
        if met is not None:
            yield Reason("comparison", f"the source says {met.text}, the claim {token.text}")


def _can_compare(one: Token, other: Token) -> bool:
    """Whether two opposites are said of one thing: not "less noisy" and "more people".

    A verb, a noun or an adjective that is said by itself stands for what the sentence is about.
    """
    if one.dep_ not in _BESIDE or other.dep_ not in _BESIDE:
        return True
    within = {token_key(child) for child in one.children} & {token_key(child) for child in other.children}
    return bool(within) or token_key(one.head) == token_key(other.head)
