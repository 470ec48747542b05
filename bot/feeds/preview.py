"""What a filter would have done with a feed's newest entries. Pure."""

from collections.abc import Sequence

from bot.ground.wanted import kept_out
from bot.model import FeedEntry, Filter, FilterPreview, HeldBack

PREVIEWED = 50


def preview(entries: Sequence[FeedEntry], wanted: Filter, outlet: str | None) -> FilterPreview:
    """Which of the newest entries would pass, and what keeps each of the others out."""
    newest = sorted(entries, key=lambda entry: entry.published_at is None)[:PREVIEWED]
    if all(entry.published_at for entry in newest):
        dated = [(entry.published_at, entry) for entry in entries if entry.published_at]
        newest = [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)][:PREVIEWED]
    judged = [(entry, kept_out(entry, wanted, outlet)) for entry in newest]
    return FilterPreview(
        passing=tuple(entry for entry, reason in judged if reason is None),
        held_back=tuple(HeldBack(entry=entry, reason=reason) for entry, reason in judged if reason),
    )
