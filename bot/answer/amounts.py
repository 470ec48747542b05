"""Is an amount of the sort that a question asks for: money, a share, a length of time, an age, or a count."""

import re

from spacy.tokens import Span, Token

from bot.answer.lexicon import pattern
from bot.ground.words import cue_words, words

_NUMBER = pattern("number")
_MONEY = re.compile(
    r"[$£€]|\b(?:dollars?|pounds?|euros?|cents?|pence|\d+p|francs?|yen|rupees?)\b", re.IGNORECASE
)
_PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentage", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:half|(?:a|one|two|three|four)[ -](?:third|quarter|fifth|sixth|eighth|tenth)s?|one in \w+)\b",
    re.IGNORECASE,
)
_SPAN_OF_TIME = re.compile(
    r"\b(?:second|minute|hour|day|night|week|month|year|decade|season|term)s?\b", re.IGNORECASE
)
_LENGTH = re.compile(
    r"\b(?:kilomet|metre|meter|mile|feet|foot|inch|km|acre|hectare|yard|block|pages?\b|words\b)",
    re.IGNORECASE,
)
_ASKED_MONEY = pattern("asked_money")
_ASKED_SHARE = re.compile(r"\bper ?cent|percentage|\bshare of|proportion|fraction", re.IGNORECASE)
_POINT_AFTER = re.compile(
    r"^(?:\s*(?:second|minute|hour|day|night|week|month|year)s?)?\s+(?:after|before|ago|later|earlier)\b",
    re.IGNORECASE,
)
_ASKED_AGE = re.compile(r"\bhow old\b|\b(?:what|which) age\b", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"^(?:[- ](?:year|month|week|day)s?\b|\s*,|\.?$|[)\]]"
    r"|\s+(?:and|or|but|in|on|at|when|this|last|next|as|by|who)\b)",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"(?:,|\(|\bage[sd]?(?: of)?|\b(?:is|was|turn\w*|were|are|both|all))\s*$", re.IGNORECASE
)


def is_amount(text: str) -> bool:
    """Whether a text tells an amount, in digits or words."""
    return bool(_NUMBER.search(text))


def amount_fit(asked: str, sentence: str, start: int, end: int, *, by_how_much: bool = False) -> float:
    """From -1 to 1, whether an amount is of the sort asked for: money, a share, a time, an age, a count.

    What goes up or down goes by a share or by an amount.
    """
    text, onward = sentence[start:end], sentence[start : end + 12]
    if not is_amount(text):
        return -1.0
    if _ASKED_AGE.search(asked):
        return 1.0 if _is_age(sentence, start, end) else -1.0
    money, share, time = (bool(p.search(onward)) for p in (_MONEY, _PERCENT, _SPAN_OF_TIME))
    if by_how_much and (money or share):
        return 1.0
    if _ASKED_SHARE.search(asked):
        return 1.0 if share or _FRACTION.search(text) else -0.7
    if re.search(r"\bhow long\b", asked, re.IGNORECASE):
        if _POINT_AFTER.search(sentence[end:]):
            return -1.0
        return 1.0 if time else 0.5 if _LENGTH.search(onward) else -1.0
    if _ASKED_MONEY.search(asked):
        return 1.0 if money else -0.5 if share else -1.0 if time or _LENGTH.search(onward) else 0.0
    if re.search(r"\bhow many\b", asked, re.IGNORECASE):
        wrong = (
            money
            or share
            or (time and not _SPAN_OF_TIME.search(asked))
            or re.fullmatch(r"(?:19|20)\d\d", text.strip())
        )
        return -1.0 if wrong else 1.0
    return 0.7


def _is_age(text: str, start: int, end: int) -> bool:
    """Whether an amount is told as an age: "aged 35", "35-year-old", "Smith, 35, …", "is 900 years old"."""
    if re.search(r"\b(?:year|month|week|day)s?\b", text[start : end + 12], re.IGNORECASE):
        return True
    return bool(_AGE_BEFORE.search(text[:start]) and _AGE_AFTER.search(text[end:]))


def number_words(text: str) -> set[str]:
    """The numbers of a text in digits."""
    tables = cue_words()["numbers"]
    return {
        tables.get(word.text.lower(), word.key)
        for word in words(text)
        if word.text[:1].isdigit() or word.text.lower() in tables
    }


def number_of(span: Span) -> Token:
    """The first number of a span, or the span's head where it has none."""
    return next((token for token in span if token.like_num), span.root)
