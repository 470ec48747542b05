"""Dates in what somebody says, of which a reader can't tell when it was said."""

import re

from bot.brief.clauses import verb_of_time
from bot.brief.dates import Dated, publication_day
from bot.brief.lexicon import words
from bot.brief.quotation_marks import find_quotations
from bot.brief.reading import Reading
from bot.ground.lexicon import words as time_words

_YEAR = re.compile(r"\d{4}")
_LONG_AGO = 60
"""Days: what was said before is not about this year's March."""


def untold(reading: Reading, dates: tuple[Dated, ...]) -> frozenset[Dated]:
    """Those of `dates` that count from when somebody spoke, where that is long ago or not told.

    "Today" is the day of a speech that may have been held on any day, and "in January", said "in a 1998
    interview", is January of no year that the report tells.
    """
    quoted = [(q.start, q.end) for q in find_quotations(reading.article.text)]
    inside = [d for d in dates if any(start < d.span.start_char < end for start, end in quoted)]
    old = [d for d in dates if d not in inside and _is_of_old_saying(reading, d)]
    return frozenset(
        d for d in inside if _leans(d) and (_is_today(d) or any(_same(reading, d, o) for o in old))
    )


def _leans(dated: Dated) -> bool:
    return _YEAR.search(dated.span.text) is None


def _is_today(dated: Dated) -> bool:
    return any(token.lower_ in time_words("dates", "of_speech") for token in dated.span)


def _is_of_old_saying(reading: Reading, dated: Dated) -> bool:
    published, verb = publication_day(reading.article), verb_of_time(dated.span)
    if published is None or dated.when is None or verb is None:
        return False
    return verb.lemma_ in words("speech", "verbs") and (published - dated.when.day).days > _LONG_AGO


def _same(reading: Reading, one: Dated, other: Dated) -> bool:
    """Whether both stand in one paragraph."""
    first, last = sorted((one.span.start_char, other.span.start_char))
    return "\n\n" not in reading.article.text[first:last]
