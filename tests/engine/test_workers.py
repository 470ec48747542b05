"""What a limit on time counts."""

import pytest

from bot.engine.workers import WorkerProcesses
from bot.errors import ModelError


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
