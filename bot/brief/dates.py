"""The dates that an article tells, resolved against the day of its publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from bot.brief.clauses import verb_of_time
from bot.brief.lexicon import words
from bot.brief.name_edges import is_named_for_day
from bot.brief.reading import Reading
from bot.ground.lexicon import words as time_words
from bot.ground.when import Anchors, Expression, When, find_expressions
from bot.model import Article, Precision

_COARSE = frozenset(("month", "quarter", "year", "decade"))
_CLOCK = re.compile(
    r"\b(?:at|about|around|after|before|by|near|of|from|shortly|just)?[ ]?"
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ ]?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![\d:])|(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)

_ABROAD = re.compile(r"\([^()]*\b(?:GMT|UTC)\b[^()]*\Z")
"""As in "4:12 a.m. (2342 GMT Thursday)": the day that it is elsewhere."""
_NEAR = 40

_SMALL_WORDS = re.compile(r"[\s,]*(?:(?:on|at|local|time|GMT|UTC|BST|EST|ET|early|late|in|the)[\s,]*)*")


@dataclass(frozen=True)
class Dated:
    """An expression of time in an article: its tokens, and the date that it means if that can be told."""

    span: Span
    date: str | None
    precision: Precision | None
    when: When | None


def find_dates(reading: Reading) -> tuple[Dated, ...]:
    """Every expression of time in order, with the time of day where the same clause gives one."""
    published, told, period, at = publication_day(reading.article), None, None, 0
    found: list[Dated] = []
    for expression in find_expressions(reading.article.text):
        span = reading.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or not _is_time(expression, span) or _is_abroad(reading, expression):
            continue
        period = None if "\n\n" in reading.article.text[at : expression.start] else period
        at = expression.end
        when = expression.resolve(
            Anchors(published, told, tells_future(span) or _may_come(expression, span), period)
        )
        if when is not None:
            told = when if when.precision == "day" or told is None else told
            period = when if when.precision in ("month", "quarter") else period
        found.append(_dated(span, when))
    return tuple(found)


def _is_abroad(reading: Reading, expression: Expression) -> bool:
    before = reading.article.text[max(0, expression.start - _NEAR) : expression.start]
    return _ABROAD.search(before) is not None


def publication_day(article: Article) -> date | None:
    """The day that "on Tuesday" is said against; None when it is not known to the day."""
    if article.published_at is None or article.published_precision in _COARSE:
        return None
    return article.published_at.date()


def _is_time(expression: Expression, span: Span) -> bool:
    """Whether a bare year, month or weekday is one here: not a count, a person, or part of a name."""
    before = span.doc[span.start - 1] if span.start else None
    if expression.form == "year":
        return not _counts(span) and (before is None or not before.is_currency)
    if len(span) == 1 and is_named_for_day(span.root):
        return False
    if expression.form == "word" and span.root.ent_type_ in ("ORG", "PERSON", "WORK_OF_ART"):
        return False
    if expression.bare_month:
        return _is_month(span, before)
    return not (span.end < len(span.doc) and span.doc[span.end].tag_ == "NNP" and span.label_ == "PERSON")


def _counts(span: Span) -> bool:
    head = span.root.head
    counts = span.root.dep_ == "nummod" and head.tag_ == "NNS" and head.i > span.root.i
    return counts and (span.start == 0 or span.doc[span.start - 1].lower_ != "the")  # "the 2014 protests"


def _is_month(span: Span, before: Token | None) -> bool:
    if span.root.pos_ != "PROPN":
        return False
    if span.text in ("May", "March", "June", "April", "August"):
        led = before is not None and before.lower_ in time_words("dates", "before_period")
        return (led or span.root.ent_type_ == "DATE") and span.root.ent_type_ != "PERSON"
    return span.root.ent_type_ not in ("PERSON", "ORG")


def tells_future(span: Span) -> bool:
    """Whether the clause around `span` tells what has yet to come ("will meet on Tuesday")."""
    verb = verb_of_time(span)
    return verb is not None and _is_future(verb)


def _may_come(expression: Expression, span: Span) -> bool:
    """As in "a strike in January could not be ruled out": a month without its year that is yet to come."""
    verb = verb_of_time(span) if expression.bare_month else None
    return verb is not None and any(
        c.dep_ == "aux" and c.lower_ in ("could", "may", "might") for c in verb.children
    )


def _is_future(verb: Token) -> bool:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBN" and auxiliaries & {"is", "are", "’s", "'s"}:
        return _planned(verb)
    if verb.tag_ in ("VBD", "VBN") and not auxiliaries & {"will", "to", "shall", "would"}:
        return False
    if auxiliaries & time_words("dates", "future_auxiliaries"):
        return True
    if (
        verb.tag_ == "VB" and not auxiliaries and verb.dep_ == "conj"
    ):  # "would examine … and report by August"
        return _is_future(verb.head)
    if verb.tag_ == "VB" and "to" in auxiliaries:
        return _planned(verb.head)
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and auxiliaries & {"is", "are", "’s", "'s"})
    return bool(present) and (verb.lemma_ not in words("speech", "verbs") or _planned(verb))


def _planned(head: Token) -> bool:
    return head.lemma_ in time_words("dates", "planned")


def _dated(span: Span, when: When | None) -> Dated:
    if when is None:
        return Dated(span, None, None, None)
    clock = _clock(span) if when.precision == "day" else None
    if clock is None:
        return Dated(span, when.iso(), when.precision, when)
    hour, minute = clock
    if minute is None:
        return Dated(span, f"{when.iso()}T{hour:02d}", "hour", when)
    return Dated(span, f"{when.iso()}T{hour:02d}:{minute:02d}", "minute", when)


def _clock(span: Span) -> tuple[int, int | None] | None:
    """The time of day that stands directly beside the date: "at 4:17 a.m. on Monday"."""
    doc, sent = span.doc, span.sent
    near = doc[max(sent.start, span.start - 7) : min(sent.end, span.end + 7)]
    beside = [match for match in _CLOCK.finditer(near.text) if _touches(near, match, span)]
    return _hour(beside[0]) if len(beside) == 1 else None


def _touches(near: Span, match: re.Match[str], span: Span) -> bool:
    """Whether only small words stand between the time and the date."""
    start, end = near.start_char + match.start(), near.start_char + match.end()
    between = near.doc.text[end : span.start_char] or near.doc.text[span.end_char : start]
    return len(between) < 30 and _SMALL_WORDS.fullmatch(between) is not None


def _hour(match: re.Match[str]) -> tuple[int, int | None] | None:
    if match["word"]:
        return _noon_or_midnight(match)
    if match["hour24"]:
        return int(match["hour24"]), int(match["minute24"])
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return (hour, int(match["minute"]) if match["minute"] else None) if int(match["hour"]) <= 12 else None


def _noon_or_midnight(match: re.Match[str]) -> tuple[int, int | None] | None:
    """Midnight is a day's first minute only behind "after"; "at midnight on Monday" may be either end."""
    if match["word"].lower() != "midnight":
        return 12, 0
    return (0, 0) if match[0].lower().startswith("after") else None


def dates_in(dates: tuple[Dated, ...], sentence: Span) -> Iterator[Dated]:
    """Those of `dates` that stand in `sentence`."""
    return (dated for dated in dates if sentence.start <= dated.span.start < sentence.end)


def inside_dates(doc: Doc, dates: tuple[Dated, ...]) -> bytearray:
    """A mark for each token that belongs to an expression of time."""
    marks = bytearray(len(doc))
    for dated in dates:
        marks[dated.span.start : dated.span.end] = b"\1" * len(dated.span)
    return marks
