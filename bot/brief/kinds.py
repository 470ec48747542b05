"""What kind of actor a name means: by its words, by the words around it, and by all its mentions together.

A recogniser judges each mention alone, and takes towns for persons and persons for firms. News says what
somebody is where it first names them ("the chief fire officer, X"; "the town of Y"), so those signs rule.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Span, Token

from bot.brief.body_signs import armed, body_noun, plays
from bot.brief.lexicon import words
from bot.brief.stances import predicate
from bot.brief.states import shows_state
from bot.brief.whereabouts import WHERE, called, is_based, is_called_place, is_led_to, is_of_the_land
from bot.ground.countries import gazetteer
from bot.model import ActorKind

Guess = ActorKind | Literal["place", "unknown"]

BODY = re.compile(
    r"\b(?:inc|plc|ltd|llc|corp|co|ag|sa|se|gmbh|group|holdings?|bank|university|college|institute|ministry|"
    r"department|council|court|party|union|association|agency|committee|commission|federation|police|hospital|"
    r"school|church|club|united|city council|parliament|senate|congress|foundation|trust|society|army|navy|"
    r"force|corps|guards?|organi[sz]ation|authority|office|board|times|post|news|media|radio|television|tv|"
    r"centre|center|company|airlines?|airways|motors|industries|energy|pharma|laborator(?:y|ies)|league|"
    r"alliance|coalition|securities|partners|capital|rovers|athletic|wanderers|combination|store|stores|front|"
    r"project)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = frozenset(("with", "by", "against", "for", "between", "like", "behind", "about"))
_PLAIN = 100
"""What a plain statement weighs: more than any number of the recogniser's labels."""


@dataclass(frozen=True)
class Name:
    """A proper name at tokens `start` to `end`; `acts` when a verb makes it a subject or agent."""

    start: int
    end: int
    text: str
    guess: Guess
    acts: bool
    title: str | None = None


def guess_of(guess: Guess, span: Span, title: str | None) -> Guess:
    """The recogniser's label corrected by what the name itself and the words before it say."""
    before = span.doc[span.start - 1] if span.start else None
    if gazetteer().country(span.text):
        return "country"
    if not title and gazetteer().capital_of(span.text) and span.text.lower() not in first_names():
        return "place"
    if title or (guess != "person" and (_after_role(before) or _is_lettered(span))):
        return "person"
    if span.text.lower() in words("roles", "group"):
        return "group"
    if len(span) > 1 and is_of_the_land(span):
        return "place"
    if guess in ("person", "unknown") and (
        BODY.search(span.text) or (before is not None and before.lower_ == "the")
    ):
        return "organisation"
    if guess == "organisation" and span[0].lower_ == "the" and span.root.tag_ == "NNPS":
        return "group"
    return guess


def _is_lettered(span: Span) -> bool:
    """As in "R. K. Rao": one whole word behind initials, which no body has."""
    return len(span) > 1 and all(re.fullmatch(r"[A-Z]\.", t.text) for t in span[:-1]) and span[-1].is_title


def first_names() -> frozenset[str]:
    """The first names that tell a gender, in lower case."""
    return words("gender", "male", "names") | words("gender", "female", "names")


def _after_role(before: Token | None) -> bool:
    """Whether the word before is what a person is: "Finance Minister Xi"."""
    if before is None or before.dep_ not in ("compound", "nmod", "amod"):
        return False
    return before.lower_ in words("roles", "person") and before.lower_ not in words("roles", "organisation")


def settle_kinds(doc: Doc, names: Sequence[Name], filed_from: frozenset[str] = frozenset()) -> list[Name]:
    """`names` with one kind for each name, which all its mentions say together.

    `filed_from` are the dateline's words in lower case: what they name is a place.
    """
    kinds: dict[str, Counter[Guess]] = {}
    for name in names:
        votes = kinds.setdefault(name.text.lower(), Counter())
        votes[_label(doc, name)] += 2 if name.guess == "organisation" else 1
        votes.update(_signs(doc, name))
        votes["place"] += _PLAIN * (set(name.text.lower().split()) <= filed_from)
    _share_surnames(kinds)
    _person_by_surname(doc, names, kinds)
    _share_directions(kinds)
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
        if not called or last.lower() in nouns or BODY.search(name.text) or kinds[last.lower()]["country"]:
            continue
        for form in (name.text.lower(), last.lower()):
            kinds[form]["person"] += _PLAIN * (kinds[form]["place"] < _PLAIN)


def _has_article(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in ("the", "a", "an")


def _know_states(doc: Doc, names: Sequence[Name], kinds: dict[str, Counter[Guess]]) -> None:
    """Lone words that do what states do are states, unless a plain sign or a longer name tells otherwise."""
    persons = {
        part.lower() for n in names if n.guess == "person" and " " in n.text for part in n.text.split()
    }
    persons |= {name.text.lower() for name in names if name.start and _after_role(doc[name.start - 1])}
    for name in names:
        form = name.text.lower()
        lone = name.end - name.start == 1 and not name.text.isupper() and not BODY.search(name.text)
        told = max(kinds[form].values()) >= _PLAIN or form in persons | first_names()
        if lone and not told and shows_state(doc[name.start : name.end]):
            kinds[form]["country"] += _PLAIN


def _share_directions(kinds: dict[str, Counter[Guess]]) -> None:
    """Where a name is a place's, it is with "northern" before it."""
    for name, votes in kinds.items():
        first, _, rest = name.partition(" ")
        if first in words("names", "directions") and rest in kinds and kinds[rest]["place"]:
            votes["place"] += _PLAIN


def _share_surnames(kinds: dict[str, Counter[Guess]]) -> None:
    """Who is surely a person by full name is one by surname alone, and the other way round."""
    for full, votes in kinds.items():
        parts = full.split()
        last = parts[-1].removeprefix("al-").removeprefix("el-")
        surname = kinds.get(last) if len(parts) in (2, 3) and not BODY.search(full) else None
        if surname is None or surname["country"] or surname["place"] >= _PLAIN:
            continue
        likely = votes if votes["person"] else surname
        if likely["person"] and likely["person"] >= likely["organisation"]:
            votes["person"] += _PLAIN
            surname["person"] += _PLAIN


def _agreed(guess: Guess, votes: Counter[Guess]) -> Guess:
    if guess == "country":
        return guess
    plain = {kind: count for kind, count in votes.items() if count >= _PLAIN}
    if plain:
        return max(plain, key=lambda kind: plain[kind])
    if votes["place"] >= max(votes["organisation"] / 2, votes["person"], votes["group"], 1):
        return "place"
    told = {kind: count for kind, count in votes.items() if kind not in ("unknown", "place")}
    doubtful = "unknown" if guess == "person" else guess
    return max(told, key=lambda kind: told[kind], default=doubtful)


def _signs(doc: Doc, name: Name) -> Counter[Guess]:
    """What the words around one mention say of it, weighed so that one plain statement decides."""
    signs: Counter[Guess] = Counter()
    span = doc[name.start : name.end]
    if name.title or _introduced(span):
        signs["person"] += _PLAIN
    elif is_based(span):
        signs["place"] += _PLAIN
    elif plays(span):
        signs["organisation"] += _PLAIN
    elif (noun := body_noun(span)) is not None:
        signs["group"] += _PLAIN * armed(noun)
        signs["organisation"] += _PLAIN * (not armed(noun))
    elif _is_person(span, name):
        signs["person"] += _PLAIN
    elif is_called_place(span):
        signs["place"] += _PLAIN
    elif is_led_to(span) and not BODY.search(name.text):
        signs["place"] += _PLAIN if span[-1].lower_ in words("roles", "places") else 1
    return signs


def _introduced(span: Span) -> bool:
    """As in "the harbour master, Ivo Lindgard": what a person is, right before the name."""
    nouns = words("roles", "person") - words("roles", "organisation")
    root = span.root
    if root.dep_ != "appos" or root.head.i >= span.start or BODY.search(span.text):
        return False
    return root.head.lower_ in nouns or _holds_office(span, nouns)


def _holds_office(span: Span, nouns: frozenset[str]) -> bool:
    """As in "the governor of Belkar province, Ivo Lindgard": the parse puts the name beside the place's.

    A place's other name stands beside a noun without a name: "the mayor of the capital, Tolm".
    """
    place = span.root.head
    named = place.pos_ == "PROPN" or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in place.children)
    if not named or len(span) < 2 or span.root.ent_type_ in ("GPE", "LOC") or place.dep_ != "pobj":
        return False
    landed = is_of_the_land(span) or span[-1].lower_ in words("roles", "places")
    return not landed and place.head.lower_ in ("of", "for") and place.head.head.lower_ in nouns


def _is_person(span: Span, name: Name) -> bool:
    """A title, an age, a known first name, or what only a person can be, right before or behind."""
    if name.title:
        return True
    if BODY.search(name.text) or not all(token.is_alpha or token.text in "-’'." for token in span):
        return False
    if span.start and span.doc[span.start - 1].lower_ == "the":
        return False
    nouns = words("roles", "person") - words("roles", "organisation")
    if len(name.text.split()) > 1 and span[0].lower_ in first_names():
        return True
    return (called(span, nouns) and not is_led_to(span)) or _aged(span)


def _aged(span: Span) -> bool:
    """As in "Walter Pruitt, 81, said"; a score or a year is no age."""
    behind = span.doc[span.end : span.end + 3]
    return (
        len(behind) > 1 and behind[0].text == "," and behind[1].text.isdigit() and int(behind[1].text) < 111
    )


def _short_for_body(doc: Doc, name: Name, names: Sequence[Name]) -> Guess:
    """A lone word taken for a person is a body when it only begins a body's name ("Tarnbeck plc")."""
    if name.guess == "place" and any(_is_company(n, name) for n in names):
        return "organisation"
    if name.guess != "person" or name.end - name.start > 1 or name.title:
        return name.guess
    surname = any(n.guess == "person" and n.end - n.start > 1 and n.text.endswith(name.text) for n in names)
    begins = any(n.guess == "organisation" and n.text.startswith(f"{name.text} ") for n in names)
    if surname or not begins:
        return name.guess
    return "place" if doc[name.start].head.lower_ in WHERE else "organisation"


def _is_company(full: Name, lone: Name) -> bool:
    """Whether a lone word begins the name of a company: "Tarnbeck" of "Tarnbeck Aerospace plc"."""
    company = full.text.split()[-1].strip(".").lower() in words("roles", "company_names")
    return company and full.guess == "organisation" and full.text.startswith(f"{lone.text} ")
