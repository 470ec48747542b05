"""Programs that the durability tests run as processes of their own; the second argument says which."""

# ruff: noqa: T201  (what a process has done, it says on standard output)

import asyncio
import resource
import signal
import sys

from bot.errors import StoreError
from bot.model import Scope
from bot.store.library import open_library
from tests.store.samples import article, brief


async def share(url: str, own: int) -> None:
    """Add what another process adds too, and things of its own, at the same time."""
    async with await open_library(url) as library:
        for number in range(25):
            for one in (article(number), article(own + number)):
                await library.add_brief(brief(one))
                await library.keep(one, Scope())
    print("done")


async def endless(url: str, own: int) -> None:
    """Write until killed, a line for each brief that is safe."""
    async with await open_library(url) as library:
        for number in range(own, own + 100_000):
            one = article(number)
            await library.add_brief(brief(one))
            await library.keep(one, Scope())
            print(number, flush=True)


async def full(url: str, kilobytes: int) -> None:
    """Write to a disk on which no file can grow beyond so much, then with room again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    async with await open_library(url) as library:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, hard))
        number = 0
        try:
            while number < 5_000:
                await library.add_brief(brief(article(number)))
                number += 1
        except StoreError as error:
            print(error)
        await library.check()
        print("readable", (await library.brief_of(article(0), brief(article()).engine)) is not None)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        await library.add_brief(brief(article(number)))
        print("again", number)


if __name__ == "__main__":
    asyncio.run(
        {"share": share, "endless": endless, "full": full}[sys.argv[2]](sys.argv[1], int(sys.argv[3]))
    )
