"""Text to offset: the one way by which words become evidence."""

from functools import lru_cache

from bot.model import Article, Evidence


def evidence_at(article: Article, start: int, end: int) -> Evidence:
    """The article's text from `start` to `end`, trimmed of surrounding white space, as evidence.

    Raises ValueError when the range is empty or outside the text.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start}:{end} is not a range of article {article.id}")
    words = article.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Evidence(
        article_id=article.id,
        url=article.canonical_url or article.url,
        quote=article.text[start:end],
        start=start,
        end=end,
    )


_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_MARKS = " \t\n\"'“”„«»‘’…"
MOST_PLACES = 3


def find_quote(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Where `quote` stands in `text`, as ranges of characters, at most three; exact ones where there are any.

    Otherwise white space and the shapes of quotation marks, dashes and dots may differ, and invisible
    characters are passed over; never a letter or a digit.
    """
    wanted = quote.strip()
    if not any(map(str.isalnum, wanted)):
        return ()
    found = _places(text, wanted)
    if found:
        return tuple((start, start + len(wanted)) for start in found)
    plain, origin = _plain(text)
    wanted = _plain(quote.strip(_MARKS))[0].strip()
    return tuple((origin[at], origin[at + len(wanted) - 1] + 1) for at in _places(plain, wanted))


def _places(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


@lru_cache(maxsize=64)
def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """A text with one shape of each mark and single spaces, and where each character of it came from."""
    kept: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text.translate(_ALIKE)):
        if character in _NOTHING or (character.isspace() and kept[-1:] == [" "]):
            continue
        for each in "..." if character == "…" else " " if character.isspace() else character:
            kept.append(each)
            origin.append(at)
    return "".join(kept), tuple(origin)
