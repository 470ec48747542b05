"""What a limit on time counts."""

import re
import time

import pytest

from bot.engine.workers import WorkerProcesses
from bot.errors import ModelError, OutOfTimeError


def borrowed() -> int:
    """Work that imports a slow module when it runs."""
    from tests.engine.slow_to_import import work

    return work()


async def test_the_limit_counts_work_and_not_the_imports_before_it():
    async with WorkerProcesses(1, timeout=1.0, modules=("tests.engine.slow_to_import",)) as workers:
        assert await workers.run(borrowed) == 7


async def test_an_import_within_the_work_counts():
    async with WorkerProcesses(1, timeout=1.0) as workers:
        with pytest.raises(ModelError, match="longer than 1 s"):
            await workers.run(borrowed)


def busy(seconds: float) -> int:
    """Work that uses so much processor time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return 7


def idle(seconds: float) -> int:
    """Work that others keep from the processor for so long, as far as a clock can tell."""
    time.sleep(seconds)
    return 7


def stuck_in_c() -> None:
    """Work that never comes back to Python."""
    re.match("(a+)+$", "a" * 60 + "b")


async def test_a_limit_on_processor_time_does_not_count_what_others_do():
    async with WorkerProcesses(1, timeout=0.5, processor_time=True) as workers:
        assert await workers.run(idle, 1.0) == 7
        for _ in range(3):  # each piece of work has its own time
            assert await workers.run(busy, 0.3) == 7


@pytest.mark.parametrize(("work", "args"), [(busy, (60.0,)), (stuck_in_c, ())])
async def test_work_beyond_its_processor_time_is_ended_and_the_next_goes_on(work, args):
    async with WorkerProcesses(1, timeout=0.5, processor_time=True) as workers:
        with pytest.raises(OutOfTimeError, match=r"more than 0\.5 s of processor time"):
            await workers.run(work, *args)
        assert await workers.run(busy, 0.1) == 7


async def test_the_clock_bounds_it_too():
    async with WorkerProcesses(1, timeout=0.1, processor_time=True) as workers:
        with pytest.raises(OutOfTimeError, match="longer than 1 s"):
            await workers.run(idle, 30.0)
