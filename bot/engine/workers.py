"""Where CPU work runs: a thread, or processes that can be ended when they take too long or too much."""

import asyncio
import multiprocessing
import resource as limits
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from importlib import import_module
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool
from tqdm import tqdm

from bot.errors import ModelError, OutOfTimeError

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 10
"""So many times its processor time a piece of work may take by the clock: others may have the processors."""


def _prepare_process(megabytes: int | None, modules: Sequence[str]) -> None:
    # Pebble's own handler runs only between steps of Python: a parser stuck in C would live on for seconds.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # tqdm, which other libraries bring, would make a named semaphore: an ended process leaves that behind.
    tqdm.set_lock(threading.RLock())
    if megabytes:
        size = megabytes * 1024 * 1024
        limits.setrlimit(limits.RLIMIT_AS, (size, size))
    for name in modules:
        import_module(name)


def _within(seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of `work`, whose process ends itself when that has used so much processor time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)  # what it does then by default ends C code too
    try:
        return work(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class WorkerProcesses:
    """A bounded pool of processes, started when first used.

    `timeout` in seconds and `memory_mb` (address space) hold for each piece of work: one that
    exceeds them is ended with its process, and a new process takes its place. `modules` are imported before
    any work begins: on a busy machine importing a library may take longer than what it is wanted for.

    With `processor_time` the timeout counts the processor's seconds, so that what others do on a busy machine
    ends no work; by the clock it may take `PATIENCE` times as long.
    """

    def __init__(
        self,
        processes: int,
        timeout: float,
        memory_mb: int | None = None,
        modules: Sequence[str] = (),
        *,
        processor_time: bool = False,
    ) -> None:
        self._timeout = timeout
        self._by_processor = processor_time
        self._pool = ProcessPool(
            max_workers=processes,
            initializer=_prepare_process,
            initargs=[memory_mb, modules],
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`; raises ModelError when it was ended, and what it raises otherwise."""
        try:
            return await asyncio.wrap_future(self._scheduled(work, args, kwargs))
        except (FutureTimeout, TimeoutError) as error:
            most = self._timeout * (PATIENCE if self._by_processor else 1)
            raise OutOfTimeError(f"It took longer than {most:g} s and was stopped.") from error
        except (ProcessExpired, MemoryError) as error:
            if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGPROF:
                told = f"It took more than {self._timeout:g} s of processor time and was stopped."
                raise OutOfTimeError(told) from error
            raise ModelError("It needed more memory than it may have and was stopped.") from error

    def _scheduled(self, work: Callable[..., T], args: Any, kwargs: Any) -> "Future[T]":
        if not self._by_processor:
            return self._pool.schedule(work, args=args, kwargs=kwargs, timeout=self._timeout)
        limited = (self._timeout, work, *args)
        return self._pool.schedule(_within, args=limited, kwargs=kwargs, timeout=self._timeout * PATIENCE)

    async def close(self) -> None:
        """End the processes, and what they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class WorkerThread:
    """One thread of this process: quickest to start, for commands that do one thing and end."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`; raises ModelError when it takes too long (its thread then runs on)."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(work, *args, **kwargs), self._timeout)
        except TimeoutError as error:
            raise OutOfTimeError(f"It took longer than {self._timeout:g} s and was stopped.") from error

    async def close(self) -> None:
        """Nothing to end: the thread goes with the process."""
