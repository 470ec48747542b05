"""By how much something changed, and to how much: "sales fell 8% to 187 million pounds" tells both."""

import re

from spacy.tokens import Doc, Span, Token

from bot.answer.asked import asked_head
from bot.answer.lexicon import cues
from bot.answer.question import Question

_CHANGES = frozenset(cues("counts")["changes"].split())
_HOW_FAR = re.compile(r"\bhow (?:much|far|many (?:points|per ?cent))\b|\bwhat percentage\b", re.IGNORECASE)
_LEVELS = frozenset(("to", "from", "at"))


def asks_by_how_much(question: Question) -> bool:
    """Whether it asks how far something went up or down."""
    asked = asked_head(question)
    if question.kind != "how_many" or asked is None or not _HOW_FAR.search(question.text):
        return False
    return _is_change(asked) and not asks_to_what(question)


def asks_to_what(question: Question) -> bool:
    """Whether it asks where something stood after it had gone up or down: "what did sales fall to?"."""
    last = [t for t in question.doc if not t.is_punct][-1:]
    asked = asked_head(question)
    return bool(last) and last[0].lower_ == "to" and asked is not None and _is_change(asked)


def tells_the_other(question: Question, doc: Doc, start: int, end: int) -> bool:
    """Whether an amount is where something stood, and it is asked how far it went, or the other way round."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not any(_is_change(token) for token in doc):
        return False
    if asks_by_how_much(question):
        return _is_level(span)
    return asks_to_what(question) and not _is_level(span)


def _is_change(token: Token) -> bool:
    return token.pos_ in ("VERB", "NOUN") and token.lemma_.lower() in _CHANGES


def _is_level(span: Span) -> bool:
    """Whether it hangs on a "to" or "from", or stands behind one."""
    top = span.root
    while top.dep_ in ("nummod", "quantmod", "compound", "npadvmod", "appos") and top.head.i > top.i:
        top = top.head
    before = span.doc[span.start - 1] if span.start else None
    governs = top.head if top.dep_ == "pobj" else None
    return any(each is not None and each.lower_ in _LEVELS for each in (governs, before))
