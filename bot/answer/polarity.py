"""Whether a sentence says that something came about, that it did not, or only that it might."""

import re
from functools import cache

from spacy.tokens import Token

from bot.answer.fits import agents, patients
from bot.answer.lexicon import cues as own_cues
from bot.answer.question import Question
from bot.ground.lexicon import cues
from bot.ground.words import key

_CAME_ABOUT = re.compile(r"^(?:did|has|have|had|was|were)(?:n['’]t)?\b", re.IGNORECASE)
_POSSIBLE = frozenset(("may", "might", "could", "can"))
_BARELY = frozenset(("almost", "nearly", "hardly", "barely", "scarcely", "never", "no"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))


@cache
def _denying() -> frozenset[str]:
    listed: list[str] = [*cues("opposites")["denying"], *own_cues("senses")["denying"]]
    return frozenset(key(word) for word in listed)


@cache
def _ending() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["ending"])


@cache
def _implying() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["implying"]) | _denying()


@cache
def _supposing() -> frozenset[str]:
    return frozenset(key(word) for word in own_cues("senses")["supposing"])


def is_only_possible(question: Question, token: Token) -> bool:
    """Whether the sentence says that it may or might, and the question asks whether it did."""
    modals = {c.lower_ for c in token.children if c.tag_ == "MD"} & _POSSIBLE
    perfect = any(c.lemma_ == "have" for c in token.children)
    return bool(modals) and not perfect and not modals & {t.lower_ for t in question.doc}


def is_only_meant(question: Question, token: Token) -> bool:
    """Whether it is only asked for, meant or wondered about, and the question asks whether it came about."""
    if not _CAME_ABOUT.match(question.text):
        return False
    if token.doc.text.rstrip("\"”’' ").endswith("?"):
        return True
    above = token.head if token.dep_ == "xcomp" else None
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    brings_about = above is not None and key(above.lemma_) in _implying()
    return to and not brings_about and token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "relcl")


def is_supposed(question: Question, token: Token) -> bool:
    """Whether the sentence only fears or supposes it: "there were fears that it was related"."""
    above = token
    while above.head is not above and above.dep_ in (
        "ccomp",
        "acl",
        "xcomp",
        "conj",
        "relcl",
        "pcomp",
        "prep",
        "pobj",
    ):
        above = above.head
        if key(above.lemma_) in _supposing():
            return key(above.lemma_) not in {key(t.lemma_) for t in question.doc}
    return any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in token.children)


def is_denied(token: Token) -> bool:
    """Whether the sentence says that this did not happen."""
    if {"could", "would"} & {c.lower_ for c in token.children} and any(
        c.lemma_ == "have" for c in token.children
    ):
        return True  # "could have crashed": it did not
    if any(c.dep_ == "neg" or c.lower_ in ("neither", "without", *_BARELY) for c in token.children):
        return True
    if token.dep_ in ("acomp", "attr") and any(c.dep_ == "neg" for c in token.head.children):
        return True  # "the law is not retroactive"
    if any(c.lower_ in _NOBODY for one in (*agents(token), *patients(token)) for c in (one, *one.children)):
        return True
    return _is_denied_above(token)


def _is_denied_above(token: Token) -> bool:
    """Whether a word that governs it denies it: "refused to", "without", "too narrow to"."""
    if any(c.lower_ == "to" for c in token.children) and any(
        c.lower_ == "too" for above in token.ancestors for c in above.children
    ):
        return True
    above, steps = token, 0
    while above.head is not above and steps < 6:
        link, above, steps = above.dep_, above.head, steps + 1
        governs = link in ("xcomp", "ccomp", "dobj", "nsubjpass", "pobj", "prep", "pcomp", "amod")
        ended = link in ("dobj", "nsubjpass") and key(above.lemma_) in _ending()
        if above.lower_ == "without" or ended or (governs and key(above.lemma_) in _denying()):
            return True
        if link in ("xcomp", "pcomp", "dobj", "attr", "agent") and any(
            c.dep_ == "neg" for c in (*above.children, *above.head.children)
        ):
            return True
        if link not in (
            "prep",
            "pobj",
            "pcomp",
            "dobj",
            "xcomp",
            "compound",
            "amod",
            "conj",
            "agent",
            "acl",
            "nsubjpass",
        ):
            break
    return False
