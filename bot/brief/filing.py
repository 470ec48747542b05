"""Where a report was filed: the places of its dateline ("GENEVA (Reuters) – …")."""

import re

from bot.brief.reading import Reading

_NAME = r"[A-ZÀ-Þ][\w’'.]*(?:[ -][A-ZÀ-Þ][\w’'.]*){0,3}"
_DATELINE = re.compile(
    rf"(?:\A|\n\n)(?P<first>{_NAME})(?P<second>(?:,| and|/) ?{_NAME})?"
    r"(?:,? (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?"
    r"(?: ?\([A-Z][\w /.-]{1,30}\))?[ \u00a0]?(?:[–—]|--|[ \u00a0]-[ \u00a0])[ \u00a0]?(?=[A-ZÀ-Þ“\"‘'])"
)
_SEARCHED = 1500


def find_dateline(reading: Reading) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]] | None:
    """Where the dateline stands, its dash included, and its places, in characters; None when there is none.

    Only a paragraph of the opening that begins with up to two names and a dash has one.
    """
    match = _DATELINE.search(reading.article.text, 0, _SEARCHED)
    if match is None:
        return None
    places = [match.span("first")]
    if match["second"]:
        lead = len(match["second"]) - len(re.sub(r"^(?:,| and|/) ?", "", match["second"]))
        places.append((match.start("second") + lead, match.end("second")))
    return (match.start("first"), match.end()), tuple(places)
