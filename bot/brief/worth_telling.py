"""Which stances say something: not those that lack the other side, miss it, or only govern another stance."""

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.lexicon import words
from bot.brief.modality import Manner
from bot.brief.parties import others
from bot.brief.stances import Predicate, is_target, predicate
from bot.model import Position, Stance

_DEEDS: frozenset[Stance] = frozenset(
    ("assault", "consult", "support", "cooperate", "aid", "protest", "coerce")
)
"""Stances whose nouns ("the attack") say one only when the other side is told as well."""


def told_once(positions: list[Position]) -> list[Position]:
    """Without what a longer phrase of its sentence says: "called a breach" in "condemned what it called"."""
    return [
        one
        for one in positions
        if not any(
            other is not one
            and one.what in other.what
            and (one.actor, one.stance, one.modality) == (other.actor, other.stance, other.modality)
            and one.towards in (None, other.towards)
            and one.evidence[0] == other.evidence[0]
            for other in positions
        )
    ]


def only_governs(said: Predicate) -> bool:
    """Whether "refused" or "denied" only says how another stance is put: "refused to condemn"."""
    if said.token.lemma_ not in words("stances", "modality", "denied"):
        return False
    below = [child for child in said.token.children if child.dep_ in ("xcomp", "pcomp", "ccomp")]
    return any(
        predicate(child) or child.lemma_ in words("stances", "modality", "speaking") for child in below
    )


def stands_alone(said: Predicate, holder: Token, manner: Manner) -> bool:
    """Whether a stance makes sense with nobody named at the other end."""
    if said.token.pos_ == "NOUN":
        return manner.holder is not None or said.stance not in _DEEDS
    if is_journey(said):
        paid = said.object is not None and said.token.lemma_ != "travel"  # "paid a visit to Moscow"
        return paid and any(token.ent_type_ == "GPE" for token in others(said))
    if not said.aimed:
        return True
    together = said.stance == "consult" and (
        holder.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in holder.children)
    )
    objects = [child for child in said.token.children if child.dep_ in ("dobj", "nsubjpass")]
    behind = [inner for child in said.token.children if child.dep_ == "prep" for inner in child.children]
    ends = others(said) if said.stance == "assault" else (*objects, *behind)
    return together or any(is_target(token) for token in ends)


def is_journey(said: Predicate) -> bool:
    """Whether somebody goes to see another, who must be of weight: anybody may visit a dentist."""
    journeys = words("stances", "journeys", "words")
    objects = (said.object,) if said.object is not None else ()
    return said.stance == "consult" and any(token.lemma_ in journeys for token in (said.token, *objects))


def receives(said: Predicate, host: Token) -> bool:
    """Whether one who is only described can be at the other end; of a journey, who speaks for a body."""
    return not is_journey(said) or host.lemma_.lower() in words("roles", "representatives")


def misses(said: Predicate, cast: Cast) -> bool:
    """Whether an object makes the deed another: "hit the post", "met her husband", "host a clinic"."""
    objects = [child for child in said.token.children if child.dep_ == "dobj"]
    if said.stance == "consult" and said.token.lemma_ == "meet":
        return any(_is_no_talk(child) for child in objects)
    if said.stance == "consult" and said.token.lemma_ == "host":  # "offered to host a clinic"
        return any(c.lower_ in words("roles", "mixed") and cast.who(c) is None for c in objects)
    if said.stance != "assault" or not said.aimed:
        return False
    return any(
        child.pos_ == "NOUN" and cast.who(child) is None and not is_target(child) and not _owned_target(child)
        for child in objects
    )


def _is_no_talk(noun: Token) -> bool:
    """Whether to meet such a one is no talk between parties: family, or a thing."""
    kin = noun.lemma_.lower() in words("stances", "meeting", "kin")
    owned = any(child.dep_ == "poss" for child in noun.children)
    return kin or (noun.pos_ == "NOUN" and owned and not is_target(noun))


def _owned_target(noun: Token) -> bool:
    return any(child.dep_ in ("poss", "amod") and child.text[:1].isupper() for child in noun.children)


def says_nothing(said: Predicate, what: str, towards: str | None) -> bool:
    """Whether one word is left where a stance needs something it is about: "asked", "rejected"."""
    alone = said.stance in ("yield", "mediate", "protest", "mobilize") or said.token.lemma_ in (
        "dissent",
        "disagree",
    )
    return towards is None and " " not in what and not alone
