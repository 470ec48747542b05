"""Whether a sentence recalls an earlier year, as news does to set the scene."""

import re
from functools import lru_cache

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.engine.local.nlp import parsed
from bot.model import Article

YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ASKS_OF_THE_PAST = re.compile(
    r"\b(?:last|previous\w*|earlier|before|ago|ever|first|founded|history|when|since|in (?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)


BEGINNING = 400
"""Of so many characters: headline, dateline, and who did what and when."""


@lru_cache(maxsize=64)
def newest_year(text: str, latest: int) -> int | None:
    """The newest year that a text tells, none after `latest`; None where it tells none."""
    return max((year for year in map(int, YEAR.findall(text)) if year <= latest), default=None)


def year_of(article: Article) -> int | None:
    """The year of publication, or the newest one told that is not to come."""
    if article.published_at is not None:
        return article.published_at.year
    return newest_year(article.text, article.fetched_at.year)


def is_background(question: Question, sentence: str, year: int | None) -> bool:
    """Whether a sentence tells of an earlier year, and the question does not ask for one.

    News recalls what happened last time; "how many died?" means this time.
    """
    if year is None or _ASKS_OF_THE_PAST.search(question.text):
        return False
    return any(int(found) < year for found in YEAR.findall(sentence))


def recalls(question: Question, sentence: Sentence, text: Text) -> bool:
    """Whether a sentence tells of an earlier year than the report's news, which is of none that it names.

    A report without a date is of the year that its beginning names; where that names none, of no named year.
    """
    told = set(YEAR.findall(sentence.text))
    if not told or YEAR.search(question.text) or _ASKS_OF_THE_PAST.search(question.text):
        return False
    published = text.article.published_at
    if published is not None:
        return any(int(year) < published.year for year in _years_of_event(sentence))
    beginning = set(YEAR.findall(f"{text.article.title or ''} {text.article.text[:BEGINNING]}"))
    return sentence.start >= BEGINNING and bool(_years_of_event(sentence) - beginning)


def _years_of_event(sentence: Sentence) -> set[str]:
    """The years that what it tells came about in: not that of "68%, up from 61% in 2021"."""
    found = set()
    for token in parsed(sentence.text):
        link = token.head
        if YEAR.fullmatch(token.text) and link.dep_ == "prep" and link.lower_ in ("in", "during"):
            above = link.head
            if above.dep_ == "ROOT" or (above.dep_ in ("nsubj", "nsubjpass") and above.head.dep_ == "ROOT"):
                found.add(token.text)
    return found
