"""The language of a text, as an ISO 639-1 code."""

import re
from functools import cache
from pathlib import Path
from typing import Any

# One word a line: the commonest words of English, a quarter to a third of all its prose.
_ENGLISH = frozenset((Path(__file__).parent / "cues" / "english.txt").read_text("ascii").split())
_ENGLISH_SHARE = 0.18
_MOST_TELLING = 3000
_ENOUGH = 200
_FEWEST_WORDS = 4
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{4}")
_TAG = re.compile(r"^\s*([a-z]{2})(?:[-_][A-Za-z0-9-]+)?\s*$", re.IGNORECASE)


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language of `text` by its words; of a short text by what its page declares ("en-GB"), if it does.

    None for a text of fewer than four words. Clear English is told by its commonest words,
    which spares loading a model.
    """
    sample = text[:_MOST_TELLING]
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    tag = _TAG.match(declared or "")
    if len(words) < _FEWEST_WORDS and not _UNSPACED.search(sample):
        return tag[1].lower() if tag else None
    if len(words) >= 20 and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    if tag and len(sample) < _ENOUGH:
        return tag[1].lower()
    return str(_identifier().classify(sample)[0])


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
