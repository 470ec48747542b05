"""Who does it and to whom it is done: "killed by the kidnappers" names none of the killed."""

from spacy.tokens import Span, Token

from bot.answer.amounts import number_of
from bot.answer.asked import asked_head, asked_place
from bot.answer.bearing import asked_event, gap
from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.roles import is_passive
from bot.answer.senses import likeness
from bot.engine.local.nlp import is_verb
from bot.ground.words import key

_CALLING = frozenset(cues("roles")["calling"].split())
_MUTUAL = frozenset(cues("roles")["mutual"].split())
_LEADERS = frozenset(cues("roles")["leaders"].split())
_CONTESTS = frozenset(cues("roles")["contests"].split())
_ACTORS = frozenset(("PERSON", "ORG", "NORP"))
_AGAINST = frozenset(("against", "over", "past"))
_UP_TO = frozenset(("until", "till", "before", "by"))
_BEATEN = frozenset(("dobj", "npadvmod", "nsubjpass"))


def plays_another_part(question: Question, span: Span) -> bool:
    """Whether the answer stands in a part of the event that cannot be the one asked for."""
    if question.kind == "who" and not any(token.tag_ == "WP$" for token in question.doc):
        return _is_other_side(question, span) or _is_against(question, span)
    if question.kind == "where":
        return _acts(span)
    if question.kind == "why":
        return _is_an_opinion(span)
    return question.kind == "how_many" and _counts_doers(question, span)


def is_of_the_contrary(question: Question, span: Span) -> bool:
    """Whether a time or place is that of the contrary: when it begins, where it is asked when it ends.

    "Closed until Monday" tells when a shop opens.
    """
    asked = asked_head(question) if question.kind in ("when", "where") else None
    verb = next((each for each in (span.root, *span.root.ancestors) if each.pos_ == "VERB"), None)
    if asked is None or verb is None or span.root.head.lower_ in _UP_TO or span[0].lower_ in _UP_TO:
        return False
    negated = any(child.dep_ == "neg" for child in (*asked.children, *verb.children))
    return likeness(asked, verb).contrary and not negated


def _is_an_opinion(span: Span) -> bool:
    """Whether it tells what somebody calls it: "a delay that the mayor called absurd" gives no reason."""
    return span.root.dep_ == "relcl" and span.root.lemma_ in _CALLING


def _is_other_side(question: Question, span: Span) -> bool:
    """Whether it is asked who did a deed, and this is whom or what it was done to; or the other way round."""
    asked, event = asked_head(question), asked_event(question, span.doc, span)
    if asked is None or event is None or asked.lemma_ != event.lemma_ or event.lemma_ in _MUTUAL:
        return False
    place = asked_place(question)
    if place == "subject" and event.head != span.root and _is_a_person(span.root) and _by_a_thing(event):
        return True
    if place == "subject" and span.root.pos_ == "NOUN" and _hangs_on(span.root, event):
        return True  # "stolen from a car": nothing is said of who stole it
    if gap(question, span.doc, span) > -1:
        return False
    is_done_to = any(child.dep_ in ("dobj", "agent") for child in event.children)
    return place == "subject" or is_done_to  # who drowned was drowned


def _is_a_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lemma_.lower() in _LEADERS


def _by_a_thing(event: Token) -> bool:
    """Whether "which" does it: in "the head of a firm, which owns the dam" no person does."""
    return any(child.dep_ == "nsubj" and child.lower_ == "which" for child in event.children)


def _hangs_on(token: Token, event: Token) -> bool:
    """Whether a word is linked to a passive verb by another preposition than "by"."""
    return (
        is_passive(event) and token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head == event
    )


def _is_against(question: Question, span: Span) -> bool:
    """Whether it is asked who did it for a side that the sentence has as the other: "scored for Millby"."""
    sides = {
        key(name.text)
        for link in question.doc
        if link.lower_ == "for" and link.dep_ == "prep"
        for name in link.children
        if name.pos_ == "PROPN"
    }
    named = [token for token in span.doc if key(token.text) in sides and token not in span]
    return bool(named) and all(_is_beaten(token) for token in named)


def _is_beaten(name: Token) -> bool:
    """Whether a name is that of the side that another one beats, or plays against."""
    for token in (name, *name.ancestors):
        if token.dep_ in _BEATEN or (token.dep_ == "pobj" and token.head.lower_ in _AGAINST):
            beaten = token.head.lemma_ in _CONTESTS or token.head.lower_ in _AGAINST
            return beaten and token.i > token.head.i
        if token.pos_ == "VERB":
            return False
    return False


def _acts(span: Span) -> bool:
    """Whether a people, a body or a person does something there: that is no place."""
    top = span.root.children if span.root.dep_ == "agent" else (span.root,)
    by = any(token.dep_ == "pobj" and token.head.dep_ == "agent" for token in top)
    return by or (span.root.dep_ == "nsubj" and span.root.ent_type_ in _ACTORS)


def _counts_doers(question: Question, span: Span) -> bool:
    """Whether it is asked to how many a deed was done, and the number is of those who do it: "rescuers"."""
    asked = asked_head(question)
    if asked is None or asked.tag_ != "VBN" or not is_passive(asked):
        return False
    number = number_of(span)
    return number.dep_ == "nummod" and is_doer(number.head, asked)


def is_doer(noun: Token, verb: Token) -> bool:
    """Whether a noun names those who do what a verb says: "rescuer" of "rescue"."""
    deed = verb.lemma_.lower()
    doers = {deed + "er", deed + "r", deed + deed[-1:] + "er", deed + "or", deed.removesuffix("e") + "or"}
    return is_verb(deed) and noun.lemma_.lower() in doers
