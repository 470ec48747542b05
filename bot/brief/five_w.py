"""Who did what, when, where, why and how: the main event, as the article's lead tells it.

The questions are those of Giveme5W1H (Hamborg et al. 2019). Each phrase is a run of the article's own
words; a question that the lead does not answer stays open.
"""

import re
from collections import Counter

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.clauses import finite_verb, governing_verb, verb_of_time
from bot.brief.dates import Dated, dates_in
from bot.brief.event_phrases import what, who
from bot.brief.headline import stem, title_terms
from bot.brief.lexicon import words
from bot.brief.main_event import Event, find_event, lead_sentences
from bot.brief.places import place_names, stands_in, venue
from bot.brief.reading import Reading
from bot.brief.reasons import how, why
from bot.ground.countries import gazetteer
from bot.ground.lexicon import words as time_words
from bot.model import FiveW, Statement

_NOT_WHERE = ("amod", "nsubj", "nsubjpass", "compound")
_HOUR = re.compile(r"^\d{1,2}[.:]\d\d(?:am|pm)?$|^\d{1,2}[ap]m$|^[ap]\.?m\.?$", re.IGNORECASE)
_DAYS = ("minute", "hour", "day")


def find_five_w(reading: Reading, cast: Cast, dates: tuple[Dated, ...]) -> FiveW:
    """The main event in short phrases, each with the sentence that holds it."""
    event = find_event(reading)
    if event is None or event.subject is None:
        return FiveW()
    lead = lead_sentences(reading)
    reason, means = why(event, lead), how(event, lead)
    return FiveW(
        who=_statement(reading, _doer(event, event.subject, cast)),
        what=_statement(reading, what(event.verb, title_terms(reading))),
        when=_statement(reading, _when(event, lead, dates)),
        where=_statement(reading, _where(reading, event, lead, cast)),
        why=_statement(reading, reason),
        how=_statement(reading, None if means == reason else means),
    )


def _statement(reading: Reading, span: Span | None) -> Statement | None:
    if span is None or not span.text.strip():
        return None
    return Statement(text=span.text.strip(), evidence=(reading.sentence_evidence(span),))


def _doer(event: Event, subject: Token, cast: Cast) -> Span:
    """The subject in short, or the name before it, or who reports it, that "it" or "he" means."""
    actor = cast.who(subject) if subject.pos_ == "PRON" else None
    before = (t for t in reversed(subject.doc[: subject.i]) if t.pos_ == "PROPN" and cast.who(t) == actor)
    named = next(before, None) if actor is not None else None
    if named is None:
        return who(_reporter(event, subject, cast) or subject)
    start = named.i
    while start > named.sent.start and cast.who(subject.doc[start - 1]) == actor:
        start -= 1
    return subject.doc[start : named.i + 1]


def _reporter(event: Event, pronoun: Token, cast: Cast) -> Token | None:
    """Who says the event of itself: "the company" for "it" in "the company said it would close"."""
    verb, saying = event.verb, event.verb.head
    if verb.dep_ != "ccomp" or saying.lemma_ not in words("speech", "verbs") or verb.lemma_ == "be":
        return None
    source = next((child for child in saying.children if child.dep_ == "nsubj"), None)
    if source is None or source.i > pronoun.i or source.pos_ not in ("NOUN", "PROPN"):
        return None
    actor = cast.who(source)
    same = cast.who(pronoun) in (None, actor)
    person = actor.kind == "person" if actor is not None else source.lemma_ in words("roles", "person")
    several = source.tag_ in ("NNS", "NNPS")
    return source if same and pronoun.lower_ in _meaning(person=person, several=several) else None


def _meaning(*, person: bool, several: bool) -> tuple[str, ...]:
    """The pronouns that mean such a one."""
    return ("they",) if several else ("he", "she") if person else ("it",)


def _when(event: Event, lead: list[Span], dates: tuple[Dated, ...]) -> Span | None:
    """The time of the event: told in its own sentence, or where the lead tells the same event again."""
    again = [s for s in lead if s.start != event.sentence.start and _tells(s, event)]
    for sentence in (event.sentence, *again):
        told = [d for d in dates_in(dates, sentence) if not (_made_public(d, event) or _is_past(d, event))]
        days = [d for d in told if d.precision in _DAYS] or told
        if days:
            return _widened(min(days, key=lambda d: _apart(d, event)).span)
    near = [d for s in lead for d in dates_in(dates, s) if _happens(d) and not _made_public(d, event)]
    found = next((d for d in near if d.precision in _DAYS), None)
    return _widened(found.span) if found is not None else _clock(lead)


def _apart(dated: Dated, event: Event) -> tuple[bool, int]:
    """How far a date is from the event's verb; what only names something comes last ("Sunday's vote")."""
    root = dated.span.root
    return root.dep_ in ("poss", "compound", "nmod"), abs(root.i - event.verb.i)


def _clock(lead: list[Span]) -> Span | None:
    """The first hour of the day that the lead tells, where it tells no day: "around 6am"."""
    hours = (e for s in lead for e in s.ents if e.label_ == "TIME")
    return next((hour for hour in hours if any(_HOUR.search(token.text) for token in hour)), None)


def _happens(dated: Dated) -> bool:
    """Whether something happens then, other than that something is made public."""
    verb = verb_of_time(dated.span)
    return verb is None or finite_verb(verb).lemma_ not in time_words("dates", "saying") | words(
        "five_w", "lead", "public"
    )


def _made_public(dated: Dated, event: Event) -> bool:
    """Whether something else is only published then: "according to a study published on Monday"."""
    verb = verb_of_time(dated.span)
    return verb is not None and verb != event.verb and verb.lemma_ in words("five_w", "lead", "public")


def _is_past(dated: Dated, event: Event) -> bool:
    """Whether a clause about something in the sentence tells its past: "a seat it had held since 1983"."""
    verb = verb_of_time(dated.span)
    beside = verb is not None and verb != event.verb and verb.dep_ in ("relcl", "acl")
    since = dated.span.root.dep_ == "pobj" and dated.span.root.head.lower_ == "since"
    return beside and (since or dated.precision not in _DAYS)


def _tells(sentence: Span, event: Event) -> bool:
    """Whether the sentence shares the verb of the event, or its subject and its object."""
    said = {token.lemma_.lower() for token in sentence}
    what = {c.lemma_.lower() for c in event.verb.children if c.dep_ in ("dobj", "nsubj", "nsubjpass")}
    plain = event.verb.lemma_ not in ("be", "have", "do", "make", "say")
    return (plain and event.verb.lemma_ in said) or (len(what) > 1 and what <= said)


def _widened(span: Span) -> Span:
    """The expression with "late" or "early" before it: "late on Thursday"."""
    start = span.start
    before = span.doc[max(span.sent.start, start - 2) : start]
    for token in before:
        if token.lower_ in ("late", "early"):
            return span.doc[token.i : span.end]
    return span


def _where(reading: Reading, event: Event, lead: list[Span], cast: Cast) -> Span | None:
    """The place told of the event: led to by a preposition, in the headline, often named."""
    places = list(place_names(reading, cast))
    names = Counter(place.text for place in places)
    title = title_terms(reading)
    order = {sentence.start: at for at, sentence in enumerate(lead)}
    best: tuple[float, Span] | None = None
    for place in places:
        at = order.get(place.sent.start)
        told = any(stem(part) in title for part in place.text.split()) and names[place.text] > 1
        if at is None or (place.root.dep_ in _NOT_WHERE and not (told and place.root.dep_ == "compound")):
            continue
        if place.root.dep_ == "dobj" and place.root.head != event.verb:
            continue
        score = _place_score(place, event, title, names[place.text]) - 0.1 * at
        if score > 0.6 and (best is None or score > best[0]):
            best = score, place
    return best[1] if best else _venue(event, cast)


def _place_score(place: Span, event: Event, title: frozenset[str], count: int) -> float:
    score = min(count, 5) * 0.1
    before = place.root.head.lower_ if place.root.dep_ == "pobj" else ""
    if before in words("five_w", "lead", "locative") or stands_in(place):
        score += 0.7
    score += 0.3 if place.sent.start == event.sentence.start else 0.0
    score -= 0.35 if gazetteer().country(place.text) else 0.0
    return score + (0.4 if any(stem(part) in title for part in place.text.split()) else 0.0)


def _venue(event: Event, cast: Cast) -> Span | None:
    """The name behind "at" in what the event's verb says: "jailed at X Crown Court", "signed at Old X"."""
    told = (t for t in event.verb.subtree if t.lower_ == "at" and t.i > event.verb.i)
    nouns = (c for at in told if governing_verb(at) == event.verb for c in at.rights if c.dep_ == "pobj")
    return next((found for noun in nouns if (found := venue(noun, cast)) is not None), None)
