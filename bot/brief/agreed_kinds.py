"""One kind for each name of a text, on which all its mentions agree: each votes, a plain statement decides.

A recogniser judges each mention alone. What one mention says of itself is told in `kinds`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from bot.brief.body_signs import body_noun
from bot.brief.kinds import BODY, PLAIN, Guess, Name, after_role, first_names, signs
from bot.brief.lexicon import words
from bot.brief.stances import predicate
from bot.brief.states import shows_state
from bot.brief.whereabouts import WHERE

_TO_SOMEBODY = frozenset(("with", "by", "against", "for", "between", "like", "behind", "about"))


def settle_kinds(doc: Doc, names: Sequence[Name], filed_from: frozenset[str] = frozenset()) -> list[Name]:
    """`names` with one kind for each name, which all its mentions say together.

    `filed_from` are the dateline's words in lower case: what they name is a place.
    """
    kinds: dict[str, Counter[Guess]] = {}
    for name in names:
        votes = kinds.setdefault(name.text.lower(), Counter())
        votes[_label(doc, name)] += 2 if name.guess == "organisation" else 1
        votes.update(signs(doc, name))
        votes["place"] += PLAIN * (set(name.text.lower().split()) <= filed_from)
    _share_surnames(kinds)
    _person_by_surname(doc, names, kinds)
    _share_directions(kinds)
    _share_first_words(kinds)
    _know_states(doc, names, kinds)
    agreed = [replace(name, guess=_agreed(name.guess, kinds[name.text.lower()])) for name in names]
    agreed = [replace(name, guess=_short_for_body(doc, name, agreed)) for name in agreed]
    return [replace(name, acts=name.acts and _may_act(doc, name)) for name in agreed]


def _label(doc: Doc, name: Name) -> Guess:
    """The guess as a vote: that a lone word which does nothing is a person is no more than a guess."""
    lone = name.end - name.start == 1 and not name.title and name.text.lower() not in first_names()
    token = doc[name.start]
    idle = token.dep_ in ("compound", "nmod", "npadvmod") or (
        token.dep_ == "pobj" and token.head.lower_ not in _TO_SOMEBODY and token.head.dep_ != "agent"
    )
    idle = idle and not name.acts
    return "unknown" if name.guess == "person" and lone and idle else name.guess


def _may_act(doc: Doc, name: Name) -> bool:
    """Places act only where they say or want something: "Velmora asked for help", not "Karsav was hit"."""
    if name.guess != "place":
        return True
    verb = doc[name.start : name.end].root.head
    return verb.lemma_ in words("speech", "verbs") or predicate(verb) is not None


def _person_by_surname(doc: Doc, names: Sequence[Name], kinds: dict[str, Counter[Guess]]) -> None:
    """Who is called by the last of two words alone is a person: "Rohan Desai", then "Desai"."""
    alone = {name.text for name in names if name.end - name.start == 1 and not _has_article(doc, name)}
    alone -= {name.text for name in names if name.end - name.start == 1 and _has_article(doc, name)}
    nouns = words("roles", "places") | words("roles", "organisation") | words("names", "clubs")
    for name in names:
        first, _, last = name.text.partition(" ")
        called = last in alone and not last.endswith("s") and first.isalpha() and last.isalpha()
        landed = first.lower() in words("roles", "land_before") or last.lower() in nouns
        if not called or landed or BODY.search(name.text) or kinds[last.lower()]["country"]:
            continue
        for form in (name.text.lower(), last.lower()):
            kinds[form]["person"] += PLAIN * (kinds[form]["place"] < PLAIN)


def _has_article(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in ("the", "a", "an")


def _know_states(doc: Doc, names: Sequence[Name], kinds: dict[str, Counter[Guess]]) -> None:
    """Lone words that do what states do are states, unless a plain sign or a longer name tells otherwise."""
    persons = {
        part.lower() for n in names if n.guess == "person" and " " in n.text for part in n.text.split()
    }
    persons |= {name.text.lower() for name in names if name.start and after_role(doc[name.start - 1])}
    for name in names:
        form = name.text.lower()
        lone = name.end - name.start == 1 and not name.text.isupper() and not BODY.search(name.text)
        told = max(kinds[form].values()) >= PLAIN or form in persons | first_names()
        if lone and not told and shows_state(doc[name.start : name.end]):
            kinds[form]["country"] += PLAIN


def _share_directions(kinds: dict[str, Counter[Guess]]) -> None:
    """Where a name is a place's, it is with "northern" before it; what is "County X" is X alone too."""
    for name, votes in kinds.items():
        first, _, rest = name.partition(" ")
        if first in words("names", "directions") and rest in kinds and kinds[rest]["place"]:
            votes["place"] += PLAIN
        if first == "county" and rest in kinds and not kinds[rest]["person"]:
            kinds[rest]["place"] += PLAIN


def _share_first_words(kinds: dict[str, Counter[Guess]]) -> None:
    """What is plainly a body by its first word alone is one in full: "shares in Osk", then "Osk Marine"."""
    for full, votes in kinds.items():
        first = full.split()[0] if len(full.split()) in (2, 3) else ""
        body = kinds[first]["organisation"] >= PLAIN if first in kinds else False
        if body and votes["person"] < PLAIN:
            votes["organisation"] += PLAIN


def _share_surnames(kinds: dict[str, Counter[Guess]]) -> None:
    """Who is surely a person by full name is one by surname alone, and the other way round."""
    for full, votes in kinds.items():
        parts = full.split()
        last = parts[-1].removeprefix("al-").removeprefix("el-")
        surname = kinds.get(last) if len(parts) in (2, 3) and not BODY.search(full) else None
        if surname is None or surname["country"] or surname["place"] >= PLAIN:
            continue
        likely = votes if votes["person"] else surname
        if likely["person"] and likely["person"] >= likely["organisation"]:
            votes["person"] += PLAIN
            surname["person"] += PLAIN


def _agreed(guess: Guess, votes: Counter[Guess]) -> Guess:
    if guess == "country":
        return guess
    plain = {kind: count for kind, count in votes.items() if count >= PLAIN}
    if plain:
        return max(plain, key=lambda kind: plain[kind])
    if votes["place"] >= max(votes["organisation"] / 2, votes["person"], votes["group"], 1):
        return "place"
    told = {kind: count for kind, count in votes.items() if kind not in ("unknown", "place")}
    doubtful = "unknown" if guess == "person" else guess
    return max(told, key=lambda kind: told[kind], default=doubtful)


def _short_for_body(doc: Doc, name: Name, names: Sequence[Name]) -> Guess:
    """A lone word taken for a person is a body when it only begins a body's name ("Tarnbeck plc")."""
    if name.guess == "place" and any(_is_company(doc, n, name) for n in names):
        return "organisation"
    if name.guess != "person" or name.end - name.start > 1 or name.title:
        return name.guess
    surname = any(n.guess == "person" and n.end - n.start > 1 and n.text.endswith(name.text) for n in names)
    begins = any(n.guess == "organisation" and n.text.startswith(f"{name.text} ") for n in names)
    if surname or not begins:
        return name.guess
    return "place" if doc[name.start].head.lower_ in WHERE else "organisation"


def _is_company(doc: Doc, full: Name, lone: Name) -> bool:
    """Whether a lone word begins the name of a company: "Tarnbeck" of "Tarnbeck Aerospace plc".

    "The port company Tarnbeck Harbours" is one too, but something may still happen in Tarnbeck.
    """
    if full.guess != "organisation" or not full.text.startswith(f"{lone.text} "):
        return False
    noun = body_noun(doc[full.start : full.end])
    called = noun is not None and noun.lower_ in words("roles", "companies")
    led = lone.start > 0 and doc[lone.start - 1].lower_ in WHERE
    return full.text.split()[-1].strip(".").lower() in words("roles", "company_names") or (called and not led)
