"""Which names that the gazetteer lacks are those of states: by what only a state has, sends and calls in."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.brief.stances import predicate


def shows_state(span: Span) -> bool:
    """Whether the words around a name are those around a state: "X's ambassador", "neighbouring X denied"."""
    root = span.root
    if root.dep_ == "poss":
        return _is_of_a_state(root.head)
    if root.dep_ != "nsubj" or root.head.pos_ != "VERB":
        return False
    deeds = (root.head, *root.head.conjuncts)
    return any(_deals_with_envoys(verb) for verb in deeds) or (_is_neighbour(span) and _speaks(root.head))


def _is_of_a_state(owned: Token) -> bool:
    """As in "its ambassador", "its foreign ministry"; no brand has the one, no town the other."""
    kinds = {child.lower_ for child in owned.children if child.dep_ in ("compound", "amod")}
    if owned.lower_ in ("ministry", "minister"):
        return "foreign" in kinds
    return owned.lower_ in words("places", "of_states") and "brand" not in kinds


def _deals_with_envoys(verb: Token) -> bool:
    """As in "summoned the ambassador", "has closed its embassy"."""
    envoys = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in words("places", "envoys")]
    if verb.lemma_ in words("places", "calling_in"):
        return bool(envoys)
    owned = any(c.dep_ == "poss" and c.lower_ == "its" for envoy in envoys for c in envoy.children)
    return owned and verb.lemma_ in words("places", "closing")


def _is_neighbour(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ in ("neighbouring", "neighboring")


def _speaks(verb: Token) -> bool:
    return verb.lemma_ in words("speech", "verbs") or predicate(verb) is not None
