"""What an amount measures: a profit is no price, an age counts nobody, "by 40 km" is no length."""

from spacy.tokens import Span, Token

from bot.answer.asked import asked_head
from bot.answer.changes import is_change
from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.senses import LISTED, likeness
from bot.ground.words import key

_SUMS = tuple(frozenset(map(key, group.split())) for group in cues("counts")["sums"])
_MARGINS = frozenset(cues("counts")["margins"].split())
_MORE = frozenset(cues("counts")["more"].split())
_BESIDE = 4
"""Among so many words before or behind a number stands the "more" that belongs to it."""


def measures_another(question: Question, span: Span) -> bool:
    """Whether the sentence tells what the amount is of, and it is something else than what was asked."""
    if question.kind not in ("how_many", "what", "which", "when"):
        return False
    if _is_age(span):
        return " old" not in question.text and "age" not in question.text
    if question.kind == "when":
        return False
    return _is_of_another_sum(question, span) or _is_difference(question, span) or _is_no_more(question, span)


def _is_age(span: Span) -> bool:
    """Whether a bare number stands behind a person's name, between commas."""
    if len(span) != 1 or not span[0].like_num or span.start < 2 or span.end == len(span.doc):
        return False
    before, behind = span.doc[span.start - 1], span.doc[span.end]
    return before.text == "," and behind.text in (",", ".") and span.doc[span.start - 2].ent_type_ == "PERSON"


def _is_of_another_sum(question: Question, span: Span) -> bool:
    """Whether it is "a profit of" so much, and the question has no word for a profit."""
    top = _top(span)
    link = top.head
    counted = question.asked_noun is not None and question.asked_noun.key == key(top.text)
    if top.dep_ != "pobj" or link.lower_ != "of" or counted:  # "the loss of 240 jobs" counts jobs
        return False
    group = next((each for each in _SUMS if key(link.head.text) in each), None)
    return group is not None and not any(word.key in group for word in question.words)


def _is_difference(question: Question, span: Span) -> bool:
    """Whether it is by how much a thing was changed or is ahead, and the question has nothing of that."""
    top = _top(span)
    verb = next((each for each in top.head.ancestors if each.pos_ == "VERB"), None)
    if (
        top.dep_ not in ("pobj", "pcomp")
        or top.head.lower_ != "by"
        or verb is None
        or not _tells_difference(verb)
    ):
        return False
    asked = asked_head(question)
    alike = asked is not None and likeness(asked, verb).alike >= LISTED
    return not alike and not any(_tells_difference(token) for token in question.doc)


def _tells_difference(token: Token) -> bool:
    return is_change(token) or token.lemma_.lower() in _MARGINS


def _is_no_more(question: Question, span: Span) -> bool:
    """Whether it is asked how many more, and the number is the first that there were."""
    how_many = next((t.i for t in question.doc if t.lower_ == "many"), None)
    if question.kind != "how_many" or how_many is None or how_many + 1 >= len(question.doc):
        return False
    beside = span.doc[max(0, span.start - _BESIDE) : span.end + _BESIDE]
    return question.doc[how_many + 1].lower_ in _MORE and not any(t.lower_ in _MORE for t in beside)


def _top(span: Span) -> Token:
    """The head of an amount: the "euros" of "1.9 billion euros"."""
    top = span.root
    while top.dep_ in ("nummod", "quantmod", "compound", "npadvmod") and top.head.i > top.i:
        top = top.head
    return top
