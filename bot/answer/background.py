"""Whether a sentence recalls an earlier year, as news does to set the scene."""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Span, Token

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.engine.local.nlp import parsed
from bot.ground.words import key
from bot.model import Article

YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ASKS_OF_THE_PAST = re.compile(
    r"\b(?:last|previous\w*|earlier|before|ago|ever|first|founded|history|when|since|in (?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
_ASKS_FOR_EARLIER = re.compile(
    r"\b(?:last|previous\w*|earlier|before|another|other|similar|ago|ever)\b", re.I
)
_EARLIER = frozenset(("last", "previous", "earlier", "similar", "another", "comparable"))
_THEY = frozenset(("they", "them", "he", "him", "she", "her"))

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
    beginning = _years_at_first(text.article)
    return sentence.start >= BEGINNING and bool(_years_of_event(sentence) - beginning)


def is_of_the_news(question: Question, sentence: Sentence, text: Text) -> bool:
    """Whether it tells of no year, and it is asked about one that another paragraph of the report recalls."""
    asked = set(YEAR.findall(question.text))
    if not asked or YEAR.search(sentence.text):
        return False
    published = text.article.published_at
    news = _years_at_first(text.article) | ({str(published.year)} if published else set())
    recalled = [each for each in text.sentences if asked & set(YEAR.findall(each.text))]
    if not recalled or asked & news:
        return False
    return all(each.paragraph != sentence.paragraph for each in recalled)


def _years_at_first(article: Article) -> set[str]:
    """The years that headline and beginning name."""
    return set(YEAR.findall(f"{article.title or ''} {article.text[:BEGINNING]}"))


def is_of_an_earlier_one(question: Question, span: Span) -> bool:
    """Whether it is asked about "the strike", and the answer is told of "the last strike, in 2016"."""
    if (
        _ASKS_FOR_EARLIER.search(question.text)
        or not YEAR.search(span.doc.text)
        or YEAR.search(question.text)
    ):
        return False
    asked = {key(t.text) for t in question.doc if t.pos_ in ("NOUN", "PROPN", "VERB")}
    return any(
        any(child.lower_ in _EARLIER for child in thing.children) and key(thing.text) in asked
        for thing in (*_beside(span.root), span.root)
    )


def is_of_newcomers(question: Question, span: Span) -> bool:
    """Whether it is asked what "they" did, and the answer is told of some brought in from an earlier year.

    Of "three journalists who were abducted there in 2019" nobody speaks as "they" before they are named.
    """
    if YEAR.search(question.text) or not any(_is_pronoun(token) for token in question.doc):
        return False
    subjects = [thing for thing in _beside(span.root) if thing.dep_ in ("nsubj", "nsubjpass")]
    here = {token.text for each in subjects for token in each.subtree}
    new = [each for each in subjects if each.pos_ == "NOUN" and _is_new(each)]
    return bool(new) and any(YEAR.fullmatch(text) for text in here)


def _is_pronoun(token: Token) -> bool:
    return (
        token.pos_ == "PRON"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and token.lower_ in _THEY
    )


def _is_new(noun: Token) -> bool:
    """Whether a noun is told of for the first time: "a driver", "three journalists"."""
    return any(child.dep_ == "nummod" or child.lower_ in ("a", "an") for child in noun.children) and not any(
        child.lower_ in ("the", "these", "those", "both") for child in noun.children
    )


def _beside(token: Token) -> Iterator[Token]:
    """The things that the verbs over a word tell of, and the things between."""
    for above in token.ancestors:
        yield above
        yield from (child for child in above.children if child.dep_ in ("nsubj", "nsubjpass"))
        if above.dep_ == "conj" and above.pos_ == "VERB":
            yield from (child for child in above.head.children if child.dep_ in ("nsubj", "nsubjpass"))


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
