"""Is it the instance asked about: this year, this season or part, the present holder of an office."""

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from spacy.tokens import Doc, Token

from bot.answer.background import YEAR
from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.ground.words import cue_words, key
from bot.model import Article

_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_NOW = re.compile(
    r"^(?:who|what)(?:'s|’s| is| are| leads| heads| runs| owns| chairs| governs)\b", re.IGNORECASE
)
_BEFORE_HOLDER = 40


@cache
def _numbers() -> dict[str, str]:
    """Ordinals and Roman numbers ("first", "II") to digits."""
    tables = (cues("instances")["ordinals"], cues("instances")["romans"][1:])
    return {
        str(word): str(n)
        for table, low in zip(tables, (1, 2), strict=True)
        for n, word in enumerate(table, low)
    }


@cache
def _numbered() -> frozenset[str]:
    return frozenset(key(word) for word in cues("instances")["numbered"])


@cache
def _another() -> frozenset[str]:
    return frozenset(cues("instances")["another"])


@cache
def _former() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(cues("instances")["former"]) + ")", re.IGNORECASE)


def other_year(question: Question, sentence: str) -> float:
    """1 when the question names a year and the sentence only others, .3 when the sentence names none."""
    asked = set(YEAR.findall(question.text))
    there = set(YEAR.findall(sentence))
    if not asked or asked & there:
        return 0.0
    return 1.0 if there else 0.3


def lost_year(question: Question, article: Article) -> float:
    """1 when the question names a year and the article speaks of other years alone, .4 when of none."""
    asked = set(YEAR.findall(question.text))
    there = set(YEAR.findall(f"{article.title or ''} {article.text}"))
    if article.published_at is not None:
        there.add(str(article.published_at.year))
    if not asked or asked & there:
        return 0.0
    return 1.0 if there else 0.4


def other_part(question: Question, doc: Doc) -> float:
    """1 when the sentence numbers a season, part … otherwise than the question, or tells of another one."""
    asked, there = numbered(question.doc), numbered(doc)
    misnumbered = any(noun in there and not numbers & there[noun] for noun, numbers in asked.items())
    return float(misnumbered or _is_of_another(question, doc))


def _is_of_another(question: Question, doc: Doc) -> bool:
    """Whether the sentence has "a similar crane" and no other, where "the crane" is asked about."""
    asked = {token.lower_ for token in question.doc}
    if asked & _another() or asked & {token.lower_ for token in doc if token.pos_ == "PROPN"}:
        return False
    definite = {
        key(token.text)
        for article in question.doc
        if article.lower_ == "the"
        for token in takewhile(lambda t: t.pos_ in ("NOUN", "PROPN", "ADJ"), question.doc[article.i + 1 :])
    }
    told = [t for t in doc if t.pos_ == "NOUN" and key(t.text) in definite]
    return bool(told) and all(any(c.lower_ in _another() for c in t.children) for t in told)


def numbered(doc: Doc) -> dict[str, set[str]]:
    """The numbers given to things that come numbered: "season 4" and "the fourth season" are one."""
    found: dict[str, set[str]] = {}
    for token in doc:
        if key(token.text) in _numbered():
            beside = [*doc[max(0, token.i - 3) : token.i], *doc[token.i + 1 : token.i + 2]]
            numbers = {number for t in beside if (number := _number(t))}
            if numbers:
                found.setdefault(key(token.text), set()).update(numbers)
    return found


def _number(token: Token) -> str | None:
    low = token.lower_
    ordinal = _ORDINAL.match(low)
    digits = ordinal.group(1) if ordinal else low if low.isdigit() and len(low) < 4 else None
    return digits or _numbers().get(low) or cue_words()["numbers"].get(low)


def is_former(question: Question, sentence: str, start: int, end: int) -> bool:
    """Whether the answer held an office once, and the question asks who holds it."""
    if not _NOW.search(question.text) or _former().search(question.text):
        return False
    around = sentence[max(0, start - _BEFORE_HOLDER) : start] + " " + sentence[end : end + _BEFORE_HOLDER]
    return bool(_former().search(around))


_RECENT = re.compile(
    r"\b(?:now|current(?:ly)?|today|tonight|yesterday|latest|recent(?:ly)?|just|still|so far|these days"
    r"|th(?:is|e past|e last) (?:week|month|year|season|summer|winter|spring|fall|autumn)"
    r"|this (?:morning|evening))\b",
    re.IGNORECASE,
)


def ages(question: Question, article: Article, others: Sequence[Article]) -> dict[str, float]:
    """How much older an article is than the newest of others like it: 0 for a day, 1 for about three years.

    `age_now` only where the question asks for what is so now.
    """
    dates = [each.published_at for each in others if each.published_at]
    own = article.published_at
    days = (max(dates) - own).total_seconds() / 86400 if own and dates else 0.0
    age = math.log1p(max(0.0, days - 1)) / 7
    return {"age": age, "age_now": age if _RECENT.search(question.text) else 0.0}
