"""What leaves open or denies that something happened: such a clause is no event without it."""

from spacy.tokens import Token

from bot.brief.clauses import finite_verb, governing_verb
from bot.brief.lexicon import words

_OPEN = frozenset(("whether", "if", "unless"))


def with_its_doubt(verb: Token | None) -> tuple[Token | None, Token | None]:
    """The verb that leaves open or denies what `verb` tells, for that is no event by itself.

    With it comes the word that must not be left out: "whether", "if", or the verb that is denied.
    """
    disputing = _disputing(verb) if verb is not None else None
    if disputing is not None:
        return finite_verb(disputing), verb
    opened = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in _OPEN), None) if verb else None
    above = governing_verb(verb.head) if verb is not None and opened is not None else None
    return (finite_verb(above), opened) if above is not None else (verb, opened)


def _disputing(verb: Token) -> Token | None:
    """The verb below whose denial or doubt a clause stands: "denied that …", "rejected claims that …"."""
    while verb.dep_ in ("ccomp", "acl", "relcl", "conj") and verb.head is not verb:
        below, verb = verb, verb.head
        if below.dep_ == "ccomp" and verb.lemma_ in words("speech", "disputing"):
            return verb
        if verb.pos_ == "NOUN":
            return _disputing_of(verb) if any(c.lower_ == "that" for c in below.lefts) else None
    return None


def _disputing_of(claim: Token) -> Token | None:
    """The verb that rejects a claim, or tells of the doubt that the noun is."""
    above = governing_verb(claim)
    rejected = claim.lemma_ in words("speech", "claims") and claim.head.lemma_ in words("speech", "disputing")
    told = claim.lemma_ in words("speech", "doubts") or (rejected and claim.dep_ != "nsubj")
    return above if told else None
