"""Is it the instance that was asked about: this year, this season or part, the present holder of an office."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from bot.answer.question import Question
from bot.ground.words import cue_words, key

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_FORMER = re.compile(r"\b(?:former|ex-|outgoing|retired|then-|late|previous|founder|deposed|ousted)", re.IGNORECASE)
_NOW = re.compile(r"^(?:who|what)(?:'s|’s| is| are| leads| heads| runs| owns| chairs| governs)\b", re.IGNORECASE)
_NUMBERED = frozenset(
    map(
        key,
        "season part episode chapter round stage game day phase volume series edition week quarter division"
        " district term half leg test set match wave floor degree generation version class grade".split(),
    )
)
_BEFORE_HOLDER = 40


@cache
def _ordinals() -> dict[str, str]:
    words = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
    return {word: str(number) for number, word in enumerate(words, 1)}


def other_year(question: Question, sentence: str) -> float:
    """1 when the question names a year and the sentence only others, .3 when the sentence names none."""
    asked = set(_YEAR.findall(question.text))
    there = set(_YEAR.findall(sentence))
    if not asked or asked & there:
        return 0.0
    return 1.0 if there else 0.3


def other_part(question: Question, doc: Doc) -> float:
    """1 when the sentence numbers a season, part, round … otherwise than the question does."""
    asked, there = numbered(question.doc), numbered(doc)
    return float(any(noun in there and not numbers & there[noun] for noun, numbers in asked.items()))


def numbered(doc: Doc) -> dict[str, set[str]]:
    """The numbers given to things that come numbered: "season 4" and "the fourth season" are one."""
    found: dict[str, set[str]] = {}
    for token in doc:
        if key(token.text) in _NUMBERED:
            beside = [*doc[max(0, token.i - 3) : token.i], *doc[token.i + 1 : token.i + 2]]
            numbers = {number for t in beside if (number := _number(t))}
            if numbers:
                found.setdefault(key(token.text), set()).update(numbers)
    return found


def _number(token: Token) -> str | None:
    low = token.lower_
    ordinal = _ORDINAL.match(low)
    digits = ordinal.group(1) if ordinal else low if low.isdigit() and len(low) < 4 else None
    return digits or _ordinals().get(low) or _ROMAN.get(low) or cue_words()["numbers"].get(low)


def is_former(question: Question, sentence: str, start: int, end: int) -> bool:
    """Whether the answer held an office once, and the question asks who holds it."""
    if not _NOW.search(question.text) or _FORMER.search(question.text):
        return False
    around = sentence[max(0, start - _BEFORE_HOLDER) : start] + " " + sentence[end : end + _BEFORE_HOLDER]
    return bool(_FORMER.search(around))
