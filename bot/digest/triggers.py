"""APScheduler triggers that keep local time: each local time fires once, whatever clocks do that day.

The stock CronTrigger fires twice when clocks are set back and leaves out an hour the day after they are
set forward. These compute on the local time alone and map it to a moment at the end.
"""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.digest.cron import ANY_DAY, ANY_WEEKDAY, CronLine
from bot.digest.zones import instant_of


class LocalTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires when clocks in a zone show certain times, and right after a leap over one of them."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    @abstractmethod
    def local_times(self, start: datetime) -> Iterator[datetime]:
        """The local times from `start` on, in order and without zone."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """As APScheduler asks for it: the first time after `previous_fire_time`, or not before `now`."""
        return self.after(previous_fire_time or now - timedelta(microseconds=1))

    def after(self, moment: datetime) -> datetime | None:
        """The first time after `moment`, in UTC; None when there is none any more."""
        start = moment.astimezone(self.zone).replace(tzinfo=None)
        found = (instant_of(local, self.zone) for local in self.local_times(start))
        return next((fires for fires in found if fires > moment), None)


class TimesOfDay(LocalTrigger):
    """Fires at times of day on weekdays (Monday is 0)."""

    def __init__(self, times: tuple[time, ...], weekdays: frozenset[int], zone: ZoneInfo) -> None:
        super().__init__(zone)
        self._times = sorted(times)
        self._weekdays = weekdays

    def local_times(self, start: datetime) -> Iterator[datetime]:
        """The times of this day and all that follow, as far as the calendar goes."""
        for day in range(start.toordinal(), date.max.toordinal() - 1):
            today = date.fromordinal(day)
            if today.weekday() in self._weekdays:
                for at in self._times:
                    if (local := datetime.combine(today, at)) >= start:
                        yield local


class CronTimes(LocalTrigger):
    """Fires by a cron line: where it limits both, on its days of the month and on its weekdays."""

    def __init__(self, line: CronLine, zone: ZoneInfo) -> None:
        super().__init__(zone)
        limits = [(line.days, line.weekdays)]
        if line.days != ANY_DAY and line.weekdays != ANY_WEEKDAY:
            limits = [(line.days, ANY_WEEKDAY), (ANY_DAY, line.weekdays)]
        self._triggers = [_stepper(line, days, weekdays) for days, weekdays in limits]

    def local_times(self, start: datetime) -> Iterator[datetime]:
        """Stepped through in UTC, where the stock trigger has no change of clocks to trip over."""
        after = start.replace(tzinfo=UTC)
        while True:
            found = [trigger.get_next_fire_time(None, after) for trigger in self._triggers]
            due = min((each for each in found if each), default=None)
            if due is None:
                return
            yield due.replace(tzinfo=None)
            after = due + timedelta(minutes=1)


def _stepper(line: CronLine, days: frozenset[int], weekdays: frozenset[int]) -> CronTrigger:
    """A stock trigger; it calls Monday 0, where cron calls Sunday 0."""
    return CronTrigger(
        minute=_listed(line.minutes),
        hour=_listed(line.hours),
        day=_listed(days),
        month=_listed(line.months),
        day_of_week=_listed(frozenset((day - 1) % 7 for day in weekdays)),
        timezone=UTC,
    )


def _listed(values: frozenset[int]) -> str:
    return ",".join(map(str, sorted(values)))
