"""Posting one delivery from the command line, by the same steps as the work in `briefwire run`."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.model import Delivered
    from bot.store.deliveries import Ledger
    from bot.work.deliver import Deliverer

PAUSE = 0.2  # seconds between two looks at what a worker does
LONGEST = 30.0
"""Seconds after which what is put off is left to `briefwire run`."""


async def post(desk: "Desk", key: str) -> "Delivered":
    """Carry out a delivery of the ledger, unless a worker has it already; the row as it stands then.

    What a platform puts off for long, or needs a connection for that this process has not, stays
    `sending`: the next `briefwire run` goes on with it.
    """
    from bot.chat.sinks.platforms import sinks
    from bot.store.deliveries import Ledger as Account
    from bot.store.due import Schedules
    from bot.store.durable import Durable
    from bot.work.deliver import Deliverer as Carrier

    durable = Durable(desk.settings.database_url)
    platforms = sinks()
    ledger = Account(durable)
    try:
        deliveries = {each.name: each.delivery for each in platforms}
        composer = await desk.digests()
        deliverer = Carrier(ledger, Schedules(durable), composer, deliveries, "command line", LONGEST)
        ours = await ledger.take_up(key, datetime.now(UTC))
        work = _carry_out(deliverer, key) if ours else _settled(ledger, key)
        await asyncio.wait_for(work, LONGEST)
    except TimeoutError:
        pass
    finally:
        row = await ledger.get(key)
        for each in platforms:
            await each.close()
        durable.close()
    if row is None:
        raise StoreError("The account of this post is gone; nothing more can be said of it.")
    return row


async def _carry_out(deliverer: "Deliverer", key: str) -> None:
    while True:
        outcome = await deliverer.compose(key)
        if outcome.kind == "go_on":
            outcome = await deliverer.attempt(key)
        if outcome.kind != "wait":
            return
        await asyncio.sleep(outcome.seconds)


async def _settled(ledger: "Ledger", key: str) -> None:
    """Wait until a worker has carried it out."""
    for _ in range(int(LONGEST / PAUSE)):
        row = await ledger.get(key)
        if row is None or row.state != "sending":
            return
        await asyncio.sleep(PAUSE)
