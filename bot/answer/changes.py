"""By how much something changed, and to how much: "sales fell 8% to 187 million pounds" tells both."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.answer.asked import asked_head
from bot.answer.lexicon import cues
from bot.answer.question import Question

_CHANGES = frozenset(cues("counts")["changes"].split())
_HOW_FAR = re.compile(r"\bhow (?:much|far|many (?:points|per ?cent))\b|\bwhat percentage\b", re.IGNORECASE)
_LEVELS = frozenset(("to", "from", "at"))
_FORMERLY = (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"])
_PARTS = ("nummod", "quantmod", "compound", "npadvmod", "appos")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE = re.compile(
    r"\b(?:before|previous\w*|earlier|last (?:time|year)|a year ago|formerly)\b", re.IGNORECASE
)
NEAR = 3
"""An amount of a year stands so many words before it at most."""


def asks_by_how_much(question: Question) -> bool:
    """Whether it asks how far something went up or down."""
    asked = asked_head(question)
    if question.kind != "how_many" or asked is None or not _HOW_FAR.search(question.text):
        return False
    return is_change(asked) and not asks_to_what(question)


def asks_to_what(question: Question) -> bool:
    """Whether it asks where something stood after it had gone up or down: "what did sales fall to?"."""
    last = [t for t in question.doc if not t.is_punct][-1:]
    asked = asked_head(question)
    return bool(last) and last[0].lower_ == "to" and asked is not None and is_change(asked)


def tells_the_other(question: Question, span: Span) -> bool:
    """Whether an amount is where something stood, and it is asked how far it went, or the other way round."""
    if not any(is_change(token) for token in span.doc):
        return False
    if asks_by_how_much(question):
        return _is_level(span)
    return asks_to_what(question) and not _is_level(span)


def is_of_another_time(question: Question, span: Span) -> bool:
    """Whether an amount is of another year than asked: "68%, up from 61% in 2021" tells of two."""
    if question.kind not in ("how_many", "what", "which"):
        return False
    doc = span.doc
    years = set(_YEAR.findall(question.text)) & {token.text for token in doc}
    dated = [token for year in years for token in _amounts_of(doc, year)]
    if years:
        return bool(dated) and not any(token in span for token in dated)
    former = [token for token in doc if token.like_num and _is_former(token)]
    if not former or asks_by_how_much(question):
        return False
    inside = any(token in span for token in former)
    return inside != bool(_BEFORE.search(question.text))


def _amounts_of(doc: Doc, year: str) -> Iterator[Token]:
    """The amounts right before "in" and a year."""
    for token in doc:
        if token.text == year and token.head.dep_ == "prep":
            before = doc[max(0, token.head.i - NEAR) : token.head.i]
            yield from [t for t in before if t.like_num and t.ent_type_ != "DATE"][-1:]


def _is_former(amount: Token) -> bool:
    """Whether it is where something stood before: "up from 61%", "compared with 94"."""
    before = [t.lower_ for t in amount.doc[max(0, amount.i - 4) : amount.i] if not t.is_currency]
    return before[-2:] in _FORMERLY or before[-3:-1] in _FORMERLY  # "from about 61%"


def is_change(token: Token) -> bool:
    """Whether a word tells that something went up or down."""
    return token.pos_ in ("VERB", "NOUN") and token.lemma_.lower() in _CHANGES


def _is_level(span: Span) -> bool:
    """Whether it hangs on a "to" or "from", or stands behind one."""
    top = span.root
    while top.dep_ in _PARTS and top.head.i > top.i:
        top = top.head
    before = span.doc[span.start - 1] if span.start else None
    governs = top.head if top.dep_ == "pobj" else None
    return any(each is not None and each.lower_ in _LEVELS for each in (governs, before))
