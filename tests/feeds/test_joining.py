"""A feed that moves for good to where another one is followed already, on every database."""

from datetime import timedelta

from sqlalchemy import insert, select

from bot.feeds.service import FeedService
from bot.model import Destination, Filter, Following, Plan, Schedule, Scope, Timing
from bot.store.following import SqlFeeds
from bot.store.library import SqlLibrary
from bot.store.news import SqlNews
from bot.store.posted import SqlPosted
from bot.store.schedules import SqlSchedules
from bot.store.work_tables import deliveries, feed_items, told
from tests.feeds.conftest import START, Clock
from tests.feeds.server import Site, rss_of
from tests.feeds.test_following import HERE, LONG, THERE, again, entry

OLD, NEW = "/feed", "/new"


async def both(service: FeedService, site: Site, **old: Filter) -> tuple[Following, Following]:
    """Two feeds with the articles 1 and 2 under other ids and links; 9 stands in the old one alone."""
    items = [entry(site, n, text=LONG.replace("harbour", f"harbour {n}")) for n in (1, 2, 9)]
    site.feed(OLD, rss_of(*items))
    first = await service.follow(site.address(OLD), HERE, by="U1", **old)
    moved = [
        each.model_copy(update={"url": site.address(f"/b/{n}"), "guid": f"new:{n}"})
        for n, each in enumerate(items[:2], 1)
    ]
    site.feed(NEW, rss_of(*moved, title="Harbour Post Online"))
    second = await service.follow(site.address(NEW), THERE, by="D9")
    site.status(OLD, 301, Location=NEW)
    return first, second


async def ids(library: SqlLibrary, feed: Following) -> dict[str, str]:
    theirs = select(feed_items.c.entry, feed_items.c.id).where(feed_items.c.feed_id == feed.feed.id)
    async with library.database.reading() as conn:
        return {row.entry["title"].split()[2]: row.id for row in await conn.execute(theirs)}


async def new_for(library: SqlLibrary, place: Destination) -> list[str]:
    """The numbers of what a place's digests may tell and it was not told, each as often as it comes."""
    since = START - timedelta(days=3)
    known = {each.item_id for each in await SqlPosted(library.database).told(place, since)}
    offered = await SqlNews(library.database).offered([place], since, "s", ())
    return sorted((each.item.entry.title or "").split()[2] for each in offered if each.item.id not in known)


async def was_told(library: SqlLibrary, place: Destination, item_id: str) -> None:
    where = {"platform": place.platform, "workspace": place.workspace, "channel": place.channel, "thread": ""}
    row = {"key": f"k{item_id}", "schedule_id": "s", **where, "state": "sent", "due_at": START, "attempts": 1}
    async with library.database.writing() as conn:
        await conn.execute(insert(deliveries).values(row | {"created_at": START, "sent_at": START}))
        this = {"delivery_key": row["key"], "item_id": item_id, "story_id": "st", "revision": 0}
        await conn.execute(insert(told).values(this))


async def brief_all(service: FeedService, clock: Clock) -> None:
    for item in await service.pending_items(clock.now, 50):
        await service.ingest(item.id)


async def test_the_two_become_one_and_keep_their_followers(
    service: FeedService, site: Site, clock: Clock
) -> None:
    first, second = await both(service, site)
    polled = await again(service, clock, first)
    assert polled.feed.id == second.feed.id
    assert "followed already" in (polled.moved or "")
    (here,) = await service.followed("T1")
    assert (here.feed.id, here.subscription.id) == (second.feed.id, first.subscription.id)
    assert [each.feed.id for each in await service.followed_by_all()] == [second.feed.id] * 2
    before = site.times(OLD)
    assert [each.id for each in await service.due_feeds(clock.goes_on(days=2), 9, "n")] == [second.feed.id]
    await service.poll(second.feed.id)
    assert site.times(OLD) == before
    assert (await service.follow(site.address(OLD), HERE)).feed.id == second.feed.id


async def test_its_followers_alone_are_told_once(service: FeedService, site: Site, clock: Clock) -> None:
    first, _ = await both(service, site)
    await again(service, clock, first)
    ((feed_id, _, notice),) = await service.notices()
    assert (notice.kind, notice.person, notice.destination) == ("feed_moved", "U1", HERE)
    assert site.address(NEW) in notice.problem
    await service.told(feed_id)
    assert await service.notices() == []


async def test_nothing_is_told_twice_and_nothing_is_lost(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary
) -> None:
    first, second = await both(service, site)
    await brief_all(service, clock)
    await was_told(library, HERE, (await ids(library, first))["1"])
    await again(service, clock, first)
    await brief_all(service, clock)
    assert await new_for(library, HERE) == ["2", "9"]
    assert await new_for(library, THERE) == ["1", "2"], "what the old feed had is for its own followers"
    offered = await SqlNews(library.database).offered([HERE], START - timedelta(days=3), "s", ())
    assert {each.item.feed_id for each in offered} == {second.feed.id}, "for plans that name the feed"
    site.feed(NEW, rss_of(entry(site, 3, text=LONG, url=site.address("/b/3"))))
    await again(service, clock, second)
    await brief_all(service, clock)
    assert await new_for(library, HERE) == ["2", "3", "9"]


async def test_what_came_before_can_be_read_by_those_who_now_follow(
    service: FeedService, site: Site, clock: Clock, store: SqlFeeds, library: SqlLibrary
) -> None:
    first, second = await both(service, site)
    await brief_all(service, clock)
    await again(service, clock, first)
    for item in await store.newest(second.feed.id, 9):
        assert await library.article(item.article_id or "", Scope(workspace="slack:T1")) is not None


async def test_plans_that_name_it_name_the_other(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary
) -> None:
    first, second = await both(service, site)
    schedules = SqlSchedules(library.database)
    plan = Plan(name="morning", timing=Timing(times=("08:00",)), feeds=(first.feed.id,))
    await schedules.add(Schedule(id="s1", destination=HERE, plan=plan, created_at=START))
    await again(service, clock, first)
    assert (await schedules.of("T1"))[0].plan.feeds == (second.feed.id,)


async def test_a_channel_that_follows_both_gets_what_either_let_through(
    service: FeedService, site: Site, clock: Clock
) -> None:
    first, _ = await both(service, site, wanted=Filter(include=("port",), exclude=("sport", "crime")))
    there = Filter(include=("sea",), exclude=("crime",), sources=("-b.example",))
    await service.follow(site.address(NEW), HERE, by="U2", wanted=there)
    await again(service, clock, first)
    (one,) = await service.followed("T1")
    assert one.subscription.filter == Filter(include=("port", "sea"), exclude=("crime",))
    assert await service.unfollow(one.subscription.id, "T1")
    assert await service.followed("T1") == []
    assert [each.feed_id for each in await service.pending_items(clock.now, 50)] == [one.feed.id] * 2


async def test_a_feed_that_moves_back_is_read_on(service: FeedService, site: Site, clock: Clock) -> None:
    first, second = await both(service, site)
    await again(service, clock, first)
    site.feed(OLD, rss_of(*(entry(site, n) for n in (1, 4))))
    site.status(NEW, 301, Location=OLD)
    polled = await again(service, clock, second)
    assert (polled.problem, polled.moved, len(polled.new)) == (None, None, 1)
