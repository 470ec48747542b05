"""Who runs a body, whatever the office is called: the boss of a union is its general secretary."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from bot.answer.lexicon import cues
from bot.answer.offices import asked_office
from bot.answer.question import Question
from bot.answer.structure.event import Telling
from bot.answer.structure.holders import names_beside
from bot.ground.words import key

_LEADING = frozenset(cues("roles")["leading"].split())
_LEADERS = frozenset(cues("roles")["leaders"].split())
_ANY_LEADER = frozenset(cues("roles")["any_leader"].split())
_TOP = frozenset(cues("roles")["top"].split())
_PARTS = frozenset(("compound", "amod", "nmod"))


def asks_leader(question: Question) -> bool:
    """Whether it asks who is at the head of something that it names."""
    return bool(_led(question))


def leaders(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """The names that stand with an office at the head of what was asked about."""
    body = _led(question)
    for title in telling.doc:
        share = len(body & _belonging(title)) / len(body) if _is_at_the_head(title, body) else 0.0
        for name in names_beside(telling.doc, title) if share else ():
            yield name, 0.4 + 0.6 * share


def _led(question: Question) -> set[str]:
    """The words for the body whose head is asked for; empty where none is."""
    root = question.root
    office = asked_office(question)
    if office is not None and office.lemma_.lower() in _ANY_LEADER:
        return _words(t for t in office.subtree if (t != office and t.dep_ not in _PARTS) or t.ent_type_)
    if root is None or question.kind != "who" or root.lemma_ not in _LEADING:
        return set()
    return _words(t for child in root.children if child.dep_ == "dobj" for t in child.subtree)


def _is_at_the_head(title: Token, body: set[str]) -> bool:
    """Whether it is the highest office: "chief executive", and no "sports director" or "head of research"."""
    if title.lemma_.lower() not in _LEADERS:
        return False
    before = {t.lower_ for t in title.children if t.dep_ in _PARTS and not t.ent_type_ and t.i < title.i}
    of = _words(t for link in title.children if link.lower_ == "of" for t in link.subtree)
    return before - {word for word in before if key(word) in body} <= _TOP and (not of or bool(of & body))


def _belonging(title: Token) -> set[str]:
    """The words that say of what it is an office."""
    owner = [t for t in title.head.children if t.dep_ == "poss"] if title.dep_ in _PARTS else []
    return {key(t.text) for each in (title, *owner) for t in each.subtree}


def _words(tokens: Iterable[Token]) -> set[str]:
    return {key(t.text) for t in tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")}
