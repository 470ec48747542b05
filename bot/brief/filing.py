"""Where a report was filed: the places of its dateline ("GENEVA (Reuters) – …")."""

import re

from bot.brief.reading import Reading
from bot.ground.datelines import NAME, find_first

# "CHENNAI: Buses …", as Indian papers have it: in capitals, or a place by its name.
_WITH_COLON = re.compile(rf"\A(?P<first>{NAME})(?P<second>)(?: ?\([A-Z][\w /.-]{{1,30}}\))?: (?=[A-ZÀ-Þ])")
_LETTERS = 4


def find_dateline(reading: Reading) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]] | None:
    """Where the dateline stands, its dash included, and its places, in characters; None when there is none.

    Only a paragraph of the opening that begins with up to two names and a dash has one.
    """
    match = find_first(reading.article.text)
    match = match or _with_colon(reading)
    if match is None:
        return None
    places = [match.span("first")]
    if match["second"]:
        lead = len(match["second"]) - len(re.sub(r"^(?:,| and|/) ?", "", match["second"]))
        places.append((match.start("second") + lead, match.end("second")))
    return (match.start("first"), match.end()), tuple(places)


def _with_colon(reading: Reading) -> re.Match[str] | None:
    match = _WITH_COLON.match(reading.article.text)
    if match is None:
        return None
    name = reading.doc.char_span(*match.span("first"), alignment_mode="expand")
    is_place = name is not None and any(token.ent_type_ in ("GPE", "LOC") for token in name)
    return match if is_place or (match["first"].isupper() and len(match["first"]) > _LETTERS) else None
