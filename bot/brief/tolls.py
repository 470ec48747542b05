"""People counted by a number alone, told by what happens to them: "40 were injured", "nine dead"."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import cues, words
from bot.ground.amounts import Amount

_A_CROWD = 100
Told = tuple[str | None, str]
"""The words, and the key by which tellings of it are compared."""


def participle(verb: Token) -> str | None:
    """The word under which those are counted to whom `verb` happens ("killed")."""
    found: str | None = cues("counting")["outcomes"].get(verb.lemma_)
    return found


def ended(counted: Token) -> str | None:
    """The fate of those who died as in "were found dead", "lost their lives", "the bodies of seven"."""
    head = counted.head
    if counted.dep_ == "pobj" and head.lower_ == "of":
        return "dead" if _is_of_the_dead(head.head) else None
    if counted.dep_ not in ("nsubj", "nsubjpass", "dobj", "dative") or _spares(head):
        return None
    things = [child for child in head.children if child.dep_ == "dobj" and child.lemma_ != "life"]
    if counted.dep_ == "nsubj" and things:  # it happens to those
        return None
    told = any(child.lower_ == "dead" and child.dep_ == "amod" for child in counted.children)
    return "dead" if told or any(_is_the_end(child, counted) for child in head.children) else None


def _spares(verb: Token) -> bool:
    return verb.lemma_ in words("counting", "words", "sparing") or any(t.dep_ == "neg" for t in verb.children)


def _is_the_end(told: Token, counted: Token) -> bool:
    """Whether this part of the clause says that they died: "dead", "to death", "their lives"."""
    if told.lower_ == "dead":
        return told.dep_ in ("oprd", "acomp")
    if told.lower_ == "to":
        return any(child.lemma_ == "death" for child in told.children)
    theirs = told.lemma_ == "life" and told.dep_ == "dobj" and told != counted
    return theirs and told.head.lemma_ in words("counting", "words", "losing")


def _is_of_the_dead(noun: Token) -> bool:
    """As in "the bodies of seven were found", "the deaths of nine", "claimed the lives of nine"."""
    if noun.lemma_ in ("body", "corpse"):
        return noun.head.lemma_ in words("counting", "words", "finding")
    if noun.lemma_ == "life":
        return noun.dep_ == "dobj" and noun.head.lemma_ in words("counting", "words", "claiming")
    return noun.lemma_ == "death"


def whole(counted: Token) -> Token:
    """The noun that stands for all that are counted: "total", in "a total of 154 were rescued"."""
    of = counted.head
    total = counted.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_ in _standins()
    return of.head if total else counted


def _standins() -> frozenset[str]:
    return words("counting", "words", "standins")


def people(amount: Amount, span: Span) -> Told | None:
    """As in "40 were injured", "four were missing", "a total of nine dead", "drove 300 from the village"."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    state = after.lower_ if after is not None else ""
    if amount.unit is not None:
        return None
    if state in words("counting", "words", "states"):
        return f"people {state}", f"people {state}"
    root = whole(span.root)
    if fate := ended(root):
        return f"people {fate}", f"people {fate}"
    if root.dep_ in ("nsubjpass", "nsubj", "dobj"):
        return _suffering(root)
    watched = span.doc[max(span.start - 3, span.sent.start) : span.start].text.lower() == "in front of"
    return ("people", "people") if watched and amount.value >= _A_CROWD and root.dep_ == "pobj" else None


def _suffering(root: Token) -> Told | None:
    """What the verb says of those who are its subject or its object."""
    verb = root.head
    happened = participle(verb)
    if happened is not None:
        things = happened in words("counting", "words", "things")
        return (happened if things else f"people {happened}"), f"people {happened}"
    state = next((c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr")), "")
    if verb.lemma_ == "be" and state in words("counting", "words", "states"):
        return f"people {state}", f"people {state}"
    where = next((c for c in verb.rights if c.dep_ == "prep"), None)
    if where is None:
        return None
    if root.dep_ == "nsubjpass" and where.i == verb.i + 1:
        return " ".join(root.doc[verb.i : where.right_edge.i + 1].text.split()[:5]), "people"
    uprooted = cues("counting")["uprooted"].get(verb.lemma_)
    if root.dep_ != "dobj" or uprooted is None or where.lower_ not in ("from", "out"):
        return None
    left = " ".join(root.doc[where.i : where.right_edge.i + 1].text.split()[:4])
    return f"people {uprooted} {left}", f"people {uprooted}"
