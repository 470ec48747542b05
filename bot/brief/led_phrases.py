"""Phrases that a cue leads to, cut to what reads by itself: "because of | a strike"."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from bot.brief.clauses import trimmed
from bot.brief.lexicon import cues, words

_LONGEST = 14
_SHORTEST = 2
_SHORT_QUOTE = 6
_COMPLEMENTS = ("pobj", "pcomp", "dobj", "ccomp", "xcomp", "attr")
_JOINTS = ("ADP", "SCONJ", "CCONJ")
_OPENING = ("“", "‘", '"', "'")


def after_cue(sentence: Span, question: str) -> Iterator[Span]:
    """What follows a cue in the sentence; the cue's noun belongs to it where the cue list says so."""
    keep = cues("five_w")[question].get("keep", [])
    for match in _pattern(question).finditer(sentence.text):
        start = sentence.start_char + match.start()
        cue = sentence.doc.char_span(start, start + len(match[0]), alignment_mode="expand")
        if cue is None or cue.end >= sentence.end or (question == "how" and not _is_means(cue)):
            continue
        head = _complement(cue)
        if _is_planned(cue):
            continue
        if head is None or (question == "why" and (_is_doer(cue[-1], head) or only_followed(cue[-1], head))):
            continue
        first = cue.start + (1 if cue[0].lower_ == "in" else 0) if match[0].lower() in keep else cue.end
        first -= 1 if _is_marked(sentence.doc[first]) else 0
        found = cut(sentence.doc[first : max(head.right_edge.i + 1, cue.end)], head)
        if found is not None:
            yield found


@cache
def _pattern(question: str) -> re.Pattern[str]:
    table = cues("five_w")[question]
    after, kept = table["cues"], table.get("keep", [])
    alternatives = "|".join(re.escape(c) for c in sorted((*after, *kept), key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


def _is_doer(cue: Token, head: Token) -> bool:
    """Whether "by" leads to people: buses "driven by temporary crew" are not so for that reason."""
    people = (words("roles", "person"), words("roles", "group"))
    return cue.lower_ == "by" and any(head.lower_ in nouns or head.lemma_ in nouns for nouns in people)


def only_followed(cue: Token, head: Token) -> bool:
    """Whether a thing is only what came before in due course: "after a trial", "following extra time"."""
    if cue.lower_ not in ("after", "following"):
        return False
    return _is_measured(cue) or (head.pos_ == "NOUN" and _is_stage(head))


def _is_measured(after: Token) -> bool:
    """As in "a day after it sank", "crashed minutes after": not "last week, after it sank"."""
    before = after.nbor(-1) if after.i else after
    if before.lemma_ not in words("five_w", "lead", "measures") or before.dep_ == "pobj":
        return False
    return not any(t.pos_ == "PROPN" or t.lower_ in ("last", "this", "that") for t in before.children)


def _is_stage(noun: Token) -> bool:
    """As in "a trial", "extra time"; what a vote decided may be a reason ("a vote of no confidence")."""
    if noun.lower_ == "time":
        return any(child.dep_ in ("amod", "compound") for child in noun.children)
    decided = noun.lemma_ == "vote" and any(child.lower_ == "of" for child in noun.children)
    return noun.lemma_ in words("five_w", "lead", "stages") and not decided


def _is_means(cue: Span) -> bool:
    """Whether it is no agent: "by" and "through" lead to a means only before a gerund."""
    after = cue.doc[cue.end]
    deed = cue[0].dep_ in ("xcomp", "ccomp", "conj", "ROOT") or any(c.dep_ == "aux" for c in cue[0].children)
    if cue[0].lower_ == "using" and deed:
        return False
    gerund = after.tag_ == "VBG" or (
        after.pos_ == "NOUN" and after.text.endswith("ing") and after.dep_ != "pobj"
    )
    return cue[0].lower_ not in ("by", "through") or gerund


def _complement(cue: Span) -> Token | None:
    """The word that carries what the cue leads to; the noun of "because of" hangs on its first word."""
    last = cue[-1]
    behind = (child for token in reversed(cue) for child in token.rights if child.i >= cue.end)
    inner = next((child for child in behind if child.dep_ in _COMPLEMENTS), None)
    if inner is not None:
        return inner
    if last.dep_ in ("mark", "prep", "case", "pcomp") and last.head.i > last.i:
        return last.head
    return last if last.pos_ in ("NOUN", "VERB") else None


def _is_planned(cue: Span) -> bool:
    """As in "due to begin on Sunday", which gives no cause."""
    behind = cue.doc[cue.end]
    return cue[0].lower_ == "due" and behind.tag_ in ("VB", "RB")


def _is_marked(token: Token) -> bool:
    """Whether a phrase begins inside quotation marks that set off no more than a few words."""
    if not token.i or token.nbor(-1).text not in _OPENING:
        return False
    inside = token.doc[token.i : min(token.i + _SHORT_QUOTE, len(token.doc))]
    return any(t.text in ("”", "’", '"', "'") for t in inside)


def cut(span: Span, head: Token) -> Span | None:
    """At most so many words, ended before a clause of its own, or a time; its `head`, if a verb, stays in."""
    stop = span.end
    begun = head.i if head.pos_ in ("VERB", "AUX") else span.start
    for token in span[2:]:
        apart = token.text in (",", ";", "–", "—", ":") and token.i > begun
        if apart or token.is_space or (token.i > begun and _opens_time(token)):
            stop = token.i
            break
        if token.i - span.start >= _LONGEST:
            stop = _last_joint(span, token.i)
            break
    stop = min(
        [stop, *(t.left_edge.i for t in span[2:] if t.dep_ == "relcl" and t.left_edge.i > span.start + 2)]
    )
    found = trimmed(span.doc[span.start : min(stop, span.sent.end)])
    return found if len(found) >= _SHORTEST else None


def _opens_time(token: Token) -> bool:
    """As in "air strikes | this month", "strikes | earlier this month", which says when and not why."""
    begins = token.nbor(1) if token.lower_ in ("earlier", "later") and token.i + 1 < len(token.doc) else token
    return begins.dep_ in ("det", "amod") and begins.head.dep_ == "npadvmod" and begins.ent_type_ == "DATE"


def _is_inside(before: Token) -> bool:
    """Whether a phrase cannot end with this word: "drive- | by", "in less | than an hour"."""
    return before.text.endswith("-") or before.lower_ in ("less", "more", "fewer")


def _last_joint(span: Span, limit: int) -> int:
    """Where a phrase that is too long can end: before its last preposition or conjunction within `limit`."""
    able = (t for t in span[3:] if t.i <= limit and not _is_inside(t.nbor(-1)))
    joints = [t.i for t in able if t.pos_ in _JOINTS or (t.tag_ == "VBG" and t.dep_ == "acl")]
    return joints[-1] if joints else limit
