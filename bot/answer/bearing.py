"""How a candidate stands to the rest of its sentence: near what was asked, whole, in the place of the gap."""

from collections.abc import Iterator

import numpy as np
from spacy.tokens import Doc, Span, Token

from bot.answer.asked import OBJECTS, asked_head, asked_place
from bot.answer.offices import asked_office
from bot.answer.question import Question
from bot.answer.senses import ALIKE
from bot.answer.support import word_vector
from bot.ground.words import key

REACH = 6.0
"""So many words on, a match counts a third of one beside the answer."""
FAR = 9
SUBJECTS = ("nsubj", "agent")
LEAST_OF_EVENT, MOST_OF_EVENT = 2, 0.6
"""Words by which an event is known; a reason has no more than this share of them."""


def nearness(question: Question, doc: Doc, span: Span) -> float:
    """How near the question's words stand to the answer, from 0 (none there) to 1 (all beside it)."""
    places: dict[str, list[int]] = {key(t.text): [] for t in doc}
    for token in doc:
        places[key(token.text)].append(token.i)
    total = 0.0
    for term, weight in zip(question.terms, question.weights, strict=True):
        there = places.get(term.key) or _like(term.text, doc)
        gaps = [max(span.start - i, i - span.end + 1, 0) for i in there]
        total += float(weight) * (float(np.exp(-min(gaps) / REACH)) if gaps else 0.0)
    return total / float(question.weights.sum() or 1.0)


def _like(word: str, doc: Doc) -> list[int]:
    """Where a word of nearly the same meaning stands."""
    vector = word_vector(word.lower())
    return [t.i for t in doc if not t.is_stop and float(vector @ word_vector(t.text.lower())) > ALIKE]


def distance(question: Question, doc: Doc, span: Span) -> float:
    """How few steps of the parse lead from the answer to the verb or noun asked about, from 0 to 1."""
    event = asked_event(question, doc, span)
    if event is None:
        return 0.0
    far = steps(span.root, event)
    return max(0.0, 1 - far / FAR)


def asked_event(question: Question, doc: Doc, span: Span) -> Token | None:
    """The word outside the answer that tells of what the question turns on."""
    asked = asked_head(question)
    if asked is None or asked.is_stop:
        return None
    outside = [
        t for t in doc if not span.start <= t.i < span.end and t.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")
    ]
    same = [t for t in outside if key(t.text) == key(asked.text) or t.lemma_ == asked.lemma_]
    if same:
        return min(same, key=lambda t: steps(span.root, t))
    vector = word_vector(asked.lemma_.lower())
    alike = [(float(vector @ word_vector(t.lemma_.lower())), t) for t in outside if not t.is_stop]
    best = max(alike, key=lambda each: each[0], default=(0.0, None))
    return best[1] if best[0] > ALIKE else None


def steps(one: Token, other: Token) -> int:
    """How many steps of the parse lead from one word to the other, `FAR` at most."""
    up = {t.i: n for n, t in enumerate(_above(one))}
    for n, t in enumerate(_above(other)):
        if t.i in up:
            return n + up[t.i]
    return FAR


def _above(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def whole(doc: Doc, span: Span) -> float:
    """1 for a whole name or noun phrase, .5 for a run that is closed under its head, 0 for a piece of one."""
    start, end = span.start, span.end
    while start < end - 1 and doc[start].pos_ in ("DET", "PUNCT", "ADP"):
        start += 1
    if any(ent.start == start and ent.end == end for ent in doc.ents):
        return 1.0
    for chunk in doc.noun_chunks:
        first = chunk.start + sum(t.pos_ == "DET" for t in chunk[:1])
        if chunk.end == end and start in (chunk.start, first):
            return 1.0
    root = span.root
    inside = [t for t in root.subtree if start <= t.i < end]
    closed = len(inside) == end - start
    cut = any(t.dep_ in ("compound", "amod", "nummod", "poss") and t.head.i >= end for t in span)
    return 0.0 if cut else 0.5 if closed else 0.2


def gap(question: Question, doc: Doc, span: Span) -> float:
    """1 when the answer fills the gap that the question leaves beside its verb, -1 when another place of it.

    The gap is subject or object of the verb asked about; 0 when the sentence tells of it otherwise.
    """
    wanted = asked_place(question)
    event = asked_event(question, doc, span)
    if wanted is None or event is None:
        return 0.0
    here = _place_of(span.root, event)
    return 0.0 if here is None else 1.0 if here == wanted else -1.0


def _place_of(token: Token, event: Token) -> str | None:
    """Which place beside an event a word fills."""
    while token.head is not token and token.head != event:
        if token.dep_ == "pobj" and token.head.dep_ == "agent" and token.head.head == event:
            return "subject"
        if token.dep_ not in ("conj", "compound", "appos", "nummod", "amod", "poss", "quantmod"):
            return None
        token = token.head
    if token.head != event:
        return None
    if token.dep_ in OBJECTS:
        return "object"
    return "subject" if token.dep_ in SUBJECTS else None


def named_as(question: Question, span: Span) -> float:
    """How surely the answer is of the sort that "which …" names: the noun in it or beside it, from 0 to 1."""
    noun = question.asked_noun if question.kind != "how_many" else None
    office = asked_office(question)
    wanted = noun.text if noun is not None else office.text if office is not None else ""
    if not wanted:
        return 0.5
    if any(key(t.text) == key(wanted) for t in span):
        return 1.0 if noun is not None else 0.3
    doc = span.doc
    beside = doc[max(0, span.start - 3) : span.start], doc[span.end : span.end + 3]
    linked = [t for run in beside for t in run] + [c for c in span.root.children if c.dep_ == "appos"]
    linked += [span.root.head] if span.root.dep_ in ("appos", "attr") else []
    if any(key(t.text) == key(wanted) for t in linked):
        return 0.8
    if noun is None:
        return 0.0
    vector = word_vector(wanted.lower())
    closest = max((float(vector @ word_vector(t.lemma_.lower())) for t in (span.root, *linked)), default=0.0)
    return max(0.0, min(0.7, closest))


def only_repeats(question: Question, doc: Doc, start: int, end: int) -> bool:
    """Whether it says no more than was asked: "one of the calves" of "which calf"; "page four" says which."""
    noun, span = question.asked_noun, doc.char_span(start, end, alignment_mode="expand")
    if noun is None or span is None or question.kind not in ("which", "what", "list"):
        return False
    said = [t for t in span if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and not t.is_stop]
    said += [t for t in span if t.pos_ == "NUM" and t.i and t.doc[t.i - 1] in said]
    return bool(said) and all(noun.key in (key(t.text), key(t.lemma_)) for t in said)


def is_the_event(question: Question, span: Span) -> bool:
    """Whether it tells the very thing whose reason is asked for."""
    if question.kind != "why" or len(question.terms) < LEAST_OF_EVENT:
        return False
    said = {key(t.text) for t in span}
    share = sum(float(w) for t, w in zip(question.terms, question.weights, strict=True) if t.key in said)
    return share > MOST_OF_EVENT * float(question.weights.sum())
