"""Candidate answers from the span reader, with their edges put right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.answer.amounts import is_amount
from bot.answer.passages import Sentence, Text
from bot.answer.phrases import phrases
from bot.answer.question import Question
from bot.answer.retrieve import Window
from bot.answer.structure.event import nearest
from bot.engine.local.nlp import parse_ahead
from bot.engine.local.reader import Reading, readings

_EDGE = " \t\n,.;:–—-!?*"
_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", '"': '"'}
_PART_OF_WORD = re.compile(r"(?:-[^\W\d_]+)+")
"""In "China-led" it is not China that acts; in "nine-storey" it is what the number counts."""
_QUALIFIER = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|up to|as many as|about|around|nearly|almost|some"
    r"|roughly|approximately|over|under|just over|just under|an estimated|no more than|no fewer than)\s+$",
    re.IGNORECASE,
)


_AMOUNT = re.compile(r"(?<![\w.,])[$£€]?\d[\d.,]*")
_RANGE = re.compile(r"\d\S*\s*(?:-|–|to|and|or|from|out of|of|in)\s*[$£€]?\d", re.IGNORECASE)

_OPENED = re.compile(r"'[^\W\d_][^']*$")

SPANS = 4
"""So many spans of a window are looked at: the best may be of the wrong type."""


@dataclass(frozen=True)
class Candidate:
    """An answer that may be right: characters `start` to `end` of an article, in `sentence`."""

    text: str
    sentence: Sentence
    window: Window
    start: int
    end: int
    score: float
    source: str = "reader"
    others: tuple[Sentence, ...] = field(default=())
    strength: float = 0.0
    """How surely the build of its sentence makes it the answer, from 0 to 1; the reader does not say."""
    pointed: bool = True
    """Whether the reader pointed at it of its own; else it was asked about a phrase of the right kind."""
    yes: float | None = None
    """How the reader leans in its window, for a question for yes or no: log-odds of yes."""
    speaker: str = ""
    """Who says it, where the brief knows; the sentence itself may have no more than "he"."""


def read(question: Question, windows: Sequence[Window], texts: Sequence[Text]) -> list[Candidate]:
    """Every span that the reader points at, and every phrase of the kind asked for with the reader's score.

    The best first; the same words of one sentence once. Phrases are looked for in the sentences that share
    most with the question.
    """
    by_number = {text.number: text for text in texts}
    read_as = readings(question.text, (_passage(each, by_number[each.centre.article]) for each in windows))
    near = [sentence for _, sentence, _ in nearest(question, windows)]
    parse_ahead(sentence.text for sentence in near)
    looked_at = {(sentence.article, sentence.number) for sentence in near}
    found: dict[tuple[int, int, str], Candidate] = {}
    for window, own in zip(windows, read_as, strict=True):
        text = by_number[window.centre.article]
        for candidate in _candidates(question, window, text, own, looked_at):
            place = (candidate.sentence.article, candidate.sentence.number, candidate.text.lower())
            known = found.get(place)
            if known is None or known.score < candidate.score:
                found[place] = replace(candidate, pointed=candidate.pointed or bool(known and known.pointed))
    return sorted(found.values(), key=lambda c: -c.score)


def _passage(window: Window, text: Text) -> str:
    return text.article.text[window.sentences[0].start : window.sentences[-1].end]


def _candidates(
    question: Question, window: Window, text: Text, read_as: Reading, looked_at: set[tuple[int, int]]
) -> Iterator[Candidate]:
    first = window.sentences[0].start
    for span in read_as.best(SPANS):
        start, end = cleaned(text.article.text, first + span.start, first + span.end, question)
        words = text.article.text[start:end]
        if not _PART_OF_WORD.match(text.article.text[end:]) and not _is_two_amounts(question, words):
            yield from _candidate(window, text, start, end, span.score, read_as.yes)
    for sentence in window.sentences:
        if (sentence.article, sentence.number) in looked_at:
            for start, end in phrases(question, sentence):
                start, end = sentence.start + start, sentence.start + end
                score = read_as.score(start - first, end - first)
                if score is not None and not _PART_OF_WORD.match(text.article.text[end:]):
                    start, end = cleaned(text.article.text, start, end, question)
                    yield from _candidate(window, text, start, end, score, read_as.yes, pointed=False)


def _is_two_amounts(question: Question, words: str) -> bool:
    """Whether a span runs over from one amount to the next: "107 or more and wounding 238"."""
    return question.kind == "how_many" and len(_AMOUNT.findall(words)) > 1 and not _RANGE.search(words)


def _candidate(
    window: Window, text: Text, start: int, end: int, score: float, yes: float, pointed: bool = True
) -> Iterator[Candidate]:
    sentence = next((s for s in window.sentences if s.start <= start < s.end), None)
    if sentence is not None and end > start:
        start, end = _trimmed(text.article.text, start, min(end, sentence.end))  # no answer runs on
        words = re.sub(r"\s+", " ", text.article.text[start:end])
        if words:
            yield Candidate(words, sentence, window, start, end, score, pointed=pointed, yes=yes)


def cleaned(text: str, start: int, end: int, question: Question) -> tuple[int, int]:
    """The span with whole words, no stray marks at its edges, and the qualifier of a number."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    start, end = _trimmed(text, start, end)
    if question.kind == "how_many":
        qualifier = _QUALIFIER.search(text[max(0, start - 20) : start])
        start = start - len(qualifier.group()) if qualifier else start
        joined = _PART_OF_WORD.match(text, end) if is_amount(text[start:end]) else None
        end = joined.end() if joined else end
    if text[end : end + 1] == "%":
        end += 1
    if start and text[start - 1] in "$£€":
        start -= 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    changed = True
    while changed and start < end:
        before = (start, end)
        while start < end and text[start] in _EDGE and not re.match(r"[-–]\d", text[start:]):
            start += 1
        while (
            start < end
            and text[end - 1] in _EDGE
            and not re.search(r"\b(?:[A-Z]\.)+[A-Z]\.$|\b(?:a|p)\.m\.$", text[start:end])
        ):
            end -= 1
        start, end = _unpaired(text, start, end)
        changed = (start, end) != before
    possessive = re.search(r"['’]s$", text[start:end])
    return start, end - 2 if possessive and len(text[start:end].split()) <= 4 else end


def _unpaired(text: str, start: int, end: int) -> tuple[int, int]:
    if _OPENED.match(text[start:end]) and end < len(text) and text[end] == "'":
        start += 1  # of "the word 'home'" the mark that opens it
    for opening, closing in _PAIRS.items():
        inner = text[start:end]
        if opening == closing:
            if inner.count(opening) == 1:
                start, end = (start + inner.startswith(opening), end - inner.endswith(closing))
        elif inner.startswith(opening) and closing not in inner:
            start += 1
        elif inner.endswith(closing) and opening not in inner and closing != "’":
            end -= 1
        elif inner.startswith(opening) and inner.endswith(closing):
            start, end = start + 1, end - 1
    return start, end
