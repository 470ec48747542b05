"""The places that an article names."""

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.body_signs import is_held
from bot.brief.filing import find_dateline
from bot.brief.kinds import BODY
from bot.brief.lexicon import words
from bot.brief.reading import Reading
from bot.ground.countries import gazetteer
from bot.model import Evidence, Place

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_EVIDENCE = 3
_LONGEST_ACRONYM = 4


def find_places(reading: Reading, cast: Cast) -> tuple[Place, ...]:
    """Every place in order of appearance, each once under its fullest form, with its first mentions."""
    mentions: dict[str, list[Span]] = defaultdict(list)
    for place in place_names(reading, cast):
        mentions[_key(place.text)].append(place)
    return tuple(_place(reading, spans) for spans in mentions.values() if not _only_acts(reading, spans))


def _only_acts(reading: Reading, spans: list[Span]) -> bool:
    """Whether an unknown name is nowhere led to as a place is: a person or club mistaken for one."""
    dateline = find_dateline(reading)
    filed = dateline[0][1] if dateline else 0
    known = any(gazetteer().country(s.text) or gazetteer().capital_of(s.text) for s in spans)
    return not known and not any(_is_led_to(s) or s.start_char < filed for s in spans)


def _is_led_to(place: Span) -> bool:
    """Whether a preposition of place leads to it, or a noun says what kind of place it is."""
    root = place.root
    while root.dep_ == "conj" and root.head.i < root.i:
        root = root.head
    led = root.dep_ == "pobj" and root.head.lower_ in words("places", "where") | {"of", "beyond", "towards"}
    return (led and not _is_spoken_for(root.head)) or is_kind(place)


def _is_spoken_for(preposition: Token) -> bool:
    """As in "said Ana Reyes, of X": whom a speaker speaks for; behind an age it is where they live."""
    person = preposition.head
    if preposition.lower_ != "of" or person.ent_type_ != "PERSON" or person.dep_ != "nsubj":
        return False
    between = person.doc[person.i + 1 : preposition.i].text
    return person.head.lemma_ in words("speech", "verbs") and between == ","


def is_kind(place: Span) -> bool:
    """Whether it says itself what place it is: "Rask city", "the town of Rask", "Ninth Street"."""
    after = place.doc[place.end] if place.end < len(place.doc) else None
    nouns = words("roles", "places")
    behind = after is not None and after.lower_ in nouns and place.root.dep_ in ("compound", "nmod")
    before = place.root.head if place.root.dep_ == "pobj" else None
    of = before is not None and before.lower_ == "of" and before.head.lower_ in words("places", "kinds")
    return behind or of or (len(place) > 1 and place[-1].lower_ in nouns)


def place_names(reading: Reading, cast: Cast) -> Iterator[Span]:
    """Every mention of a place in order, the dateline's included."""
    filed = _filed_from(reading)
    known = {span.text.lower() for span in filed}
    surnames = {part for actor in cast.actors if actor.kind == "person" for part in actor.name.split()}
    bare = [place for entity in reading.doc.ents if (place := trimmed(entity)) is not None]
    known |= {
        place.text.lower()
        for place in bare
        if place.label_ in _LABELS
        and stands_in(place)
        and (place.text not in surnames or place.label_ == "GPE")
    }
    yield from filed
    for entity in reading.doc.ents:
        place = trimmed(entity)
        if place is None or any(place.start < span.end and span.start < place.end for span in filed):
            continue
        settled = place.text.lower() in known and place.label_ in (*_LABELS, "ORG", "PERSON")
        if settled or (place.text not in surnames and _is_place(place, cast)):
            yield place


def _filed_from(reading: Reading) -> list[Span]:
    dateline = find_dateline(reading)
    spans = (reading.doc.char_span(*at, alignment_mode="expand") for at in (dateline[1] if dateline else ()))
    return [span for span in spans if span is not None]


def trimmed(entity: Span) -> Span | None:
    """The entity without article, quotation marks, possessive ending and what follows a line break."""
    start, end = entity.start, entity.end
    for token in entity:
        if token.is_space:
            end = token.i
            break
    while start < end and (entity.doc[start].lower_ == "the" or not entity.doc[start].text[0].isalnum()):
        start += 1
    while end > start and not entity.doc[end - 1].text[0].isalnum():
        end -= 1
    while end > start and end + 1 < len(entity.doc) and _is_hyphened(entity.doc[end - 1 : end + 2]):
        end += 2
    named = any(token.text[0].isupper() for token in entity.doc[start:end])
    return Span(entity.doc, start, end, label=entity.label) if named else None


def _is_hyphened(span: Span) -> bool:
    """Whether a name goes on behind a hyphen: "Mazar-i-Sharif"."""
    hyphen = span[1].text == "-" and not span[0].whitespace_ and not span[1].whitespace_
    return hyphen and (span[2].text[0].isupper() or span[2].lower_ in words("names", "inside") | {"i", "e"})


def _is_place(place: Span, cast: Cast) -> bool:
    """Whether it is neither a people ("Pakistani") nor somebody of the cast who is no country."""
    if place.root.pos_ not in ("PROPN", "NOUN") or gazetteer().nation(place.text):
        return False
    if any(token.like_num or token.is_digit for token in place) or place.text.lower() in words(
        "places", "never"
    ):
        return False
    if _is_of_country(place) or _is_language(place):
        return False
    if place[0].lower_ in words("names", "things") or any(c.tag_ == "PRP$" for c in place.root.children):
        return False
    if _is_building(place):
        return True
    bodies = words("roles", "organisation") - words("roles", "places") - words("places", "buildings")
    if len(place) > 1 and place[-1].lower_ in bodies:
        return False
    actor = cast.who(place.root)
    if actor is not None and actor.kind == "person":
        return False
    if place.label_ in _LABELS or gazetteer().country(place.text):
        return actor is None or actor.kind == "country" or stands_in(place)
    if actor is not None and not (place.label_ == "ORG" and is_kind(place)):
        return False
    if place.label_ == "PERSON":
        return stands_in(place) or (len(place) > 1 and is_kind(place))
    named = len(place.text) > 4 and not place.text.isupper()
    return place.label_ in ("ORG", "NORP") and named and (is_kind(place) or _is_near(place))


def _is_of_country(name: Span) -> bool:
    """As in "Police Scotland", "in NHS England"."""
    return len(name) > 1 and name[0].lower_ in words("names", "of_country")


def _is_language(name: Span) -> bool:
    """As in "notes in Wolof and French": beside a language stands another."""
    beside = [token.text for token in name.root.conjuncts if token.i == name.end + 1]
    return any(gazetteer().nation(word) and not gazetteer().country(word) for word in beside)


def _is_building(place: Span) -> bool:
    """As in "outside Marsh Tower", "at the White House": what something happens in or before."""
    return (
        len(place) > 1
        and place[-1].lower_ in words("places", "buildings")
        and place.root.dep_ == "pobj"
        and place.root.head.lower_ in ("at", "in", "inside", "outside", "near")
    )


def _is_near(place: Span) -> bool:
    """As in "near Saravan", "a campsite in Saravan", which nothing but a place follows."""
    if place.root.dep_ != "pobj":
        return False
    before, sites = place.root.head, words("places", "venues") | words("places", "sites")
    return before.lower_ in ("near", "outside") or (before.lower_ == "in" and before.head.lower_ in sites)


def stands_in(place: Span) -> bool:
    """Whether a preposition of place leads to it: "in Davos", "the port of Larne"."""
    if place.root.dep_ != "pobj" or is_held(place) or _is_of_country(place) or _is_language(place):
        return False
    before = place.root.head
    if before.lower_ == "of":
        return before.head.lower_ in words("places", "kinds")
    return before.lower_ in words("places", "prepositions")


def venue(noun: Token, cast: Cast) -> Span | None:
    """The name of what something is at, without its article; None for persons, bodies, posts and times.

    A name of a court, a park and the like is one; another needs two words, since a lone word may be anybody.
    """
    named = [token for token in noun.doc[noun.left_edge.i : noun.i + 1] if token.text[0].isupper()]
    if not named or noun.ent_type_ in ("PERSON", "DATE", "TIME", "MONEY", "PERCENT", "EVENT", "CARDINAL"):
        return None
    name = noun.doc[named[0].i : noun.i + 1]
    if len(name) > 1 and noun.lower_ in words("places", "venues"):
        return name
    told = noun.ent_type_ in _LABELS or (len(name) > 1 and not BODY.search(name.text))
    able = told and noun.pos_ == "PROPN" and not _is_post_at(noun.head)
    return name if able and cast.who(noun) is None else None


def _is_post_at(at: Token) -> bool:
    """As in "the head of research at X", "was named chief executive at X"."""
    held = [at.head, *(child for child in at.head.children if child.dep_ in ("oprd", "attr"))]
    return any(token.lower_ in words("roles", "person") for token in held)


def _key(name: str) -> str:
    country = gazetteer().country(name)
    return re.sub(r"[^\w]+", " ", (country or name).lower()).strip()


def _place(reading: Reading, spans: list[Span]) -> Place:
    names = [" ".join(span.text.split()) for span in spans]
    evidence = dict.fromkeys(_evidence(reading, span) for span in spans)
    plain = [name for name in names if not name.isupper()] or names
    name = max(plain, key=len)
    if name.isupper() and len(name) > _LONGEST_ACRONYM:
        name = name.title()
    return Place(name=name, evidence=tuple(evidence)[:_EVIDENCE])


def _evidence(reading: Reading, span: Span) -> Evidence:
    """The sentence that names a place; of a dateline its own words, so that no report begins with them."""
    filed = reading.is_dateline(span.sent)
    return reading.evidence(span.sent) if filed else reading.sentence_evidence(span)
