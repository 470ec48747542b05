"""Each sentence of a reply held to the text: its quotes found, then compared with their sentences.

CPU work, for a worker: everything goes in and out as values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Span

from bot.engine.hosted.hygiene import is_foreign, objection, quoted, speaks_to_assistant
from bot.engine.local.embed import counterparts, in_context, nearest
from bot.engine.local.nlp import parse
from bot.ground.layout import heading_ranges
from bot.ground.locate import evidence_at, find_quote
from bot.ground.verify import Passage, Source, Verdict, likelihood, verify
from bot.model import Evidence, Excerpt

MOST_SENTENCES = 3
"""Evidence is at most so many sentences in a row."""


@dataclass(frozen=True)
class Claimed:
    """A sentence as the model wrote it, its quotes, and which excerpt it names (from 0), if it named one."""

    text: str
    quotes: tuple[str, ...]
    excerpt: int | None = None


@dataclass(frozen=True)
class Held:
    """A sentence that the text says, its evidence, and how probably it does."""

    text: str
    evidence: tuple[Evidence, ...]
    probability: float


@dataclass(frozen=True)
class Fallen:
    """A sentence that was not shown, and why."""

    text: str
    reason: str


def read(excerpts: Sequence[Excerpt]) -> None:
    """Parse the excerpts, while the model still writes, so that holding is quick."""
    for excerpt in excerpts:
        in_context([each.text for each in _source(excerpt).whole.sentences])


def hold(excerpts: Sequence[Excerpt], claims: Sequence[Claimed]) -> tuple[Held | Fallen, ...]:
    """What became of each claim, in order."""
    return tuple(_held(excerpts, claim) for claim in claims)


def find_phrase(excerpt: Excerpt, phrase: str) -> tuple[str, Evidence] | None:
    """A phrase as the article has it, with its sentence; None when it is not there word for word."""
    if objection(phrase) is not None:
        return None
    for start, end in find_quote(excerpt.text, phrase):
        evidence = _evidence(excerpt, _sentences(_source(excerpt), start, end))
        words = excerpt.text[start:end]
        if evidence is not None and words in evidence.quote:
            return words, evidence
    return None


def agrees(excerpt: Excerpt, claim: str, evidence: Evidence) -> bool:
    """Whether a sentence of the article says the claim, be it as fact or as somebody's word."""
    source = _source(excerpt)
    start, end = evidence.start - excerpt.start, evidence.end - excerpt.start
    verdict = verify(parse(claim), source.cited([(start, end)]), source, nearest)
    return all(reason.kind == "attribution" for reason in verdict.reasons)


def _held(excerpts: Sequence[Excerpt], claim: Claimed) -> Held | Fallen:
    against = objection(claim.text)
    if against is not None:
        return Fallen(claim.text, against)
    reasons: list[str] = []
    for excerpt in _in_order(excerpts, claim.excerpt):
        outcome = _against(excerpt, claim)
        if isinstance(outcome, Held):
            return outcome
        reasons.append(outcome)
    wanted = [reason for reason in reasons if reason != _NOT_THERE]
    return Fallen(claim.text, wanted[0] if wanted else _NOT_THERE)


_NOT_THERE = "its quotes do not stand in the text word for word"


def _in_order(excerpts: Sequence[Excerpt], first: int | None) -> Sequence[Excerpt]:
    """The excerpt that the claim names, then the others: models err in numbers more than in words."""
    if first is None or not 0 <= first < len(excerpts):
        return excerpts
    return (excerpts[first], *excerpts[:first], *excerpts[first + 1 :])


def _against(excerpt: Excerpt, claim: Claimed) -> Held | str:
    """The claim as this excerpt bears it out, or why it does not."""
    source, text = _source(excerpt), excerpt.text
    places = [find_quote(text, quote) for quote in claim.quotes]
    if not places or not all(places):
        return _NOT_THERE
    if not all(find_quote(text, words) for words in quoted(claim.text)):
        return "it has words between quotation marks that the text has not"
    reason, doc = _NOT_THERE, parse(claim.text)
    for choice in range(max(map(len, places))):
        runs = [_sentences(source, *found[min(choice, len(found) - 1)]) for found in places]
        evidence = [each for each in (_evidence(excerpt, run) for run in runs) if each is not None]
        if len(evidence) < len(runs):
            return "the words that it rests on are a heading, not English, or an order to an assistant"
        verdict = _verdict(doc, source, runs)
        if verdict.supported:
            return Held(claim.text, tuple(dict.fromkeys(evidence)), _probably(doc, source, runs))
        reason = verdict.words
    return reason


def _verdict(claim: Doc, source: Source, runs: Sequence[Sequence[Span]]) -> Verdict:
    ranges = [(run[0].start_char, run[-1].end_char) for run in runs]
    return verify(claim, source.cited(ranges), source, nearest)


def _probably(claim: Doc, source: Source, runs: Sequence[Sequence[Span]]) -> float:
    cited = Passage(tuple(dict.fromkeys(each for run in runs for each in run)))
    meaning = counterparts(claim.text, [each.text for each in cited.sentences])
    return round(likelihood(claim, source, cited, meaning, ()), 3)


def _sentences(source: Source, start: int, end: int) -> list[Span]:
    """The sentences that a range of characters touches."""
    found = [each for each in source.whole.sentences if each.start_char < end and start < each.end_char]
    return found[:MOST_SENTENCES]


def _evidence(excerpt: Excerpt, run: Sequence[Span]) -> Evidence | None:
    """The sentences as evidence; None for a heading, another language, or an order to a model."""
    if not run or any(speaks_to_assistant(each.text) or is_foreign(each.text) for each in run):
        return None
    first = excerpt.start + run[0].start_char
    if any(start <= first < end for start, end in _headings(excerpt.article.text)):
        return None
    return evidence_at(excerpt.article, excerpt.start + run[0].start_char, excerpt.start + run[-1].end_char)


@lru_cache(maxsize=128)
def _headings(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(heading_ranges(text))


def _source(excerpt: Excerpt) -> Source:
    article = excerpt.article
    published = article.published_at.date().isoformat() if article.published_at else ""
    return _parsed(excerpt.text, published)


@lru_cache(maxsize=128)
def _parsed(text: str, published: str) -> Source:
    return Source(parse(text), date.fromisoformat(published) if published else None)
