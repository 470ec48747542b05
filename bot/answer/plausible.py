"""Which candidates can be meant at all: of a possible type, of what was asked about, and one a place."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from bot.answer.anothers import is_told_of_another
from bot.answer.background import is_of_an_earlier_one, is_of_newcomers, is_of_the_news
from bot.answer.bearing import is_the_event, only_repeats
from bot.answer.changes import is_of_another_time, tells_the_other
from bot.answer.deeds import counts_another_deed, told_now
from bot.answer.doers import is_of_the_contrary, plays_another_part
from bot.answer.elsewhere import is_told_of_elsewhere
from bot.answer.fits import type_fit
from bot.answer.measures import measures_another
from bot.answer.offices import asked_office, is_another_office
from bot.answer.overrun import within_one
from bot.answer.passages import Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.structure.holders import is_somebody
from bot.answer.structure.slots import is_of_others
from bot.answer.tenses import is_over
from bot.answer.topics import is_about_another_matter
from bot.answer.unknown import leaves_open, settles_nothing
from bot.engine.local.nlp import parse_ahead, parsed
from bot.ground.words import key

LOOKED_THROUGH = 20
"""Among so many of the best are those of a possible type looked for."""
JUDGED = 5
"""So many of the reader's spans are weighed; with ten it answers no better (docs/answers-tried.md)."""

OTHERS = (
    counts_another_deed,
    tells_the_other,
    is_of_another_time,
    is_of_others,
    is_the_event,
    is_told_of_another,
    is_over,
    is_of_an_earlier_one,
    is_of_newcomers,
    plays_another_part,
    is_of_the_contrary,
    measures_another,
)
"""What tells that a sentence speaks of what was asked, and the candidate in it of something else."""


def plausible(
    question: Question, candidates: Sequence[Candidate], texts: Mapping[int, Text]
) -> list[Candidate]:
    """The best candidates that can be meant, one a place in the text."""
    best = candidates[:LOOKED_THROUGH]
    parse_ahead(each.sentence.text for each in best)
    there = [
        each
        for each in told_now(question, best, texts)
        if each.source == "brief" or not _is_of_another_matter(question, each, texts)
    ]
    first = _of_the_office(question, there)
    fit = [each for each in (within_one(question, one) for one in first) if _possible(question, each)]
    found: list[Candidate] = []
    for each in fit:
        if each.source == "gathered" or not any(
            other.source != "gathered"
            and each.start < other.end
            and other.start < each.end
            and each.sentence.article == other.sentence.article
            for other in found
        ):
            found.append(each)
    return found[:JUDGED]


def _is_of_another_matter(question: Question, each: Candidate, texts: Mapping[int, Text]) -> bool:
    """Whether its sentence is of another year, place or matter than the one asked about."""
    sentence, text = each.sentence, texts[each.sentence.article]
    if question.kind in ("yes_no", "said", "who_said"):
        return is_about_another_matter(question, sentence, text)
    return is_of_the_news(question, sentence, text) or is_told_of_elsewhere(question, sentence, text)


def _possible(question: Question, candidate: Candidate) -> bool:
    if candidate.source == "brief":
        return True
    doc = parsed(candidate.sentence.text)
    if question.kind == "yes_no":
        return not settles_nothing(question, doc)
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    if leaves_open(question, doc, start, end):
        return False
    if candidate.source in ("reader", "structure") and _is_of_another(question, doc, start, end):
        return False
    if candidate.source != "reader":
        return True
    if is_somebody(question, doc, start, end) or is_another_office(question, doc):
        return False
    return type_fit(question, doc, start, end) > -1 and not only_repeats(question, doc, start, end)


def _is_of_another(question: Question, doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and any(is_other(question, span) for is_other in OTHERS)


def _of_the_office(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without those whose sentence lacks the office asked about, where a name stands with it elsewhere.

    "Who is his lawyer?" asks for no attorney while "his lawyer, Martin Kessler" is told.
    """
    office = asked_office(question)
    if office is None or not any(each.strength for each in candidates):
        return list(candidates)
    return [each for each in candidates if each.strength or key(office.text) in each.sentence.keys]
