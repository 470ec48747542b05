"""Digests on a real store: what is new for a channel, what it was told, and why."""

from datetime import datetime, timedelta

import pytest

from bot.errors import InputError
from bot.model import Alert, Destination, Filter, Left, Timing
from bot.store.news import SqlNews
from tests.digest.channels import HERE, MORNING, NOW, Channel
from tests.digest.texts import CAMP, CAMP_LATER, FOOTBALL, QUAKE, QUAKE_LATER, QUAKE_OTHER, STRIKE

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def test_what_is_new_is_told_once(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - 2 * HOUR)
    first = await channel.tell(schedule)
    assert [story.headline for story in first.stories] == ["Seven dead in Torvane earthquake"]
    assert first.since is None
    second = await channel.compose(schedule, NOW + DAY)
    assert second.stories == ()
    assert second.since == NOW


async def test_what_was_not_posted_is_still_new(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - HOUR)
    composed = await channel.compose(schedule)
    assert await channel.ledger.open(composed.key, schedule.id, HERE, NOW, NOW)
    await channel.ledger.keep_content(composed.key, composed)
    await channel.ledger.begin(composed.key, "node-1")
    await channel.ledger.close(composed.key, "failed", "the channel is gone")
    again = await channel.compose(schedule, NOW + DAY)
    assert [story.id for story in again.stories] == [story.id for story in composed.stories]


async def test_a_later_report_is_an_update_of_the_same_story(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - HOUR)
    [first] = (await channel.tell(schedule)).stories
    await channel.receive("b", "Torvane earthquake toll rises to 12", QUAKE_LATER, at=NOW + 20 * HOUR)
    [update] = (await channel.tell(schedule, NOW + DAY, "m2")).stories
    assert (update.id, update.is_update) == (first.id, True)
    assert [changed.text for changed in update.changed] == ["people killed: at least 7 → 12"]
    assert "12 people were killed" in update.changed[0].evidence[0].quote
    assert [report.item_id for report in update.reports] == ["b"]
    assert not {s.text for s in update.statements} & {s.text for s in first.statements}


async def test_a_revised_article_is_an_update_and_an_unchanged_one_is_left(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - HOUR)
    await channel.tell(schedule)
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE + " (Edited)", at=NOW + HOUR)
    unchanged = await channel.tell(schedule, NOW + DAY, "m2")
    assert unchanged.stories == ()
    assert [left.reason for left in unchanged.left] == ["nothing new since its story was told"]
    told_again = QUAKE.replace("at least seven", "at least 15")
    await channel.receive("a", "Fifteen dead in Torvane earthquake", told_again, at=NOW + DAY + HOUR)
    [update] = (await channel.compose(schedule, NOW + 2 * DAY)).stories
    assert update.changed[0].text == "people killed: at least 7 → at least 15"
    assert update.reports[0].revision == 2


async def test_outlets_that_differ_and_wire_copies(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane quake", QUAKE, at=NOW - 3 * HOUR, site="Wire")
    copied = "Skelm, Monday. " + QUAKE
    await channel.receive(
        "b", "Quake on Torvane kills seven", copied, at=NOW - 2 * HOUR, feed="other", site="Copyist"
    )
    await channel.receive(
        "c", "Nine killed as quake hits Torvane", QUAKE_OTHER, at=NOW - HOUR, feed="other", site="Daily"
    )
    [story] = (await channel.compose(schedule)).stories
    assert story.independent == 2
    assert {report.item_id: report.copy_of for report in story.reports} == {"a": None, "b": "Wire", "c": None}
    [difference] = story.differences
    assert {(side.outlets, side.text) for side in difference.sides} == {
        (("Wire",), "at least 7 people killed"),
        (("Daily",), "at least 9 people killed"),
    }


async def test_outlets_that_agree_at_last(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane quake", QUAKE, at=NOW - 3 * HOUR, site="Wire")
    await channel.receive(
        "c", "Nine killed as quake hits Torvane", QUAKE_OTHER, at=NOW - HOUR, feed="other", site="Daily"
    )
    [first] = (await channel.tell(schedule)).stories
    assert len(first.differences) == 1
    corrected = QUAKE.replace("at least seven", "at least nine")
    await channel.receive("a", "Nine dead in Torvane quake", corrected, at=NOW + HOUR, site="Wire")
    [update] = (await channel.tell(schedule, NOW + DAY, "m2")).stories
    assert update.differences == ()
    assert [change.text for change in update.changed] == ["people killed: outlets now agree on at least 9"]


async def test_stories_come_by_topic_then_by_independent_reports_then_by_freshness(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    await channel.receive("a", "Seven dead in Torvane quake", QUAKE, at=NOW - 5 * HOUR, site="Wire")
    await channel.receive(
        "b", "Nine killed on Torvane", QUAKE_OTHER, at=NOW - 4 * HOUR, feed="other", site="Daily"
    )
    await channel.receive("c", "Train drivers strike in Osterland", STRIKE, at=NOW - 3 * HOUR)
    await channel.receive("d", "Harrowgate win the cup", FOOTBALL, at=NOW - HOUR)
    plain = await channel.schedule()
    told = [story.reports[-1].item_id for story in (await channel.compose(plain)).stories]
    assert told == ["a", "d", "c"]
    railways = MORNING.model_copy(update={"name": "railways", "topics": ("striking trains",)})
    topical = await channel.schedule(railways)
    told = [story.reports[-1].item_id for story in (await channel.compose(topical)).stories]
    assert told == ["c", "a", "d"]


async def test_what_is_left_out_is_accounted_for(channel: Channel) -> None:
    await channel.follow("sports", "Sports", Filter(exclude=("football",)))
    plan = MORNING.model_copy(update={"filter": Filter(exclude=("cup",))})
    schedule = await channel.schedule(plan)
    await channel.receive("a", "Harrowgate win the cup", FOOTBALL, at=NOW - HOUR)
    await channel.receive("b", "Football: a coach weeps", FOOTBALL + " ", at=NOW - HOUR, feed="sports")
    await channel.receive("c", "Old strike", STRIKE, at=NOW - HOUR, published=NOW - 9 * DAY)
    digest = await channel.tell(schedule)
    assert digest.stories == ()
    assert {left.item_id: left.reason for left in digest.left} == {
        "a": "filtered by 'cup'",
        "b": "filtered by 'football'",
        "c": "too old",
    }
    assert (await channel.compose(schedule, NOW + HOUR)).left == ()  # it is written down once


async def test_a_filter_that_is_lifted_lets_through_what_it_kept(channel: Channel) -> None:
    schedule = await channel.schedule(MORNING.model_copy(update={"filter": Filter(exclude=("cup",))}))
    await channel.receive("a", "Harrowgate win the cup", FOOTBALL, at=NOW - HOUR)
    await channel.tell(schedule)
    digests = await channel.desk.digests()
    edited = await digests.edit(schedule.id, "T1", MORNING)
    assert [story.headline for story in (await channel.compose(edited, NOW + HOUR)).stories] == [
        "Harrowgate win the cup"
    ]


async def test_the_same_article_in_two_feeds_is_one_report(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule()
    for item, feed in (("a", "world"), ("b", "other")):
        await channel.receive(
            item, "Train drivers strike", STRIKE, at=NOW - HOUR, feed=feed, site="Wire", published=NOW - HOUR
        )
    digest = await channel.tell(schedule)
    assert [report.item_id for report in digest.stories[0].reports] == ["a"]
    assert [left.reason for left in digest.left] == ["the same article came in another feed"]
    assert (await channel.compose(schedule, NOW + HOUR)).stories == ()


async def test_a_flood_is_capped_and_counted(channel: Channel) -> None:
    schedule = await channel.schedule(MORNING.model_copy(update={"length": "short"}))
    towns = ("Arlen", "Bosk", "Cuvry", "Dunmore", "Elsing")
    subjects = ("volcano", "parliament vote", "whale rescue", "bank robbery", "opera premiere")
    for n, (town, subject) in enumerate(zip(towns, subjects, strict=True)):
        body = f"People in {town} spoke of the {subject} on Monday. It was the first {subject} there."
        await channel.receive(f"i{n}", f"{subject.capitalize()} in {town}", body, at=NOW - n * HOUR)
    digest = await channel.tell(schedule)
    assert (len(digest.stories), digest.more) == (3, 2)
    assert [left.reason for left in digest.left] == ["no room", "no room"]
    assert (await channel.compose(schedule, NOW + HOUR)).stories == ()  # they were news for that digest


async def test_another_schedule_of_the_channel_does_not_repeat_what_was_told(channel: Channel) -> None:
    morning = await channel.schedule()
    evening = await channel.schedule(MORNING.model_copy(update={"name": "evening"}))
    await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR)
    await channel.tell(morning)
    assert (await channel.compose(evening, NOW + HOUR)).stories == ()


async def test_a_digest_can_draw_on_some_feeds_only(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule(MORNING.model_copy(update={"feeds": ("other paper",)}))
    assert schedule.plan.feeds == ("other",)
    await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR)
    await channel.receive("b", "Harrowgate win the cup", FOOTBALL, at=NOW - HOUR, feed="other")
    digest = await channel.compose(schedule)
    assert [story.reports[0].item_id for story in digest.stories] == ["b"]
    assert digest.left == ()


async def test_why_tells_every_step_of_what_was_posted(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR)
    await channel.tell(schedule, message_id="17.001")
    digests = await channel.desk.digests()
    [trace] = await digests.why(HERE, "17.001")
    assert trace.told
    assert [(step.kind, step.name) for step in trace.steps] == [
        ("seen", "World Wire"),
        ("briefed", None),
        ("grouped", "Train drivers strike"),
        ("scheduled", "morning"),
        ("attempted", "node-1"),
        ("sent", "17.001"),
    ]
    assert trace.steps[0].at == NOW - HOUR
    assert trace.steps[4].attempt == 1
    assert await digests.why(HERE, "99.999") == ()
    assert await digests.why(Destination(platform="slack", workspace="T2", channel="C1"), "17.001") == ()
    for words in ("drivers train", "a", "https://world.example/a"):
        [same] = await digests.why_item(HERE, words)
        assert same == trace


async def test_why_looks_for_words_in_titles_and_for_addresses_in_links(channel: Channel) -> None:
    await channel.schedule()
    await channel.receive("strikes", "Train drivers stay at home", STRIKE, at=NOW - HOUR)
    digests = await channel.desk.digests()
    assert len(await digests.why_item(HERE, "strikes")) == 1, "an item's id"
    assert await digests.why_item(HERE, "strike") == [], "a word that stands in its address alone"
    assert len(await digests.why_item(HERE, "world.example/strikes")) == 1


async def test_why_tells_what_let_an_item_through_and_how_much_of_it_was_read(channel: Channel) -> None:
    await channel.follow("rails", "Rails", Filter(include=("harbour", "drivers"), exclude=("sport",)))
    schedule = await channel.schedule(
        MORNING.model_copy(update={"filter": Filter(sources=("rails.example",))})
    )
    item = await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR, feed="rails")
    store = await channel.feeds()
    briefed = await store.item(item.id)
    assert briefed
    await store.finish(item, "briefed", "the page asks for payment", briefed.article_id)
    digest = await channel.tell(schedule, message_id="17.001")
    assert digest.stories[0].reports[0].partly
    [trace] = await (await channel.desk.digests()).why(HERE, "17.001")
    assert [(step.name, step.reason) for step in trace.steps[1:3]] == [
        (None, "the page asks for payment"),
        ("include: drivers; exclude: none of sport; source: rails.example", None),
    ]


async def test_why_tells_of_what_was_not_posted(channel: Channel) -> None:
    schedule = await channel.schedule(MORNING.model_copy(update={"filter": Filter(exclude=("sport",))}))
    await channel.receive("a", "Harrowgate win the cup", FOOTBALL, at=NOW - HOUR)
    digests = await channel.desk.digests()
    await channel.receive("b", "Train drivers strike", STRIKE, at=NOW - HOUR)
    await channel.tell(schedule)
    [trace] = await digests.why_item(HERE, "Harrowgate")
    assert not trace.told
    assert trace.steps[-1].kind == "filtered"
    assert (trace.steps[-1].name, trace.steps[-1].reason) == ("sport", "filtered by 'sport'")
    assert trace.steps[-1].digest == "morning"  # a channel may have several
    assert await digests.why_item(HERE, "100%") == []


async def test_why_tells_that_what_was_kept_out_will_be_told_after_all(channel: Channel) -> None:
    schedule = await channel.schedule(MORNING.model_copy(update={"filter": Filter(exclude=("sport",))}))
    digests = await channel.desk.digests()
    at = digests._now()
    await channel.receive("a", "Harrowgate win the cup", FOOTBALL, at=at - 2 * HOUR)
    await channel.tell(schedule, at - HOUR)
    await digests.edit(schedule.id, "T1", MORNING)
    [trace] = await digests.why_item(HERE, "Harrowgate")
    assert [step.kind for step in trace.steps] == ["seen", "briefed", "filtered", "scheduled"]


async def test_why_tells_that_what_changed_will_be_told_again(channel: Channel) -> None:
    schedule = await channel.schedule()
    digests = await channel.desk.digests()
    at = digests._now()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=at - 3 * HOUR)
    await channel.tell(schedule, at - 2 * HOUR)
    more = QUAKE.replace("at least seven", "at least 15")
    await channel.receive("a", "Fifteen dead in Torvane earthquake", more, at=at - HOUR)
    [trace] = await digests.why_item(HERE, "Torvane")
    assert trace.told
    assert [step.kind for step in trace.steps][-3:] == ["sent", "revised", "scheduled"]


async def test_what_a_digest_left_out_for_good_takes_nobodys_place(channel: Channel) -> None:
    schedule = await channel.schedule()
    news = SqlNews(await channel.desk.database())

    async def offered() -> list[str]:
        since = NOW - DAY
        return [
            each.item.id for each in await news.offered([HERE], since, schedule.id, frozenset({"no room"}))
        ]

    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - HOUR)
    await channel.receive("b", "Train drivers strike", STRIKE, at=NOW - HOUR)
    assert set(await offered()) == {"a", "b"}
    left = (Left(item_id="a", title="Seven dead", reason="no room"),)
    digest = await channel.compose(schedule)
    await channel.post(digest.model_copy(update={"stories": (), "left": left}), "m1")
    assert await offered() == ["b"]
    await channel.receive("a", "Fifteen dead in Torvane earthquake", QUAKE, at=NOW + HOUR)
    assert set(await offered()) == {"a", "b"}


async def test_an_older_report_that_was_revised_last_has_the_newest_figure(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule()
    early, late = NOW - 3 * HOUR, NOW - 2 * HOUR
    await channel.receive("a", "Seven dead in Torvane quake", QUAKE, at=early, site="Wire")
    await channel.receive(
        "b", "Nine killed as quake hits Torvane", QUAKE_OTHER, at=late, feed="other", site="Daily"
    )
    await channel.tell(schedule)
    more = QUAKE.replace("at least seven", "at least 15")
    await channel.receive(
        "a", "Fifteen dead in Torvane quake", more, at=NOW + HOUR, site="Wire", published=early
    )
    [update] = (await channel.compose(schedule, NOW + DAY)).stories
    assert any("→ at least 15" in changed.text for changed in update.changed)


async def test_preview_is_what_would_be_posted_and_changes_nothing(channel: Channel) -> None:
    schedule = await channel.schedule()
    digests = await channel.desk.digests()
    await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR)
    now = digests._now()
    await channel.receive("b", "Harrowgate win the cup", FOOTBALL, at=now - HOUR)
    preview = await digests.preview(schedule.id, "T1")
    composed = await channel.compose(schedule, preview.due_at, preview.key)
    assert preview == composed
    assert await digests.deliveries("T1", 10) == []


async def test_schedules_are_paused_resumed_edited_and_deleted(channel: Channel) -> None:
    digests = await channel.desk.digests()
    schedule = await channel.schedule()
    paused = await digests.pause("morning", "T1")
    assert (paused.paused, paused.next_fire) == (True, None)
    late = MORNING.model_copy(update={"timing": Timing(times=("23:00",), zone="europe/berlin")})
    edited = await digests.edit(schedule.id, "T1", late)
    assert edited.next_fire is None
    resumed = await digests.resume(schedule.id, "T1")
    assert resumed.next_fire == digests.upcoming(late.timing, 1, digests._now())[0]
    assert await digests.schedule("morning", "T1") == resumed
    assert await digests.schedule("morning", "T2") is None
    with pytest.raises(InputError, match='no digest "evening"'):
        await digests.pause("evening", "T1")
    assert await digests.delete("morning", "T1")
    assert not await digests.delete("morning", "T1")


async def test_post_now_opens_a_delivery_and_only_one_at_a_time(channel: Channel) -> None:
    digests = await channel.desk.digests()
    await channel.schedule()
    key = await digests.post_now("morning", "T1")
    [delivery] = await digests.deliveries("T1", 10)
    assert (delivery.key, delivery.state) == (key, "sending")
    with pytest.raises(InputError, match="being told something"):
        await digests.post_now("morning", "T1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "  "}, "has no name"),
        ({"name": "x" * 81}, "has 81 characters"),
        ({"feeds": ("World Wir",)}, 'Did you mean "World Wire"?'),
        ({"alert": Alert(sources=1)}, "at least 2 independent sources"),
        ({"alert": Alert(minutes=0)}, "1 to 1440 minutes, not 0"),
        ({"timing": Timing(times=("08:00",), zone="Mars/Olympus")}, 'no time zone "Mars/Olympus"'),
    ],
)
async def test_a_plan_that_cannot_work_is_refused(
    channel: Channel, change: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        await channel.schedule(MORNING.model_copy(update=change))


async def test_a_breaking_story_is_reported_once_and_then_an_update(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    loud = MORNING.model_copy(update={"alert": Alert(sources=2, minutes=60)})
    schedule = await channel.schedule(loud)
    digests = await channel.desk.digests()
    await channel.receive("a", "Seven dead in Torvane quake", QUAKE, at=NOW - HOUR / 2, site="Wire")
    await channel.receive("x", "Train drivers strike", STRIKE, at=NOW - HOUR / 2)
    assert await digests.alerts_due(NOW) == []
    await channel.receive(
        "b", "Nine killed on Torvane", QUAKE_OTHER, at=NOW - HOUR / 6, feed="other", site="Daily"
    )
    [alert] = await digests.alerts_due(NOW)
    assert alert.is_alert
    assert alert.key == f"{schedule.id}/alert/{alert.stories[0].id}"
    assert {report.item_id for report in alert.stories[0].reports} == {"a", "b"}
    assert await digests.alerts_due(NOW + 3 * HOUR) == []  # no longer breaking
    await channel.post(alert, "m1")
    assert await digests.alerts_due(NOW) == []
    digest = await channel.compose(schedule, NOW + HOUR)
    assert [story.headline for story in digest.stories] == ["Train drivers strike"]


async def test_after_an_outage_one_digest_stands_for_all_missed_times(channel: Channel) -> None:
    schedule = await channel.schedule()
    await channel.receive("a", "Seven dead in Torvane earthquake", QUAKE, at=NOW - 4 * DAY)
    await channel.receive("b", "Train drivers strike", STRIKE, at=NOW - 2 * DAY)
    digests = await channel.desk.digests()
    caught_up = await digests.compose(schedule, NOW, f"{schedule.id}/x", missed=4)
    assert caught_up.missed == 4
    assert {story.reports[0].item_id for story in caught_up.stories} == {"a", "b"}
    await channel.post(caught_up, "m1")
    assert (await channel.compose(schedule, NOW + HOUR)).stories == ()


async def test_what_a_private_channel_reads_is_in_its_own_digest_alone(channel: Channel) -> None:
    secret = Channel(
        channel.desk, channel.ledger, Destination(platform="slack", workspace="T1", channel="C9")
    )
    await secret.follow("world", "World Wire", private=True)
    await secret.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR, private=True)
    mine, theirs = await secret.schedule(), await channel.schedule()
    assert [story.headline for story in (await secret.compose(mine)).stories] == ["Train drivers strike"]
    public = await channel.compose(theirs)
    assert public.stories == ()
    assert [left.reason for left in public.left] == [
        "its article could not be read: it is no longer in the library"
    ]


async def test_an_article_that_could_not_be_read_is_left_with_its_reason(channel: Channel) -> None:
    schedule = await channel.schedule()
    item = await channel.receive("a", "Train drivers strike", STRIKE, at=NOW - HOUR)
    await (await channel.feeds()).finish(item, "failed", "the site refused it (403)")
    digest = await channel.tell(schedule)
    assert [(left.item_id, left.reason) for left in digest.left] == [
        ("a", "its article could not be read: the site refused it (403)")
    ]
    digests = await channel.desk.digests()
    [trace] = await digests.why_item(HERE, "drivers")
    assert [step.kind for step in trace.steps] == ["seen", "failed", "left_out"]


async def test_why_names_the_digest_that_will_tell_and_else_each_reason(channel: Channel) -> None:
    digests = await channel.desk.digests()
    now = digests._now()
    await channel.follow("sports", "Sports")
    await channel.receive("a", "Train drivers strike", STRIKE, at=now - HOUR)
    sports = MORNING.model_copy(update={"name": "sports", "feeds": ("sports",)})
    await channel.schedule(sports)
    [trace] = await digests.why_item(HERE, "drivers")
    assert [(step.name, step.reason) for step in trace.steps[2:]] == [("sports", "it draws on other feeds")]
    quiet = MORNING.model_copy(update={"name": "quiet", "filter": Filter(exclude=("strike",))})
    await channel.tell(await channel.schedule(quiet), now)
    [trace] = await digests.why_item(HERE, "drivers")
    assert [step.reason for step in trace.steps[2:]] == ["filtered by 'strike'", "it draws on other feeds"]
    await channel.schedule()
    [trace] = await digests.why_item(HERE, "drivers")
    last = trace.steps[-1]
    assert (trace.told, last.kind, last.name, last.reason) == (False, "scheduled", "morning", None)


async def test_what_came_too_long_ago_is_not_promised(channel: Channel) -> None:
    digests = await channel.desk.digests()
    await channel.receive("a", "Train drivers strike", STRIKE, at=digests._now() - 8 * DAY)
    await channel.schedule()
    [trace] = await digests.why_item(HERE, "drivers")
    assert (trace.steps[-1].kind, trace.steps[-1].reason) == ("left_out", "it came too long ago")


async def test_the_next_digest_is_named_for_what_waits(channel: Channel) -> None:
    schedule = await channel.schedule()
    digests = await channel.desk.digests()
    await channel.receive("a", "Train drivers strike", STRIKE, at=digests._now() - HOUR)
    [trace] = await digests.why_item(HERE, "drivers")
    assert not trace.told
    assert (trace.steps[-1].kind, trace.steps[-1].name) == ("scheduled", "morning")
    assert trace.steps[-1].at == schedule.next_fire
    await digests.delete("morning", "T1")
    [trace] = await digests.why_item(HERE, "drivers")
    assert trace.steps[-1].reason == "this channel has no digest that is due"


async def test_why_tells_that_a_digest_could_not_be_posted_and_what_comes_next(channel: Channel) -> None:
    digests = await channel.desk.digests()
    schedule = await channel.schedule()
    now = digests._now()
    await channel.receive("a", "Train drivers strike", STRIKE, at=now - 2 * HOUR)
    digest = await channel.compose(schedule, now - HOUR)
    await channel.ledger.open(digest.key, schedule.id, HERE, digest.due_at, digest.due_at)
    await channel.ledger.keep_content(digest.key, digest)
    for _ in range(3):
        await channel.ledger.begin(digest.key, "node-1")
        await channel.ledger.trouble(digest.key, "the channel is archived", uncertain=False)
    [trace] = await digests.why_item(HERE, "drivers")
    last = trace.steps[-1]
    assert (trace.told, last.kind, last.attempt, last.reason) == (
        False,
        "attempted",
        3,
        "the channel is archived",
    )
    await channel.ledger.close(digest.key, "failed", "the channel is archived")
    [trace] = await digests.why_item(HERE, "drivers")
    kinds = [step.kind for step in trace.steps]
    assert kinds == ["seen", "briefed", "grouped", "scheduled", "not_posted", "scheduled"]
    assert (trace.steps[4].attempt, trace.steps[4].reason) == (3, "the channel is archived")
    assert trace.steps[5].at == schedule.next_fire
    await digests.pause(schedule.id, "T1")
    [trace] = await digests.why_item(HERE, "drivers")
    assert trace.steps[-1].reason == ("the digest morning is paused: resume it, and this is in the next one")


async def test_an_older_report_that_was_polished_moves_no_figure_back(channel: Channel) -> None:
    schedule = await channel.schedule()
    first, second = "Seven dead in Torvane earthquake", "Torvane earthquake toll rises to nine"
    await channel.receive("a", first, CAMP, at=NOW - 3 * HOUR, site="Wire")
    await channel.receive("b", second, CAMP_LATER, at=NOW - HOUR, site="Wire")
    await channel.tell(schedule)
    polished = CAMP.replace("three days of mourning", "five days of mourning")
    await channel.receive("a", first, polished, at=NOW + HOUR, site="Wire", published=NOW - 3 * HOUR)
    for story in (await channel.compose(schedule, NOW + DAY)).stories:
        assert (story.changed, story.differences) == ((), ())
        assert all("mourning" in statement.text for statement in story.statements)
    more = CAMP_LATER.replace("nine people", "11 people")
    await channel.receive("b", second, more, at=NOW + HOUR, site="Wire", published=NOW - HOUR)
    [update] = (await channel.compose(schedule, NOW + DAY)).stories
    assert [changed.text for changed in update.changed] == ["people killed: 9 → 11"]
    assert update.headline == second


async def test_an_older_report_that_was_polished_says_nothing_newer_at_first_either(channel: Channel) -> None:
    await channel.follow("other", "Other Paper")
    schedule = await channel.schedule()
    first, early = "Seven dead in Torvane earthquake", NOW - 3 * HOUR
    urls = [f"https://wire.example/{name}" for name in "ab"]
    await channel.receive("a", first, CAMP, at=early, site="Wire", url=urls[0])
    second = "Torvane earthquake toll rises to nine"
    await channel.receive("b", second, CAMP_LATER, at=NOW - 2 * HOUR, site="Wire", url=urls[1])
    third = "Nine killed as quake hits Torvane"
    await channel.receive("c", third, QUAKE_OTHER, at=NOW - 2 * HOUR, feed="other", site="Daily")
    polished = CAMP.replace("three days", "five days")
    await channel.receive("a", first, polished, at=NOW - HOUR, site="Wire", published=early, url=urls[0])
    stories = (await channel.compose(schedule)).stories
    assert any(story.independent == 2 for story in stories)
    assert [story.differences for story in stories if story.differences] == []


async def test_a_sentence_is_told_once_however_many_digests_later(channel: Channel) -> None:
    schedule = await channel.schedule()
    headline, told = "Seven dead in Torvane earthquake", set[str]()
    more = ("", "The governor flew to Skelm at noon. ", "A ferry brought blankets and tents to Skelm. ")
    for day, added in enumerate(more):
        body = CAMP.replace("The mayor", f"{added}The mayor")
        await channel.receive("a", headline, body, at=NOW + day * DAY - HOUR, published=NOW - HOUR)
        for story in (await channel.tell(schedule, NOW + day * DAY, f"m{day}")).stories:
            said = {statement.text for statement in story.statements}
            assert not said & told
            told |= said
    assert any("blankets" in sentence for sentence in told)


async def test_what_a_revised_article_counts_for_the_first_time_is_told(channel: Channel) -> None:
    schedule = await channel.schedule()
    body = f"{STRIKE} Nobody was hurt at the picket lines, the police said."
    await channel.receive("a", "Train drivers strike", body, at=NOW - HOUR)
    await channel.tell(schedule)
    hurt = body.replace("Nobody was hurt", "14 people were injured")
    await channel.receive("a", "Train drivers strike", hurt, at=NOW + HOUR, published=NOW - HOUR)
    [update] = (await channel.compose(schedule, NOW + DAY)).stories
    assert ["14 people were injured" in statement.text for statement in update.statements] == [True]


async def test_an_article_that_moved_to_another_feed_and_changed_is_an_update(channel: Channel) -> None:
    await channel.follow("other", "World Wire Business")
    schedule = await channel.schedule()
    url, early = "https://wire.example/quake", NOW - HOUR

    async def receive(item_id: str, feed: str, body: str, at: datetime) -> None:
        headline = "Seven dead in Torvane earthquake"
        await channel.receive(
            item_id, headline, body, at=at, feed=feed, site="Wire", published=early, url=url
        )

    await receive("a", "world", QUAKE, early)
    [told] = (await channel.tell(schedule)).stories
    await receive("b", "other", QUAKE, NOW + HOUR)
    assert (await channel.tell(schedule, NOW + 2 * HOUR, "m2")).stories == ()
    await receive("b", "other", QUAKE.replace("at least seven", "at least 12"), NOW + 3 * HOUR)
    [update] = (await channel.compose(schedule, NOW + DAY)).stories
    assert (update.id, update.is_update) == (told.id, True)
    assert [changed.text for changed in update.changed] == ["people killed: at least 7 → at least 12"]
    assert [(report.item_id, report.copy_of) for report in update.reports] == [("b", None)]
