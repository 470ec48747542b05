"""A span that runs on past an "and" into what belongs to something else: "Poland and a Filipino" of two."""

import re
from dataclasses import replace

from spacy.tokens import Span

from bot.answer.changes import asks_by_how_much
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.nlp import parsed

_COUNTRIES = frozenset(("GPE", "NORP"))
_ONE_THING = frozenset(("who", "who_said", "what", "which", "when", "where", "how_many", "list"))

_RELATIVES = frozenset(("WP$", "WDT"))
_TIMES = frozenset(("DATE", "TIME"))


def within_one(question: Question, candidate: Candidate) -> Candidate:
    """The candidate, cut before an "and" whose two sides are not joined to each other in the parse.

    Of "8% to 187 million" it is the first that tells by how much something fell.
    """
    if question.kind not in _ONE_THING or candidate.source != "reader":
        return candidate
    own = candidate.sentence.start
    doc = parsed(candidate.sentence.text)
    span = doc.char_span(max(0, candidate.start - own), min(candidate.end - own, len(doc.text)))
    if span is None or not len(span):
        return candidate
    kept = _first_part(span, by_how_much=asks_by_how_much(question))
    kept = _one_time(kept) if question.kind == "when" else _without_link(kept)
    if len(kept) == len(span):
        return candidate
    text = re.sub(r"\s+", " ", kept.text)
    return replace(candidate, text=text, start=own + kept.start_char, end=own + kept.end_char)


def _without_link(span: Span) -> Span:
    """Of "whose father Gilles" what it says of itself."""
    return span[1:] if len(span) > 1 and span[0].tag_ in _RELATIVES else span


def _one_time(span: Span) -> Span:
    """Of "June 29 can sit the paper in August" the time that belongs to the verb."""
    times = [
        ent for ent in span.doc.ents if ent.label_ in _TIMES and span.start <= ent.start < ent.end <= span.end
    ]
    verb = span.root
    if len(times) < 2 or verb.pos_ not in ("VERB", "AUX") or verb.i < times[0].end:
        return span
    own = [each for each in times if each.start > verb.i and verb in each.root.ancestors]
    return own[0] if own else span


def _first_part(span: Span, *, by_how_much: bool) -> Span:
    for link in span[1:]:
        before, after = span.doc[span.start : link.i], span.doc[link.i + 1 : span.end]
        if by_how_much and link.lower_ in ("to", "from") and before[-1].lower_ != "up":
            return before
        if (
            link.dep_ == "cc"
            and len(after)
            and not (_are_joined(before, after) and _are_alike(before, after))
        ):
            while len(before) > 1 and before[-1].is_punct:
                before = before[:-1]
            return before
    return span


def _are_alike(before: Span, after: Span) -> bool:
    """A country is joined to names: in "from Poland and a Filipino mechanic" the men are."""
    return before.root.ent_type_ not in _COUNTRIES or bool(after.root.ent_type_)


def _are_joined(before: Span, after: Span) -> bool:
    return any(token.head in after for token in before) or any(token.head in before for token in after)
