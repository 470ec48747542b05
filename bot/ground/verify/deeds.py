"""Who did what to whom, read off the parse: active, passive, in a noun, or carried by a light verb."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Span, Token

from bot.ground.lexicon import cues
from bot.ground.lexicon import words as cue_words
from bot.ground.verify.force import Force, force_of, in_row
from bot.ground.verify.parties import Party, is_name
from bot.ground.words import key

_SUBJECT, _PASSIVE = ("nsubj", "csubj"), ("nsubjpass", "csubjpass")


@dataclass(frozen=True)
class Deed:
    """What is done or said of something; `rest` are the phrases that a preposition leads."""

    verb: Token
    key: str
    force: Force
    doers: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    rest: tuple[tuple[str, Party], ...] = field(default=())

    @property
    def parties(self) -> Iterator[Party]:
        """Everybody and everything in it."""
        yield from (*self.doers, *self.targets, *(party for _, party in self.rest))

    @property
    def text(self) -> str:
        """The deed in the words of its sentence: "Norland accused Estavia"."""
        doers, targets = (" and ".join(p.text for p in each) for each in (self.doers, self.targets))
        return " ".join(word for word in (doers, self.verb.text, targets) if word)


def deeds_of(sentence: Span) -> tuple[Deed, ...]:
    """The deeds of a sentence, in order."""
    return tuple(deed for token in sentence for deed in _deeds_at(token))


def _deeds_at(token: Token) -> Iterator[Deed]:
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
        deed = _of_verb(token)
        yield deed
        yield from _carried(deed)
    elif token.pos_ == "NOUN":
        yield from _of_noun(token)


def _of_verb(verb: Token) -> Deed:
    doers, targets = _doers(verb), _targets(verb)
    return Deed(verb, verb_key(verb), force_of(verb), doers, targets, tuple(_rest(verb)))


def verb_key(verb: Token) -> str:
    """What a deed is compared by: its verb's stem; of "was unclear", what was said to be."""
    if verb.lemma_ == "be":
        said = [child for child in verb.children if child.dep_ in ("acomp", "attr")]
        return f"be {key(said[0].text)}" if said else "be"
    return key(verb.lemma_ if verb.pos_ in ("VERB", "AUX") else verb.text)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.head.dep_ == "ROOT" and verb.head.pos_ != "VERB" and _children(verb, ("dobj", "xcomp", "ccomp")):
        return False  # the parse has no main verb: this is it
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "advcl") and not _children(verb, _SUBJECT)


def _children(token: Token, kinds: Iterable[str]) -> list[Token]:
    return [child for child in token.children if child.dep_ in kinds]


def _joined(heads: Iterable[Token]) -> tuple[Party, ...]:
    """The parties of these words, with those that "and" joins to them."""
    found: list[Party] = []
    for head in heads:
        found.append(Party(head))
        found.extend(_joined(_children(head, ("conj",))))
    return tuple(found)


def _doers(verb: Token) -> tuple[Party, ...]:
    if _is_passive(verb):
        agents = [p for by in _children(verb, ("agent",)) for p in _children(by, ("pobj",))]
        return _joined(agents)
    return _resolved(_joined(_subjects(verb)))


def _subjects(verb: Token) -> list[Token]:
    """The verb's subject, or the one that it shares with the verb it hangs on."""
    own = _children(verb, _SUBJECT)
    if own or verb.head == verb:
        return own
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        head = in_row(verb)
        return _subjects(head) or _children(head, _PASSIVE)
    if verb.dep_ in ("xcomp", "advcl", "ccomp") and head.pos_ in ("VERB", "AUX"):
        controlled = _children(head, ("dobj",)) if verb.dep_ == "xcomp" else []
        return controlled or _subjects(head) or _children(head, _PASSIVE)
    if (
        verb.dep_ == "acl"
        and (verb.tag_ == "VBG" or not _is_passive(verb))
        and head.pos_ in ("NOUN", "PROPN")
    ):
        return [head]
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return _children(head.head, ("dobj",)) or _subjects(head.head)
    return []


def _resolved(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """A relative pronoun as the noun it stands for."""
    found = []
    for party in parties:
        clause = party.head.head
        relative = party.head.tag_ in ("WP", "WDT") and clause.dep_ == "relcl"
        found.append(Party(clause.head) if relative else party)
    return tuple(found)


def _targets(verb: Token) -> tuple[Party, ...]:
    if _is_passive(verb):
        own = _children(verb, _PASSIVE) or _children(verb, _SUBJECT)
        if not own and verb.dep_ == "conj":
            own = _children(verb.head, _PASSIVE)
        if not own and verb.dep_ == "acl":
            own = [verb.head]
        return _resolved(_joined(own)) + _joined(_children(verb, ("dobj", "oprd", "attr")))
    return _joined(_children(verb, ("dobj", "attr", "dative", "acomp", "oprd")))


def _rest(verb: Token) -> Iterator[tuple[str, Party]]:
    for prep in _children(verb, ("prep", "dative")):
        for party in _joined(_children(prep, ("pobj",))):
            yield prep.lower_, party
    for target in _children(verb, ("dobj", "attr", "acomp")):
        for prep in _children(target, ("prep",)):
            for party in _joined(_children(prep, ("pobj",))):
                yield prep.lower_, party


def _carried(deed: Deed) -> Iterator[Deed]:
    """What a light verb carries: "carried out strikes inside Iran"."""
    if deed.verb.lemma_ not in cue_words("claims", "light", "verbs"):
        return
    for party in deed.targets:
        aimed = [p for prep, p in deed.rest if prep in ("on", "against", "at")]
        if party.head.pos_ == "NOUN":
            yield Deed(party.head, key(party.head.lemma_), deed.force, deed.doers, tuple(aimed), deed.rest)


def _of_noun(noun: Token) -> Iterator[Deed]:
    """As in "Iran's attack on Pakistan" and "an attack by Iran on Pakistan"."""
    preps = [(prep.lower_, p) for prep in _children(noun, ("prep",)) for p in _children(prep, ("pobj",))]
    doers = [
        child for child in noun.children if child.dep_ == "poss" or (child.dep_ == "amod" and is_name(child))
    ]
    doers += [p for prep, p in preps if prep == "by"]
    aimed = [p for prep, p in preps if prep in ("on", "against")]
    if doers and aimed:
        yield Deed(noun, key(noun.lemma_), force_of(noun), _joined(doers), _joined(aimed))


@cache
def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for listed in cues("claims")["alike"]["sets"]:
        keys = frozenset(key(word) for word in listed.split())
        found.update({each: found.get(each, frozenset()) | keys for each in keys})
    return found


@cache
def _pairs(table: str, name: str) -> frozenset[tuple[str, str]]:
    both = [(key(a), key(b)) for a, b in cues(table)[name]["pairs"]]
    return frozenset((*both, *((b, a) for a, b in both)))


def alike(deed: str) -> frozenset[str]:
    """The keys of what means the same as a deed's key."""
    return _alike().get(deed, frozenset())


def same_deed(one: Deed, other: Deed) -> bool:
    """Whether two deeds are of one kind."""
    return one.key == other.key or other.key in alike(one.key)


def converse(deed: str) -> frozenset[str]:
    """The keys of what tells the deed from its other side."""
    return frozenset(b for a, b in _pairs("claims", "converse") if a == deed)


def are_converse(one: Deed, other: Deed) -> bool:
    """Whether they tell one deed from either side: "bought" and "sold"."""
    return (one.key, other.key) in _pairs("claims", "converse")


@cache
def _mutual() -> frozenset[str]:
    return frozenset(key(word) for word in cue_words("claims", "mutual", "verbs"))


def is_mutual(deed: Deed) -> bool:
    """Whether it does not matter who is named first: "met"."""
    return deed.key in _mutual()
