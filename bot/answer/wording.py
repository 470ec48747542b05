"""The edges of an answer put right by the parse: whole noun phrases, ranges, and all that "and" joins."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Span

from bot.answer.enumerations import around, enumerations
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.engine.local.nlp import parsed

_RANGE = re.compile(r"^(?:s)?\s*(?:to|-|–|and)\s*[$£€]?\d[\d,.]*\w*", re.IGNORECASE)
_PRECEDED = re.compile(r"(?:between|from)\s+$", re.IGNORECASE)
MOST_WORDS = 14
MOST_OF_CLAUSE = 24
_TWO_SIDED = frozenset(("between", "against", "versus", "v"))


def reworded(question: Question, candidate: Candidate) -> Candidate:
    """The candidate with the whole of the phrase that it points into."""
    if candidate.source == "gathered":
        return candidate
    sentence = candidate.sentence
    doc = parsed(sentence.text)
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    span = doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end <= len(doc.text) else None
    if span is None:
        return candidate
    if question.kind in ("who", "who_said") and len(span) <= 2:
        start, end = _whole_person(doc, span, start, end)
        start, end = _all_named(doc, start, end)
    elif question.kind == "who":
        start, end = _name_alone(doc, span, start, end)
    elif question.kind == "list":
        start, end = around(doc, *_all_joined(span, start, end))
    elif question.kind == "how_many":
        start, end = _both_ends(span, *_whole_range(doc.text, start, end))
    elif question.kind in ("how", "why"):
        start, end = _whole_clause(span, start, end)
    if question.kind not in ("list", "how_many", "when"):
        start, end = _whole_name(doc, span, start, end)
    if (start, end) == (candidate.start - sentence.start, candidate.end - sentence.start):
        return candidate
    text = " ".join(doc.text[start:end].split())
    return replace(candidate, start=sentence.start + start, end=sentence.start + end, text=text)


def _whole_clause(span: Span, start: int, end: int) -> tuple[int, int]:
    """For "after one applicant" the clause that it begins: "after one applicant complained to the police"."""
    verb = span[0].head
    if span[0].dep_ != "mark" or verb.i < span.end:
        return start, end
    last = verb.right_edge
    if last.i - span.start > MOST_OF_CLAUSE:
        last = next((t for t in span.doc[verb.i :] if t.is_punct), last)
        last = span.doc[last.i - 1] if last.is_punct else last
    return start, max(end, last.idx + len(last))


def _whole_person(doc: Doc, span: Span, start: int, end: int) -> tuple[int, int]:
    """For "man" "42-year-old man from Beckenham"; for half a name the whole."""
    name = next(
        (ent for ent in doc.ents if ent.label_ == "PERSON" and ent.start <= span.root.i < ent.end), None
    )
    if name is not None:
        own = name.text.removesuffix("'s").removesuffix("’s")
        return min(start, name.start_char), max(end, name.start_char + len(own))
    if span.root.pos_ != "NOUN":
        return start, end
    left = min(span.root.left_edge.i, span.start)
    if doc[left].shape_ == "dddd" and left < span.start:
        left += 1  # of "In 1987 workmen laying a gas main" the year is no part of them
    right = max(
        (c.right_edge.i for c in span.root.children if c.dep_ == "prep" and c.i == span.root.i + 1),
        default=span.end - 1,
    )
    if right - left > MOST_WORDS:
        return start, end
    return doc[left].idx, doc[right].idx + len(doc[right])


def _name_alone(doc: Doc, span: Span, start: int, end: int) -> tuple[int, int]:
    """Of "Eoin Deasy, who shared his winnings" the name: what follows it says more than who it was."""
    name = next((ent for ent in doc.ents if ent.label_ == "PERSON" and ent.start == span.start), None)
    if name is None or name.end >= span.end or doc[name.end].pos_ not in ("PUNCT", "ADP", "PRON"):
        return start, end
    others = any(ent.label_ == "PERSON" for ent in span.ents if ent.start > name.start)
    return (start, end) if others or name.root.conjuncts else (start, name.end_char)


def _all_named(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """For one of several names in a row all of them, unless they stand on two sides ("between A and B")."""
    for row, members in enumerations(doc):
        inside = any(m.start_char <= start and end <= m.end_char for m in members)
        named = all(m.root.pos_ == "PROPN" for m in members) and all(t.pos_ != "VERB" for t in row)
        if inside and named and not (row.start and doc[row.start - 1].lower_ in _TWO_SIDED):
            return row.start_char, row.end_char
    return start, end


def _whole_name(doc: Doc, span: Span, start: int, end: int) -> tuple[int, int]:
    """For a piece of a name the whole: "International" alone is nobody."""
    name = next((ent for ent in doc.ents if ent.start <= span.start and span.end <= ent.end), None)
    if name is None or any(t.pos_ not in ("PROPN", "ADP", "DET", "CCONJ", "PART") for t in name):
        return start, end
    cut = [
        t
        for t in name
        if t.dep_ == "compound" and (t.i < span.start <= t.head.i or t.i < span.end <= t.head.i)
    ]
    if not cut:
        return start, end
    last = name[-2:-1] if name[-1].tag_ == "POS" and len(name) > 1 else name[-1:]
    first = name[1:2] if name[0].pos_ == "DET" and len(name) > 1 else name[:1]
    return min(start, first.start_char), max(end, last.end_char)


def _all_joined(span: Span, start: int, end: int) -> tuple[int, int]:
    """The answer with what "and" joins to it."""
    first = span.root
    while first.dep_ == "conj":
        first = first.head
    joined = list(first.conjuncts)
    if not joined:
        return start, end
    left = min(t.left_edge.i if t.dep_ != "conj" else t.i for t in (first, *joined))
    right = max(t.right_edge.i for t in joined)
    doc = span.doc
    if right - left > 2 * MOST_WORDS:
        return start, end
    return min(start, doc[left].idx), max(end, doc[right].idx + len(doc[right]))


def _both_ends(span: Span, start: int, end: int) -> tuple[int, int]:
    """For "between five months" "between five months and three years"."""
    opener = span.doc[max(0, span.start - 1)], span[0]
    link = span.doc[span.end : span.end + 1].text
    if link != "and" or not any(token.lower_ == "between" for token in opener):
        return start, end
    others = [each for token in span for each in token.conjuncts if span.end < each.i <= span.end + 4]
    return start, max([end, *(each.idx + len(each) for each in others)])


def _whole_range(text: str, start: int, end: int) -> tuple[int, int]:
    """For "20s" "20s to 50s" where both ends are told."""
    onward = _RANGE.match(text[end:])
    if onward and text[end - 1] == "%" != text[end + onward.end() : end + onward.end() + 1]:
        return start, end  # "8% to 187 million": a change and where it led
    if onward and (_PRECEDED.search(text[:start]) or re.match(r"s?\s*(?:to|-|–)", text[end:])):
        return start, end + onward.end()
    return start, end
