"""Whether what a sentence tells bears on the main event, or only stands near it."""

from spacy.tokens import Span, Token

from bot.brief.clauses import finite_verb, governing_verb, has_subject
from bot.brief.event_phrases import what, who
from bot.brief.headline import stem, stems
from bot.brief.lexicon import words
from bot.brief.main_event import Event


def event_terms(event: Event, title: frozenset[str]) -> frozenset[str]:
    """The stems by which a sentence shows that it is about the event: the headline's and its own."""
    subject = stems(who(event.subject)) if event.subject is not None else set()
    return frozenset(title | subject | stems(what(event.verb, title)))


def bears(phrase: Span, terms: frozenset[str]) -> bool:
    """Whether the clause that has `phrase` names what the event is about, or means it: "the move was …"."""
    above = [phrase.root.head, *phrase.root.ancestors]
    carrier = next((t for t in above if t.pos_ in ("VERB", "AUX") and t.i < phrase.start), None)
    clause = finite_verb(carrier) if carrier is not None else phrase.sent.root
    while _leans(clause) and clause.head.pos_ in ("VERB", "AUX"):
        clause = finite_verb(clause.head)
    inside = set(phrase.root.subtree)
    rest = [t for t in clause.subtree if t not in inside and not phrase.start <= t.i < phrase.end]
    named = any(stem(t.text) in terms for t in rest if t.pos_ in ("NOUN", "PROPN") and not t.is_stop)
    return named or any(_means_event(t) for t in rest)


def _leans(verb: Token) -> bool:
    """Whether a clause is part of another, or shares the subject of the one that it is coordinated with."""
    return verb.dep_ in ("ccomp", "advcl") or (verb.dep_ == "conj" and not has_subject(verb))


def _means_event(token: Token) -> bool:
    """As in "the move", "the decision": a noun by which a lead takes up what it told."""
    again = token.dep_ in ("nsubj", "nsubjpass") and token.lemma_ in words("five_w", "lead", "again")
    return again and any(child.lower_ in ("the", "this") for child in token.children)


def is_in_event(token: Token, event: Event) -> bool:
    """Whether the clause that a word stands in is the event's: not one told of something in it.

    A participle goes with its verb ("broke the record, running in Oslo"), but "after cancelling a plant in
    Oslo" and "accused of ordering a killing in Oslo" tell of another deed.
    """
    above = [token, *token.ancestors]
    if any(t.dep_ in ("relcl", "ccomp") and t != event.verb and _is_below(t, event) for t in above):
        return False
    if any(t.dep_ == "pcomp" and t.head.lower_ != "by" and _is_below(t, event) for t in above):
        return False
    verb = governing_verb(token)
    return verb is not None and finite_verb(verb) in (event.verb, finite_verb(event.verb))


def _is_below(verb: Token, event: Event) -> bool:
    return event.verb in verb.ancestors
