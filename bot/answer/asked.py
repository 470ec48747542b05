"""The word that a question turns on: its verb, or what is said with a verb that says little."""

from collections.abc import Iterator

from spacy.tokens import Token

from bot.answer.question import Question
from bot.engine.local.nlp import is_verb

LIGHT = frozenset(("be", "have", "do", "go", "get", "end", "make", "manage", "use"))
"""Verbs that say little: what they govern is what is asked about."""
COMPLEMENTS = frozenset(("acomp", "attr", "xcomp", "ccomp", "dobj"))
SAYING = frozenset(("say", "claim", "think", "believe", "state", "admit", "argue"))
STATES = frozenset(("stay", "remain", "become", "seem", "feel", "look"))
OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_AWAY = frozenset(("away", "up", "down", "out", "off", "in", "back", "over"))


def asked_head(question: Question) -> Token | None:
    """The verb, or with "is" the adjective or noun, that a yes/no question turns on."""
    root = question.root
    if root is None:
        return None
    if root.lemma_ == "do" and (verb := _taken_for_noun(root)):
        return verb
    if question.kind == "yes_no" and root.lemma_ in SAYING:
        root = next((c for c in root.children if c.dep_ == "ccomp"), root)
    if root.lemma_ in STATES:
        return next((c for c in root.children if c.dep_ in ("acomp", "attr", "oprd")), root)
    if not (root.lemma_ in LIGHT or root.pos_ == "AUX"):
        return root
    if root.lemma_ != "be" and any(c.dep_ in ("prt", "advmod") and c.lower_ in _AWAY for c in root.children):
        return root  # "get away", "go up"
    return next(iter(_said_of_it(question, root)), root)


def _taken_for_noun(root: Token) -> Token | None:
    """The verb of "When did the bus crash?", which the parser takes for a second noun."""
    nouns = [t for t in root.doc[root.i + 1 :] if t.pos_ == "NOUN"]
    return next((t for t in reversed(nouns[1:]) if is_verb(t.lower_)), None)


def _said_of_it(question: Question, root: Token) -> Iterator[Token]:
    """What is said of the subject of "be" or another verb that says little."""
    inner = [c for c in root.children if c.dep_ in COMPLEMENTS and c.pos_ != "PRON"]
    subjects = [c for c in root.children if c.dep_ in ("nsubj", "expl")]
    placed = [
        g
        for c in (root, *inner, *subjects)
        for link in c.children
        if link.dep_ == "prep"
        for g in link.children
        if link.lower_ != "of"
    ]
    if question.kind == "yes_no" and root.lemma_ == "be" and not subjects and placed and len(inner) == 1:
        inner = []  # "is the shooter in custody?": what the parser takes for an attribute is the subject
    if not subjects:
        yield from (c for subject in inner for c in subject.children if c.dep_ == "acl")
    yield from inner
    yield from (c for subject in subjects for c in subject.children if c.dep_ == "acl")
    if question.kind == "yes_no" and root.lemma_ == "be":
        yield from (g for g in placed if g.dep_ == "pobj")


def asked_place(question: Question) -> str | None:
    """Whether subject or object is asked for."""
    for token in question.doc:
        if token.tag_ in ("WP", "WDT", "WP$", "WRB"):
            head = (
                token.head if token.dep_ in ("det", "poss", "attr") and token.head.pos_ == "NOUN" else token
            )
            if head.dep_ in ("nsubj", "nsubjpass"):
                return "object" if head.dep_ == "nsubjpass" else "subject"
            if head.dep_ in OBJECTS or head.dep_ == "pobj":
                return "object" if head.dep_ in OBJECTS else None
    return None
