"""What is due, from a schedule and the time: pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.model import Schedule, Timing
from bot.store.due import Firing

NextFire = Callable[[Timing, datetime], datetime | None]
"""The first time of a timing after a moment; None if there is none any more."""

WALKED = 1000
"""So many missed times are counted one by one; of more, the last is looked for near the present."""


def firing(schedule: Schedule, now: datetime, next_fire: NextFire) -> Firing:
    """The one delivery that stands for all times of the schedule from `next_fire` to now.

    It is due at the last of them; the earlier ones are counted as missed.
    """
    timing, due = schedule.plan.timing, schedule.next_fire or now
    missed = 0
    while (following := next_fire(timing, due)) and following <= now:
        missed, due = missed + 1, following
        if missed == WALKED:
            due, following = _latest(timing, due, now, next_fire)
            break
    return Firing(delivery_key(schedule.id, due), schedule, due, missed, following)


def delivery_key(schedule_id: str, due_at: datetime) -> str:
    """The key of what a schedule posts for a time: the same wherever it is computed."""
    return f"{schedule_id}/{due_at:%Y%m%dT%H%M%SZ}"


def _latest(
    timing: Timing, due: datetime, now: datetime, next_fire: NextFire
) -> tuple[datetime, datetime | None]:
    """The last time up to now, and the one after, by looking from ever further back."""
    back = timedelta(minutes=1)
    while (start := now - back) > due:
        found = next_fire(timing, start)
        if found and found <= now:
            due = found
            break
        back *= 4
    while (following := next_fire(timing, due)) and following <= now:
        due = following
    return due, following
