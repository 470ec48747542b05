"""What is told of one place is not told of its neighbour: the dead of Norland are none of Estavia's."""

from collections.abc import Iterator

from spacy.tokens import Doc

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.engine.local.nlp import parsed
from bot.ground.words import key

_IN = frozenset(("in", "at"))


def is_told_of_elsewhere(question: Question, sentence: Sentence, text: Text) -> bool:
    """Whether a sentence tells what came about in one place, and another is asked about.

    Only of places that the report joins: of "Norland and Estavia" neither lies in the other.
    """
    asked = set(_places(question.doc)) - sentence.keys
    if not asked:
        return False
    told = set(_places(parsed(sentence.text)))
    both = (each for each in text.sentences if asked & each.keys and told & each.keys)
    return bool(told) and any(_are_joined(asked, told, parsed(each.text)) for each in both)


def _places(doc: Doc) -> Iterator[str]:
    """The names behind "in" and "at"."""
    for token in doc:
        if token.dep_ == "pobj" and token.head.lower_ in _IN and token.pos_ == "PROPN":
            yield key(token.text)


def _are_joined(one: set[str], other: set[str], doc: Doc) -> bool:
    return any(
        key(token.text) in one and any(key(each.text) in other for each in token.conjuncts) for token in doc
    )
