"""What one reading of a feed gives, in whichever format it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ground.language import language_of
from bot.ground.wanted import shown_text
from bot.model import FeedEntry

MOST_ENTRIES = 20_000
_TELLING = 100  # characters that show what language they are in


@dataclass(frozen=True)
class ParsedFeed:
    """One reading of a feed: `kind` as "rss20", `problems` in words, `ttl` in seconds if it asks for one."""

    kind: str
    title: str | None
    site_url: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    problems: tuple[str, ...]
    ttl: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()


def in_language(entries: Sequence[FeedEntry], declared: str | None) -> tuple[FeedEntry, ...]:
    """The entries with the language of their feed: what it declares, or what most of its words are in."""
    told = declared
    if told is None:
        sample = " ".join(f"{each.title or ''} {shown_text(each.text)[:300]}" for each in entries[:10])
        told = language_of(sample) if len(sample) >= _TELLING else None
    return tuple(each if each.language else each.model_copy(update={"language": told}) for each in entries)
