"""Why and how: what a lead gives as the reason and the means of the main event."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from bot.brief.clauses import trimmed
from bot.brief.lexicon import cues, words
from bot.brief.main_event import Event

_LONGEST = 14
_SHORTEST = 2


def why(event: Event, sentences: list[Span]) -> Span | None:
    """The reason: behind a cue, or the purpose of the main verb, or what the event came after."""
    order = [event.sentence, *(s for s in sentences if s.start != event.sentence.start)]
    for sentence in order:
        found = next(_after_cue(sentence, "why"), None)
        apart = sentence.start != event.sentence.start and (_leans(sentence, found) or _is_beside(found))
        if found is not None and not _is_quoted(found) and not apart:
            return found
        if sentence.start == event.sentence.start:
            found = _purpose(event.verb) or _subordinate(event.verb, ("after",))
            if found is not None:
                return found
    return None


def _leans(sentence: Span, reason: Span | None) -> bool:
    """Whether another sentence than the event's gives somebody's words, or means something told before."""
    quotes = any(mark in sentence.text for mark in ("“", "”", '"'))
    return quotes or (reason is not None and reason[0].pos_ == "PRON")


def _is_beside(reason: Span | None) -> bool:
    """Whether it is told of a thing in a relative clause: "ships that were due to dock have turned away"."""
    return reason is not None and any(t.dep_ == "relcl" for t in (reason.root, *reason.root.ancestors))


def _is_quoted(span: Span) -> bool:
    """Whether it stands in somebody's own words ("because we are brave")."""
    before = span.doc.text[span.sent.start_char : span.start_char]
    first = any(token.lower_ in ("i", "we", "our", "my") for token in span)
    return first or before.count("“") > before.count("”") or before.count('"') % 2 == 1


def how(event: Event, sentences: list[Span]) -> Span | None:
    """The means: "by doing", "using", "with", or the clause that tells what happened when."""
    order = [event.sentence, *(s for s in sentences if s.start != event.sentence.start)]
    for sentence in order[:4]:
        found = next(_after_cue(sentence, "how"), None)
        if found is None and sentence.start == event.sentence.start:
            found = _manner(event)
        if found is not None:
            return found
    return None


@cache
def _pattern(question: str) -> re.Pattern[str]:
    table = cues("five_w")[question]
    after, kept = table["cues"], table.get("keep", [])
    alternatives = "|".join(re.escape(c) for c in sorted((*after, *kept), key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


def _after_cue(sentence: Span, question: str) -> Iterator[Span]:
    """What follows a cue in the sentence; the cue's noun belongs to it where the cue list says so."""
    keep = cues("five_w")[question].get("keep", [])
    for match in _pattern(question).finditer(sentence.text):
        start = sentence.start_char + match.start()
        cue = sentence.doc.char_span(start, start + len(match[0]), alignment_mode="expand")
        if cue is None or cue.end >= sentence.end or (question == "how" and not _is_means(cue)):
            continue
        head = _complement(cue[-1])
        if head is None or (question == "why" and (_is_doer(cue[-1], head) or _only_followed(cue[-1], head))):
            continue
        first = cue.start + (1 if cue[0].lower_ == "in" else 0) if match[0].lower() in keep else cue.end
        found = _cut(sentence.doc[first : max(head.right_edge.i + 1, cue.end)], sentence)
        if found is not None:
            yield found


def _is_doer(cue: Token, head: Token) -> bool:
    """Whether "by" leads to people: buses "driven by temporary crew" are not so for that reason."""
    people = (words("roles", "person"), words("roles", "group"))
    return cue.lower_ == "by" and any(head.lower_ in nouns or head.lemma_ in nouns for nouns in people)


def _only_followed(cue: Token, head: Token) -> bool:
    """Whether a thing is only what came before in due course: "after a trial", "following extra time"."""
    if cue.lower_ not in ("after", "following"):
        return False
    return _is_measured(cue, head) or (head.pos_ == "NOUN" and _is_stage(head))


def _is_measured(after: Token, head: Token) -> bool:
    """As in "a day after it sank", "shortly after": not "last week, after it sank"."""
    before = after.nbor(-1) if after.i else after
    if before.lemma_ not in words("five_w", "lead", "measures") or before.head not in (after, head):
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
    if cue[0].lower_ == "using" and cue[0].dep_ in ("xcomp", "ccomp", "conj", "ROOT"):
        return False
    gerund = after.tag_ == "VBG" or (
        after.pos_ == "NOUN" and after.text.endswith("ing") and after.dep_ != "pobj"
    )
    return cue[0].lower_ not in ("by", "through") or gerund


def _complement(cue: Token) -> Token | None:
    """The word that carries what the cue leads to."""
    inner = next(
        (child for child in cue.rights if child.dep_ in ("pobj", "pcomp", "dobj", "ccomp", "xcomp", "attr")),
        None,
    )
    if inner is not None:
        return inner
    if cue.dep_ in ("mark", "prep", "case", "pcomp") and cue.head.i > cue.i:
        return cue.head
    return cue if cue.pos_ in ("NOUN", "VERB") else None


def _cut(span: Span, sentence: Span) -> Span | None:
    """At most so many words, ended before a clause of its own."""
    stop = span.end
    for token in span[2:]:
        if token.text in (",", ";", "–", "—", ":") or token.is_space:
            stop = token.i
            break
        if token.i - span.start >= _LONGEST:
            stop = _last_joint(span, token.i)
            break
    stop = min(
        [stop, *(t.left_edge.i for t in span[2:] if t.dep_ == "relcl" and t.left_edge.i > span.start + 2)]
    )
    found = trimmed(sentence.doc[span.start : min(stop, sentence.end)])
    return found if len(found) >= _SHORTEST else None


def _last_joint(span: Span, limit: int) -> int:
    """Where a phrase that is too long can end: before its last preposition or conjunction within `limit`."""
    able = (t for t in span[3:] if t.i <= limit and not t.nbor(-1).text.endswith("-"))
    joints = [t.i for t in able if t.pos_ in ("ADP", "SCONJ", "CCONJ")]
    return joints[-1] if joints else limit


def _purpose(verb: Token) -> Span | None:
    """As in "to make them lighter": the infinitive that says what the event is for."""
    if verb.lemma_ in words("five_w", "lead", "deciding"):
        return None
    for child in verb.rights:
        to = next((t for t in child.children if t.dep_ == "aux" and t.lower_ == "to"), None)
        if child.dep_ == "advcl" and child.tag_ == "VB" and to is not None:
            return _cut(verb.doc[to.i : child.right_edge.i + 1], verb.sent)
    return None


def _subordinate(verb: Token, marks: tuple[str, ...]) -> Span | None:
    """The clause or phrase that `marks` lead to, under the main verb; not what came before in due course."""
    for child in verb.children:
        mark = _mark(child, marks) if child.dep_ == "advcl" else None
        leads = child.dep_ == "prep" and child.lower_ in ("after", "over") and child.i > verb.i
        if mark is None and leads and not _tells_time(child):
            mark = child
        if mark is None:
            continue
        head = child if mark != child else next((t for t in mark.rights if t.dep_ == "pobj"), mark)
        if not _only_followed(mark, head):
            return _cut(verb.doc[mark.i + 1 : child.right_edge.i + 1], verb.sent)
    return None


def _mark(clause: Token, marks: tuple[str, ...]) -> Token | None:
    """Which of `marks` opens a clause; not one that leads to a phrase within it."""
    able = (t for t in clause.lefts if t.dep_ in ("mark", "advmod", "prep") and t.lower_ in marks)
    return next(able, None)


def _tells_time(preposition: Token) -> bool:
    return any(t.ent_type_ in ("DATE", "TIME") or t.like_num for t in preposition.children)


def _manner(event: Event) -> Span | None:
    """How harm came about: "killed when a tram derailed"."""
    for child in event.verb.rights:
        when = next((t for t in child.children if t.lower_ == "when" and t.dep_ in ("advmod", "mark")), None)
        if child.dep_ == "advcl" and when is not None:
            return _cut(event.verb.doc[when.i + 1 : child.right_edge.i + 1], event.sentence)
    return None
