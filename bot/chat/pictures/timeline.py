"""What happened when, as a line with its events."""

from bot.chat.pictures.card import ACCENT, Card, Picture, Unwritable, wrapped, writable
from bot.model import Brief, TimelineEntry

_MOST = 10
_LINES_OF_AN_EVENT = 3
_CHARACTERS = 68
_AT_DATE, _AT_DOT, _AT_EVENT = 0.3, 2.0, 2.3


def timeline_picture(brief: Brief) -> Picture | None:
    """The brief's timeline; None where there are fewer than two events, or the font cannot write them."""
    entries = brief.timeline[:_MOST]
    if len(entries) < 2:
        return None
    try:
        return Picture(_drawn(brief.headline, entries), _alt(brief))
    except Unwritable:
        return None


def _drawn(headline: str, entries: tuple[TimelineEntry, ...]) -> bytes:
    events = [wrapped(entry.event, _CHARACTERS, _LINES_OF_AN_EVENT) for entry in entries]
    starts = [3 + sum(len(each) + 1 for each in events[:index]) for index in range(len(events))]
    card = Card(starts[-1] + len(events[-1]), wrapped(headline, 75, 1)[0])
    card.rule(_AT_DOT, starts[0], starts[-1])
    for entry, lines, start in zip(entries, events, starts, strict=True):
        card.write(_AT_DATE, start, writable(entry.date), weight="bold", color=ACCENT, size=10)
        card.dot(_AT_DOT, start)
        for offset, content in enumerate(lines):
            card.write(_AT_EVENT, start + offset, content)
    return card.png()


def _alt(brief: Brief) -> str:
    told = "; ".join(f"{entry.date}: {entry.event}" for entry in brief.timeline[:_MOST])
    return f"Timeline of “{brief.headline}”. {told}"
