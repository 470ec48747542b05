"""Breaking stories: when enough outlets report something new within minutes. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.digest.material import Material
from bot.model import Alert, Story


def is_breaking(reports: Sequence[Material], story: Story, alert: Alert, now: datetime) -> bool:
    """Whether at least `alert.sources` outlets wrote of the story themselves within `alert.minutes`.

    A story of which the channel was told is not new, and one whose last report is older than twice those
    minutes not breaking: feeds are read with some delay.
    """
    if story.is_update:
        return False
    within = timedelta(minutes=alert.minutes)
    copied = {report.item_id for report in story.reports if report.copy_of}
    own = [report for report in reports if report.item.id not in copied]
    first: dict[str, datetime] = {}
    for report in sorted(own, key=lambda each: each.at):
        first.setdefault(report.outlet, report.at)
    times = sorted(first.values())
    if len(times) < alert.sources or now - max(report.at for report in own) > 2 * within:
        return False
    return any(
        times[last] - times[last - alert.sources + 1] <= within
        for last in range(alert.sources - 1, len(times))
    )
