"""Yes or no: what the sentence that settles a question says of its verb, and of whom and where it says it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from bot.answer.fits import agents, negated, patients, says_unknown
from bot.answer.lexicon import cues as own_cues
from bot.answer.question import Question
from bot.answer.senses import ALIKE, LISTED, Likeness, likeness
from bot.answer.support import word_vector
from bot.ground.lexicon import cues
from bot.ground.words import capitals, country_names, key

REMOTE = 0.4
ASIDE = 0.3
"""How alike the event of another thing is: behind any of the thing asked about."""
UNRELATED = 0.3
"""Below this cosine two nouns name things that have nothing to do with one another."""
LIGHT = frozenset(("be", "have", "do", "go", "get", "end", "make", "manage", "use"))
"""Verbs that say little: what they govern is what is asked about."""
COMPLEMENTS = frozenset(("acomp", "attr", "xcomp", "ccomp", "dobj"))
CONTESTS = frozenset(("beat", "defeat", "win", "overcome", "thrash", "see"))
"""What one of two does to the other, so that the other did not do it."""
SLOTS = {
    "LANGUAGE": "language",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "DATE": "time",
    "TIME": "time",
}
"""Places and times, of which an event has one."""
SAYING = frozenset(("say", "claim", "think", "believe", "state", "admit", "argue"))
ANY = frozenset(("any", "anyone", "anybody", "anything", "someone", "somebody"))
ALL = frozenset(("all", "every", "everyone", "everybody", "both", "each", "no", "none", "nobody"))
EMPTY = frozenset(("place", "part", "role", "way", "action", "step"))
STATES = frozenset(("stay", "remain", "become", "seem", "feel", "look"))
_AWAY = frozenset(("away", "up", "down", "out", "off", "in", "back", "over"))
_PLACING = frozenset(("in", "at", "on", "from"))
_CAME_ABOUT = re.compile(r"^(?:did|has|have|had|was|were)(?:n['’]t)?\b", re.IGNORECASE)
_POSSIBLE = frozenset(("may", "might", "could", "can"))
_BARELY = frozenset(("almost", "nearly", "hardly", "barely", "scarcely", "never", "no"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))
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
_SIDES = ("nsubj", "nsubjpass", "csubj", "dobj", "pobj", "agent", "attr")


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


def verdict(question: Question, doc: Doc) -> str | None:
    """What the answer is, "Yes" or "No", as the sentence has it, or None when it doesn't settle it."""
    return settled(question, doc).verdict


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
    turned = negated(re.sub(r"\w+n['’]t", "", question.text)) and not question.text.lower().startswith(
        ("isn", "didn")
    )
    if asked.lemma_ in TELLING and says_unknown(doc.text):
        return _told("No", turned, Settled(None, alike=1.0))
    found = max(_events(question, asked, doc), key=_sureness, default=None)
    if found is not None:
        return found if found.verdict is None else _told(found.verdict, turned, found)
    doers = _names(question.doc[: asked.i])
    turns = max(
        (likeness(t, o) for t in question.doc if _says_much(t) for o in doc if _says_much(o)),
        key=lambda each: each.alike,
        default=None,
    )
    if doers and not doers & _names(doc):
        return Settled(None)
    if turns is not None and turns.alike >= LISTED and turns.contrary:
        return _told("No", turned, Settled(None, contrary=True))
    if not _is_spoken_of(asked, doc) and not doers:
        return Settled(None)
    return _told("No" if negated(doc.text) else "Yes", turned, Settled(None))


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
        doer = _party(asked, token, agents)
        patient = _party(asked, token, patients)
        if _is_swapped(asked, token) and asked.lemma_ in CONTESTS:
            yield Settled("No", like.alike, 1.0, 1.0, contrary=True)
            continue
        if doer < 0 or (not agents(token) and _is_anothers(_names(question.doc[: asked.i]), token)):
            continue
        theme = _theme(asked, token)
        another = like.alike < 1 and min(theme, _nouns_fit(_objects(asked), _objects(token))) < 0
        partly = like.contrary and _asks_for_any(question) and not ALL & {t.lower_ for t in doc}
        if partly:  # that some were saved does not say that none drowned
            yield Settled(None, ASIDE)
            continue
        if another:
            like = Likeness(ASIDE, like.contrary)
        doer = doer or min(0.0, theme)
        if (
            _is_only_possible(question, token)
            or _is_supposed(question, token)
            or _is_only_meant(question, token)
        ):
            yield Settled(None, like.alike, doer, patient)
            continue
        yes = like.contrary == _is_denied(token)
        clash = yes and like.alike >= LISTED and _clashes(question, asked, token)
        told = "Yes" if yes and not clash else "No"
        yield Settled(told, like.alike, doer, patient, clash, like.contrary)


def _party(asked: Token, token: Token, side: Callable[[Token], list[Token]]) -> float:
    """Whether who does it (or to whom it is done) is the one asked about."""
    wanted = [t for head in side(asked) for t in head.subtree]
    there = [t for head in side(token) for t in head.subtree]
    if not wanted or not there:
        return 0.0
    names, named = _names(wanted), _names(there)
    if names and named:
        return 1.0 if names & named else -1.0
    own = {key(t.text) for t in wanted if not t.is_stop}
    if own & {key(t.text) for t in there}:
        return 1.0
    closest = max(
        (
            float(word_vector(a.lemma_.lower()) @ word_vector(b.lemma_.lower()))
            for a in side(asked)
            for b in side(token)
            if a.pos_ != "PRON" and b.pos_ != "PRON"
        ),
        default=0.0,
    )
    return max(0.0, (closest - 0.3) / 0.7)


def _theme(asked: Token, token: Token) -> float:
    """-1 where the event befalls plainly another thing: the question's champion stays, the text's race."""
    return _nouns_fit(_befallen(asked), _befallen(token))


def _befallen(verb: Token) -> list[Token]:
    return _objects(verb) or agents(verb)


def _objects(verb: Token) -> list[Token]:
    """To whom it is done; in "take place" and "play a part" the object is none."""
    return [each for each in patients(verb) if each.lemma_ not in EMPTY]


def _nouns_fit(asked: list[Token], there: list[Token]) -> float:
    """-1 where two sets of plain nouns have nothing to do with one another; 0 otherwise."""
    if not asked or not there or any(t.pos_ != "NOUN" for t in (*asked, *there)):
        return 0.0
    near = (
        float(word_vector(a.lemma_.lower()) @ word_vector(b.lemma_.lower())) for a in asked for b in there
    )
    return -1.0 if max(near) < UNRELATED else 0.0


def _asks_for_any(question: Question) -> bool:
    return any(t.lower_ in ANY for t in question.doc)


def _is_swapped(asked: Token, token: Token) -> bool:
    """Whether the one asked about is the one to whom it was done: "Sweden defeated South Korea"."""
    doer = _names(t for head in agents(asked) for t in head.subtree)
    sufferer = _names(t for head in patients(token) for t in head.subtree)
    winner = _names(t for head in agents(token) for t in head.subtree)
    return bool(doer and winner and doer & sufferer and not doer & winner)


def _clashes(question: Question, asked: Token, token: Token) -> bool:
    """Whether the event is told with another place or time than the question has it."""
    for ent in question.doc.ents:
        slot = SLOTS.get(ent.label_)
        if slot is None or ent.root.dep_ in ("nsubj", "nsubjpass", "poss", "compound", "dobj", "amod"):
            continue
        if {key(t.text) for t in ent} & {key(t.text) for t in token.doc} or _names(ent) & _names(token.doc):
            continue
        if any(SLOTS.get(e.label_) == slot and _hangs_on(e.root, token) for e in token.doc.ents):
            return True
    return any(_is_elsewhere(link, token) for link in asked.children if link.lower_ in _PLACING)


def _is_elsewhere(link: Token, event: Token) -> bool:
    """Whether the event is said to be in something of another name: "in Science", "in the journal Nature"."""
    asked = _names(t for t in link.subtree if t.pos_ == "PROPN")
    there = [
        _names(t for t in c.subtree if t.pos_ == "PROPN") for c in event.children if c.lower_ == link.lower_
    ]
    return bool(asked and any(there)) and not any(asked & names for names in there)


def _hangs_on(word: Token, event: Token) -> bool:
    """Whether a place or time is said of the event itself."""
    steps = 0
    while word.head is not word and steps < 5:
        if word.head == event or word.head == event.head:
            return True
        if word.dep_ in ("relcl", "ccomp", "advcl", "conj"):
            return False
        word, steps = word.head, steps + 1
    return False


def _says_much(token: Token) -> bool:
    return token.pos_ in ("VERB", "ADJ", "ADV", "NOUN") and not token.is_stop and token.lemma_ not in LIGHT


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
    if root is None:
        return None
    if question.kind == "yes_no" and root.lemma_ in SAYING:
        root = next((c for c in root.children if c.dep_ == "ccomp"), root)
    if root.lemma_ in STATES:
        return next((c for c in root.children if c.dep_ in ("acomp", "attr", "oprd")), root)
    if not (root.lemma_ in LIGHT or root.pos_ == "AUX"):
        return root
    if root.lemma_ != "be" and any(c.dep_ in ("prt", "advmod") and c.lower_ in _AWAY for c in root.children):
        return root  # "get away", "go up"
    return next(iter(_said_of_it(question, root)), root)


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


def _is_only_possible(question: Question, token: Token) -> bool:
    """Whether the sentence says that it may or might, and the question asks whether it did."""
    modals = {c.lower_ for c in token.children if c.tag_ == "MD"} & _POSSIBLE
    perfect = any(c.lemma_ == "have" for c in token.children)
    return bool(modals) and not perfect and not modals & {t.lower_ for t in question.doc}


def _is_only_meant(question: Question, token: Token) -> bool:
    """Whether it is only asked for, meant or wondered about, and the question asks whether it came about."""
    if not _CAME_ABOUT.match(question.text):
        return False
    if token.doc.text.rstrip("\"”’' ").endswith("?"):
        return True
    above = token.head if token.dep_ == "xcomp" else None
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    brings_about = above is not None and key(above.lemma_) in _implying()
    return to and not brings_about and token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "relcl")


def _is_supposed(question: Question, token: Token) -> bool:
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


def _is_denied(token: Token) -> bool:
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
