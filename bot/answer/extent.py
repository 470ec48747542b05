"""Whether all are meant or only some: "one of its three lines" denies that all were closed."""

from spacy.tokens import Doc, Token

from bot.answer.amounts import number_words
from bot.answer.lexicon import pattern
from bot.answer.question import Question
from bot.answer.roles import agents, patients

_ALL = pattern("all_of_them")
_PART = pattern("part_of_them")
_OTHERWISE = pattern("some_are_otherwise")
_EVERY = frozenset(("all", "both", "every", "each", "entire", "whole"))


def asks_for_all(question: Question) -> bool:
    """Whether it asks of all of them, or of the whole: "were both men freed?"."""
    return bool(_ALL.search(question.text))


def is_of_part(question: Question, event: Token) -> bool:
    """Whether a sentence tells an event of some of them, or of a number that the question did not name."""
    return tells_of_part(event.doc) or _is_counted(question, event)


def tells_of_part(doc: Doc) -> bool:
    """Whether a sentence speaks of some or of a part: "half of them", "the other"."""
    return bool(_PART.search(doc.text))


def some_are_otherwise(doc: Doc) -> bool:
    """Whether what a sentence says of most leaves some of whom the contrary is so ("all but one died")."""
    return bool(_OTHERWISE.search(doc.text))


def _is_counted(question: Question, event: Token) -> bool:
    """Whether those of the event are counted, and not as all of them: "17 were found" of all the missing."""
    asked = number_words(question.text)
    for head in (*agents(event), *patients(event)):
        beside = [head, *head.children]
        numbers = {n for t in beside if t.like_num or t.dep_ == "nummod" for n in number_words(t.text)}
        if numbers - asked and not _EVERY & {t.lower_ for t in beside}:
            return True
    return False
