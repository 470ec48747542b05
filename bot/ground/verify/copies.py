"""A claim that is a sentence of the source but for a few words: what was put in, taken out or exchanged."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from spacy.tokens import Token

from bot.ground.lexicon import words as cue_words
from bot.ground.verify.arcs import token_key
from bot.ground.verify.force import hedging, is_negation
from bot.ground.verify.parties import Aliases, is_name, name_keys
from bot.ground.verify.reasons import Kind, Reason
from bot.ground.verify.source import Passage

LIKE = 0.6
"""The part of the claim's words that stand in the source sentence, in order, for it to be a copy."""
_LIGHT = frozenset(("future", "said", "doubted", "refused"))
_FEW = 4
"""So many words at most are an exchange; longer runs are another wording."""


def copy_reasons(claim: Passage, cited: Passage, aliases: Aliases) -> Iterator[Reason]:
    """A reason for each name, number, negation or hedge in which a near copy differs from its sentence."""
    keys = [token_key(token) for token in claim.tokens]
    best: tuple[float, Sequence[Token], SequenceMatcher[str]] | None = None
    for sentence in cited.sentences:
        there = [token for token in sentence if not token.is_space and not token.is_punct]
        matcher = SequenceMatcher(None, [token_key(token) for token in there], keys, autojunk=False)
        part = sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(keys))
        if part >= LIKE and (best is None or part > best[0]):
            best = part, there, matcher
    if best is not None:
        yield from _changes(best[1], claim.tokens, best[2], aliases)


def _changes(
    there: Sequence[Token], here: Sequence[Token], matcher: SequenceMatcher[str], aliases: Aliases
) -> Iterator[Reason]:
    changes = matcher.get_opcodes()
    hedged = {m for change, _, _, c, d in changes if change != "equal" for t in here[c:d] for m in hedging(t)}
    turned = _turned(there, here)
    for change, a, b, c, d in changes:
        if change == "equal" or b - a > _FEW or d - c > _FEW:
            continue
        reason = _negation(there[a:b], here[c:d]) if turned else None
        if reason is None and change != "insert":
            reason = _hedge(there[a:b], hedged)
        if reason is None and change == "replace":
            reason = _exchange(there[a:b], here[c:d], aliases)
        if reason is not None:
            yield reason


def _turned(there: Sequence[Token], here: Sequence[Token]) -> bool:
    """Whether one has a negation that the other lacks: "is not any" and "is no" are alike."""
    theirs, mine = (sum(map(is_negation, side)) for side in (there, here))
    return theirs != mine


def _negation(there: Sequence[Token], here: Sequence[Token]) -> Reason | None:
    """Only where the change is small words alone: in a clause that was left out nothing is turned round."""
    if any(token.pos_ in ("NOUN", "PROPN", "ADJ") for token in (*there, *here)):
        return None
    (theirs, mine) = (sum(map(is_negation, side)) for side in (there, here))
    if theirs % 2 == mine % 2 or sum(token.pos_ == "VERB" for token in (*there, *here)) > 1:
        return None
    where, other = ("source", "claim") if theirs else ("claim", "source")
    return Reason("negation", f"the {where} says “{_text(there if theirs else here)}”, the {other} does not")


def _hedge(there: Sequence[Token], hedged: set[str]) -> Reason | None:
    if any(
        token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "VERB" and not hedging(token)) for token in there
    ):
        return None
    theirs = {m for token in there for m in hedging(token)}
    if theirs - _LIGHT and not hedged - _LIGHT:
        return Reason("hedge", f"the source says “{_text(there)}”, the claim leaves it out")
    return None


def _exchange(there: Sequence[Token], here: Sequence[Token], aliases: Aliases) -> Reason | None:
    """One name or number for another."""
    theirs, mine = ([token for token in side if _is_fixed(token)] for side in (there, here))
    if not theirs or not mine or _numeric(theirs) != _numeric(mine):
        return None
    known = name_keys(theirs)
    known = known.union(*(aliases.get(each, frozenset()) for each in known))
    if name_keys(mine) & known or any(token.tag_ in ("PRP", "PRP$") for token in there):
        return None
    kind: Kind = "number" if _numeric(mine) else "name"
    return Reason(kind, f"the source says {_text(theirs)}, the claim {_text(mine)}")


def _is_fixed(token: Token) -> bool:
    """Whether a word is a name, a weekday or a number; the capital that begins a sentence makes no name."""
    if token.like_num or token.text[:1].isdigit():
        return True
    begins = token.is_sent_start and not is_name(token)
    return token.text[:1].isupper() and token.pos_ != "VERB" and not begins and not _is_title(token)


def _is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in cue_words("claims", "titles", "words")


def _numeric(tokens: Sequence[Token]) -> bool:
    return any(token.like_num or token.text[:1].isdigit() for token in tokens)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
