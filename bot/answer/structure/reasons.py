"""Why: clauses and phrases that give a reason, a purpose or a cause."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from bot.answer.lexicon import cues
from bot.answer.structure.event import Telling, whole

_TIMES = frozenset(("DATE", "TIME", "CARDINAL"))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    ways = sorted(cues("reasons")[name], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ways))})\b", re.IGNORECASE)


def reasons(telling: Telling) -> Iterator[tuple[Span, float]]:
    """What a sentence gives as a reason, and how surely it is the reason for what was asked."""
    for span, sure in _all(telling.doc):
        own = telling.event is not None and span.start <= telling.event.i < span.end
        if not own and len(span) > 1:
            yield span, sure * (1.0 if _governs(telling.event, span) else 0.7)


def _all(doc: Doc) -> Iterator[tuple[Span, float]]:
    yield from _openings(doc)
    yield from _clauses(doc)
    yield from _after_phrases(doc, "purposes", 1.0)
    yield from _purposes(doc)
    yield from _causes(doc)
    yield from _outcomes(doc)
    yield from _after_phrases(doc, "phrases", 0.8)


def _openings(doc: Doc) -> Iterator[tuple[Span, float]]:
    for opening in cues("reasons")["openers"]:
        if doc.text.lower().startswith(opening):
            span = doc.char_span(len(opening), len(doc.text), alignment_mode="contract")
            if span is not None:
                yield span, 0.9


def _clauses(doc: Doc) -> Iterator[tuple[Span, float]]:
    for mark in doc:
        if mark.dep_ == "mark" and mark.lower_ in cues("reasons")["clauses"] and mark.i < mark.head.i:
            if mark.lower_ == "as" and mark.i + 1 < len(doc) and doc[mark.i + 1].lower_ in ("if", "though"):
                continue
            sure = 1.0 if mark.lower_ == "because" else 0.6
            yield _to_mark(doc, mark.i, mark.head.right_edge.i), sure


def _purposes(doc: Doc) -> Iterator[tuple[Span, float]]:
    """An infinitive beside the main clause: it was done in order to."""
    for verb in doc:
        to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
        if to is not None and verb.dep_ == "advcl":
            yield _to_mark(doc, to.i, verb.right_edge.i), 0.8


def _causes(doc: Doc) -> Iterator[tuple[Span, float]]:
    causing, caused = cues("reasons")["causing"], cues("reasons")["caused"]
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if verb.lemma_ in causing and subject is not None and subject.pos_ in ("NOUN", "PROPN"):
            yield whole(subject), 0.6
        if verb.lemma_ in caused:
            for link in verb.children:
                if link.dep_ in ("agent", "prep") and link.lower_ in ("by", "on", "to", "from", "in"):
                    yield from ((whole(c), 0.9) for c in link.children if c.dep_ in ("pobj", "pcomp"))


def _outcomes(doc: Doc) -> Iterator[tuple[Span, float]]:
    """What a clause draws its outcome from: "supplies were late, leaving them a week"."""
    causing = cues("reasons")["causing"]
    for verb in doc:
        if verb.lemma_ not in causing or verb.dep_ not in ("advcl", "relcl") or verb.head.i > verb.i:
            continue
        which = any(c.tag_ == "WDT" and c.dep_ == "nsubj" for c in verb.children)
        if verb.tag_ == "VBG" or which:
            before = _told_before(verb)
            first, last = before.left_edge.i, verb.left_edge.i
            if last - first > 1 and before.pos_ in ("VERB", "AUX"):
                yield doc[first:last], 0.8


def _told_before(verb: Token) -> Token:
    """The deed that a clause is drawn from: of "praised the rebels, which drew a protest" the praise."""
    head, before = verb.head, verb.left_edge.i - 1
    if verb.dep_ == "relcl" and before >= 0 and verb.doc[before].text == ",":
        return next((t for t in (head, *head.ancestors) if t.pos_ in ("VERB", "AUX")), head)
    return head


def cause(doc: Doc, span: Span) -> float:
    """How surely a span is told as a reason of anything, from 0 to 1."""
    return max(
        (sure for found, sure in _all(doc) if found.start < span.end and span.start < found.end), default=0.0
    )


def _after_phrases(doc: Doc, name: str, sure: float) -> Iterator[tuple[Span, float]]:
    for found in _phrases(name).finditer(doc.text):
        span = doc.char_span(*found.span(), alignment_mode="expand")
        if span is None or (found.group().lower() == "for" and span.root.head.pos_ != "VERB"):
            continue
        last = max([span.end - 1, *(t.right_edge.i for t in span)])
        if any(t.ent_type_ in _TIMES for t in doc[span.end : span.end + 2]):
            continue
        yield _to_mark(doc, span.start, last), sure * (0.7 if len(span) == 1 else 1.0)


def _governs(event: Token | None, span: Span) -> bool:
    return event is not None and (event in span.root.ancestors or event.head in span.root.ancestors)


def _to_mark(doc: Doc, first: int, last: int) -> Span:
    """From `first` to `last`, but no further than a quotation or a new statement behind a comma."""
    for token in doc[first + 1 : last + 1]:
        if token.text in ('"', "“", "”", ";", ":", "–", "—"):
            return doc[first : token.i]
    return doc[first : last + 1]
