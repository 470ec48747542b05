"""Other figures that the briefs have for the same thing: 14 injured, says one; 23, says another."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer import support
from bot.answer.amounts import number_words
from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.ground.words import content_words, words
from bot.model import Brief, Figure

ACT_AND_ACTOR = 2
"""So many words of what is counted say what happened to whom ("houses destroyed")."""
SAME_THING = 0.6
TOGETHER = 3
"""Sentences within which an article sets two sources' figures for one thing side by side."""
_DIGITS = re.compile(r"[\d,.]*\d")
_PEOPLE = frozenset(word.key for word in words("people person persons number"))


def rivals(
    question: Question,
    best: Candidate,
    numbers: Sequence[int],
    texts: Sequence[Text],
    brief_of: Callable[[int], Brief],
) -> list[Candidate]:
    """Candidates with another figure for what `best` counts, from these articles of the coverage.

    Within one article the two must be attributed to different sources: what one source says of two
    things, or of one thing at two times, is no contradiction; and they must stand together. Where
    only "firefighters" are counted, the sentence must be about what was asked: 140 fought the fire,
    five were hurt.
    """
    own = _told_by(best, brief_of(best.sentence.article))
    if own is None or not _thing(own):
        return []
    found = []
    for number in dict.fromkeys((best.sentence.article, *numbers)):
        for figure in brief_of(number).figures:
            if _contradicts(own, figure, same_article=number == best.sentence.article):
                found += _candidate(figure, texts[number], best)
    told_alike = len(_thing(own)) >= ACT_AND_ACTOR
    return [
        each
        for each in found
        if _beside(each.sentence, best.sentence) and (told_alike or _is_about(question, each.sentence))
    ]


def _beside(sentence: Sentence, other: Sentence) -> bool:
    """Whether two sentences of one article stand together: further apart, they tell of two events."""
    return sentence.article != other.article or abs(sentence.number - other.number) <= TOGETHER


def _is_about(question: Question, sentence: Sentence) -> bool:
    return support.covered(question, support.matches(question, [sentence])) >= SAME_THING


def _told_by(candidate: Candidate, brief: Brief) -> Figure | None:
    """The figure of the brief that the candidate points at."""
    told = number_words(candidate.text)
    return next(
        (
            figure
            for figure in brief.figures
            if _written(figure.value) in told
            and any(e.start < candidate.end and candidate.start < e.end for e in figure.evidence)
        ),
        None,
    )


def _contradicts(own: Figure, other: Figure, *, same_article: bool) -> bool:
    if other.value == own.value or other.unit != own.unit or _thing(other) != _thing(own):
        return False
    if not same_article:
        return True
    return bool(own.according_to and other.according_to and own.according_to != other.according_to)


def _thing(figure: Figure) -> frozenset[str]:
    """What is counted, as comparable words; people are understood."""
    return frozenset(word.key for word in content_words(figure.counted or "")) - _PEOPLE


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _candidate(figure: Figure, text: Text, best: Candidate) -> list[Candidate]:
    """The figure's own words in the sentence that tells it."""
    evidence = figure.evidence[0]
    sentence = next((s for s in text.sentences if s.start <= evidence.start < s.end), None)
    if sentence is None:
        return []
    for word in words(sentence.text):
        if _written(figure.value) in number_words(word.text) or _amounts_to(word.text, figure.value):
            return [_at(sentence, word.start, word.end, figure.qualifier, best)]
    return []


def _amounts_to(word: str, value: float) -> bool:
    return bool(_DIGITS.fullmatch(word)) and word.replace(",", "") == _written(value)


def _at(sentence: Sentence, start: int, end: int, qualifier: str | None, best: Candidate) -> Candidate:
    lead = f"{qualifier} " if qualifier else ""
    if lead and sentence.text[:start].lower().endswith(lead.lower()):
        start -= len(lead)
    return replace(
        best,
        text=sentence.text[start:end],
        sentence=sentence,
        start=sentence.start + start,
        end=sentence.start + end,
        source="brief",
    )
