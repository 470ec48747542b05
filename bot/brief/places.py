"""The places that an article names."""

import re
from collections import defaultdict

from spacy.tokens import Span

from bot.brief.actors import Cast
from bot.brief.countries import gazetteer
from bot.brief.lexicon import words
from bot.brief.reading import Reading
from bot.model import Place

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_EVIDENCE = 3


def find_places(reading: Reading, cast: Cast) -> tuple[Place, ...]:
    """Every place in order of appearance, each once under its fullest form, with its first mentions."""
    mentions: dict[str, list[Span]] = defaultdict(list)
    for entity in reading.doc.ents:
        if entity.label_ in _LABELS or gazetteer().country(entity.text):
            place = trimmed(entity)
            if place is not None and _is_place(place, cast):
                mentions[_key(place.text)].append(place)
    return tuple(_place(reading, spans) for spans in mentions.values())


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
    return (
        entity.doc[start:end]
        if start < end and any(t.text[0].isupper() for t in entity.doc[start:end])
        else None
    )


def _is_place(place: Span, cast: Cast) -> bool:
    """Whether it is neither a people ("Pakistani") nor somebody of the cast who is no country."""
    if place.root.pos_ not in ("PROPN", "NOUN") or gazetteer().nation(place.text):
        return False
    if any(token.like_num or token.is_digit for token in place) or place.text.lower() in words(
        "places", "never"
    ):
        return False
    actor = cast.who(place.root)
    if actor is not None and actor.kind != "country":
        return place.label_ == "GPE" and actor.kind == "organisation" and _stands_in(place)
    return True


def _stands_in(place: Span) -> bool:
    """Whether a preposition of place leads to it: "in Davos"."""
    return place.root.dep_ == "pobj" and place.root.head.lower_ in words("places", "prepositions")


def _key(name: str) -> str:
    country = gazetteer().country(name)
    return re.sub(r"[^\w]+", " ", (country or name).lower()).strip()


def _place(reading: Reading, spans: list[Span]) -> Place:
    names = [" ".join(span.text.split()) for span in spans]
    evidence = dict.fromkeys(reading.sentence_evidence(span) for span in spans)
    return Place(name=max(names, key=len), evidence=tuple(evidence)[:_EVIDENCE])
