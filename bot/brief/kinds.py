"""What kind of actor one mention of a name means: by its words, and by the words around it.

A recogniser takes towns for persons and persons for firms. News says what somebody is where it first names
them ("the chief fire officer, X"; "the town of Y"), so those signs rule; `agreed_kinds` weighs all mentions.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from bot.brief.body_signs import armed, body_noun, is_held, is_of_league, plays
from bot.brief.lexicon import words
from bot.brief.whereabouts import called, is_based, is_called_place, is_led_to, is_of_the_land
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
PLAIN = 100
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
    if len(span) > 1 and (span[-1].lower_ in words("names", "streets") or _is_lane(span)):
        return "place"
    if len(span) == 2 and span[0].lower_ in words("names", "of_country") and span[0].text[0].isupper():
        return "organisation"
    if title or _is_crowned(span) or (guess != "person" and (after_role(before) or _is_lettered(span))):
        return "person"
    if span.text.lower() in words("roles", "group"):
        return "group"
    if len(span) > 1 and is_of_the_land(span) and not BODY.search(span.text):
        return "place"
    if guess in ("person", "unknown") and (
        BODY.search(span.text) or (before is not None and before.lower_ == "the")
    ):
        return "organisation"
    if guess == "organisation" and span[0].lower_ == "the" and span.root.tag_ == "NNPS":
        return "group"
    return guess


def _is_lane(span: Span) -> bool:
    """As in "67, of Mill Lane, Ely", "in Mill Lane": led to like a place, without a first name."""
    before = span.doc[max(span.start - 2, 0) : span.start]
    if span[-1].lower_ not in words("names", "lanes") or span[0].lower_ in first_names() or not before:
        return False
    where = before[-1].lower_ in ("in", "on", "at", "off", "near")
    return where or (before[-1].lower_ == "of" and before[0].text == ",")


def _is_crowned(span: Span) -> bool:
    """As in "Prince Edmund"; not a hospital or an island that is named after one."""
    landed = is_of_the_land(span) or span[-1].lower_ in words("roles", "places")
    return len(span) == 2 and span[0].lower_ in words("names", "crowned") and not landed


def _is_lettered(span: Span) -> bool:
    """As in "R. K. Rao": one whole word behind initials, which no body has."""
    return len(span) > 1 and all(re.fullmatch(r"[A-Z]\.", t.text) for t in span[:-1]) and span[-1].is_title


def first_names() -> frozenset[str]:
    """The first names that tell a gender, in lower case."""
    return words("gender", "male", "names") | words("gender", "female", "names")


def after_role(before: Token | None) -> bool:
    """Whether the word before is what a person is: "Finance Minister Xi"."""
    if before is None or before.dep_ not in ("compound", "nmod", "amod"):
        return False
    listed = before.lower_ in words("roles", "person") and before.lower_ not in words("roles", "organisation")
    return listed and before.pos_ != "ADJ"  # "a major Breton orchestra"


def signs(doc: Doc, name: Name) -> Counter[Guess]:
    """What the words around one mention say of it, weighed so that one plain statement decides."""
    found: Counter[Guess] = Counter()
    span = doc[name.start : name.end]
    if name.title or _introduced(span, name):
        found["person"] += PLAIN
    elif is_based(span):
        found["place"] += PLAIN
    elif plays(span) or is_held(span) or is_of_league(span) or (name.guess == "person" and _is_club(span)):
        found["organisation"] += PLAIN
    elif (noun := body_noun(span)) is not None:
        found["group"] += PLAIN * armed(noun)
        found["organisation"] += PLAIN * (not armed(noun))
    elif _is_person(span, name):
        found["person"] += PLAIN
    elif is_called_place(span) or (name.guess == "place" and span[0].lower_ in words("roles", "land_before")):
        found["place"] += PLAIN
    elif is_led_to(span) and not BODY.search(name.text):
        found["place"] += PLAIN if span[-1].lower_ in words("roles", "places") else 1
    return found


def _is_club(span: Span) -> bool:
    """As in "Marlow Town": called like a place, which no person is."""
    return len(span) == 2 and span[-1].text.istitle() and span[-1].lower_ in words("names", "teams")


def _introduced(span: Span, name: Name) -> bool:
    """As in "the harbour master, Ivo Lindgard": what a person is, right before the name.

    What a firm may be as well tells nothing of a name that is labelled as a body's: "the owner, X".
    """
    nouns = words("roles", "person") - words("roles", "organisation")
    if name.guess == "organisation":
        nouns -= words("roles", "either")
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
    named = named or all(token.ent_type_ == "PERSON" for token in span)
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
