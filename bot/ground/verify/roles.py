"""Roles: who did it to whom, and how firmly it is told."""

from collections.abc import Iterator, Sequence

from bot.ground.verify.arcs import token_key
from bot.ground.verify.deeds import Deed, are_converse, is_mutual, same_deed
from bot.ground.verify.force import UNSURE
from bot.ground.verify.parties import Aliases, Party, same
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage, Source

_LIGHT = frozenset(("be", "have", "do", "get", "go", "make", "take"))


def role_reasons(claim: Passage, cited: Passage, source: Source) -> Iterator[Reason]:
    """The first thing that is wrong with each deed of the claim."""
    if not claim.deeds and not _is_in_order(claim, cited):
        yield Reason("words", "the claim is neither a sentence that can be read nor in the source's words")
    referents = tuple(party for deed in source.before(cited).deeds for party in deed.doers if party.names)
    for deed in claim.deeds:
        reason = _deed_reason(deed, cited.deeds, source.aliases, referents)
        if reason is not None:
            yield reason


def _is_in_order(claim: Passage, cited: Passage) -> bool:
    """Whether the claim is words of the source, in their order."""
    theirs = iter(token_key(token) for token in cited.tokens)
    return all(token_key(token) in theirs for token in claim.tokens)


def _deed_reason(
    deed: Deed, there: Sequence[Deed], aliases: Aliases, referents: Sequence[Party]
) -> Reason | None:
    """Nothing when one of the source's deeds bears the claim's; otherwise what the nearest lacks."""
    alike = [each for each in there if same_deed(deed, each)]
    if not alike:
        return _turned(deed, there, aliases)
    ranked = sorted(alike, key=lambda each: -_fit(deed, each, aliases))
    best = _fit(deed, ranked[0], aliases)
    nearest = [each for each in ranked if _fit(deed, each, aliases) == best]
    reasons = [_difference(deed, each, aliases, referents) for each in nearest]
    return None if None in reasons else reasons[0]


def _fit(one: Deed, other: Deed, aliases: Aliases) -> int:
    """How many of the first deed's parties the other has, in whatever role."""
    return sum(any(same(mine, theirs, aliases) for theirs in other.parties) for mine in one.parties)


def _difference(deed: Deed, there: Deed, aliases: Aliases, referents: Sequence[Party]) -> Reason | None:
    return _role(deed, there, aliases, referents) or _manner(deed, there)


def _role(deed: Deed, there: Deed, aliases: Aliases, referents: Sequence[Party]) -> Reason | None:
    if not is_mutual(deed):
        swapped = _any_same(deed.doers, there.targets, aliases) and not _any_same(
            deed.doers, there.doers, aliases
        )
        if swapped or (
            _any_same(deed.targets, there.doers, aliases)
            and not _any_same(deed.targets, there.targets, aliases)
        ):
            return Reason("role", f"the source says “{there.text}”, the claim “{deed.text}”")
    for mine, theirs in ((deed.doers, there.doers), (deed.targets, there.targets)):
        if not is_mutual(deed) and _is_another(mine, theirs, aliases, referents):
            return Reason("role", f"the source says “{there.text}”, the claim “{deed.text}”")
    return _moved(deed, there, aliases)


def _any_same(mine: Sequence[Party], theirs: Sequence[Party], aliases: Aliases) -> bool:
    return any(same(one, other, aliases) for one in mine for other in theirs)


def _is_another(
    mine: Sequence[Party], theirs: Sequence[Party], aliases: Aliases, referents: Sequence[Party]
) -> bool:
    """Whether somebody whom the claim names is not among those whom the source has there."""
    for party in mine:
        if not party.names or not theirs:
            continue
        pointing = [each for each in theirs if each.is_pronoun]
        if pointing and not any(each.names for each in theirs):
            if referents and not _any_same([party], referents, aliases):
                return True
            continue
        told = [same(party, each, aliases) for each in theirs]
        if True not in told and None not in told:
            return True
    return False


def _moved(deed: Deed, there: Deed, aliases: Aliases) -> Reason | None:
    """Whether a name stands behind another preposition than in the source: "from A to B", "from B to A"."""
    for prep, party in deed.rest:
        if not party.names:
            continue
        mine = [p for p, other in there.rest if same(party, other, aliases)]
        taken = [other for p, other in there.rest if p == prep and other.names]
        if mine and prep not in mine and taken and not _any_same([party], taken, aliases):
            return Reason(
                "role", f"the source says “{mine[0]} {party.text}”, the claim “{prep} {party.text}”"
            )
    return None


def _turned(deed: Deed, there: Sequence[Deed], aliases: Aliases) -> Reason | None:
    """Whether the same two stand in another deed of the source the other way round."""
    for each in there:
        if are_converse(deed, each) or is_mutual(each) or not (deed.doers and deed.targets):
            continue
        turned = _any_same(deed.doers, each.targets, aliases) and _any_same(deed.targets, each.doers, aliases)
        if _all_names(deed) and turned:
            return Reason("role", f"the source says “{each.text}”, the claim “{deed.text}”")
    return None


def _all_names(deed: Deed) -> bool:
    return any(p.names for p in deed.doers) and any(p.names for p in deed.targets)


def _manner(deed: Deed, there: Deed) -> Reason | None:
    """Whether the claim denies what the source says, or is surer than it."""
    mine, theirs = deed.force, there.force
    if mine.negated != theirs.negated:
        denied, said = ("claim", "source") if mine.negated else ("source", "claim")
        return Reason(
            "negation", f"the {denied} says that it was not so (“{deed.verb.text}”), the {said} that it was"
        )
    if ("denied" in mine.manners) != ("denied" in theirs.manners):
        where = "source says that it is denied, the claim does not"
        other = "claim says that it is denied, the source does not"
        return Reason(
            "negation", f"the {where if 'denied' in theirs.manners else other} (“{deed.verb.text}”)"
        )
    sure = not mine.unsure or (mine.unsure == {"future"} and not theirs.unsure <= {"future", "intended"})
    if theirs.unsure and sure:
        manner = next(each for each in UNSURE if each in theirs.unsure)
        return Reason(
            "hedge", f"the source puts “{there.verb.text}” as {_IN_WORDS[manner]}, the claim as fact"
        )
    if "said" in theirs.manners and not mine.manners:
        return Reason(
            "attribution", f"the source has “{there.verb.text}” as somebody's word, the claim as fact"
        )
    return None


_IN_WORDS = {
    "denied": "denied",
    "alleged": "alleged",
    "doubted": "doubted",
    "conditional": "possible under a condition",
    "possible": "possible",
    "intended": "intended or foreseen",
    "future": "still to come",
    "asked": "asked for",
    "ought": "what ought to be",
}
