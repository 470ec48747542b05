"""Whose words are asked for: "the Swedish prime minister" is no other minister, and no Swedish company."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from spacy.tokens import Token

from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.support import word_vector
from bot.engine.local.embed import is_common
from bot.engine.local.nlp import parsed
from bot.ground.words import content_words, country_names, key
from bot.model import Quote

SAYING = frozenset(cues("speech")["saying"].split())
_BUSINESSES = frozenset(map(key, cues("speech")["businesses"].split()))
ALIKE, LIKE = 0.6, 0.57
"""From the first cosine on two words name one office ("spokesperson"); below the second, none."""
MOST_OF_NAME, BESIDE = 5, 6
"""So many words has a name at most, and so many before it tell who bears it."""
_POSSESSIVES = ("'s", "’s")
_SHORT_AND_FULL = cues("speech")["titles"].split()
_TITLES = dict(zip(_SHORT_AND_FULL[::2], _SHORT_AND_FULL[1::2], strict=True))
_STATES = frozenset(("GPE", "NORP", "ORG"))
_KINDS = frozenset(("compound", "amod", "nmod"))


@dataclass(frozen=True)
class Speaker:
    """One who is asked about: the word that says who, a person's other names, and what kind of it."""

    head: str
    names: frozenset[str]
    kinds: frozenset[str]

    def is_named_in(self, told: str, alike: float = ALIKE) -> bool:
        """Whether words for a speaker, with the role, are words for this one."""
        found = content_words(told)
        owners = {word.key for word in found if told[word.end : word.end + 2] in _POSSESSIVES}
        if self.head in country_names():  # what is a country's stands for it
            owners = set()
        there = {word.key: word.text for word in found if word.key not in owners}
        there |= {key(full): full for short, full in _TITLES.items() if key(short) in there}
        if self.names:
            return bool(self.names & there.keys())
        if self.kinds and not self.kinds & {word.key for word in found}:
            return False
        if key(self.head) in _BUSINESSES and _BUSINESSES & there.keys():
            return True
        if key(self.head) in there:
            return True
        others = [word_vector(word) for word in there.values() if word.islower() and is_common(word)]
        own = word_vector(self.head)
        return is_common(self.head) and any(float(own @ other) >= alike for other in others)


def asked_speakers(question: Question) -> list[Speaker]:
    """Those whose words a question asks for; none where it asks for anybody's."""
    return [_speaker(head) for head in _heads(question)] or _unparsed(question)


@lru_cache(maxsize=64)
def is_heard(question: Question, text: str) -> bool:
    """Whether any of those whose words are asked for is named in a text at all."""
    asked = asked_speakers(question) if question.kind == "said" else []
    return not asked or any(each.is_named_in(text, LIKE) for each in asked)


def words_of_speakers(question: Question) -> set[str]:
    """What the words that tell who is asked about are compared by."""
    return {
        key(t.text) for head in _heads(question) for t in head.subtree if t.pos_ in ("PROPN", "NOUN", "ADJ")
    }


def told_as(quote: Quote) -> str:
    """The words that tell who says it: name and role, and what stands beside the name ("the union SEKO")."""
    words = [word for word in (quote.speaker, quote.speaker_role) if word]
    if not quote.speaker:
        return " ".join(words)
    last = quote.speaker.split()[-1]
    for token in parsed(quote.evidence[0].quote):
        if token.text == last:
            words += [t.text for t in token.doc[max(token.left_edge.i, token.i - BESIDE) : token.i]]
            words += [c.text for c in token.children if c.dep_ == "appos"]
            words += [token.head.text] if token.dep_ in ("appos", "compound", "nmod") else []
    return " ".join(words)


def _verb_of_saying(question: Question) -> Token | None:
    return next((t for t in question.doc if t.lemma_.lower() in SAYING), None)


def _heads(question: Question) -> Iterator[Token]:
    verb = _verb_of_saying(question)
    for subject in verb.children if verb is not None else ():
        if subject.dep_ == "nsubj" and subject.pos_ in ("PROPN", "NOUN", "ADJ"):
            yield subject
            yield from subject.conjuncts


def _unparsed(question: Question) -> list[Speaker]:
    """The name between "did" and the verb, where the parser takes it for something else."""
    verb = _verb_of_saying(question)
    before = list(takewhile(lambda t: t.lemma_ != "do", reversed(question.doc[: verb.i if verb else 0])))
    names = frozenset(key(t.text) for t in before if t.text[:1].isupper() and t.i)
    return [Speaker(before[0].lower_, names, frozenset())] if names and len(before) <= MOST_OF_NAME else []


def _speaker(head: Token) -> Speaker:
    parts = [c for c in head.children if c.dep_ in _KINDS and c.pos_ in ("PROPN", "NOUN", "ADJ")]
    names = [t for t in (head, *parts) if t.ent_type_ == "PERSON"]
    kinds = [t for t in parts if t.ent_type_ != "PERSON"] + list(_owner(head))
    return Speaker(
        head.lower_ if head.ent_type_ else head.lemma_.lower(),
        frozenset(key(t.text) for t in names),
        frozenset(key(t.text) for t in kinds if not head.ent_type_),
    )


def _owner(head: Token) -> Iterator[Token]:
    """A person whose spokesman or pupils are asked about; what is a country's stands for it."""
    for owner in head.children:
        if (
            not head.ent_type_
            and owner.dep_ == "poss"
            and owner.pos_ != "PRON"
            and owner.ent_type_ not in _STATES
        ):
            yield owner
