"""Yes or no: what the sentence that settles a question says of its verb."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from bot.answer.fits import agents, negated, patients, says_unknown
from bot.answer.question import Question
from bot.answer.support import word_vector
from bot.ground.lexicon import cues
from bot.ground.words import capitals, country_names, key

ALIKE, REMOTE = 0.6, 0.4
LIGHT = frozenset(("be", "have", "do", "go", "get", "end", "make", "manage", "use"))
"""Verbs that say little: what they govern is what is asked about."""
COMPLEMENTS = frozenset(("acomp", "attr", "xcomp", "ccomp", "dobj"))
_POSSIBLE = frozenset(("may", "might", "could", "can"))
TELLING = frozenset(("say", "tell", "disclose", "reveal", "specify", "name", "confirm", "know", "decide"))


@cache
def _cues() -> dict[str, Any]:
    found = cues("opposites")
    pairs = {frozenset(key(word) for word in pair) for pair in found["pairs"]}
    return {"pairs": pairs, "denying": {key(word) for word in found["denying"]}}


def verdict(question: Question, doc: Doc) -> str | None:
    """What the answer is, "Yes" or "No", as the sentence has it, or None when the question has no verb."""
    asked = asked_head(question)
    if asked is None:
        return None
    turned = negated(re.sub(r"\w+n['’]t", "", question.text)) and not question.text.lower().startswith(
        ("isn", "didn")
    )
    if asked.lemma_ in TELLING and says_unknown(doc.text):
        return "Yes" if turned else "No"
    doers = _names(question.doc[: asked.i])
    for token in doc:
        opposite = _is_opposite(asked, token)
        if (opposite or _is_same(asked, token)) and not _is_anothers(doers, token):
            if _is_only_possible(question, token):
                return None
            yes = opposite == _is_denied(token)
            return "Yes" if yes != turned else "No"
    if (doers and not doers & _names(doc)) or not _is_spoken_of(asked, doc):
        return None
    return "No" if negated(doc.text) != turned else "Yes"


def _is_opposite(asked: Token, token: Token) -> bool:
    """Whether a word says the contrary of what is asked: "lost" of "win", "unaffected" of "affect"."""
    negated_form = token.lower_.startswith("un") and key(token.lower_[2:]) == key(asked.text)
    return negated_form or frozenset((key(asked.lemma_), key(token.lemma_))) in _cues()["pairs"]


def _is_spoken_of(asked: Token, doc: Doc) -> bool:
    """Whether any word of the sentence is at all near in meaning to what is asked about."""
    if asked.is_stop:
        return True
    wanted = word_vector(asked.lemma_.lower())
    return any(float(wanted @ word_vector(t.lemma_.lower())) > REMOTE for t in doc if not t.is_stop)


def _names(tokens: Iterable[Token]) -> set[str]:
    """The names among these tokens, word by word, and the countries that they mean ("US", "Washington")."""
    proper = [t.text for t in tokens if t.text[:1].isupper() and not t.is_stop]
    runs = {" ".join(proper[i:j]) for i in range(len(proper)) for j in range(i + 1, i + 4)}
    countries = {country_names().get(run.lower()) or capitals().get(key(run)) for run in runs}
    return {key(word) for word in proper} | {name for name in countries if name}


def _is_anothers(doers: set[str], verb: Token) -> bool:
    """Whether somebody else is named as the one who does it: what one did, another need not have done."""
    heads = agents(verb)
    named = (
        _names(t for head in heads for t in head.subtree)
        if heads
        else _names(verb.sent[: verb.i - verb.sent.start])
    )
    return bool(doers and named and not doers & named)


def asked_head(question: Question) -> Token | None:
    """The verb, or with "is" the adjective or noun, that a yes/no question turns on."""
    root = next((t for t in question.doc if t.dep_ == "ROOT"), None)
    if root is None or not (root.lemma_ in LIGHT or root.pos_ == "AUX"):
        return root
    inner = [c for c in root.children if c.dep_ in COMPLEMENTS and c.pos_ != "PRON"]
    taken_for_attributes = [
        c for subject in root.children if subject.dep_ == "nsubj" for c in subject.children if c.dep_ == "acl"
    ]
    return next(iter(inner + taken_for_attributes), root)


def _is_same(asked: Token, token: Token) -> bool:
    if token.is_stop or token.is_punct:
        return False
    same = key(asked.text) == key(token.text) or key(asked.lemma_) == key(token.lemma_)
    return same or (
        token.pos_ in ("VERB", "NOUN", "ADJ")
        and float(word_vector(asked.lemma_.lower()) @ word_vector(token.lemma_.lower())) > ALIKE
    )


def _is_only_possible(question: Question, token: Token) -> bool:
    """Whether the sentence says that it may or might, and the question asks whether it did."""
    modals = {c.lower_ for c in token.children if c.tag_ == "MD"} & _POSSIBLE
    perfect = any(c.lemma_ == "have" for c in token.children)
    return bool(modals) and not perfect and not modals & {t.lower_ for t in question.doc}


def _is_denied(token: Token) -> bool:
    """Whether the sentence says that this did not happen."""
    if {"could", "would"} & {c.lower_ for c in token.children} and any(
        c.lemma_ == "have" for c in token.children
    ):
        return True  # "could have crashed": it did not
    if any(c.dep_ == "neg" or c.lower_ in ("no", "never", "neither", "without") for c in token.children):
        return True
    if token.dep_ in ("acomp", "attr") and any(c.dep_ == "neg" for c in token.head.children):
        return True  # "the law is not retroactive"
    if any(
        c.lower_ in ("no", "nobody", "none", "neither", "nothing")
        for one in (*agents(token), *patients(token))
        for c in (one, *one.children)
    ):
        return True
    above, steps = token, 0
    while above.head is not above and steps < 4:
        link, above, steps = above.dep_, above.head, steps + 1
        if above.lower_ == "without" or (
            above.pos_ == "VERB" and link in ("xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp")
        ):
            if key(above.lemma_) in _cues()["denying"] or above.lower_ == "without":
                return True
            if any(c.dep_ == "neg" for c in above.children) and link in ("xcomp", "pcomp", "dobj"):
                return True
        elif link not in ("prep", "pobj", "dobj", "compound", "amod", "conj"):
            break
    return False
