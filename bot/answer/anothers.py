"""Whether a sentence tells it of another person: when her husband died is not when she did."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from bot.answer.asked import asked_head
from bot.answer.bearing import steps
from bot.answer.question import Question
from bot.answer.roles import agents, patients
from bot.answer.senses import LISTED, likeness
from bot.ground.words import key

_KINDS = frozenset(("when", "where", "why", "how", "how_many"))
"""Kinds that ask for what is told beside an event, and name who it is about."""

_CLAUSES = frozenset(("relcl", "acl"))


def is_told_of_another(question: Question, span: Span) -> bool:
    """Whether the event nearest to the answer is another person's than the one asked about."""
    asked = asked_head(question)
    if question.kind not in _KINDS or asked is None or asked.is_stop:
        return False
    events = [t for t in span.doc if t.pos_ == "VERB" and likeness(asked, t).alike >= LISTED]
    if not events:
        return False
    event = min(events, key=lambda each: steps(span.root, each))
    if not agents(asked) and not patients(asked):  # "did Homeland win" may be taken for a "Homeland win"
        return _are_others({term.key for term in question.names}, agents(event))
    return any(_is_another(side(asked), side(event)) for side in (agents, patients))


def _is_another(asked: Sequence[Token], told: Sequence[Token]) -> bool:
    """Whether those told of are somebody of the one asked about, or bear another person's name."""
    if not asked or not told or any(t.pos_ == "NOUN" for t in asked):
        return False
    if all(any(c.dep_ == "poss" and c.pos_ == "PRON" for c in each.children) for each in told):
        return True
    return _are_others(_names(asked), told)


def _are_others(names: set[str], told: Sequence[Token]) -> bool:
    """Whether those told of bear other names, and are people or stand beside the one asked about."""
    named = _names(told)
    if not told or not names:
        return False
    people = all(each.ent_type_ == "PERSON" for each in told)
    beside = bool(names & {key(t.text) for t in told[0].doc})  # it tells of both, and this of the other
    return bool(named) and (people or beside) and not names & named


def _names(heads: Sequence[Token]) -> set[str]:
    """The names of those told of: fishermen in a town bear none of its."""
    return {key(t.text) for head in heads for t in _own(head) if t.pos_ == "PROPN"}


def _own(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ != "prep" and child.dep_ not in _CLAUSES:
            yield from child.subtree
