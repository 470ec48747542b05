"""Offices are told apart by what stands before them: a transport minister is no prime minister."""

from spacy.tokens import Doc, Token

from bot.answer.question import Question
from bot.ground.words import key

_BEFORE = frozenset(("compound", "amod", "nmod"))
_SAY_LITTLE = frozenset(map(key, ("new", "current", "former", "then", "next", "first", "late", "own")))


def is_another_office(question: Question, doc: Doc) -> bool:
    """Whether it asks "who is the prime minister" of a sentence that has only ministers of other kinds."""
    asked = asked_office(question)
    wanted = _kinds(asked) if asked is not None else set()
    if asked is None or not wanted:
        return False
    there = [token for token in doc if token.lemma_.lower() == asked.lemma_.lower()]
    others = [_kinds(token) for token in there]
    return bool(there) and all(kinds and not kinds & wanted for kinds in others)


def asked_office(question: Question) -> Token | None:
    """The noun that "who is" asks the holder of."""
    root = question.root
    if question.kind != "who" or root is None or root.lemma_ != "be":
        return None
    nouns = (c for c in root.children if c.dep_ in ("nsubj", "attr") and c.pos_ in ("NOUN", "PROPN"))
    return next(nouns, None)


def _kinds(office: Token) -> set[str]:
    """What kind of it: the words before it, without those that tell no kind and without names."""
    words = {key(c.text) for c in office.children if c.dep_ in _BEFORE and c.i < office.i and not c.ent_type_}
    return words - _SAY_LITTLE
