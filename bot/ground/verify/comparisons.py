"""Words of the claim that are the opposite of the source's."""

from collections.abc import Iterator
from functools import cache

from bot.ground.lexicon import cues
from bot.ground.verify.arcs import token_key
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage


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
    theirs = {form: token for token in cited.tokens for form in (token.lower_, token.lemma_.lower())}
    told = {token_key(token) for token in cited.tokens}
    for token in claim.tokens:
        mine = {token.lower_, token.lemma_.lower()}
        if mine & theirs.keys() or token_key(token) in told:
            continue
        for opposite in sorted(frozenset().union(*(_opposites().get(form, frozenset()) for form in mine))):
            if opposite in theirs:
                yield Reason("comparison", f"the source says {theirs[opposite].text}, the claim {token.text}")
                break
