"""Between whom a stance lies: the head of who holds it, and where the other side stands in the sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from bot.brief.lexicon import words
from bot.brief.modality import Manner
from bot.brief.speakers import agent_of, passive_subject, subject_of
from bot.brief.stances import Predicate

_TOWARDS = frozenset(
    (
        "with",
        "against",
        "on",
        "to",
        "at",
        "upon",
        "between",
        "from",
        "for",
        "of",
        "towards",
        "toward",
        "over",
        "in",
        "into",
    )
)
_OF_THE_DEED = frozenset(("by", "from", "with", "against"))
"""Behind the object of a verdict stand the doer ("the attack by X") and, with "on", only the victim."""

_AT = frozenset(("at", "in", "into", "on", "upon"))


@dataclass(frozen=True)
class Holder:
    """Who holds a stance, and who only says so (Ukraine, in "Ukraine accused Russia of shelling")."""

    token: Token
    reporter: Token | None = None


def holder_of(said: Predicate, manner: Manner) -> Holder | None:
    """Who holds the stance, as the sentence is built; None when it does not say."""
    token = said.token
    accused = _accused(token)
    if accused is not None:
        return accused
    found = _owner(manner.holder) if manner.holder is not None else _own_holder(token)
    return Holder(found) if found is not None else None


def _own_holder(token: Token) -> Token | None:
    if token.pos_ == "NOUN":
        return _owner(token)
    if token.lower_ in words("stances", "modality", "stative") and agent_of(token) is None:
        return passive_subject(token) or subject_of(token)
    return subject_of(token if token.pos_ in ("VERB", "AUX") else token.head)


def _accused(token: Token) -> Holder | None:
    """Who did what they are blamed or praised for: "accused Russia of shelling", "thanked her for"."""
    while token.dep_ in ("advcl", "conj") and token.tag_ == "VBG" and token.head.dep_ in ("pcomp", "conj"):
        token = token.head
    while token.dep_ == "xcomp" and token.head.tag_ == "VBG":
        token = token.head
    preposition = token.head
    if token.dep_ != "pcomp" or preposition.lower_ not in ("of", "for") or preposition.head.pos_ != "VERB":
        return None
    verb = preposition.head
    if verb.lemma_ not in words("stances", "modality", "blaming"):
        return None
    doer = next((child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")), None)
    return Holder(doer, subject_of(verb)) if doer is not None else None


def _owner(noun: Token) -> Token | None:
    """Whose a deed is: "China's offer", "condemnation by the UN", or who "issued a condemnation"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return _object(child)
        if child.dep_ == "amod" and child.lower_ == "led":
            return next((inner for inner in child.children if inner.dep_ == "npadvmod"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("stances", "modality", "light"):
        return subject_of(noun.head)
    named = [child for child in noun.children if child.dep_ in ("amod", "compound", "nmod")]
    return next((child for child in named if child.text[:1].isupper()), None)


def _object(preposition: Token) -> Token | None:
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def others(said: Predicate) -> Iterator[Token]:
    """Where the other side may stand, the likeliest first; never the object that makes the stance."""
    token = said.token
    passive = passive_subject(token) if token.pos_ == "VERB" else None
    if passive is not None:
        yield passive
    objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "oprd") and not _set_off(c)]
    yield from (child for child in objects if child != said.object)
    if said.stance == "assault" and said.aimed:
        yield from _struck(token)
        return
    if said.object is not None and said.stance != "reject":
        yield from (child for child in said.object.children if child.dep_ == "nsubj")
    yield from _behind(token)
    if said.object is not None:
        yield from _behind(said.object)
    if said.object is not None and said.object.lemma_ in words("roles", "person"):
        yield said.object
    for child in token.children:
        if child.dep_ in ("prt", "acomp", "xcomp", "advcl") or (
            child.dep_ == "dobj" and child != said.object
        ):
            yield from _behind(child)


def _set_off(noun: Token) -> bool:
    """As in "agreed to buy Osk Lines, | the group's largest deal": said of it all, whatever the parse."""
    first = noun.left_edge
    return first.i > noun.head.i + 1 and first.nbor(-1).text == ","


def _struck(verb: Token) -> Iterator[Token]:
    """Who suffers a blow without being its object: "shot at them"; not for or from whom it is dealt."""
    heads = [verb]
    alone = not any(child.dep_ == "dobj" for child in verb.children)
    if alone:  # "hit back with rockets against them"
        heads += [inner for child in verb.children if child.dep_ == "prep" for inner in child.children]
    for preposition in (child for head in heads for child in head.children if child.dep_ == "prep"):
        aimed = preposition.head == verb and preposition.lower_ in _AT
        if aimed or (alone and preposition.lower_ == "against"):
            yield from (inner for inner in preposition.children if inner.dep_ == "pobj")


def _behind(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in _TOWARDS:
            yield from (inner for inner in child.children if inner.dep_ in ("pobj", "pcomp"))


def doers(noun: Token, said: Predicate) -> Iterator[Token]:
    """Whose the thing is that a stance is about: "Iran" of "the Iranian air strike"."""
    struck = {"against"} if said.stance == "assault" and said.aimed else set()
    for child in noun.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            yield child
        elif child.dep_ in ("prep", "agent") and child.lower_ in _OF_THE_DEED - struck:
            found = _object(child)
            if found is not None:
                yield found


def places(noun: Token) -> Iterator[Token]:
    """Where a thing is, or whose part it is: "armed groups in Iran", "the borders of Syria"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "from", "on"):
            found = _object(child)
            if found is not None:
                yield found
