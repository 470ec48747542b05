"""How a deed is put: as fact, as somebody's word, as possible, alleged, intended, denied; or as not done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from bot.ground.lexicon import cues

UNSURE = ("denied", "alleged", "doubted", "conditional", "possible", "intended", "future", "asked", "ought")
"""The manners in which a deed is not told as a fact, the gravest first; `said` is told as somebody's word."""

_WORD = frozenset(("said", "alleged"))
"""The manners that reach all of a sentence: what is somebody's word is so to its last clause."""
_DEEP = 6
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_CONTENT = frozenset(("ccomp", "csubj", "csubjpass"))
_CLAUSES = frozenset(
    ("ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl", "csubj", "csubjpass", "dobj", "conj")
)


@dataclass(frozen=True)
class Force:
    """Whether the deed is negated, and the manners in which it is put."""

    negated: bool = False
    manners: frozenset[str] = frozenset()

    @property
    def unsure(self) -> frozenset[str]:
        """The manners that keep it from being a fact."""
        return self.manners & frozenset(UNSURE)


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    """Each word of a table of cues to the manners it gives."""
    found: dict[str, tuple[str, ...]] = {}
    for manner, listed in cues("claims")[name].items():
        for word in listed.split():
            found[word] = (*found.get(word, ()), manner)
    return found


def is_negation(token: Token) -> bool:
    """Whether a word negates by itself: "not", "refused"."""
    governs = set(_table("governors").get(_lemma(token), ())) & {"refused", "denied"}
    return token.lower_ in _negations() or bool(governs)


def hedging(token: Token) -> tuple[str, ...]:
    """The manners that a word gives by itself: "may", "allegedly", "possible"."""
    given = [
        m for name in ("auxiliaries", "adverbs", "adjectives") for m in _table(name).get(token.lower_, ())
    ]
    given += _table("governors").get(_lemma(token), ())
    return tuple(manner for manner in given if manner != "negated")


@cache
def manner_words() -> frozenset[str]:
    """The words that say how a deed is put."""
    return frozenset(
        word for name in ("auxiliaries", "adverbs", "governors", "adjectives") for word in _table(name)
    )


def force_of(deed: Token) -> Force:
    """How `deed` is put by its own words and by all that it hangs on."""
    negated, manners = False, set[str]()
    at, below, aside = deed, deed, False
    for _ in range(_DEEP):
        turned, own = _own(at)
        negated ^= turned and not aside
        manners |= own & _WORD if aside else own
        above = _above(at)
        if above is None:
            break
        aside = aside or _is_aside(at, below)
        turned, given = _governed(at, above)
        negated ^= turned and not aside
        manners |= given & _WORD if aside else given
        if at.dep_ in _CONTENT and _is_negated(above) and not aside:
            negated ^= True  # "did not say that it was so": it is left open
            manners.add("doubted")
        at, below = above, at
    return Force(negated, frozenset(manners))


def _is_aside(token: Token, below: Token) -> bool:
    """Whether a clause only stands beside the deed above it: "will sail before it shuts".

    `below` is what was climbed from; the content of a noun ("denied claims that he fell") is not aside.
    """
    if token.dep_ == "advcl":
        return any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)
    content = below.dep_ == "acl" and any(child.dep_ == "mark" for child in below.children)
    return token.dep_ == "dobj" and below.dep_ in ("acl", "relcl") and not content


def _own(token: Token) -> tuple[bool, set[str]]:
    """What its auxiliaries, adverbs, negations and conjunctions say."""
    manners = set[str]()
    for child in _helpers(token):
        word = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            manners.update(_table("auxiliaries").get(word, ()))
        elif child.dep_ == "mark":
            manners.update(_table("marks").get(word, ()))
        else:
            manners.update(m for m in _table("adverbs").get(word, ()) if m != "negated")
        if child.dep_ == "prep" and word == "according":
            manners.add("said")
        if child.dep_ == "advcl" and any(_table("marks").get(mark.lower_) for mark in child.children):
            manners.add("conditional")
    manners.update(_adjectives(token))
    return _is_negated(token), manners


def _helpers(token: Token) -> Iterator[Token]:
    """Its own small words, and those that a verb without a subject shares with the verb before it."""
    yield from token.children
    shares = token.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children)
    if shares and token.head.pos_ in ("VERB", "AUX"):
        yield from (child for child in token.head.children if child.dep_ == "aux" and child.i < token.i)


def _is_negated(token: Token) -> bool:
    words = [child for child in token.children if child.dep_ in ("neg", "advmod", "det", "preconj", "cc")]
    turned = sum(child.lower_ in _negations() and child.dep_ != "cc" for child in words)
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "expl"):
            turned += any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in child.children)
            turned += child.lower_ in ("nobody", "none", "nothing")
    turned += token.dep_ == "pcomp" and token.head.lower_ == "without"
    if token.dep_ == "attr" and any(child.dep_ == "expl" for child in token.head.children):
        turned += any(child.dep_ == "neg" for child in token.head.children)  # "there is not any" is "no"
    return turned % 2 == 1


@cache
def _negations() -> frozenset[str]:
    return frozenset(word for word, manners in _table("adverbs").items() if "negated" in manners)


def _adjectives(token: Token) -> set[str]:
    """As in "the alleged attack", where the deed is a noun."""
    found = set[str]()
    for child in token.children:
        if child.dep_ in ("amod", "compound"):
            found.update(_table("adjectives").get(child.lower_, ()))
    return found


def _above(token: Token) -> Token | None:
    """The word that the clause of `token` hangs on."""
    if token.head == token or token.dep_ not in _CLAUSES:
        return None
    if token.dep_ == "pcomp":
        return token.head.head if token.head.dep_ == "prep" else token.head
    return in_row(token)


def in_row(token: Token) -> Token:
    """The head of a word; of a finite verb that the parse joins to an infinitive, the finite verb above."""
    head = token.head
    while token.dep_ == "conj" and token.tag_ in _FINITE and head.tag_ == "VB" and head.head != head:
        head = head.head
    return head


def _governed(token: Token, above: Token) -> tuple[bool, set[str]]:
    """What the word above makes of it; a relative clause or another deed in a row is not governed."""
    if token.dep_ == "relcl" or (token.dep_ == "conj" and above.pos_ == token.pos_):
        return False, set()
    if token.dep_ == "dobj" and not set(_table("governors").get(_lemma(above), ())) & {"denied", "refused"}:
        return False, set()
    if token.dep_ in ("advcl", "acl") and not _infinitive(token) and above.pos_ != "NOUN":
        return False, set()
    given = {manner for word in _saying(above) for manner in _table("governors").get(word, ())}
    if token.dep_ == "xcomp" or _infinitive(token):
        given -= {"said"} if not _passive(above) else set()
    if token.dep_ in ("ccomp", "pcomp") and "asked" in given and not _bare(token):
        given -= {"asked"}
    if _is_negated(above) and "denied" in given:
        given = {"said"}
        return True, given  # its own negation is counted on the way up
    return "refused" in given, given - {"refused"}


def _saying(above: Token) -> tuple[str, ...]:
    """The word that governs, or, of "it is unclear", both."""
    if above.lemma_ != "be":
        return (_lemma(above),)
    return ("be", *(_lemma(child) for child in above.children if child.dep_ in ("acomp", "attr")))


def _lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def _infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(child.lower_ == "to" for child in token.children)


def _bare(token: Token) -> bool:
    return token.tag_ == "VB" or token.dep_ == "pcomp"


def _passive(token: Token) -> bool:
    return token.tag_ == "VBN"
