"""What every database must do with what is followed and what came in."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import (
    Destination,
    Feed,
    FeedEntry,
    FeedItem,
    Filter,
    Following,
    Intake,
    ItemKeys,
    KeyedItem,
    KnownItem,
    Rewrite,
    Scope,
    Subscription,
)
from bot.store.following import SqlFeeds
from bot.store.library import SqlLibrary
from bot.store.scopes import scope_of

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HERE = Destination(platform="slack", workspace="T1", channel="C1")
LEASE = timedelta(minutes=2)


@pytest.fixture
def store(library: SqlLibrary) -> SqlFeeds:
    return SqlFeeds(library.database)


def feed(number: int = 1, **fields: object) -> Feed:
    given = {"id": f"f{number}", "url": f"https://h{number}.example/feed", "next_poll": NOW}
    return Feed.model_validate(given | fields)


def wanting(number: int = 1, destination: Destination = HERE, **fields: object) -> Subscription:
    given = {
        "id": f"s{number}-{destination.channel}",
        "destination": destination,
        "feed_id": f"f{number}",
        "created_at": NOW,
    }
    return Subscription.model_validate(given | fields)


async def follow(store: SqlFeeds, number: int = 1, **fields: object) -> Following:
    return await store.follow(feed(number, **fields), wanting(number))


def keyed(number: int, feed_id: str = "f1", **fields: object) -> KeyedItem:
    entry = FeedEntry(guid=f"g{number}", url=f"https://h1.example/{number}", title=f"Title {number}")
    given = {"id": f"i{number}", "feed_id": feed_id, "entry": entry, "seen_at": NOW}
    keys = ItemKeys(guid=f"g{number}", link=f"h1.example/{number}", title=f"title {number}", text="x" * 64)
    return KeyedItem(item=FeedItem.model_validate(given | fields), keys=keys)


async def bring(store: SqlFeeds, *new: KeyedItem, at: datetime = NOW, **fields: object) -> Intake | None:
    def settle(found: Feed, _: Sequence[KnownItem]) -> Intake:
        return Intake.model_validate({"feed": found, "new": new} | fields)

    return await store.take_in("f1", [], settle, at)


async def test_a_subscription_comes_back_with_its_feed(store: SqlFeeds) -> None:
    rich = feed(title="News", etag='"1"', problem="x", told_at=NOW)
    wanted = wanting(
        filter=Filter(include=("port",), exclude=("sport",)),
        private=True,
        created_by="U1",
        folder=("World", "Asia"),
    )
    following = await store.follow(rich, wanted)
    assert following == Following(subscription=wanted, feed=rich)
    assert await store.followed("T1") == [following]
    assert await store.followed("T1", HERE) == [following]
    assert await store.followed("T1", HERE.model_copy(update={"thread": "9"})) == []
    assert await store.followed("T2") == []


async def test_following_again_changes_the_filter_and_keeps_the_id(store: SqlFeeds) -> None:
    first = await follow(store)
    again = wanting(id="other", filter=Filter(exclude=("sport",)))
    second = await store.follow(feed(id="another"), again)
    assert second.subscription.id == first.subscription.id
    assert second.subscription.filter.exclude == ("sport",)
    assert second.feed == first.feed
    assert len(await store.followed("T1")) == 1


async def test_a_feed_that_nobody_follows_rests_until_somebody_does(store: SqlFeeds) -> None:
    following = await follow(store)
    assert await store.unfollow(following.subscription.id, "T2") is None
    assert await store.unfollow(following.subscription.id, "T1") == following
    assert await store.claim_due(NOW, LEASE, "a", 10) == []
    assert (await store.feed("f1")).state == "paused"
    again = await store.follow(feed(id="new"), wanting(created_at=NOW + timedelta(days=1)))
    assert (again.feed.id, again.feed.state) == ("f1", "active")
    assert len(await store.claim_due(NOW + timedelta(days=1), LEASE, "a", 10)) == 1


async def test_what_is_due_is_claimed_once(store: SqlFeeds) -> None:
    for number in range(1, 7):
        await follow(store, number, next_poll=NOW - timedelta(minutes=number))
    await follow(store, 7, next_poll=NOW + timedelta(minutes=1))
    await follow(store, 8, state="gone")
    nodes = [store.claim_due(NOW, LEASE, node, 4) for node in ("a", "b", "c")]
    claimed = [[one.id for one in some] for some in await asyncio.gather(*nodes)]
    assert sorted(one for some in claimed for one in some) == [f"f{number}" for number in range(1, 7)]
    later = NOW + LEASE
    assert [one.id for one in await store.claim_due(later, LEASE, "d", 2)] == ["f6", "f5"]


async def test_a_claim_ends_with_the_reading_or_with_the_node(store: SqlFeeds) -> None:
    await follow(store, 1)
    await follow(store, 2)
    await store.claim_due(NOW, LEASE, "a", 10)
    await bring(store)
    assert [one.id for one in await store.claim_due(NOW, LEASE, "b", 10)] == ["f1"]
    assert await store.let_go("a") == 1
    assert [one.id for one in await store.claim_due(NOW, LEASE, "b", 10)] == ["f2"]


async def test_one_feed_of_a_host_is_read_at_a_time_and_keeps_no_other_host_waiting(store: SqlFeeds) -> None:
    for number in range(1, 10):
        early = NOW - timedelta(hours=number)
        await follow(store, number, url=f"https://same.example/{number}", next_poll=early)
    await follow(store, 10)
    assert [one.id for one in await store.claim_due(NOW, LEASE, "a", 1)] == ["f9"]
    assert [one.id for one in await store.claim_due(NOW, LEASE, "b", 5)] == ["f10"]
    assert await store.claim_due(NOW, LEASE, "a", 5) == []
    await store.let_go("a")
    assert [one.id for one in await store.claim_due(NOW, LEASE, "b", 5)] == ["f9"]


async def test_an_old_address_finds_the_feed(store: SqlFeeds) -> None:
    await follow(store)
    await store.take_in(
        "f1", [], lambda was, _: Intake(feed=was.model_copy(update={"url": "https://n/"})), NOW
    )
    for address in ("https://n/", "https://h1.example/feed"):
        assert (await store.find(address)).id == "f1"
    assert (await store.follow(feed(id="x"), wanting())).feed.url == "https://n/"


async def test_an_address_of_another_feed_is_not_taken(store: SqlFeeds) -> None:
    await follow(store, 1)
    await follow(store, 2)
    moved = feed(1, url="https://h2.example/feed", failures=3)
    await store.take_in("f1", [], lambda *_: Intake(feed=moved), NOW)
    assert await store.feed("f1") == feed(1, failures=3)
    assert (await store.find("https://h2.example/feed")).id == "f2"


async def test_items_are_known_by_any_of_their_keys(store: SqlFeeds) -> None:
    await follow(store)
    await follow(store, 2)
    await bring(store, keyed(1), keyed(2), keyed(3))
    seen: list[list[str]] = []

    def settle(found: Feed, known: Sequence[KnownItem]) -> Intake:
        seen.append(sorted(item.id for item in known))
        return Intake(feed=found)

    asked = [ItemKeys(guid="g1"), ItemKeys(link="h1.example/2"), ItemKeys(title="title 9"), ItemKeys()]
    await store.take_in("f1", asked, settle, NOW)
    await store.take_in("f2", asked, settle, NOW)
    many = [ItemKeys(guid=f"g{number}") for number in range(2000)]
    await store.take_in("f1", many, settle, NOW)
    assert seen == [["i1", "i2"], [], ["i1", "i2", "i3"]]


async def test_a_revision_is_to_be_briefed_again_and_a_change_of_address_is_not(store: SqlFeeds) -> None:
    await follow(store)
    await bring(store, keyed(1), keyed(2))
    for item in await store.pending(NOW, 10):
        assert await store.finish(item, "briefed", None, "a" + item.id)
    changed = [
        Rewrite(item_id=f"i{n}", entry=keyed(n + 5).item.entry, keys=ItemKeys(guid=f"n{n}"), revised=n == 1)
        for n in (1, 2)
    ]
    later = NOW + timedelta(hours=1)
    await bring(store, at=later, rewrites=changed)
    [one] = await store.pending(later, 10)
    assert (one.id, one.revision, one.revised_at, one.article_id) == ("i1", 1, later, "ai1")
    other = await store.item("i2")
    assert (other.state, other.revision, other.entry.url) == ("briefed", 0, "https://h1.example/7")


async def test_what_was_briefed_meanwhile_of_an_older_revision_does_not_count(store: SqlFeeds) -> None:
    await follow(store)
    await bring(store, keyed(1))
    [old] = await store.pending(NOW, 10)
    again = Rewrite(item_id="i1", entry=old.entry, keys=ItemKeys(guid="g1"), revised=True)
    await bring(store, rewrites=[again])
    assert not await store.finish(old, "briefed", None, "a")
    await store.put_off(old, "late", NOW + timedelta(days=9))
    [new] = await store.pending(NOW, 10)
    assert (new.revision, new.attempts, new.reason) == (1, 0, None)


async def test_what_failed_waits_for_its_time(store: SqlFeeds) -> None:
    await follow(store)
    await bring(store, keyed(1), keyed(2, seen_at=NOW - timedelta(hours=1)))
    assert [item.id for item in await store.pending(NOW, 10)] == ["i2", "i1"]
    await store.put_off((await store.pending(NOW, 1))[0], "no answer", NOW + timedelta(minutes=5))
    assert [item.id for item in await store.pending(NOW, 10)] == ["i1"]
    assert [item.attempts for item in await store.pending(NOW + timedelta(minutes=5), 10)] == [0, 1]
    await store.unfollow("s1-C1", "T1")
    assert await store.pending(NOW + timedelta(minutes=5), 10) == []


async def test_what_stands_in_the_feed_is_never_forgotten(store: SqlFeeds) -> None:
    await follow(store)
    await bring(store, keyed(1), keyed(2), keyed(3))
    for item in (await store.pending(NOW, 10))[:2]:
        await store.finish(item, "briefed")
    later = NOW + timedelta(days=100)
    assert await store.forget_items(later) == 0  # all of them stood in the newest document
    await bring(store, keyed(4), at=later, still_there=["i2"])
    assert await store.forget_items(later - timedelta(days=90)) == 1
    assert await store.item("i1") is None
    assert {item.id for item in await store.newest("f1", 10)} == {"i2", "i3", "i4"}


async def test_who_was_not_told_of_a_problem(store: SqlFeeds) -> None:
    await follow(store, 1, state="gone", problem="it ended")
    await follow(store, 2, state="failing", failures=3)
    await follow(store, 3, state="failing", failures=2)
    await follow(store, 4, state="gone", told_at=NOW)
    assert [one.id for one in await store.troubled(3)] == ["f1", "f2"]
    await store.set_told("f1", NOW)
    assert [one.id for one in await store.troubled(3)] == ["f2"]


async def test_a_reading_that_fails_changes_nothing(store: SqlFeeds) -> None:
    await follow(store)
    await bring(store, keyed(1))
    with pytest.raises(ZeroDivisionError):
        await store.take_in("f1", [], lambda *_: Intake(feed=feed(failures=1 // 0)), NOW)
    assert await store.take_in("f9", [], lambda was, _: Intake(feed=was), NOW) is None
    assert (await store.feed("f1")).failures == 0


def test_whose_library_a_channel_reads_into() -> None:
    assert scope_of(HERE) == Scope(workspace="slack:T1")
    assert scope_of(HERE, private=True) == Scope(workspace="slack:T1", channel="C1")
    assert scope_of(Destination(platform="terminal", channel="terminal")) == Scope()
    assert scope_of(Destination(platform="file", channel="/srv/news.txt")) == Scope()
