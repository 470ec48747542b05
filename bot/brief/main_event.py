"""The main event of an article: the clause of its lead that tells most of what the headline says."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.captions import is_credited
from bot.brief.clauses import coordinated_with, governing_verb
from bot.brief.event_phrases import what, who
from bot.brief.filing import find_dateline
from bot.brief.headline import main_terms, stem, stems, title_terms
from bot.brief.lexicon import words
from bot.brief.misread import subject_misread
from bot.brief.quotation_marks import Quotation, find_quotations
from bot.brief.reading import Reading

_LEAD_SENTENCES = 8
_SUBJECTS = ("nsubj", "nsubjpass")
_ALSO_NEWS = frozenset(("share", "sign", "read", "picture", "image", "photograph", "photo"))
_LIGHT = frozenset(("be", "have", "do", "get", "make", "take", "say"))


@dataclass(frozen=True)
class Event:
    """The clause of the main event: its verb, and its subject when it has one."""

    verb: Token
    subject: Token | None
    sentence: Span


def find_event(reading: Reading) -> Event | None:
    """The clause of the first sentences that comes nearest to the headline; what stands first counts more."""
    title, lead = main_terms(reading), title_terms(reading, 4)
    dateline = find_dateline(reading)
    filed = dateline[0][1] if dateline else 0
    said = find_quotations(reading.article.text)
    best: tuple[float, Event] | None = None
    for place, sentence in enumerate(_told(lead_sentences(reading))):
        for event in _events(sentence, filed):
            own = _score(event, title) + _told_first(event, lead) - 0.3 * _is_quoted(event, said)
            score = own / (1 + 0.1 * place) + 0.3 / (1 + place)
            if best is None or score > best[0]:
                best = score, event
    return _whole(best[1]) if best else None


def _told_first(event: Event, lead: frozenset[str]) -> float:
    """What an event gains whose subject the headline begins with."""
    return 0.1 if event.subject is not None and stems(who(event.subject)) & lead else 0.0


def _is_quoted(event: Event, said: tuple[Quotation, ...]) -> bool:
    return any(one.inner_start <= event.verb.idx < one.inner_end for one in said)


def _told(lead: list[Span]) -> list[Span]:
    """The sentences that tell the story itself; what stands below a picture may tell its when and where."""
    return [s for s in lead if not is_credited(s)] or lead


def _whole(event: Event) -> Event:
    """The event, or the one that it only says more about: "sparks set off the blaze that gutted a mill"."""
    verb = governing_verb(event.verb.head) if event.verb.dep_ == "relcl" else None
    subject = _subject(verb) if verb is not None else None
    if verb is None or subject is None or subject.pos_ == "PRON" or subject.i > verb.i or _only_reports(verb):
        return event
    return event if verb.lemma_ in _LIGHT else Event(verb, subject, event.sentence)


def lead_sentences(reading: Reading) -> list[Span]:
    """The first sentences that are sentences, from the dateline on: not captions, share lines or scraps."""
    dateline = find_dateline(reading)
    begin = dateline[0][0] if dateline else 0
    able = [
        s
        for s in reading.sentences
        if s.end_char > begin and not is_furniture(s) and any(_has_subject(t) for t in s)
    ]
    return (able or list(reading.sentences))[:_LEAD_SENTENCES]


def _has_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS or subject_misread(token) is not None


def is_furniture(sentence: Span) -> bool:
    """Whether the sentence is the page's and not the story's."""
    told = [token for token in sentence if token.lower_ in words("summary", "furniture")]
    plain = all(token.lower_ in _ALSO_NEWS for token in told)
    return bool(told) and (not plain or len(told) > 1 or len(sentence) < 10)


def _events(sentence: Span, filed: int) -> Iterator[Event]:
    """The finite clauses that are not themselves about somebody's saying so; a dateline is no subject."""
    for token in sentence:
        missed = subject_misread(token)
        if missed is not None:
            yield Event(token, missed, sentence)
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in (
            "aux",
            "auxpass",
            "xcomp",
            "acl",
            "pcomp",
        ):
            continue
        if token.dep_ == "amod" and not any(child.dep_ in _SUBJECTS for child in token.children):
            continue
        if _is_participle(token) or _is_believed(token) or _is_asked(token):
            continue
        subject = None if _may_be_anothers(token) else _subject(token)
        if subject is not None and subject.idx < filed <= token.idx:
            subject = _behind(filed, token)
        if subject is not None and not _is_relative(subject) and not _only_reports(token):
            yield Event(token, subject, sentence)


def _is_relative(subject: Token) -> bool:
    """As in "a break-out that investigators say was paid for": a clause of something, not of an event."""
    return subject.tag_ in ("WDT", "WP") or (subject.lower_ == "that" and subject.tag_ == "IN")


def _is_asked(verb: Token) -> bool:
    """As in "judge whether the water holds enough oxygen": left open, and not said to happen."""
    marks = (child.lower_ for child in verb.lefts if child.dep_ == "mark")
    return verb.dep_ == "ccomp" and any(mark in ("whether", "if") for mark in marks)


def _is_habit(verb: Token) -> bool:
    """As in "Every morning she walks down": what a feature opens with, and no news."""
    times = (c for c in verb.children if c.dep_ == "npadvmod" and verb.tag_ in ("VBZ", "VBP"))
    return any(t.lower_ in ("every", "each") and t.dep_ == "det" for time in times for t in time.lefts)


def _is_participle(verb: Token) -> bool:
    """Whether it only says which ones are meant: "bacteria living below the sea can break down plastic"."""
    alone = verb.tag_ == "VBG" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return alone and verb.dep_ in ("csubj", "csubjpass", "advcl")


def _is_believed(verb: Token) -> bool:
    """As in "a flower that everybody believed | was extinct": told of the flower, whatever the parse says."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    holds = before.lemma_ in words("speech", "verbs") and before.tag_ in ("VBD", "VBZ", "VBP")
    return holds and before.dep_ in ("relcl", "acl") and before.head.i < before.i


def _may_be_anothers(verb: Token) -> bool:
    """Whether it cannot be told whose deed it is: "battled a fire that burned homes and hurt two"."""
    if verb.dep_ != "conj" or any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    first = _first(verb)
    return any(t.dep_ == "relcl" and t.tag_ != "VBG" for t in verb.doc[first.i + 1 : verb.i])


def _only_reports(verb: Token) -> bool:
    if verb.lemma_ not in words("five_w", "lead", "saying"):
        return False
    said = any(child.dep_ in ("ccomp", "parataxis") for child in verb.children)
    return said or not any(child.dep_ in ("dobj", "prep", "dative", "xcomp") for child in verb.rights)


def _behind(filed: int, verb: Token) -> Token | None:
    """The first noun between a dateline and the verb."""
    between = (
        t for t in verb.doc[verb.sent.start : verb.i] if t.idx >= filed and t.pos_ in ("NOUN", "PROPN")
    )
    first = next(between, None)
    while (
        first is not None
        and first.dep_ in ("compound", "nmod", "poss", "amod")
        and first.i < first.head.i < verb.i
        and first.head.pos_ in ("NOUN", "PROPN")
    ):
        first = first.head
    return first


def _subject(verb: Token) -> Token | None:
    """Who or what the verb is about; the nearest before it, since a dateline may pass for a subject."""
    own = next((child for child in reversed(list(verb.children)) if child.dep_ in _SUBJECTS), None)
    if own is not None and own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    if own is None:
        clauses = (child for child in verb.children if child.dep_ in ("csubj", "csubjpass"))
        own = next((_subject(child) for child in clauses if _is_participle(child)), None)
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(coordinated_with(verb))
    return own


def _score(event: Event, title: frozenset[str]) -> float:
    """How near the clause comes to the headline, and how much its verb and subject say."""
    subject, verb = event.subject, event.verb
    assert subject is not None
    phrase = stems(who(subject)) | stems(what(verb, title))
    score = 2 * len(phrase & title) / (len(phrase) + len(title) or 1)
    score += 0.15 if {stem(verb.text), stem(verb.lemma_)} & title else 0
    score -= 0.15 if verb.lemma_ in _LIGHT else 0
    score -= 0.2 if subject.pos_ == "PRON" else 0
    score -= 0.35 if _is_habit(verb) else 0
    score -= 0.05 if verb.dep_ == "conj" else 0
    place = "advcl" if subject.dep_ == "advcl" else _first(verb).dep_
    return score - {"relcl": 0.35, "advcl": 0.2}.get(place, 0)


def _first(verb: Token) -> Token:
    """The first of the verbs that it is coordinated with: "who stole letters and | replaced them"."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb
