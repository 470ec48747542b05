"""Dates that stand in a sentence with the main event and are those of something else."""

import re

from bot.brief.clauses import finite_verb, verb_of_time
from bot.brief.dates import Dated
from bot.brief.lexicon import words
from bot.brief.main_event import Event

AHEAD = ("will", "would", "shall", "to", "may", "could")
"""What before a verb says that it has yet to happen."""
DAYS = ("minute", "hour", "day")
_NAMES_DAY = re.compile(r"(?<!this )day\b|night\b|^\d{1,2} [A-Z]|^[A-Z][a-z]+\.? \d{1,2}\b")


def is_told_beside(dated: Dated, event: Event) -> bool:
    """Whether a date is that of something else than the event."""
    verb = verb_of_time(dated.span)
    ahead = any(t.lower_ in AHEAD for t in event.verb.lefts) or event.verb.lemma_ == "be"
    cause = verb is not None and verb.dep_ == "advcl" and any(t.lower_ == "after" for t in verb.lefts)
    second = ahead and verb is not None and verb != event.verb and verb.dep_ == "conj" and not is_day(dated)
    past = _is_past(dated, event) or _is_of_deed(dated, event)
    return _made_public(dated, event) or past or (ahead and cause) or second


def _is_of_deed(dated: Dated, event: Event) -> bool:
    """Whether it is the day of what somebody is tried for: "a man who robbed a bank in May was jailed"."""
    verb = verb_of_time(dated.span)
    beside = verb is not None and verb != event.verb and verb.dep_ in ("relcl", "acl")
    if verb is None or not beside or verb.lemma_ in words("speech", "verbs"):
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "’s", "'s") for c in event.verb.lefts)
    told = event.subject is not None and verb.head in (event.subject, *event.subject.subtree)
    return told and (perfect or event.verb.lemma_ in words("five_w", "lead", "charging"))


def _is_past(dated: Dated, event: Event) -> bool:
    """Whether a clause about something in the sentence tells its past: "a seat it had held since 1983"."""
    verb = verb_of_time(dated.span)
    if verb is not None and verb.dep_ not in ("relcl", "acl"):
        verb = finite_verb(verb)  # "a play that was thought to have burned 50 years ago"
    beside = verb is not None and verb != event.verb and verb.dep_ in ("relcl", "acl")
    since = dated.span.root.dep_ == "pobj" and dated.span.root.head.lower_ == "since"
    return beside and (since or not is_day(dated))


def _made_public(dated: Dated, event: Event) -> bool:
    """Whether something else is only published then: "according to a study published on Monday"."""
    verb = verb_of_time(dated.span)
    return verb is not None and verb != event.verb and verb.lemma_ in words("five_w", "lead", "public")


def is_day(dated: Dated) -> bool:
    """Whether it is told to the day, which can be seen even where the day of publication is not known."""
    unresolved = dated.precision is None and _NAMES_DAY.search(dated.span.text) is not None
    return unresolved or dated.precision in DAYS
