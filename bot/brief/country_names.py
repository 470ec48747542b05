"""Where the names of countries stand in a text, as the gazetteer has them."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.brief.kinds import Guess
from bot.ground.countries import gazetteer


def country_names(doc: Doc, persons: set[int]) -> Iterator[tuple[Span, Guess]]:
    """Names of countries; not inside a person's name, nor inside another name ("Bank of America")."""
    countries = gazetteer()
    inside = {
        t.i: entity for entity in doc.ents if entity.label_ in ("ORG", "FAC", "WORK_OF_ART") for t in entity
    }
    at = 0
    while at < len(doc):
        size = _longest_country(doc, at, countries.longest) if _may_begin(doc[at]) else 0
        span = doc[at : at + size]
        entity = inside.get(at)
        part_of_more = entity is not None and (entity.start < at or _goes_on(entity, at + size))
        if size and at not in persons and not part_of_more:
            yield span, "country"
        at += max(size, 1)


def _may_begin(token: Token) -> bool:
    """Whether a country's name may begin here: a cheap look before the spans are compared."""
    first = token.nbor() if token.lower_ == "the" and token.i + 1 < len(token.doc) else token
    return token.text[0].isupper() and first.lower_.split(".")[0] in gazetteer().begins


def _goes_on(entity: Span, at: int) -> bool:
    """Whether `entity` goes on at `at` with more of a name than a possessive's ending and common nouns."""
    return (
        at < entity.end
        and entity.doc[at].text not in ("’s", "'s", "’", "'")
        and entity.doc[at].text[0].isupper()
    )


def _longest_country(doc: Doc, at: int, longest: int) -> int:
    countries = gazetteer()
    for size in range(min(longest, len(doc) - at), 0, -1):
        if countries.country(doc[at : at + size].text):
            return size
    return 0
