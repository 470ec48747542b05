"""What the rule weighs of a candidate for some kinds of question and not for others."""

import re

from spacy.tokens import Doc

from bot.answer import bearing, phrases, yes_no
from bot.answer.enumerations import enumerations
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.structure.members import of_kind
from bot.answer.structure.reasons import cause
from bot.answer.verdict import FIRMEST, verdict

_NAME_ASKED = re.compile(r"\bnames?\b|\b(?:called|named|known as)\W*$", re.IGNORECASE)


def reason(question: Question, doc: Doc, start: int, end: int) -> dict[str, float]:
    """How surely it is told as a reason of anything, in a sentence that tells of the event asked about."""
    span = doc.char_span(max(0, start), min(end, len(doc.text)), alignment_mode="expand")
    if question.kind != "why" or span is None:
        return {}
    return {"cause": cause(doc, span), "told_here": yes_no.told(question, doc)}


def members(question: Question, candidate: Candidate, doc: Doc, start: int, end: int) -> dict[str, float]:
    """How many a list has, and how many of them are of the kind asked for; nothing of it for another."""
    if question.kind != "list":
        return {}
    if candidate.source == "gathered":
        return {"members": min(5, candidate.text.count(",") + 1) / 5, "gathered": 1.0}
    rows = [each for span, each in enumerations(doc) if span.start_char >= start and span.end_char <= end]
    longest = max(rows, key=len, default=())
    fit = sum(of_kind(question, each) for each in longest) / len(longest) if longest else 0.0
    return {"members": min(5, len(longest)) / 5, "members_fit": fit}


def settled(question: Question, candidate: Candidate, doc: Doc) -> dict[str, float]:
    """How surely the sentence speaks of what a yes/no question asks; nothing of it for another."""
    if question.kind != "yes_no":
        return {}
    how = yes_no.settled(question, doc)
    found = verdict(question, candidate.sentence.text, candidate.yes)
    return {
        "firm": min(FIRMEST, abs(found.odds)) / FIRMEST,
        "built_so": float(how.verdict == found.said) - float(how.verdict not in (found.said, None)),
        "same_event": how.alike,
        "same_doer": how.doer,
        "clash": float(how.clash),
        "contrary": float(how.contrary),
        "says_no": float(found.said == "No"),
    }


def bearing_of(question: Question, candidate: Candidate, doc: Doc, start: int, end: int) -> dict[str, float]:
    """How the candidate stands to the rest of its sentence; nothing of it for a yes/no question."""
    span = doc.char_span(max(0, start), min(end, len(doc.text)), alignment_mode="expand")
    if span is None or question.kind in ("yes_no", "said"):
        return {"pointed": float(candidate.pointed)}
    labels = phrases.labels_asked(question)
    own = {ent.label_ for ent in doc.ents if ent.start < span.end and ent.end > span.start}
    event = bearing.asked_event(question, doc, span)
    return {
        "pointed": float(candidate.pointed),
        "nearness": bearing.nearness(question, doc, span),
        "distance": bearing.distance(question, doc, span),
        "whole": bearing.whole(doc, span),
        "gap": bearing.gap(question, doc, span),
        "gap_event": float(event is not None),
        "named_as": bearing.named_as(question, span),
        "label_fit": 0.0 if not labels else 1.0 if own & labels else -1.0,
        "name_asked": float(bool(_NAME_ASKED.search(question.text)) and span.root.pos_ != "PROPN"),
        "long": min(20, len(span)) / 10,
    }
