"""When: the time that a report tells of its main event."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from spacy.tokens import Span

from bot.brief.bearing import bears
from bot.brief.clauses import finite_verb, verb_of_time
from bot.brief.dates import Dated, dates_in, tells_future
from bot.brief.headline import stem
from bot.brief.lexicon import words
from bot.brief.main_event import Event
from bot.brief.other_times import AHEAD, DAYS, is_day, is_told_beside
from bot.ground.lexicon import words as time_words

_HOUR = re.compile(r"^\d{1,2}[.:]\d\d(?:am|pm)?$|^\d{1,2}[ap]m$|^[ap]\.?m\.?$", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"\b(?:late|early|(?:the )?(?:early|small) hours(?: of)?|(?:shortly|just) (?:before|after)|"
    r"(?:the )?(?:end|beginning|start|middle) of)(?: on)? $",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\(@\w+\)\s*$")
_NAME = 40
_YEARS_AGO = 400
_POSTED, _TOLD = 2, 7
"""How many days from the report's own posts, and sentences behind the lead, can still date its event."""
_WIDEST = 4
_LEANING = ("later", "earlier", "before", "after")


def when(
    event: Event, lead: list[Span], dates: tuple[Dated, ...], terms: frozenset[str], publication: date | None
) -> Span | None:
    """The time of the event, as its sentence, the lead, later sentences or the posts shown there tell it."""
    posted = [d for d in dates if _is_of_post(d)]
    told = tuple(d for d in dates if not (_leans(d) or _is_compared(d) or d in posted))
    later = [d for d in told if d.span.start >= lead[-1].end and _is_near(d, publication, _TOLD)]
    recent = tuple(d for d in told if not _is_of_old(d, event, publication))
    return (
        _of_event(event, lead, recent)
        or _retold(event, lead, tuple(d for d in told if _is_near(d, publication, _TOLD)), terms)
        or _of_saying(event, recent)
        or _beside(event, lead, told, terms)
        or _clock(lead)
        or _told_later(event, later, terms)
        or _posted(posted, publication)
    )


def _of_event(event: Event, lead: list[Span], dates: tuple[Dated, ...]) -> Span | None:
    """The time that the event's sentence tells, or one that tells the event again."""
    again = [s for s in lead if s.start != event.sentence.start and _tells(s, event)]
    for sentence in (event.sentence, *again):
        told = [d for d in dates_in(dates, sentence) if not is_told_beside(d, event)]
        done = [d for d in told if not _is_of_saying(d, event)]
        if done:
            return _nearest(done, event)
    return None


def _of_saying(event: Event, dates: tuple[Dated, ...]) -> Span | None:
    """The day on which the event's sentence says that somebody told of it, which is at least near it."""
    told = [d for d in dates_in(dates, event.sentence) if not is_told_beside(d, event)]
    return _nearest(told, event) if told else None


def _nearest(dates: list[Dated], event: Event) -> Span:
    days = [d for d in dates if is_day(d)] or dates
    return _widened(min(days, key=lambda d: _apart(d, event)).span)


def _retold(event: Event, lead: list[Span], dates: tuple[Dated, ...], terms: frozenset[str]) -> Span | None:
    """The first day of another sentence of the lead that something happens to what the event is about.

    As in "Five died when a drone hit a convoy, officials said on Monday. The convoy was hit on Sunday".
    """
    other = (d for s in lead if s.start != event.sentence.start for d in dates_in(dates, s))
    able = (d for d in other if _may_be_when(d, event, terms) and bears(d.span, terms))
    return _first_day(d for d in able if not _in_quotation(d.span))


def _beside(event: Event, lead: list[Span], dates: tuple[Dated, ...], terms: frozenset[str]) -> Span | None:
    """The first day that another sentence of the lead tells, where that may be the event's.

    Of somebody who has been jailed, that of the deed is told as well: where there is a later one, it is that.
    """
    able = [d for s in lead for d in dates_in(dates, s) if _may_be_when(d, event, terms) and is_day(d)]
    if event.verb.lemma_ in words("five_w", "lead", "charging"):
        able.sort(key=lambda d: d.date or "", reverse=True)
    return _first_day(able)


def _told_later(event: Event, later: list[Dated], terms: frozenset[str]) -> Span | None:
    """The first day that a sentence behind the lead tells of what the event is about."""
    able = (d for d in later if _may_be_when(d, event, terms) and bears(d.span, terms))
    return _first_day(d for d in able if not _in_quotation(d.span))


def _first_day(dates: Iterable[Dated]) -> Span | None:
    found = next(filter(is_day, dates), None)
    return _widened(found.span) if found is not None else None


def _in_quotation(span: Span) -> bool:
    before = span.doc.text[span.sent.start_char : span.start_char]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _posted(posts: list[Dated], publication: date | None) -> Span | None:
    """The day of most of the posts that a report of reactions shows, where it is near the report's own."""
    days = Counter(d.date for d in posts if d.date and _is_near(d, publication, _POSTED))
    most = max(days, key=lambda day: days[day], default=None)
    return next((d.span for d in posts if d.date == most and most is not None), None)


def _is_near(dated: Dated, publication: date | None, days: int) -> bool:
    """Whether a date, as far as it is known, is not further than so many `days` from the report's."""
    if publication is None or dated.date is None or dated.precision not in DAYS:
        return True
    return abs((publication - date.fromisoformat(dated.date[:10])).days) <= days


def _is_of_old(dated: Dated, event: Event, publication: date | None) -> bool:
    """Whether another sentence tells of years ago: "The head, which it has returned, was bought in 1902"."""
    if publication is None or dated.when is None or dated.span.sent.start == event.sentence.start:
        return False
    return (publication - dated.when.day).days > _YEARS_AGO


def _is_of_post(dated: Dated) -> bool:
    """As in "Ann Ode (@annode) March 3, 2026": when somebody posted what stands before it."""
    return _HANDLE.search(dated.span.doc.text[: dated.span.start_char][-_NAME:]) is not None


def _may_be_when(dated: Dated, event: Event, terms: frozenset[str]) -> bool:
    """Whether another sentence's date can be the event's: something happens then, or it names the event.

    As in "Thursday's meeting" where leaders met, not "Tuesday's vote".
    """
    ahead = _is_to_come(dated) and not any(t.lower_ in AHEAD for t in event.verb.lefts)
    naming = _names(dated.span, terms) or ahead
    return _happens(dated, event) and not (is_told_beside(dated, event) or naming)


def _is_to_come(dated: Dated) -> bool:
    """As in "will meet on Tuesday", "are to meet on Tuesday"."""
    verb = verb_of_time(dated.span)
    planned = verb is not None and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
    return planned or tells_future(dated.span)


def _names(time: Span, terms: frozenset[str]) -> bool:
    """Whether it only tells which thing is meant: "Tuesday's vote", "the price on June 2".

    What stands before the subject is no such thing: "On a call with donors on Saturday, she said …".
    """
    root = time.root
    verb = verb_of_time(time)
    if verb is not None and any(c.dep_ == "nsubj" and root.i < c.left_edge.i for c in verb.children):
        return False
    if root.dep_ == "pobj" and root.head.lower_ in ("on", "in", "of", "for", "from"):
        root = root.head
    if root.dep_ == "prep" and root.head.dep_ == "pobj" and root.head.head.lower_ in ("at", "during"):
        return False  # "voted for it at a meeting on Monday"
    noun = root.head.pos_ == "NOUN" and root.dep_ in ("poss", "compound", "nmod", "prep")
    return noun and stem(root.head.text) not in terms


def _is_of_saying(dated: Dated, event: Event) -> bool:
    """Whether it is the day on which somebody tells of the event, or of something beside it."""
    verb = verb_of_time(dated.span)
    if verb is None or verb == event.verb or _is_uttered(event):
        return False
    return verb.lemma_ in words("speech", "verbs")


def _is_uttered(event: Event) -> bool:
    """Whether the event is itself said, so that its day is that of the saying: "blamed", "apologised"."""
    return event.verb.lemma_ in words("five_w", "lead", "uttered")


def _leans(dated: Dated) -> bool:
    """As in "an hour later", which counts from something told before."""
    return dated.span[-1].lower_ in _LEANING


def _is_compared(dated: Dated) -> bool:
    """As in "the worst since 2023", "until May", "since he won in May": nothing happened then."""
    above = dated.span.root.head
    if any(token.lower_ == "until" for token in (above, above.head, above.head.head)):
        return True
    verb = verb_of_time(dated.span)
    if verb is not None and verb.dep_ == "advcl" and any(t.lower_ == "since" for t in verb.lefts):
        return True
    told = above.head.pos_ not in ("VERB", "AUX") or above.head.lemma_ == "be"  # "is the fourth since 2021"
    return above.lower_ == "since" and told


def _apart(dated: Dated, event: Event) -> tuple[bool, int]:
    """How far a date is from the event's verb; what only names something comes last ("Sunday's vote")."""
    root = dated.span.root
    return root.dep_ in ("poss", "compound", "nmod"), abs(root.i - event.verb.i)


def _clock(lead: list[Span]) -> Span | None:
    """The first hour of the day that the lead tells, where it tells no day: "around 6am"."""
    hours = (e for s in lead for e in s.ents if e.label_ == "TIME")
    able = (hour for hour in hours if any(_HOUR.search(token.text) for token in hour))
    able = (hour for hour in able if hour[-1].lower_ not in _LEANING and not _is_range(hour))
    found = next(able, None)
    return _widened(found) if found is not None else None


def _is_range(hour: Span) -> bool:
    """As in "banned between 10am and 4pm", "until 21:00": hours of a rule, at which nothing happened."""
    before = hour.doc[max(hour.start - 4, hour.sent.start) : hour.start]
    return any(token.lower_ in ("between", "from", "until", "till") for token in before)


def _happens(dated: Dated, event: Event) -> bool:
    """Whether something happens then: not that something is made public, unless the event is said itself."""
    verb = verb_of_time(dated.span)
    if _is_uttered(event):
        return True
    return verb is None or finite_verb(verb).lemma_ not in time_words("dates", "saying") | words(
        "five_w", "lead", "public"
    )


def _tells(sentence: Span, event: Event) -> bool:
    """Whether the sentence shares the verb of the event, or its subject and its object."""
    said = {token.lemma_.lower() for token in sentence}
    what = {c.lemma_.lower() for c in event.verb.children if c.dep_ in ("dobj", "nsubj", "nsubjpass")}
    plain = event.verb.lemma_ not in ("be", "have", "do", "make", "say")
    return (plain and event.verb.lemma_ in said) or (len(what) > 1 and what <= said)


def _widened(span: Span) -> Span:
    """The expression with what part of it is meant: "late on Thursday", "the early hours of Friday"."""
    start = span.start
    before = span.doc[max(span.sent.start, start - _WIDEST) : start]
    led = _PART_OF_DAY.search(before.text + " ")
    if led is None:
        return span
    first = next(token for token in before if token.idx - before.start_char >= led.start())
    return span.doc[first.i : span.end]
