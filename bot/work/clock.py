"""The clock: a handful of jobs, each a coroutine that runs again and again and never beside itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import BriefwireError
from bot.log import event_log
from bot.work import metrics

Job = Callable[[], Awaitable[object]]


class Clock:
    """Jobs of this process; users' schedules are rows of the database and not among them."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A second instance finds the first one running and ends at once (`_once`), without a warning.
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
        )
        self._running: dict[str, asyncio.Task[None] | None] = {}

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Run a job now, and so many seconds after each start, or when it ends if it takes longer."""
        now = datetime.now(UTC)
        self._scheduler.add_job(
            self._once, "interval", (name, job), id=name, seconds=seconds, next_run_time=now, jitter=None
        )

    def start(self) -> None:
        """Begin, on the running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Start nothing more, and wait for what runs."""
        self._scheduler.pause()
        await asyncio.gather(*(task for task in self._running.values() if task))
        self._scheduler.shutdown(wait=False)  # which would have cut short what runs

    async def _once(self, name: str, job: Job) -> None:
        if name in self._running:
            return
        self._running[name] = asyncio.current_task()
        try:
            await job()
        except BriefwireError as error:
            metrics.failures.labels(name).inc()
            event_log().warning("job_failed", job=name, problem=str(error))
        except Exception as error:
            metrics.failures.labels(name).inc()
            event_log().error("job_broke", job=name, exc_info=error)
        finally:
            del self._running[name]
