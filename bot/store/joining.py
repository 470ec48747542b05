"""Two feeds that have become one: the first has moved for good to where the second is.

The first stays as it was, moved and out of sight, with its items and with a subscription for each of its
followers: what it brought still comes to them, and to nobody else. From now on all of them follow the second.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ground.wanted import either
from bot.model import Feed, KeyedItem, KnownItem, Plan, Subscription
from bot.store import feeds, items, subscriptions
from bot.store.dialects import insert
from bot.store.work_tables import feed_items, feed_urls, left_out, schedules, told
from bot.store.work_tables import subscriptions as following

Pairs = Callable[[Sequence[KeyedItem], Sequence[KnownItem]], Mapping[str, str]]
"""Which items of the one feed are which of the other, by their ids."""

ELSEWHERE = "it stands in the feed to which this one has moved"


async def join(
    conn: AsyncConnection, feed_id: str, into: str, pairs: Pairs, problem: str, now: datetime
) -> Feed | None:
    """Make a feed one with another, as which it goes on; None if one of them is not there any more.

    `problem` says to those who follow the first what has happened.
    """
    held = {each: await feeds.hold(conn, each) for each in sorted((feed_id, into))}  # all in one order
    was, home = held[feed_id], held[into]
    if was is None or home is None or was.state == "moved":
        return None
    await _join_items(conn, was, home, pairs)
    for each in await subscriptions.of_feed(conn, was.id):
        await _name_in_plans(conn, each, was.id, home.id)
        await _follow_on(conn, each, home)
    update_of = {"state": "moved", "problem": problem, "told_at": None, "failures": 0}
    await feeds.save(conn, was.model_copy(update=update_of))
    await conn.execute(update(feed_urls).where(feed_urls.c.feed_id == was.id).values(feed_id=home.id))
    if home.state not in feeds.POLLED:
        await feeds.set_state(conn, home.id, "active", max(now, home.quiet_until or now))
    return await feeds.get(conn, home.id)


async def _join_items(conn: AsyncConnection, was: Feed, home: Feed, pairs: Pairs) -> None:
    """What was told of an item of the one was told of the same item of the other, and it comes once."""
    theirs = {each.item.id: each for each in await items.keyed(conn, was.id)}
    others = {each.id: each for each in await items.known(conn, home.id, [t.keys for t in theirs.values()])}
    for item_id, other in pairs(list(theirs.values()), list(others.values())).items():
        shift = others[other].revision - theirs[item_id].item.revision
        await _copy(conn, told, item_id, other, shift)
        await _copy(conn, left_out, item_id, other)
        there = feed_items.alias()
        comes_there = exists().where(there.c.id == other, there.c.state.in_(("seen", "briefed")))
        twice = update(feed_items).where(feed_items.c.id == item_id, comes_there)
        await conn.execute(twice.values(state="old", reason=ELSEWHERE, next_attempt=None))


async def _copy(conn: AsyncConnection, ledger: Table, item_id: str, other: str, shift: int = 0) -> None:
    """Note of an item in the ledger what stands there of another one."""
    changed: dict[str, ColumnElement[Any]] = {"item_id": literal(other)}
    if "revision" in ledger.c:
        changed["revision"] = ledger.c.revision + shift
    values = [changed.get(column.name, column) for column in ledger.c]
    same = select(*values).where(ledger.c.item_id == item_id)
    names = [column.name for column in ledger.c]
    await conn.execute(insert(conn, ledger).from_select(names, same).on_conflict_do_nothing())


async def _follow_on(conn: AsyncConnection, each: Subscription, home: Feed) -> None:
    """Have a follower follow the other feed, under the id that they know."""
    others = {other.destination: other for other in await subscriptions.of_feed(conn, home.id)}
    if there := others.get(each.destination):
        both = {
            "filter": either(each.filter, there.filter),
            "private": each.private and there.private,
            "folder": there.folder or each.folder,
        }
        await subscriptions.put(conn, there.model_copy(update=both))
        return
    renamed = update(following).where(following.c.id == each.id)
    await conn.execute(renamed.values(id=token_hex(4)))
    await subscriptions.put(conn, each.model_copy(update={"feed_id": home.id}))


async def _name_in_plans(conn: AsyncConnection, each: Subscription, feed_id: str, home_id: str) -> None:
    """Name the other feed in the plans of the follower's workspace that name this one."""
    theirs = select(schedules.c.id, schedules.c.plan)
    for row in await conn.execute(theirs.where(schedules.c.workspace == each.destination.workspace)):
        plan = Plan.model_validate(row.plan)
        if feed_id in plan.feeds:
            named = tuple(dict.fromkeys(home_id if name == feed_id else name for name in plan.feeds))
            changed = plan.model_copy(update={"feeds": named}).model_dump(mode="json")
            await conn.execute(update(schedules).where(schedules.c.id == row.id).values(plan=changed))
