"""Yes or no: what the sentence that settles a question says of its verb, and of whom and where it says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from bot.answer.asked import LIGHT, asked_head
from bot.answer.extent import asks_for_all, is_of_part, some_are_otherwise, tells_of_part
from bot.answer.lexicon import pattern
from bot.answer.parties import clashes, is_anothers, is_swapped, names_in, nouns_fit, objects, party, theme
from bot.answer.polarity import (
    is_denied,
    is_only_meant,
    is_only_possible,
    is_supposed,
    is_yet_to_come,
    leaves_out,
    negated,
)
from bot.answer.question import Question
from bot.answer.roles import agents, patients
from bot.answer.senses import ALIKE, LISTED, Likeness, likeness
from bot.answer.support import word_vector
from bot.answer.unknown import says_unknown

_BEFORE, _FIRST_TIME = pattern("asked_before"), pattern("for_the_first_time")
REMOTE = 0.4
ASIDE = 0.3
"""How alike the event of another thing is: behind any of the thing asked about."""
CONTESTS = frozenset(("beat", "defeat", "win", "overcome", "thrash", "see"))
"""What one of two does to the other, so that the other did not do it."""
ANY = frozenset(("any", "anyone", "anybody", "anything", "someone", "somebody"))
ALL = frozenset(("all", "every", "everyone", "everybody", "both", "each", "no", "none", "nobody"))
TELLING = frozenset(
    (
        "say",
        "tell",
        "disclose",
        "reveal",
        "specify",
        "name",
        "confirm",
        "know",
        "decide",
        "explain",
        "comment",
    )
)


@dataclass(frozen=True)
class Settled:
    """What a sentence says of a yes/no question: the verdict, and how surely it speaks of the same thing.

    `alike` from 0 to 1: the event; `doer` and `object`: 1 where it is the one asked about, -1 another, 0
    where nothing can be told; `clash`: the event has another place or time than was asked.
    """

    verdict: str | None
    alike: float = 0.0
    doer: float = 0.0
    object: float = 0.0
    clash: bool = False
    contrary: bool = False


def told(question: Question, doc: Doc) -> float:
    """How surely a sentence tells of the event that a "why" takes for granted, from 0 to 1."""
    found = settled(question, doc)
    return found.alike * (1 + found.doer) / 2 if found.verdict == "Yes" else 0.0


@lru_cache(maxsize=512)
def settled(question: Question, doc: Doc) -> Settled:
    """What the sentence says of the question."""
    asked = asked_head(question)
    if asked is None:
        return Settled(None)
    turned = _is_put_in_the_negative(question)
    if asked.lemma_ in TELLING and says_unknown(doc.text):
        return _told("No", turned, Settled(None, alike=1.0))
    found = max(_events(question, asked, doc), key=_sureness, default=None)
    if found is not None and _is_for_the_first_time(question, doc):
        return _told("No", turned, Settled(None, found.alike, found.doer, contrary=True))
    if found is not None:
        return found if found.verdict is None else _told(found.verdict, turned, found)
    doers = names_in(question.doc[: asked.i])
    turns = max(
        (likeness(t, o) for t in question.doc if _says_much(t) for o in doc if _says_much(o)),
        key=lambda each: each.alike,
        default=None,
    )
    if doers and not doers & names_in(doc):
        return Settled(None)
    if turns is not None and turns.alike >= LISTED and turns.contrary:
        return _told("No", turned, Settled(None, contrary=True))
    if not _is_spoken_of(asked, doc) and not doers:
        return Settled(None)
    short = asks_for_all(question) and tells_of_part(doc)
    return _told("No" if short or negated(doc.text) else "Yes", turned, Settled(None))


def _is_for_the_first_time(question: Question, doc: Doc) -> bool:
    """Whether it is asked of earlier times, and what is told had not come about before."""
    return bool(_BEFORE.search(question.text) and _FIRST_TIME.search(doc.text))


def _is_put_in_the_negative(question: Question) -> bool:
    """Whether "no" would confirm it: "did they not agree?"; "didn't they agree?" only expects a yes.

    Those "without heating" are only named so.
    """
    named = any(t.lower_ == "without" and t.head.pos_ in ("NOUN", "PRON", "PROPN") for t in question.doc)
    said = re.sub(r"\w+n['’]t" + (r"|\bwithout\b" if named else ""), "", question.text, flags=re.IGNORECASE)
    return negated(said)


def _told(said: str, turned: bool, how: Settled) -> Settled:
    word = {"Yes": "No", "No": "Yes"}[said] if turned else said
    return Settled(word, how.alike, how.doer, how.object, how.clash, how.contrary)


def _sureness(found: Settled) -> float:
    return found.alike + 0.3 * found.doer + 0.2 * found.object


def _events(question: Question, asked: Token, doc: Doc) -> Iterator[Settled]:
    """Each word of the sentence that tells of what is asked, with what it says of it."""
    for token in doc:
        like = likeness(asked, token)
        if like.alike < ALIKE:
            continue
        doer = party(asked, token, agents)
        patient = party(asked, token, patients)
        if is_swapped(asked, token) and asked.lemma_ in CONTESTS:
            yield Settled("No", like.alike, 1.0, 1.0, contrary=True)
            continue
        if doer < 0 or (not agents(token) and is_anothers(names_in(question.doc[: asked.i]), token)):
            continue
        same_thing = theme(asked, token)
        another = like.alike < 1 and min(same_thing, nouns_fit(objects(asked), objects(token))) < 0
        if like.contrary and _asks_for_any(question):
            if some_are_otherwise(doc):
                yield Settled("Yes", like.alike, doer, patient)
                continue
            if not ALL & {t.lower_ for t in doc}:  # that some were saved does not say that none drowned
                yield Settled(None, ASIDE)
                continue
        if another:
            like = Likeness(ASIDE, like.contrary)
        doer = doer or min(0.0, same_thing)
        yield _verdict(question, asked, token, like, doer, patient)


def _verdict(
    question: Question, asked: Token, token: Token, like: Likeness, doer: float, patient: float
) -> Settled:
    """What a word of the sentence says, by who does it and how alike it is."""
    if is_yet_to_come(question, token) and not like.contrary:
        return Settled("No", like.alike, doer, patient)
    if is_only_possible(question, token) or is_supposed(question, token) or is_only_meant(question, token):
        return Settled(None, like.alike, doer, patient)
    yes = like.contrary == is_denied(token, in_other_words=like.alike < 1)
    clash = yes and like.alike >= LISTED and clashes(question, asked, token)
    short = (asks_for_all(question) and is_of_part(question, token)) or leaves_out(asked, token.doc)
    told = "Yes" if yes and not clash and not short else "No"
    return Settled(told, like.alike, doer, patient, clash, like.contrary)


def _asks_for_any(question: Question) -> bool:
    return any(t.lower_ in ANY for t in question.doc)


def _says_much(token: Token) -> bool:
    return token.pos_ in ("VERB", "ADJ", "ADV", "NOUN") and not token.is_stop and token.lemma_ not in LIGHT


def _is_spoken_of(asked: Token, doc: Doc) -> bool:
    """Whether any word of the sentence is at all near in meaning to what is asked about."""
    if asked.is_stop:
        return True
    wanted = word_vector(asked.lemma_.lower())
    return any(float(wanted @ word_vector(t.lemma_.lower())) > REMOTE for t in doc if not t.is_stop)
