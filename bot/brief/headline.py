"""The words of a headline that mean something, cut to stems, to compare other words with."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.brief.reading import Reading
from bot.engine.local.nlp import parsed

_BESIDE = frozenset(("as", "after", "when", "while", "following", "before", "amid"))


def title_terms(reading: Reading, count: int = 99) -> frozenset[str]:
    """The stems of the headline's first `count` words, those that mean something."""
    return _terms((reading.article.title or "").split()[:count])


def main_terms(reading: Reading) -> frozenset[str]:
    """The stems of what the headline tells first, without a clause of what came before or went on meanwhile.

    As in "Driver arrested | as seven die", "Two hurt | after bus overturns", "While Rome votes, | …". What
    has no verb is the least of a headline: "Tears of joy as fans celebrate" tells of celebrating.
    """
    title = parsed(" ".join((reading.article.title or "").split()))
    start = _behind_opening(title)
    beside = (t.i for t in title[start + 1 :] if t.lower_ in _BESIDE and _has_verb(title[start : t.i]))
    told = title[start : next(beside, len(title))]
    return _terms(told.text.split())


def _terms(words_: list[str]) -> frozenset[str]:
    """The stems of `words_`, each part of a hyphenated one by itself, as the tokens of a lead are."""
    parts = (part for word in words_ for part in re.split("[-–]", word))
    return frozenset(stem(part) for part in parts if len(part) > 2) - {""}


def _behind_opening(title: Doc) -> int:
    """Where a headline begins to tell its own, behind "While Rome votes, "."""
    opens = len(title) > 0 and title[0].lower_ in _BESIDE
    return next((t.i + 1 for t in title if t.text == ","), 0) if opens else 0


def _has_verb(words_: Span) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in words_)


def stem(word: str) -> str:
    """A word cut to what its inflections share; enough to compare a headline with a lead."""
    plain = "".join(c for c in word.lower().split("’")[0].split("'")[0] if c.isalnum())
    for ending in ("ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)]
    return plain


def stems(tokens: Iterator[Token] | Span | list[Token]) -> set[str]:
    """The stems of content words and numbers."""
    content = (t for t in tokens if (t.like_num or not t.is_stop) and not t.is_punct and not t.is_space)
    return {stem(t.text) for t in content if len(t) > 1}
