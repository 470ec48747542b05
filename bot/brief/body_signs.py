"""What tells a body by the words around its name: "Acme, a retailer", "beat X City"."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.ground.countries import gazetteer


def body_noun(span: Span) -> Token | None:
    """As in "Acme, a retailer", "the drugmaker Acme", "a group calling itself Acme"."""
    nouns = (words("roles", "organisation") | words("roles", "group")) - words("roles", "person")
    root = span.root
    behind = next((child for child in root.children if child.dep_ == "appos" and child.lower_ in nouns), None)
    if behind is not None:
        return behind
    before = span.doc[span.start - 1] if span.start > root.sent.start else root
    if before.dep_ == "compound" and before.head in span and before.lower_ in nouns:
        return before if before.text.islower() else None
    above = root.head
    if root.dep_ == "oprd" or (root.dep_ == "dobj" and above.lemma_ in ("call", "name")):
        return above.head if above.dep_ in ("acl", "relcl") and above.head.lower_ in nouns else None
    return above if root.dep_ == "appos" and above.i < span.start and above.lower_ in nouns else None


def plays(span: Span) -> bool:
    """As in "beat Halden City", "signed for Marlow Town": a club, though it is called like a town."""
    root = span.root
    if len(span) < 2 or span[-1].lower_ not in words("names", "teams") or gazetteer().capital_of(span.text):
        return False
    led = root.dep_ == "pobj" and root.head.lower_ in ("to", "with", "against", "for")
    verb = root.head.head if led else root.head
    if verb.pos_ != "VERB" or not (led or root.dep_ in ("nsubj", "dobj")):
        return False
    return verb.lemma_ in words("names", "playing") or _loses_to(verb)


def is_of_league(span: Span) -> bool:
    """As in "Premier League Halden"."""
    before = span.doc[max(span.start - 2, 0) : span.start]
    return before.text.lower() in words("names", "competitions")


def is_held(span: Span) -> bool:
    """As in "shares in Acme", "a stake in Acme", "Acme shares": a company, which has no town's "in"."""
    root, held = span.root, words("names", "holdings")
    if root.dep_ == "pobj":
        return root.head.lower_ in ("in", "of") and root.head.head.lower_ in held
    return root.dep_ in ("compound", "nmod") and root.head.lower_ in held


def _loses_to(verb: Token) -> bool:
    """As in "lost to X", "lost 2-1 to X": not "lost power"."""
    beaten = any(child.dep_ == "prep" and child.lower_ == "to" for child in verb.children)
    return verb.lemma_ == "lose" and beaten and not any(child.dep_ == "dobj" for child in verb.children)


def armed(noun: Token) -> bool:
    """Whether a body is one of people in arms or in crime, not one with offices: "a militant group"."""
    kinds = {child.lower_ for child in noun.children if child.dep_ in ("amod", "compound")}
    return noun.lower_ in words("roles", "group") or bool(kinds & words("roles", "armed"))
