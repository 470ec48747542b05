"""Who did it and to whom, where and when: whether a sentence tells that of the one asked about."""

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from bot.answer.question import Question
from bot.answer.roles import agents, patients
from bot.answer.support import kinship
from bot.ground.words import capitals, country_names, key

UNRELATED = 0.3
"""Below this cosine two nouns name things that have nothing to do with one another."""
SLOTS = {
    "LANGUAGE": "language",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "DATE": "time",
    "TIME": "time",
}
"""Places and times, of which an event has one."""
EMPTY = frozenset(("place", "part", "role", "way", "action", "step"))
_PLACING = frozenset(("in", "at", "on", "from"))


def party(asked: Token, token: Token, side: Callable[[Token], list[Token]]) -> float:
    """Whether who does it (or to whom it is done) is the one asked about."""
    wanted = [t for head in side(asked) for t in head.subtree]
    there = [t for head in side(token) for t in head.subtree]
    if not wanted or not there:
        return 0.0
    names, named = names_in(wanted), names_in(there)
    if names and named:
        return 1.0 if names & named else -1.0
    own = {key(t.text) for t in wanted if not t.is_stop}
    if own & {key(t.text) for t in there}:
        return 1.0
    closest = max(
        (kinship(a, b) for a in side(asked) for b in side(token) if a.pos_ != "PRON" and b.pos_ != "PRON"),
        default=0.0,
    )
    return max(0.0, (closest - 0.3) / 0.7)


def theme(asked: Token, token: Token) -> float:
    """-1 where the event befalls plainly another thing: the question's champion stays, the text's race."""
    return nouns_fit(_befallen(asked), _befallen(token))


def _befallen(verb: Token) -> list[Token]:
    return objects(verb) or agents(verb)


def objects(verb: Token) -> list[Token]:
    """To whom it is done; in "take place" and "play a part" the object is none."""
    return [each for each in patients(verb) if each.lemma_ not in EMPTY]


def nouns_fit(asked: list[Token], there: list[Token]) -> float:
    """-1 where two sets of plain nouns have nothing to do with one another; 0 otherwise."""
    if not asked or not there or any(t.pos_ != "NOUN" for t in (*asked, *there)):
        return 0.0
    return -1.0 if max(kinship(a, b) for a in asked for b in there) < UNRELATED else 0.0


def is_swapped(asked: Token, token: Token) -> bool:
    """Whether the one asked about is the one to whom it was done: "Sweden defeated South Korea"."""
    doer = names_in(t for head in agents(asked) for t in head.subtree)
    sufferer = names_in(t for head in patients(token) for t in head.subtree)
    winner = names_in(t for head in agents(token) for t in head.subtree)
    return bool(doer and winner and doer & sufferer and not doer & winner)


def clashes(question: Question, asked: Token, token: Token) -> bool:
    """Whether the event is told with another place or time than the question has it."""
    for ent in question.doc.ents:
        slot = SLOTS.get(ent.label_)
        if slot is None or ent.root.dep_ in ("nsubj", "nsubjpass", "poss", "compound", "dobj", "amod"):
            continue
        if {key(t.text) for t in ent} & {key(t.text) for t in token.doc} or names_in(ent) & names_in(
            token.doc
        ):
            continue
        if any(SLOTS.get(e.label_) == slot and _hangs_on(e.root, token) for e in token.doc.ents):
            return True
    return any(_is_elsewhere(link, token) for link in asked.children if link.lower_ in _PLACING)


def _is_elsewhere(link: Token, event: Token) -> bool:
    """Whether the event is said to be in something of another name: "in Science", "in the journal Nature"."""
    asked = names_in(t for t in link.subtree if t.pos_ == "PROPN")
    there = [
        names_in(t for t in c.subtree if t.pos_ == "PROPN") for c in event.children if c.lower_ == link.lower_
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


def names_in(tokens: Iterable[Token]) -> set[str]:
    """The names among these tokens, word by word, and the countries that they mean ("US", "Washington")."""
    proper = [t.text for t in tokens if t.text[:1].isupper() and not t.is_stop]
    runs = {" ".join(proper[i:j]) for i in range(len(proper)) for j in range(i + 1, i + 4)}
    countries = {country_names().get(run.lower()) or capitals().get(key(run)) for run in runs}
    return {key(word) for word in proper} | {name for name in countries if name}


def is_anothers(doers: set[str], verb: Token) -> bool:
    """Whether somebody else is named as the one who does it: what one did, another need not have done."""
    heads = agents(verb)
    named = (
        names_in(t for head in heads for t in head.subtree)
        if heads
        else names_in(verb.sent[: verb.i - verb.sent.start])
    )
    return bool(doers and named and not doers & named)
