"""The short form of `make chaos`: real processes are killed; nothing is lost, nothing doubled."""

from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.chaos import kills
from benchmarks.chaos_arena import MARKED, Arena, counted, platform
from bot.store.deliveries import Ledger
from bot.store.durable import Durable


async def test_nothing_is_lost_or_doubled_when_workers_are_killed(
    library_url: str, durable: Durable, database_kind: str, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        chat = await platform(stack, seed=7)
        arena = Arena(library_url, chat, tmp_path, seed=7)
        stack.push_async_callback(arena.close)
        await kills(arena, count=2, processes=1 if database_kind == "sqlite" else 2)
        await arena.settle(twins=1.0)
        found = await counted(arena, chat)
        assert (await Ledger(durable).counts()) == {"sent": 75}
    assert found["digests"] == found["recorded"] == 75
    assert found["troubles"] > 0
    assert found["lost"] == {"naive": 0, "nonce": 0, "metadata": 0}
    assert {mode: found["doubled"][mode] for mode in MARKED} == {"nonce": 0, "metadata": 0}
