"""Persons whom a report doesn't name, and whom "he" or "she" may mean as well as anybody with a name.

As in "One of the men called police. He said …": the man spoke, not the accused of the sentence before.
"""

from spacy.tokens import Token

from bot.brief.identity import Draft
from bot.brief.lexicon import words
from bot.brief.salience import Memory, is_subordinate

_SUBJECTS = ("nsubj", "nsubjpass")
_REACH = 1
"""Sentences from an unnamed person to who may mean that person."""


class Unnamed:
    """The unnamed persons who have done something so far."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._told: list[tuple[Token, str | None]] = []
        self.meant: dict[int, Token] = {}
        """The noun of the unnamed person whom a pronoun may mean, by the pronoun's token."""

    def note(self, noun: Token) -> None:
        """Remember `noun` if it is an unnamed person who does something."""
        named = any(child.dep_ == "appos" for child in noun.children)
        if (noun.dep_ in _SUBJECTS or _is_cut_off(noun)) and _is_person(noun) and not named:
            self._told.append((noun, _gender(noun)))

    def is_meant(self, pronoun: Token, named: Draft, gender: str) -> bool:
        """Whether a pronoun may mean an unnamed person rather than `named`; it is remembered as that one."""
        rival = next((told for told in reversed(self._told) if told[1] in (None, gender)), None)
        if rival is None or not self._is_near(rival[0], pronoun) or self._is_told_of(named, rival[0]):
            return False
        only_speaks = rival[0].head.lemma_ in self._memory.speech and rival[0].pos_ == "NOUN"
        if only_speaks and pronoun.head.lemma_ not in self._memory.speech:
            return False
        self._told.append((pronoun, gender))
        self.meant[pronoun.i] = self.meant.get(rival[0].i, rival[0])
        return True

    def _is_near(self, rival: Token, pronoun: Token) -> bool:
        return (rival.pos_ != "PRON") <= self._memory.sentences_between(rival, pronoun) <= _REACH

    def _is_told_of(self, named: Draft, rival: Token) -> bool:
        """Whether a report tells of `named` as the unnamed person acts, or behind that."""
        for mention in self._memory.mentions(named, rival.sent.start):
            if mention.i > rival.i and (mention.dep_ in _SUBJECTS or mention.sent != rival.sent):
                return True
            if mention.pos_ == "PRON" or (mention.dep_ in _SUBJECTS and not is_subordinate(mention.head)):
                return True
        return False


def _is_cut_off(noun: Token) -> bool:
    """As in "heard that one of them, who is 30, called police", of whom the parse makes "one called"."""
    return any(c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.nbor(-1).text == "," for c in noun.rights)


def _is_person(noun: Token) -> bool:
    if noun.tag_ not in ("NN", "CD"):
        return False
    of = next((child for child in noun.children if child.lower_ == "of"), None)
    if noun.lower_ == "one":
        people = words("roles", "group") | {"men", "women", "boys", "girls"}
        return of is not None and any(child.lower_ in people for child in of.children)
    nobody = any(child.lower_ in ("no", "any", "every", "each") for child in noun.children)
    return not nobody and noun.lower_ in words("roles", "person") - words("roles", "organisation")


def _gender(noun: Token) -> str | None:
    own = {noun.lower_, *(t.lower_ for t in noun.subtree if noun.lower_ == "one")}
    for gender, many in (("male", {"men", "boys"}), ("female", {"women", "girls"})):
        if own & (words("gender", gender, "words") | many):
            return gender
    return None
