"""Following, reading and briefing over real HTTP, on every database."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from bot.config import Settings
from bot.errors import FetchError, InputError, ModelError
from bot.feeds.ingest_item import PAUSES
from bot.feeds.poll import Polled
from bot.feeds.schedule import TELL_AFTER
from bot.feeds.service import FeedService
from bot.model import Destination, FeedEntry, Filter, Following, Scope
from bot.store.following import SqlFeeds
from bot.store.library import SqlLibrary, open_library
from tests.feeds.conftest import START, Clock, Newsroom
from tests.feeds.server import Site, rss_of

HERE = Destination(platform="slack", workspace="T1", channel="C1")
THERE = Destination(platform="discord", workspace="G1", channel="7")
LONG = " ".join(
    f"Sentence {number} tells of the harbour and of what was decided there." for number in range(20)
)


def entry(site: Site, number: int, **fields: object) -> FeedEntry:
    given = {
        "guid": f"urn:item:{number:06}",
        "url": site.address(f"/a/{number}"),
        "title": f"Report number {number} on the harbour",
        "text": f"The harbour was closed for reason {number}.",
        "published_at": START - timedelta(hours=number),
    }
    return FeedEntry.model_validate(given | fields)


async def following(service: FeedService, site: Site, count: int = 3, **headers: str) -> Following:
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(count))), **headers)
    return await service.follow(site.address("/feed"), HERE, by="U1")


async def again(service: FeedService, clock: Clock, was: Following, **span: float) -> Polled:
    clock.goes_on(**(span or {"hours": 1}))
    return await service.poll(was.feed.id)


async def titles(store: SqlFeeds, feed_id: str) -> list[str | None]:
    return [item.entry.title for item in await store.newest(feed_id, 1000)]


async def test_a_feed_is_followed_and_brings_what_it_has(
    service: FeedService, site: Site, store: SqlFeeds
) -> None:
    was = await following(service, site)
    assert (was.feed.title, was.feed.state, was.subscription.created_by) == ("Harbour Post", "active", "U1")
    assert was.feed.next_poll > START
    assert len(await titles(store, was.feed.id)) == 3
    assert [each.feed for each in await service.followed("T1")] == [was.feed]
    assert site.times("/feed") == 1
    assert await service.unfollow(was.subscription.id, "T1") is not None
    assert await service.followed("T1") == []


async def test_what_is_wrong_with_a_feed_that_can_be_read_is_said(service: FeedService, site: Site) -> None:
    whole = rss_of(*(entry(site, n) for n in range(3)))
    site.feed("/feed", whole.replace(b"Report number 1", b"Report & number 1"))
    was = await service.follow(site.address("/feed"), HERE)
    assert (was.feed.state, was.feed.problem) == ("active", None)
    [flaw] = was.flaws
    assert "not well formed" in flaw
    assert (await following(service, site)).flaws == (), "nothing was read now"


async def test_following_again_changes_the_filter_and_asks_nobody(service: FeedService, site: Site) -> None:
    was = await following(service, site)
    now = await service.follow(site.address("/feed"), HERE, wanted=Filter(exclude=("sport",)))
    assert (now.subscription.id, now.subscription.filter.exclude) == (was.subscription.id, ("sport",))
    assert site.times("/feed") == 1


async def test_a_page_leads_to_its_feed(service: FeedService, site: Site) -> None:
    site.feed("/news.xml", rss_of(entry(site, 1)))
    link = "<link rel='alternate' type='application/rss+xml' href='/news.xml'>"
    site.answers["/"] = lambda _: web.Response(
        text=f"<html><head>{link}</head></html>", content_type="text/html"
    )
    assert (await service.follow(site.address("/"), HERE)).feed.url == site.address("/news.xml")
    site.page("/blog")
    site.feed("/blog/feed", rss_of(entry(site, 2)))
    assert (await service.follow(site.address("/blog"), HERE)).feed.url == site.address("/blog/feed")


async def test_a_feed_that_takes_too_long_is_told_of_and_no_other_is_followed(
    slow: FeedService, site: Site
) -> None:
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(3))))
    site.feed("/atom.xml", rss_of(entry(site, 9)))
    with pytest.raises(InputError, match=r"/feed could not be read: it took .* \(feeds\.parse_timeout\)"):
        await slow.follow(site.address("/feed"), HERE)
    assert await slow.followed("T1") == []


async def test_a_filter_is_kept_without_empty_words_and_refused_with_what_is_no_language(
    service: FeedService, site: Site
) -> None:
    was = await following(service, site)
    wanted = Filter(include=("", " harbour ", "harbour"), languages=("en-GB", "-de"))
    now = await service.follow(site.address("/feed"), HERE, wanted=wanted)
    assert now.subscription.id == was.subscription.id
    assert now.subscription.filter == Filter(include=("harbour",), languages=("en-GB", "-de"))
    with pytest.raises(InputError, match='"german" is no language code'):
        await service.follow(site.address("/feed"), HERE, wanted=Filter(languages=("german",)))


async def test_what_is_no_feed_is_told_in_one_line(service: FeedService, site: Site) -> None:
    site.page("/page")
    with pytest.raises(InputError, match="is no feed and names none"):
        await service.follow(site.address("/page"), HERE)
    with pytest.raises(FetchError, match="404"):
        await service.follow(site.address("/gone"), HERE)
    for typed in (
        "",
        "hello",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        f"http://a.example/{'x' * 3000}",
    ):
        with pytest.raises(InputError, match="address"):
            await service.follow(typed, HERE)
    assert await service.followed("T1") == []


async def test_conditional_get(service: FeedService, site: Site, clock: Clock, store: SqlFeeds) -> None:
    told = {"ETag": '"v1"', "Last_Modified": "Fri, 20 Nov 2026 07:00:00 GMT"}
    was = await following(service, site, **told)
    polled = await again(service, clock, was)
    asked = site.asked[-1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', told["Last_Modified"])
    assert (polled.problem, polled.new, polled.feed.state) == (None, (), "active")
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(4))), ETag='"v2"')
    polled = await again(service, clock, was)
    assert [item.entry.title for item in polled.new] == ["Report number 3 on the harbour"]
    assert polled.feed.etag == '"v2"'


async def test_the_same_bytes_bring_nothing_without_being_parsed(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    polled = await again(service, clock, was)
    assert (polled.new, polled.revised, polled.problem) == ((), 0, None)
    assert polled.feed.polled_at == clock.now


async def test_a_move_for_good_is_remembered_and_one_for_now_is_not(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    site.feed("/new", rss_of(*(entry(site, n) for n in range(4))))
    site.status("/feed", 302, Location="/new")
    assert (await again(service, clock, was)).feed.url == site.address("/feed")
    site.status("/feed", 301, Location="/new")
    site.feed("/new", rss_of(*(entry(site, n) for n in range(5))))
    polled = await again(service, clock, was)
    assert (polled.feed.url, len(polled.new)) == (site.address("/new"), 1)
    before = site.times("/feed")
    await again(service, clock, was)
    assert site.times("/feed") == before
    assert (await service.follow(site.address("/feed"), HERE)).feed.id == was.feed.id


async def test_a_move_to_what_is_no_feed_is_not_remembered(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    site.page("/login")
    site.status("/feed", 301, Location="/login")
    polled = await again(service, clock, was)
    assert (polled.feed.url, polled.feed.state) == (site.address("/feed"), "failing")
    assert "is not a feed" in polled.problem


async def test_410_ends_it_and_its_owners_are_told_once(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    await service.follow(site.address("/feed"), THERE, by="D9")
    site.status("/feed", 410)
    assert (await again(service, clock, was)).feed.state == "gone"
    assert await service.due_feeds(clock.goes_on(days=9), 10, "n") == []
    told = await service.notices()
    assert {(notice.kind, notice.person, notice.destination) for _, _, notice in told} == {
        ("feed_gone", "U1", HERE),
        ("feed_gone", "D9", THERE),
    }
    assert all("410" in notice.problem and "another feed" in notice.problem for _, _, notice in told)
    assert [key for _, key, _ in told] == [key for _, key, _ in await service.notices()]
    await service.told(was.feed.id)
    assert await service.notices() == []


async def test_who_was_told_that_a_feed_fails_is_told_that_it_has_ended_too(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    site.status("/feed", 500)
    for _ in range(6):
        was = was.model_copy(update={"feed": (await again(service, clock, was)).feed})
    assert [notice.kind for _, _, notice in await service.notices()] == ["feed_failing"]
    await service.told(was.feed.id)
    site.status("/feed", 410)
    await again(service, clock, was)
    assert [notice.kind for _, _, notice in await service.notices()] == ["feed_gone"]


async def test_a_feed_that_ended_can_be_followed_again_when_it_is_back(
    service: FeedService, site: Site, clock: Clock
) -> None:
    was = await following(service, site)
    site.status("/feed", 410)
    await again(service, clock, was)
    with pytest.raises(FetchError, match="410"):
        await service.follow(site.address("/feed"), THERE)
    assert await service.followed("G1") == []
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(4))))
    back = await service.follow(site.address("/feed"), THERE)
    assert (back.feed.id, back.feed.state, back.feed.problem) == (was.feed.id, "active", None)
    assert len(await service.pending_items(clock.now, 10)) == 4


async def test_failing_backs_off_to_a_day_is_told_once_and_ends_when_it_answers(
    service: FeedService, site: Site, clock: Clock, settings: Settings
) -> None:
    was = await following(service, site)
    site.status("/feed", 500)
    pauses = []
    for failures in range(1, 13):
        polled = await again(service, clock, was, days=2)
        pauses.append((polled.feed.next_poll - clock.now).total_seconds())
        assert (polled.feed.state, polled.feed.failures) == ("failing", failures)
        assert len(await service.notices()) == (failures >= TELL_AFTER)
    assert settings.feeds.min_interval <= pauses[0] <= settings.feeds.min_interval * 1.1
    assert pauses[:8] == sorted(pauses[:8])
    assert settings.feeds.max_interval <= pauses[-1] <= settings.feeds.max_interval * 1.1
    await service.told(was.feed.id)
    assert await service.notices() == []
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(4))))
    polled = await again(service, clock, was)
    assert (polled.feed.state, polled.feed.failures, polled.feed.problem) == ("active", 0, None)
    assert (len(polled.new), polled.feed.told_at) == (1, None)  # what came during the outage is there


@pytest.mark.parametrize("wish", ["7200", "Fri, 20 Nov 2026 11:00:00 GMT"])
async def test_retry_after_is_obeyed(service: FeedService, site: Site, clock: Clock, wish: str) -> None:
    was = await following(service, site)
    site.status("/feed", 429, Retry_After=wish)
    polled = await again(service, clock, was)
    assert polled.feed.next_poll == clock.now + timedelta(hours=2)
    assert "429" in polled.problem
    assert await service.make_due() == 0  # whoever wants to read all now waits too
    assert [feed.quiet_until for feed in await service.left_alone()] == [clock.now + timedelta(hours=2)]
    assert await service.due_feeds(clock.now, 10, "n") == []
    await service.unfollow(was.subscription.id, "T1")
    await service.follow(site.address("/feed"), HERE)
    assert await service.due_feeds(clock.goes_on(hours=1), 10, "n") == []
    assert [feed.id for feed in await service.due_feeds(clock.goes_on(hours=1), 10, "n")] == [was.feed.id]
    assert await service.left_alone() == []
    site.feed("/feed", rss_of(entry(site, 9)))
    assert (await again(service, clock, was)).feed.quiet_until is None


async def test_what_a_feed_asks_for_is_obeyed(service: FeedService, site: Site, clock: Clock) -> None:
    site.feed("/quiet", rss_of(entry(site, 1), head="<ttl>600</ttl>"), Cache_Control="max-age=60")
    quiet = await service.follow(site.address("/quiet"), HERE)
    assert quiet.feed.next_poll >= START + timedelta(hours=10)
    site.feed("/cached", rss_of(entry(site, 1)), Cache_Control="public, max-age=36000", Age="3600")
    cached = await service.follow(site.address("/cached"), HERE)
    assert cached.feed.next_poll >= START + timedelta(hours=9)
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(8, 20))
    many = [entry(site, n, published_at=START - timedelta(minutes=n)) for n in range(20)]
    site.feed("/night", rss_of(*many, head=f"<skipHours>{hours}</skipHours>"))
    night = await service.follow(site.address("/night"), HERE)
    assert night.feed.next_poll.hour == 20


async def test_what_was_read_before_a_restart_is_not_new_after_it(
    service: FeedService,
    site: Site,
    clock: Clock,
    library: SqlLibrary,
    settings: Settings,
    newsroom: Newsroom,
) -> None:
    was = await following(service, site)
    other = FeedService(settings, service._reader, SqlFeeds(library.database), newsroom, clock)
    redated = [
        entry(site, n, published_at=START, guid=f"{n}", title=f"Report number {n} on the harbour!")
        for n in range(4)
    ]
    site.feed("/feed", rss_of(*redated))
    polled = await again(other, clock, was)
    assert [item.entry.guid for item in polled.new] == ["3"]
    assert polled.revised == 0


async def test_two_nodes_that_read_a_feed_at_once_take_nothing_twice(
    service: FeedService, site: Site, clock: Clock, library_url: str, settings: Settings, newsroom: Newsroom
) -> None:
    was = await following(service, site, 1)
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(40))))
    clock.goes_on(hours=1)
    async with await open_library(library_url) as library:
        store = SqlFeeds(library.database)
        nodes = [service, *(FeedService(settings, service._reader, store, newsroom, clock) for _ in range(3))]
        polled = await asyncio.gather(*(node.poll(was.feed.id) for node in nodes))
        assert sorted(len(each.new) for each in polled) == [0, 0, 0, 39]
        assert len(set(await titles(store, was.feed.id))) == len(await titles(store, was.feed.id)) == 40


async def test_a_flood_that_the_feed_replaces_is_not_lost_and_is_briefed_in_parts(
    service: FeedService, site: Site, clock: Clock, store: SqlFeeds, settings: Settings
) -> None:
    was = await following(service, site, 1)
    most, turn = settings.feeds.max_new_items, settings.feeds.min_interval
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(1, 2 * most + 100))))
    flood = await again(service, clock, was)
    assert (len(flood.new), flood.postponed) == (2 * most + 99, most + 99)
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(5000, 5003))))
    assert len((await again(service, clock, was, seconds=1)).new) == 3
    assert len(set(await titles(store, was.feed.id))) == 1000
    waiting = [len(await service.pending_items(clock.goes_on(seconds=s), 5000)) for s in (0, turn, turn)]
    assert waiting == [1 + most + 3, 1 + 2 * most + 3, 1 + 2 * most + 99 + 3]


async def test_what_comes_in_meanwhile_does_not_wait_for_the_end_of_a_flood(
    service: FeedService, site: Site, clock: Clock, settings: Settings
) -> None:
    was = await following(service, site, 1)
    most = settings.feeds.max_new_items
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(1, 2 * most))))
    await again(service, clock, was)
    site.feed("/other", rss_of(entry(site, 7000, published_at=START)))
    clock.goes_on(seconds=60)
    await service.follow(site.address("/other"), HERE)
    waiting = await service.pending_items(clock.goes_on(days=1), 5000)
    assert [item.entry.guid for item in waiting].index("urn:item:007000") == most + 1


async def test_the_archive_of_a_new_feed_is_no_news_however_many_readings_it_takes(
    service: FeedService, site: Site, clock: Clock, store: SqlFeeds, settings: Settings
) -> None:
    old = [entry(site, n, published_at=START - timedelta(days=30 + n)) for n in range(10, 1100)]
    site.feed("/feed", rss_of(entry(site, 1), *old))
    was = await service.follow(site.address("/feed"), HERE)
    while (await again(service, clock, was)).new:
        pass
    assert [item.entry.title for item in await service.pending_items(clock.now, 10)] == [entry(site, 1).title]
    site.feed("/feed", rss_of(*(entry(site, n) for n in (1, 2)), *old))
    assert len((await again(service, clock, was)).new) == 1
    assert len(await service.pending_items(clock.now, 10)) == 2


async def test_one_connection_a_host(service: FeedService, site: Site) -> None:
    for number in range(8):
        site.feed(f"/{number}", rss_of(entry(site, number)))
    await asyncio.gather(*(service.follow(site.address(f"/{number}"), HERE) for number in range(8)))
    assert site.most_at_once == 1


async def test_a_teaser_is_read_on_its_page_and_seen_by_those_who_follow(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary, newsroom: Newsroom
) -> None:
    was = await following(service, site, 1)
    await service.follow(site.address("/feed"), THERE, private=True)
    site.page("/a/0", "Report number 0 on the harbour")
    [item] = await service.pending_items(clock.now, 10)
    done = await service.ingest(item.id)
    assert (done.state, done.reason, done.attempts) == ("briefed", None, 1)
    for scope in (Scope(workspace="slack:T1"), Scope(workspace="discord:G1", channel="7")):
        [article] = await library.articles(scope)
        assert article.id == done.article_id
        assert "Marta Quill" in article.text
        assert article.published_at == START
    assert await library.articles(Scope(workspace="discord:G1")) == []
    assert await service.pending_items(clock.now, 10) == []
    assert (await service.ingest(item.id)).attempts == 1
    assert len(newsroom.briefed) == 1
    assert was.feed.id == done.feed_id


async def test_a_page_that_names_no_site_is_its_feeds(
    service: FeedService, site: Site, clock: Clock, newsroom: Newsroom
) -> None:
    site.feed("/feed", rss_of(entry(site, 0), title="Harbour Post", site=site.address("/")))
    site.page("/a/0")
    await service.follow(site.address("/feed"), HERE)
    [item] = await service.pending_items(clock.now, 10)
    await service.ingest(item.id)
    assert [article.site for article in newsroom.briefed] == ["Harbour Post"]


@pytest.mark.parametrize("end", [" … read more", "… <a href='/a/0'>Continue reading »</a>", " [Read more…]"])
async def test_an_invitation_to_read_on_is_no_part_of_the_text(
    service: FeedService, site: Site, clock: Clock, newsroom: Newsroom, end: str
) -> None:
    told = "The ferry company said that it had sold two of its ships to pay its debts."
    site.feed("/feed", rss_of(entry(site, 0, text=f"<p>{told}{end}</p>")))
    site.status("/a/0", 403)
    await service.follow(site.address("/feed"), HERE)
    [item] = await service.pending_items(clock.now, 10)
    done = await service.ingest(item.id)
    assert done
    assert [article.text.rstrip(" …") for article in newsroom.briefed] == [told]
    assert not (done.reason or "").endswith(".")


async def test_whatever_dies_while_an_item_is_briefed_it_is_taken_up_again(
    service: FeedService, site: Site, clock: Clock, newsroom: Newsroom, library: SqlLibrary
) -> None:
    await following(service, site, 1)
    site.page("/a/0")
    [item] = await service.pending_items(clock.now, 10)
    died = KeyboardInterrupt()  # nothing that the service would take for an outcome
    for step in ("read_page", "brief", "save"):
        newsroom.dies_at, newsroom.death = step, died
        with pytest.raises(KeyboardInterrupt):
            await service.ingest(item.id)
        assert [each.id for each in await service.pending_items(clock.now, 10)] == [item.id]
    assert (await service.ingest(item.id)).state == "briefed"
    assert len(await library.articles(Scope(workspace="slack:T1"))) == 1
    assert await service.pending_items(clock.now, 10) == []


async def test_a_feed_that_carries_the_article_needs_no_page(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary
) -> None:
    site.feed(
        "/feed", rss_of(entry(site, 1, text=f"<p>{LONG}</p><p>It ends here.</p>"), site=site.address("/"))
    )
    await service.follow(site.address("/feed"), HERE)
    [item] = await service.pending_items(clock.now, 10)
    assert (await service.ingest(item.id)).state == "briefed"
    assert site.times("/a/1") == 0
    [article] = await library.articles(Scope(workspace="slack:T1"))
    assert article.text.endswith("\n\nIt ends here.")
    assert (article.site, article.url, article.language) == ("Harbour Post", site.address("/a/1"), "en")


@pytest.mark.parametrize("status", [401, 402, 403, 451])
async def test_a_refused_page_leaves_what_the_feed_carries_and_says_so(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary, status: int
) -> None:
    await following(service, site, 1)
    site.status("/a/0", status)
    [item] = await service.pending_items(clock.now, 10)
    done = await service.ingest(item.id)
    assert done.state == "briefed"
    assert done.reason.startswith("only what the feed carries was read: ")
    assert str(status) in done.reason
    assert "reason 0" in (await library.articles(Scope(workspace="slack:T1")))[0].text


async def test_a_page_that_is_down_is_tried_again_and_then_the_teaser_is_taken(
    service: FeedService, site: Site, clock: Clock
) -> None:
    await following(service, site, 1)
    site.status("/a/0", 503)
    for attempt, pause in enumerate(PAUSES):
        [item] = await service.pending_items(clock.now, 10)
        waiting = await service.ingest(item.id)
        assert (waiting.state, waiting.attempts) == ("seen", attempt + 1)
        assert "503" in waiting.reason
        assert await service.pending_items(clock.now, 10) == []
        clock.now += pause
    [item] = await service.pending_items(clock.now, 10)
    done = await service.ingest(item.id)
    assert (done.state, done.attempts) == ("briefed", len(PAUSES) + 1)


async def test_an_item_without_page_or_text_fails_with_its_reason(
    service: FeedService, site: Site, clock: Clock
) -> None:
    site.feed("/feed", rss_of(entry(site, 1, text=None), entry(site, 2, url=None, text="Too little.")))
    await service.follow(site.address("/feed"), HERE)
    for item in await service.pending_items(clock.now, 10):
        done = await service.ingest(item.id)
        assert done.state == "failed"
        assert done.reason
        assert "\n" not in done.reason


async def test_a_model_that_fails_for_good_fails_the_item_with_its_reason(
    service: FeedService, site: Site, clock: Clock, newsroom: Newsroom
) -> None:
    await following(service, site, 1)
    site.page("/a/0")
    newsroom.fails = [ModelError("It took longer than 60 s and was stopped.")] * 9
    for pause in PAUSES:
        [item] = await service.pending_items(clock.now, 10)
        assert (await service.ingest(item.id)).state == "seen"
        clock.now += pause
    done = await service.ingest(item.id)
    assert (done.state, done.reason) == ("failed", "It took longer than 60 s and was stopped.")


async def test_a_changed_article_is_an_update_of_the_same(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary, newsroom: Newsroom
) -> None:
    was = await following(service, site, 1)
    site.page("/a/0", "Report number 0 on the harbour")
    [item] = await service.pending_items(clock.now, 10)
    first = await service.ingest(item.id)
    site.feed("/feed", rss_of(entry(site, 0, title="Report number 0: nine dead", text="Nine died.")))
    site.page("/a/0", "Report number 0: nine dead")
    polled = await again(service, clock, was)
    assert (polled.new, polled.revised) == ([], 1)
    [item] = await service.pending_items(clock.now, 10)
    second = await service.ingest(item.id)
    assert (second.id, second.article_id, second.revision) == (first.id, first.article_id, 1)
    assert [article.title for article in await library.articles(Scope(workspace="slack:T1"))] == [
        "Report number 0: nine dead"
    ]
    assert len(newsroom.briefed) == 2


async def test_whoever_follows_later_sees_what_came_before(
    service: FeedService, site: Site, clock: Clock, library: SqlLibrary
) -> None:
    await following(service, site, 1)
    site.page("/a/0")
    [item] = await service.pending_items(clock.now, 10)
    await service.ingest(item.id)
    await service.follow(site.address("/feed"), THERE)
    assert len(await library.articles(Scope(workspace="discord:G1"))) == 1


async def test_a_filter_can_be_tried_before(service: FeedService, site: Site) -> None:
    wanted = Filter(exclude=("number 1",))
    site.feed("/feed", rss_of(*(entry(site, n) for n in range(60))))
    before = await service.preview_filter(site.address("/feed"), wanted)
    assert (len(before.passing), [held.reason for held in before.held_back]) == (49, ["exclude: number 1"])
    await service.follow(site.address("/feed"), HERE)
    assert await service.preview_filter(site.address("/feed"), wanted) == before
    assert await service.followed("T1", THERE) == []


async def test_a_list_of_feeds_comes_in_and_goes_out_again(service: FeedService, site: Site) -> None:
    for number in range(3):
        site.feed(f"/{number}", rss_of(entry(site, number), title=f"Feed {number} “é” &amp; co"))
    site.status("/busy", 503)
    outlines = "".join(
        f"<outline type='rss' text='F' xmlUrl='{site.address(path)}'/>" for path in ("/1", "/busy", "/none")
    )
    opml = f"""<?xml version='1.0'?><opml version='2.0'><body>
    <outline type='rss' text='F' xmlUrl='{site.address("/0")}'/>
    <outline text='World'><outline text='Asia &amp; more'>{outlines}</outline>
    <outline type='rss' text='F' xmlUrl='{site.address("/2")}'/>
    <outline type='rss' text='bad' xmlUrl='javascript:x'/></outline></body></opml>"""
    done = await service.import_opml(opml.encode(), HERE, by="U1")
    folders = {each.feed.url.rsplit("/", 1)[1]: each.subscription.folder for each in done.followed}
    assert folders == {
        "0": (),
        "1": ("World", "Asia & more"),
        "2": ("World",),
        "busy": ("World", "Asia & more"),
    }
    assert [each.feed.state for each in done.followed if each.feed.url.endswith("busy")] == ["failing"]
    assert {address for address, _ in done.failed} == {site.address("/none"), "javascript:x"}
    assert await service.export_opml("T2") != await service.export_opml("T1")
    twice = await service.import_opml(await service.export_opml("T1"), HERE)
    assert (len(twice.known), twice.followed, twice.failed) == (4, (), ())
    elsewhere = await service.import_opml(await service.export_opml("T1"), THERE, private=True)
    assert {each.subscription.private for each in elsewhere.followed} == {True}
    assert {each.subscription.private for each in done.followed} == {False}
    assert {each.feed.url: each.subscription.folder for each in elsewhere.followed} == {
        each.feed.url: each.subscription.folder for each in done.followed
    }
    for bad in (b"", b"<html/>", b"{}", b"\x00" * 100, rss_of(entry(site, 1))):
        with pytest.raises(InputError, match="OPML"):
            await service.import_opml(bad, HERE)


async def test_a_list_leaves_what_is_followed_by_another_address_as_it_is(
    service: FeedService, site: Site
) -> None:
    was = await following(service, site)
    await service.follow(site.address("/feed"), HERE, wanted=Filter(exclude=("sport",)))
    for path in ("/old", "/older"):
        site.status(path, 301, Location="/feed")
        site.status(f"{path}-2", 301, Location="/feed2")
    site.feed("/feed2", rss_of(entry(site, 7)))
    paths = ("/old", "/older", "/old-2", "/older-2")
    outlines = "".join(f"<outline text='F' xmlUrl='{site.address(path)}'/>" for path in paths)
    opml = f"<opml version='2.0'><body><outline text='Old'>{outlines}</outline></body></opml>"
    done = await service.import_opml(opml.encode(), HERE)
    assert set(done.known) >= {site.address("/old"), site.address("/older")}
    assert [each.feed.url for each in done.followed] == [site.address("/feed2")]
    first = next(each for each in await service.followed("T1") if each.feed.id == was.feed.id)
    assert (first.subscription.filter.exclude, first.subscription.folder) == (("sport",), ())


async def test_an_opml_bomb_is_only_text(service: FeedService) -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 20}'>" for n in range(1, 12))
    body = "<opml version='2.0'><body><outline text='&e11;'/></body></opml>"
    bomb = f"<!DOCTYPE opml [<!ENTITY e0 'boom'>{levels}]>{body}"
    assert (await service.import_opml(bomb.encode(), HERE)).followed == ()
