"""What happened when: the clause around each date that can be told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.antecedents import Antecedents
from bot.brief.clauses import (
    clause,
    coordinated_with,
    finite_verb,
    governing_verb,
    has_subject,
    trimmed,
    verb_of_time,
    words_of,
)
from bot.brief.dated_phrases import after, opening
from bot.brief.dates import Dated
from bot.brief.doubts import with_its_doubt
from bot.brief.event_phrases import who
from bot.brief.filing import find_dateline
from bot.brief.lexicon import words
from bot.brief.main_event import is_furniture
from bot.brief.reading import Reading
from bot.brief.spoken_dates import untold
from bot.ground.lexicon import words as time_words
from bot.model import TimelineEntry

_PRECISIONS = ("minute", "hour", "day", "week", "month", "quarter", "year", "decade")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NOBODY = frozenset(("nobody", "noone", "none", "nothing"))
_POINTING = frozenset(("this", "that", "these", "those"))
_LONGEST = 30
_SHORTEST = 3
_DAY = len("2024-01-18")
_COMPARED = re.compile(r"(?:, from|(?:down|up|compared) (?:from|with|to)|\bthan|\bagainst)\b[^,;]*$")
_RECORD = re.compile(
    r"\b(?:\w+est|most|least|first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th|last|worst|best|only)\b"
    r"[^,;]*\bsince\b[^,;]*$"
)


@dataclass(frozen=True)
class _Told:
    """A dated event: `told` says that it is somebody's saying something, which matters less."""

    entry: TimelineEntry
    rank: tuple[str, int, int]
    saying: bool


def find_timeline(
    reading: Reading, dates: tuple[Dated, ...], cast: Cast | None = None
) -> tuple[TimelineEntry, ...]:
    """Events in order of date; of one date the more precise first, then as the article tells them.

    That somebody said something is an event only on a day of which nothing else is told.
    """
    meant = Antecedents(reading, cast) if cast is not None else None
    aside = untold(reading, dates)
    told = [one for d in dates if d not in aside and (one := _told(reading, d, meant)) is not None]
    days = {one.rank[0][:_DAY] for one in told if not one.saying}
    chosen = [one for one in told if not one.saying or one.rank[0][:_DAY] not in days]
    return tuple(one.entry for one in sorted(_distinct(chosen), key=lambda one: one.rank))


def _distinct(told: list[_Told]) -> Iterator[_Told]:
    """Each event once; of two of one date, one within the other, the longer."""
    kept: list[_Told] = []
    for one in sorted(told, key=lambda t: -len(t.entry.event)):
        if not any(one.entry.date == k.entry.date and one.entry.event in k.entry.event for k in kept):
            kept.append(one)
    return iter(kept)


def _told(reading: Reading, dated: Dated, meant: Antecedents | None) -> _Told | None:
    if dated.when is None or dated.date is None or dated.precision is None or _is_aside(reading, dated):
        return None
    verb = verb_of_time(dated.span)
    begins = opening(dated, verb) if verb is not None else None
    done = _participle(dated, verb) if verb is not None and begins is None else None
    done = begins[1] if begins is not None else done or after(dated)
    verb = _telling(verb) if verb is not None and done is None else None
    verb, opened = with_its_doubt(verb)
    event = _event(dated, verb, meant, opened) if done is None else _short(done, dated.span.end)
    if begins is not None and event is not None:
        event = _of_whom(begins[0], event, meant)
    saying = verb is not None and _only_says(verb)
    if event is None or (saying and verb is not None and not any(c.dep_ == "ccomp" for c in verb.rights)):
        return None
    entry = TimelineEntry(
        date=dated.date,
        precision=dated.precision,
        event=event,
        evidence=(reading.sentence_evidence(dated.span),),
    )
    rank = (
        dated.when.day.isoformat() + dated.date[10:],
        _PRECISIONS.index(dated.precision),
        dated.span.start,
    )
    return _Told(entry, rank, saying)


def _is_aside(reading: Reading, dated: Dated) -> bool:
    """Whether nothing happens then: a dateline, a caption, what something is compared with."""
    dateline = find_dateline(reading)
    if dateline and dateline[0][0] <= dated.span.start_char < dateline[0][1]:
        return True
    sentence = dated.span.sent
    if is_furniture(sentence) and len(sentence) < _LONGEST:
        return True
    before = sentence.doc.text[sentence.start_char : dated.span.start_char]
    after = sentence.doc[dated.span.end] if dated.span.end < sentence.end else None
    owns = after is not None and after.text in ("’s", "'s", "’", "'")
    coarse = dated.precision not in ("minute", "hour", "day")
    compared = bool(_COMPARED.search(before) or _RECORD.search(before)) or _is_base(dated.span)
    compared = compared or _is_habit(dated.span)
    return compared or (coarse and (owns or _is_of_measure(dated)))


def _is_base(time: Span) -> bool:
    """As in "down on May", "has not scored since May": nothing is told to have happened then."""
    led = time.root.head
    above = led.head
    never = led.lower_ == "since" and any(child.dep_ == "neg" for child in above.children)
    return never or (led.lower_ == "on" and above.lower_ in ("up", "down"))


def _is_habit(time: Span) -> bool:
    """As in "after Sunday services", "Friday prayers": what is held on every such day."""
    day = time.root
    return day.text in time.text.split() and day.dep_ in ("compound", "nmod") and day.head.tag_ == "NNS"


def _is_of_measure(dated: Dated) -> bool:
    """As in "the October norm", "the 1930s pool": the period says which one, not when something was done."""
    root = dated.span[-1] if dated.precision == "decade" else dated.span.root  # "the 1930s"
    before = root.dep_ in ("compound", "nmod", "amod", "nummod") and root.head.i >= dated.span.end
    which = root.dep_ == "nummod" and root.head.tag_ == "NNS"  # "the 2014 protests"
    which = which or dated.precision == "decade"
    return before and (which or root.head.lemma_ in time_words("dates", "measures"))


def _participle(dated: Dated, verb: Token) -> Span | None:
    """What alone happened on a date that hangs on a participle: "a massacre | committed in 1995".

    What is planned may be called off, and what is published then is told by the main verb ("figures
    released on Friday showed …"), so that these stay with their sentence.
    """
    apart = words("five_w", "lead", "public") | time_words("dates", "planned")
    noun, behind = verb.head, dated.span.start > verb.i
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or not behind or verb.lemma_ in apart or has_subject(verb):
        return None
    run = trimmed(verb.doc[noun.left_edge.i : dated.span.end])
    joined = noun.pos_ in ("NOUN", "PROPN") and not any(t.text in (",", "–", "—", "(") for t in run)
    return run if joined and len(run) >= _SHORTEST else None


def _telling(verb: Token) -> Token:
    """The verb that carries the event: not one that comments on a whole clause ("…, which is …")."""
    verb = finite_verb(verb)
    person = any(child.lower_ == "who" for child in verb.lefts)
    if verb.dep_ == "relcl" and not person and verb.head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        above = governing_verb(verb.head)
        return finite_verb(above) if above is not None else verb
    return verb


def _only_says(verb: Token) -> bool:
    return verb.lemma_ in time_words("dates", "saying") and verb.dep_ != "relcl"


def _event(dated: Dated, verb: Token | None, meant: Antecedents | None, opened: Token | None) -> str | None:
    """The finite clause that the date belongs to, or the sentence where there is no verb.

    None where the clause would leave out `opened`, the word that leaves open whether it happens.
    """
    if verb is None:
        return _short(trimmed(dated.span.sent), dated.span.end)
    if verb.lower_ == "according":
        return None
    run, subject = clause(verb, dated.span), _subject(verb)
    if (opened is not None and not run.start <= opened.i < run.end) or _tells_nothing(verb, subject):
        return None
    said = _short(run, max(dated.span.end, verb.i + _SHORTEST))
    if said is None or subject is None or subject.lower_ in ("i", "we", "you") or len(run) < _SHORTEST:
        return said if subject is None else None
    named = _named(subject, meant)
    if verb.dep_ == "conj" and subject.i < run.start:
        return f"[{named or words_of(who(_antecedent(subject)))}] {said}"
    return said if named is None or subject.i != run.start else f"[{named}]{said[len(subject) :]}"


def _of_whom(subject: Token, deed: str, meant: Antecedents | None) -> str:
    """A participle with whom it tells of before it, where that is more than a pronoun."""
    name = _named(subject, meant) or (None if subject.pos_ == "PRON" else words_of(who(subject)))
    return deed if name is None else f"[{name}] {deed[:1].lower()}{deed[1:]}"


def _tells_nothing(verb: Token, subject: Token | None) -> bool:
    """As in "nobody wants that in August", "last week it did": nothing is told that happens then."""
    if subject is None:
        return False
    stands_in = (
        verb.lemma_ == "do" and verb.pos_ == "VERB" and not any(c.pos_ != "PUNCT" for c in verb.rights)
    )
    points = subject.lower_ in _POINTING and (verb.pos_ == "AUX" or verb.lower_ in ("’s", "'s"))
    return stands_in or points or subject.lower_ in _NOBODY


def _named(subject: Token, meant: Antecedents | None) -> str | None:
    """The person whom "he" or "she" means, or the body that "it" means, where that is beyond doubt."""
    if meant is None or subject.lower_ not in ("he", "she", "it"):
        return None
    actor = meant.of(subject)
    return actor.name if actor is not None else None


def _antecedent(subject: Token) -> Token:
    """What "which" or "who" stands for, or the word itself."""
    relative = next((t for t in subject.ancestors if t.dep_ == "relcl"), None)
    return relative.head if relative is not None and subject.tag_ in ("WDT", "WP") else subject


def _subject(verb: Token) -> Token | None:
    own = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(coordinated_with(verb))
    return own


def _short(run: Span, last: int) -> str | None:
    """The run, cut at a comma or else before a preposition behind token `last` where it is long."""
    doc, limit = run.doc, run.start + _LONGEST
    if len(run) > _LONGEST:
        able = doc[min(last, limit) : min(run.end, limit)]
        pauses = [t.i for t in able if t.text in (",", ";", "–", "—") or t.dep_ == "mark"]
        joints = pauses or [t.i for t in able if t.pos_ == "ADP" or t.dep_ == "cc"]
        run = trimmed(doc[run.start : max(joints[-1] if joints else limit, min(last, run.end))])
    return words_of(run) or None
