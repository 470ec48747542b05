"""Who: the subject of the main event by the name or the fuller words that the report has for it."""

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.event_phrases import who
from bot.brief.lexicon import words
from bot.brief.main_event import Event
from bot.model import Actor


def doer(event: Event, subject: Token, cast: Cast) -> Span:
    """The subject in short, or the name or the fuller words before it that "it", "he" or "the boy" means."""
    driver = _driver(subject)
    if driver is not None:
        return who(driver)
    actor = cast.who(subject) if subject.pos_ == "PRON" else None
    named = _name_before(subject, actor or _body_of_speaker(event, subject, cast), cast)
    return named or who(_reporter(event, subject, cast) or _introduced(subject) or subject)


def _name_before(subject: Token, actor: Actor | None, cast: Cast) -> Span | None:
    """The last name of `actor` before the subject."""
    before = (t for t in reversed(subject.doc[: subject.i]) if t.pos_ == "PROPN" and cast.who(t) == actor)
    named = next(before, None) if actor is not None else None
    if named is None:
        return None
    start = named.i
    while start > named.sent.start and cast.who(subject.doc[start - 1]) == actor:
        start -= 1
    return subject.doc[start : named.i + 1]


def _is_bare(noun: Token) -> bool:
    """As in "the boy", "the company", which says nothing of its own."""
    return noun.pos_ == "NOUN" and [child.lower_ for child in noun.lefts] == ["the"] and not list(noun.rights)


def _body_of_speaker(event: Event, subject: Token, cast: Cast) -> Actor | None:
    """What "the company" is in "Ostrel chairman Bo Dahl said the company would close its plant"."""
    if not _is_bare(subject) or subject.lower_ not in words("roles", "organisation"):
        return None
    teller = _teller(event)
    speaker = cast.who(teller) if teller is not None else None
    return cast.body_of(speaker) if speaker is not None else None


def _teller(event: Event) -> Token | None:
    """Who is said to say the event."""
    saying = event.verb.head
    if event.verb.dep_ != "ccomp" or saying.lemma_ not in words("speech", "verbs"):
        return None
    return next((child for child in saying.children if child.dep_ == "nsubj"), None)


def _introduced(subject: Token) -> Token | None:
    """The noun by which a report first tells of the one that it then calls "the boy": "a boy of five"."""
    if not _is_bare(subject):
        return None
    before = (t for t in subject.doc[: subject.i] if t.lemma_ == subject.lemma_ and t.tag_ == subject.tag_)
    return next((t for t in before if t.pos_ == "NOUN" and _is_told(t)), None)


def _is_told(noun: Token) -> bool:
    """Whether a noun comes with "a" and more: "a five-year-old boy"."""
    lefts = list(noun.lefts)
    return any(t.lower_ in ("a", "an") for t in lefts) and len(lefts) > 1


def _driver(subject: Token) -> Token | None:
    """The person whose car or boat does it: "Ode’s Ferrari car crashed"."""
    owner = next((child for child in subject.lefts if child.dep_ == "poss"), None)
    drives = subject.lemma_ in words("five_w", "lead", "driven")
    return owner if drives and owner is not None and owner.ent_type_ == "PERSON" else None


def _reporter(event: Event, pronoun: Token, cast: Cast) -> Token | None:
    """Who says the event of itself: "the company" for "it" in "the company said it would close"."""
    source = _teller(event) if event.verb.lemma_ != "be" else None
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
