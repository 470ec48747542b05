"""Words that say a stance (`cues/stances.toml`): verbs, alone or with an object, nouns, adjectives."""

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from spacy.tokens import Token

from bot.brief.lexicon import cues, words
from bot.ground.numbers import is_currency
from bot.model import Stance

_DEPENDENTS = frozenset(
    (
        "dobj",
        "prt",
        "prep",
        "advmod",
        "acomp",
        "attr",
        "oprd",
        "xcomp",
        "ccomp",
        "pobj",
        "agent",
        "dative",
        "conj",
    )
)

_DOUBLED = re.compile(r"([bdglmnprt])\1(?:ed|ing)$")
_PART = frozenset(("in", "of"))
"""Behind an amount stands what it is of: "50 million crowns in aid", "two planes of equipment"."""


@dataclass(frozen=True)
class Predicate:
    """A word that says a stance where it stands; `aimed` when that needs somebody at the other end."""

    token: Token
    stance: Stance
    aimed: bool = False
    object: Token | None = None


@dataclass(frozen=True)
class _Lexicon:
    verbs: dict[str, tuple[Stance, bool]]
    pairs: dict[str, dict[str, Stance]]
    nouns: dict[str, Stance]
    adjectives: dict[str, Stance]
    judgements: dict[str, Stance]


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon({}, {}, {}, {}, {})
    table = cues("stances")
    for stance in get_args(Stance):
        entry = table[stance]
        lexicon.verbs.update(dict.fromkeys(entry.get("aimed", "").split(), (stance, True)))
        lexicon.verbs.update(dict.fromkeys(entry["verbs"].split(), (stance, False)))
        lexicon.nouns.update(dict.fromkeys(entry["nouns"].split(), stance))
        lexicon.adjectives.update(dict.fromkeys(entry.get("adjectives", "").split(), stance))
        for verb, dependent in (pair.split(" ", 1) for pair in entry["pairs"]):
            lexicon.pairs.setdefault(verb, {})[dependent] = stance
    for stance, judgement in table["judgement"].items():
        lexicon.judgements.update(dict.fromkeys(judgement.split(), stance))
    return lexicon


def predicate(token: Token) -> Predicate | None:
    """The stance that `token` says, if it says one."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        forms = verb_forms(token)
        found = _between(token, lemma) or next(filter(None, (_pair(token, form) for form in forms)), None)
        found = found or _judgement(token, lemma) or _gift(token, lemma)
        return found or next(filter(None, (_verb(token, form) for form in forms)), None)
    if token.pos_ == "NOUN" and token.dep_ not in ("compound", "nmod", "npadvmod"):
        stance = _lexicon().nouns.get(lemma) or _lexicon().nouns.get(token.lower_)
        return Predicate(token, stance) if stance and not _of_the_market(token) else None
    if (
        token.pos_ == "ADJ"
        and token.dep_ in ("acomp", "attr")
        and token.head.lemma_ in ("be", "remain", "become")
    ):
        stance = _lexicon().adjectives.get(lemma)
        return Predicate(token, stance) if stance else None
    return None


def _of_the_market(noun: Token) -> bool:
    """Whether "demand" is what customers have, not what somebody makes of another."""
    owned = any(child.dep_ == "poss" for child in noun.children)
    return (
        noun.lower_ == "demand" and not owned and not any(c.dep_ in ("acl", "relcl") for c in noun.children)
    )


def verb_forms(verb: Token) -> tuple[str, ...]:
    """What the verb may be called: the tagger's lemmas lose a final "e" of rare verbs ("staged": "stag")."""
    undoubled = _DOUBLED.sub(r"\1", verb.lower_)
    return (verb.lemma_.lower(), f"{verb.lemma_.lower()}e", verb.lower_.removesuffix("d"), undoubled)


def _verb(token: Token, lemma: str) -> Predicate | None:
    found = _lexicon().verbs.get(lemma)
    if found is None or (token.tag_ == "VBN" and token.dep_ in ("amod", "compound")):
        return None
    whom = any(child.dep_ in ("dobj", "nsubjpass", "dative") for child in token.children)
    if lemma == "recall" and not whom:  # "recalled in an interview that …"
        return None
    return Predicate(token, found[0], aimed=found[1])


def _pair(token: Token, lemma: str) -> Predicate | None:
    """A verb with a word below it, directly or behind one preposition or "to"."""
    dependents = _lexicon().pairs.get(lemma)
    if not dependents:
        return None
    for child in _below(token):
        forms = (child.lemma_.lower(), child.lower_, f">{child.dep_}", *_parts_of(child))
        stance = next((dependents[form] for form in forms if form in dependents), None)
        if stance and child.i > token.i - (8 if child.dep_ == "nsubjpass" else 0):
            if lemma == "call" and not _calls(token, child):
                continue
            return Predicate(token, stance, object=child)
    return None


def _parts_of(noun: Token) -> list[str]:
    """What a bridge or a post is part of: who closes "border bridges" closes the border."""
    if noun.lemma_.lower() not in words("stances", "parts", "nouns"):
        return []
    return [child.lemma_.lower() for child in noun.children if child.dep_ == "compound"]


def _gift(token: Token, lemma: str) -> Predicate | None:
    """Money promised to somebody is aid: "promised 50,000 crowns to every family"."""
    if lemma not in words("stances", "gifts", "verbs"):
        return None
    money = next((child for child in token.children if child.dep_ == "dobj" and _is_money(child)), None)
    heads = (token, money) if money is not None else ()
    to = any(
        child.dep_ == "dative" or (child.dep_ == "prep" and child.lower_ == "to")
        for head in heads
        for child in head.children
    )
    return Predicate(token, "aid", object=money) if to else None


def _between(token: Token, lemma: str) -> Predicate | None:
    """Who has two others meet mediates: "offered to host a meeting of the two sides"."""
    meets = words("stances", "go_between", "meetings")
    held = next((c for c in token.rights if c.dep_ == "dobj" and c.lemma_.lower() in meets), None)
    if held is None or lemma not in words("stances", "go_between", "verbs"):
        return None
    led = (c for c in held.rights if c.dep_ == "prep" and c.lower_ in ("between", "of"))
    nouns = [noun for prep in led for noun in prep.children if noun.dep_ == "pobj"]
    two = any(
        noun.lemma_.lower() in words("stances", "go_between", "sides")
        or (noun.head.lower_ == "between" and any(c.dep_ == "conj" for c in noun.children))
        for noun in nouns
    )
    return Predicate(token, "mediate", object=held) if two else None


def _is_money(noun: Token) -> bool:
    signed = any(child.is_currency for child in noun.children)
    counted = any(child.like_num for child in noun.children)
    return signed or (counted and (noun.ent_type_ == "MONEY" or is_currency(noun.lower_)))


def _calls(token: Token, child: Token) -> bool:
    """Whether "call" asks or blames: not "called a meeting for Tuesday", "called in police"."""
    objects = any(below.dep_ in ("dobj", "nsubjpass") for below in token.children)
    if child.lower_ == "out":
        return objects
    if child.lower_ not in ("for", "on", "upon"):
        return True
    meeting = child.dep_ == "prep" and any(below.dep_ == "dobj" for below in token.children)
    return not meeting and not any(_is_particle(below) for below in token.children)


def _is_particle(below: Token) -> bool:
    """As in "called off", "called in police"; "called in parliament for talks" has only a preposition."""
    if below.dep_ == "prt":
        return below.lower_ in ("off", "in", "up", "back", "out")
    beside = below.dep_ == "prep" and below.lower_ in ("in", "up", "back") and below.i == below.head.i + 1
    called = words("roles", "group") | words("roles", "person") | words("stances", "targets", "nouns")
    return beside and any({token.lower_, token.lemma_} & called for token in below.children)


def _below(token: Token) -> list[Token]:
    near = [
        child for child in token.children if child.dep_ in _DEPENDENTS or child.dep_ in ("nsubjpass", "advcl")
    ]
    behind = [inner for child in near if child.dep_ in ("prep", "prt", "dobj") for inner in child.children]
    inside = [
        part for inner in behind if inner.dep_ == "prep" and inner.lower_ in _PART for part in inner.children
    ]
    asked = [next(child.lefts) for child in near if wished(child)]
    return [*near, *asked, *(inner for inner in (*behind, *inside) if inner.dep_ in ("pobj", "conj"))]


def wished(clause: Token) -> bool:
    """Whether a clause is what somebody calls for: "called for the dam to be removed"."""
    first = next(clause.lefts, None)
    return clause.dep_ == "advcl" and first is not None and first.dep_ == "mark" and first.lower_ == "for"


def _judgement(token: Token, lemma: str) -> Predicate | None:
    """As in "called it “unacceptable”", "described the ruling as a disgrace"."""
    if lemma not in (
        "call",
        "describe",
        "brand",
        "label",
        "term",
        "deem",
        "characterise",
        "characterize",
        "dub",
        "dismiss",
    ):
        return None
    named = any(child.lower_ == "what" for child in token.children)  # "condemned what it called …"
    if named or any(child.dep_ == "auxpass" for child in token.children):
        return None
    for child in token.subtree:
        if token.i < child.i < token.i + 14 and child.lower_ in _lexicon().judgements:
            return Predicate(token, _lexicon().judgements[child.lower_], object=None)
    return None


def is_target(token: Token) -> bool:
    """Whether a noun can be at the receiving end: people, bodies, and what is struck in war."""
    lists = (
        words("roles", "person"),
        words("roles", "organisation"),
        words("roles", "group"),
        words("stances", "targets", "nouns"),
    )
    return any(token.lower_ in names or token.lemma_ in names for names in lists)
