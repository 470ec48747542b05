"""The words of a headline that mean something, cut to stems, to compare other words with."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.brief.reading import Reading


def title_terms(reading: Reading, count: int = 99) -> frozenset[str]:
    """The stems of the headline's first `count` words, those that mean something."""
    words_ = (reading.article.title or "").split()[:count]
    return frozenset(stem(word) for word in words_ if len(word) > 2) - {""}


def stem(word: str) -> str:
    """A word cut to what its inflections share; enough to compare a headline with a lead."""
    plain = "".join(c for c in word.lower().split("’")[0].split("'")[0] if c.isalnum())
    for ending in ("ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)]
    return plain


def stems(tokens: Iterator[Token] | Span | list[Token]) -> set[str]:
    """The stems of content words."""
    return {
        stem(t.text) for t in tokens if not t.is_stop and not t.is_punct and not t.is_space and len(t) > 1
    }
