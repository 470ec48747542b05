"""Limits that survive a restart: how often somebody may do something.

The generic cell rate algorithm (ITU-T I.371, annex A): a limit is one moment, that at which all that
was used will have recovered. Every use moves it on by one share of the window.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Rate
from bot.store.chat_tables import rates
from bot.store.dialects import insert


async def use(conn: AsyncConnection, subject: str, rate: Rate, now: datetime) -> timedelta:
    """Use the limit once if it allows that; otherwise how long to wait for it, and nothing is used."""
    at = _milliseconds(now)
    window, share = int(rate.seconds * 1000), int(rate.seconds * 1000 / rate.times)
    known = await conn.scalar(select(rates.c.recovered_at).where(rates.c.subject == subject))
    recovered = max(known or 0, at) + share
    if recovered - at > window:
        return timedelta(milliseconds=recovered - at - window)
    row = {"subject": subject, "recovered_at": recovered}
    await conn.execute(
        insert(conn, rates)
        .values(row)
        .on_conflict_do_update(index_elements=[rates.c.subject], set_={"recovered_at": recovered})
    )
    return timedelta(0)


async def forget_recovered(conn: AsyncConnection, now: datetime) -> int:
    """Delete limits that have recovered in full; how many."""
    return (await conn.execute(delete(rates).where(rates.c.recovered_at < _milliseconds(now)))).rowcount


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
