"""The account of hosted models, on every kind of database."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Scope, Use
from bot.store.costs import SqlCosts
from bot.store.library import SqlLibrary

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANNA, BEN = (Scope(workspace="discord:1", person=name) for name in ("anna", "ben"))
ELSEWHERE = Scope(workspace="slack:2", person="anna")


def use(sent: int, written: int, task: str = "brief") -> Use:
    return Use(task=task, model="m", outcome="written", sent=sent, written=written)


@pytest.fixture
def costs(library: SqlLibrary) -> SqlCosts:
    return SqlCosts(library.database)


async def test_a_day_is_counted_for_person_workspace_and_all(costs: SqlCosts) -> None:
    assert await costs.used(NOW, ANNA) == (0, 0, 0)
    await costs.add_use(use(100, 10), ANNA, NOW)
    await costs.add_use(use(20, 2), BEN, NOW)
    await costs.add_use(use(3, 0), ELSEWHERE, NOW)
    await costs.add_use(use(5000, 5000), ANNA, NOW - timedelta(days=1))
    assert await costs.used(NOW, ANNA) == (110, 132, 135)
    assert await costs.used(NOW, Scope(workspace="discord:1")) == (0, 132, 135)


async def test_the_table_adds_up_by_day_workspace_and_task(costs: SqlCosts) -> None:
    for day in (0, 0, 1, 40):
        await costs.add_use(use(100, 10, "answer"), ANNA, NOW - timedelta(days=day))
    found = await costs.table(NOW - timedelta(days=30))
    assert [(row.day, row.requests, row.sent, row.written) for row in found] == [
        ("2026-05-01", 2, 200, 20),
        ("2026-04-30", 1, 100, 10),
    ]


async def test_replies_are_kept_for_a_time(costs: SqlCosts) -> None:
    keep = timedelta(days=30)
    await costs.keep_reply("a" * 64, "one", NOW - timedelta(days=31), keep)
    await costs.keep_reply("b" * 64, "two", NOW - timedelta(days=29), keep)
    await costs.keep_reply("b" * 64, "other", NOW, keep)
    assert await costs.reply("a" * 64) is None
    assert await costs.reply("b" * 64) == "two"
    assert await costs.reply("c" * 64) is None
