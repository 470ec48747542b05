"""How long something lasts: "a five-day walkout", "fasted for a week", "the siege lasted nine months"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.answer.question import Question
from bot.answer.structure.event import Telling
from bot.answer.support import kinship
from bot.ground.words import key

_ASKED = re.compile(
    r"\bhow (?:long|many (?:minutes|hours|days|nights|weeks|months|years|decades))\b", re.IGNORECASE
)
_UNITS = frozenset(("second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"))
_LASTING = frozenset(("last", "take", "run", "continue", "go", "stay", "spend", "serve", "drag", "wait"))
_LINKED = frozenset(("after", "before", "ago", "later", "earlier", "old", "since", "within"))
"""Before or behind a length of time they make a point in time of it."""
AKIN = 0.25
"""From this cosine on a thing that lasts may be the one asked about ("strike" and "walkout": .28)."""


def asks_duration(question: Question) -> bool:
    """Whether it asks how long."""
    return bool(_ASKED.search(question.text))


def durations(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """The lengths of time in a sentence that are told of the thing or deed asked about."""
    asked = [t for t in question.doc if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not t.is_stop]
    for unit in telling.doc:
        if unit.lemma_.lower() not in _UNITS or _is_point(unit):
            continue
        length = _length(telling.doc, unit)
        if length is None:
            continue
        described = _described(unit)
        if described is not None:
            alike = max((_alike(each, described) for each in asked), default=0.0)
        else:
            deed = _deed(unit)
            alike = (
                0.8 if deed.lemma_ in _LASTING else max((_alike(each, deed) for each in asked), default=0.0)
            )
        if alike >= AKIN:
            yield length, 0.4 + 0.6 * alike


def _is_point(unit: Token) -> bool:
    beside = unit.doc[unit.i + 1 : unit.i + 2]
    return any(t.lower_ in _LINKED for t in beside) or unit.head.lower_ in _LINKED


def _length(doc: Doc, unit: Token) -> Span | None:
    """The number with its unit, "five-day" and "more than two years"; None where no number stands there."""
    numbers = [t for t in unit.subtree if t.pos_ == "NUM" and t.i < unit.i and unit.i - t.i <= 3]
    articles = [t for t in unit.children if t.lower_ in ("a", "an") and t.i == unit.i - 1]
    if not numbers and not articles:
        return None
    first = min(t.i for t in numbers or articles)
    inside = next((ent.start for ent in doc.ents if ent.start <= first <= unit.i < ent.end), first)
    return doc[inside : unit.i + 1]


def _described(unit: Token) -> Token | None:
    """The noun that a length of time stands before: "walkout" of "five-day walkout"."""
    head = unit.head
    while head.dep_ in ("amod", "compound", "nmod") and head.head.i > head.i:
        head = head.head
    before = unit.dep_ in ("amod", "compound", "nmod", "npadvmod") and head.i > unit.i
    return head if before and head.pos_ in ("NOUN", "PROPN") else None


def _alike(one: Token, other: Token) -> float:
    if key(one.text) == key(other.text):
        return 1.0
    return kinship(one, other)


def _deed(unit: Token) -> Token:
    """What goes on for so long: "shut" of "was shut for two days"."""
    return unit.head.head if unit.dep_ == "pobj" and unit.head.lower_ in ("for", "over") else unit.head
