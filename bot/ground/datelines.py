"""The line by which agencies say where a report was filed: "GENEVA (Reuters) – …"."""

import re

NAME = r"[A-ZÀ-Þ][\w’'.]*(?:(?: of(?: the)?)?[ -][A-ZÀ-Þ][\w’'.]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:,? {_MONTH} \d{{1,2}}|, \d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_SOURCE = r"(?:\([A-Z][\w /.-]{1,30}\)|/[A-Z][\w .-]{1,30}/)"
_DATELINE = re.compile(
    rf"(?:\A|\n\n)(?P<first>{NAME})(?P<second>(?:,| and|/) ?{NAME})?(?:{_DAY})?(?: ?{_SOURCE})?"
    r"[ \u00a0]?(?:[–—]|--|[ \u00a0]-[ \u00a0])[ \u00a0]?(?=[A-ZÀ-Þ“\"‘'])"
)
_COLON = re.compile(r"\A[A-ZÀ-Þ]{5,}(?: [A-ZÀ-Þ]+)?(?: ?\([A-Z][\w /.-]{1,30}\))?: (?=[A-ZÀ-Þ])")
"""As Indian papers have it: "CHENNAI: Buses …"; shorter words are "LIVE", "WATCH" and the like."""
_SEARCHED = 1500


def find_first(text: str) -> re.Match[str] | None:
    """The dateline of `text`, its dash included, with its places as groups "first" and "second".

    Only a paragraph of the opening that begins with up to two names and a dash has one; between them may
    stand the day, with or without its year, and the agency in brackets or between slashes.
    """
    return _DATELINE.search(text, 0, _SEARCHED)


def dateline_range(text: str) -> tuple[int, int] | None:
    """The characters of a dateline that tells nothing of the report itself: no sentence begins with it."""
    match = find_first(text)
    if match is not None:
        return match.start("first"), match.end()
    colon = _COLON.match(text)
    return colon.span() if colon is not None else None
