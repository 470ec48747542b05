"""Links that lead to the very passage: text fragments, as browsers scroll to and highlight them.

https://wicg.github.io/scroll-to-text-fragment/
"""

import re
from urllib.parse import quote, urlsplit

_WORDS_AT_AN_END = 4
_LONGEST_WHOLE = 8
"""A passage of more words than this is named by its first and last words alone."""


def link_to(url: str, passage: str) -> str:
    """The address of the page with the passage marked; the bare address where none can be."""
    if not _is_of_a_page(url):
        return url
    words = _first_paragraph(passage).split()
    if not words:
        return url
    if len(words) <= _LONGEST_WHOLE:
        text = _escaped(words)
    else:
        text = f"{_escaped(words[:_WORDS_AT_AN_END])},{_escaped(words[-_WORDS_AT_AN_END:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def linkable(address: str | None, longest: int, unescaped: str) -> str | None:
    """The address as it may stand in a link, all but `unescaped` and its own marks escaped.

    None for what is no web address, or longer than `longest`.
    """
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    target = quote((address or "").strip(), safe=f"%/:?#[]@{unescaped}")
    return target if len(target) <= longest else None


def _is_of_a_page(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:  # "https://[::1"
        return False


def _first_paragraph(passage: str) -> str:
    """A fragment that spans blocks of a page needs both ends; within one paragraph it always holds."""
    return re.split(r"\n\s*\n", passage.strip(), maxsplit=1)[0]


def _escaped(words: list[str]) -> str:
    """Percent-encoded; "-" and "," have a meaning in fragments, which `quote` does not know."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
