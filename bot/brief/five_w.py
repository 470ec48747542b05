"""Who did what, when, where, why and how: the main event, as the article's lead tells it.

The questions are those of Giveme5W1H (Hamborg et al. 2019). Each phrase is a run of the article's own
words; a question that the lead does not answer stays open.
"""

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.bearing import event_terms
from bot.brief.dates import Dated, publication_day
from bot.brief.event_phrases import what, who
from bot.brief.headline import title_terms
from bot.brief.lexicon import words
from bot.brief.main_event import Event, find_event, lead_sentences
from bot.brief.means import how
from bot.brief.moment import when
from bot.brief.reading import Reading
from bot.brief.reasons import why
from bot.brief.scene import where
from bot.model import FiveW, Statement


def find_five_w(reading: Reading, cast: Cast, dates: tuple[Dated, ...]) -> FiveW:
    """The main event in short phrases, each with the sentence that holds it."""
    event = find_event(reading)
    if event is None or event.subject is None:
        return FiveW()
    lead = lead_sentences(reading)
    terms = event_terms(event, title_terms(reading))
    reason, means = why(event, lead, terms), how(event, lead, terms)
    time = when(event, lead, dates, terms, publication_day(reading.article))
    return FiveW(
        who=_statement(reading, _doer(event, event.subject, cast)),
        what=_statement(reading, what(event.verb, title_terms(reading))),
        when=_statement(reading, time),
        where=_statement(reading, where(reading, event, lead, cast, time)),
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
