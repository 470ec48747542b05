"""Which report leads a story: its headline is the story's, its sentences come first. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.digest.counts import counts_of, differ
from bot.digest.material import Material

LATEST = timedelta(hours=6)
"""The report that leads a story is one of those that appeared in the last hours of it."""

AGEING = 0.02
"""So much of what it has in common with the others a report loses with each hour: what is newer leads."""

AGREED = 2
"""What so many of the latest reports count is what the story is about."""


def lead_of(able: Sequence[Material], reports: Sequence[Material]) -> Material:
    """Of the latest that are able to, the one that is up to date and has most in common with all."""
    newest = max(report.at for report in able)
    latest = [report for report in able if newest - report.at <= LATEST]
    middle = sum(report.profile.meaning for report in reports)

    def worth(report: Material) -> tuple[float, float]:
        common = float(report.profile.meaning @ middle) / len(reports)
        hours = (newest - report.at) / timedelta(hours=1)
        # Of two reports each has as much in common with both: the later one leads, not what rounding favours.
        return round(common - AGEING * hours, 4), report.at.timestamp()

    return max(_up_to_date(latest) or latest, key=worth)


def _up_to_date(latest: Sequence[Material]) -> list[Material]:
    """Those that give the last figure for what most of them count; none where they count nothing alike."""
    said = {report.item.id: {c.kind: c.figure for c in counts_of(report.brief)} for report in latest}
    counted = Counter(kind for each in said.values() for kind in each)
    kind = next((kind for kind, times in counted.most_common(1) if times >= AGREED), None)
    if kind is None:
        return []
    counting = [report for report in latest if kind in said[report.item.id]]
    last = max(counting, key=lambda report: (report.said_at, report.at))
    now = said[last.item.id][kind]
    return [report for report in counting if not differ(said[report.item.id][kind], now)]
