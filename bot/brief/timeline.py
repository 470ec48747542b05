"""What happened when: the clause around each date that can be told."""

from bot.brief.clauses import clause, finite_verb, governing_verb, trimmed, words_of
from bot.brief.dates import Dated
from bot.brief.reading import Reading
from bot.model import Evidence, TimelineEntry

_PRECISIONS = ("minute", "hour", "day", "week", "month", "quarter", "year", "decade")


def find_timeline(reading: Reading, dates: tuple[Dated, ...]) -> tuple[TimelineEntry, ...]:
    """Events in order of date; of one date the more precise first, then as the article tells them."""
    entries: dict[tuple[str, str], TimelineEntry] = {}
    order: dict[tuple[str, str], tuple[str, int, int]] = {}
    for dated in dates:
        if dated.when is None or dated.date is None or dated.precision is None:
            continue
        entry = _entry(reading, dated)
        key = (entry.date, entry.event)
        if entry.event and key not in entries:
            entries[key] = entry
            rank = _PRECISIONS.index(dated.precision)
            order[key] = (dated.when.day.isoformat() + dated.date[10:], rank, dated.span.start)
    return tuple(entries[key] for key in sorted(entries, key=order.__getitem__))


def _entry(reading: Reading, dated: Dated) -> TimelineEntry:
    assert dated.date is not None
    assert dated.precision is not None
    evidence: Evidence = reading.sentence_evidence(dated.span)
    return TimelineEntry(
        date=dated.date, precision=dated.precision, event=_event(dated), evidence=(evidence,)
    )


def _event(dated: Dated) -> str:
    """The finite clause that the date belongs to, or the sentence where there is no verb."""
    verb = governing_verb(dated.span.root)
    if verb is None:
        return words_of(trimmed(dated.span.sent))
    return words_of(clause(finite_verb(verb), dated.span))
