"""Feeds and digests: the App Home, its windows, the commands, who may do what, and what cannot be."""

import pytest

from bot.model import Delivered, Filter, Plan, Timing
from tests.chat.slack.digests import differing, digest, place
from tests.chat.slack.newsroom import NOW, Newsroom, trace
from tests.chat.slack.people import Person, channel, chosen, ticked, typed
from tests.chat.slack.slack_server import JSON, Refusal, SlackServer
from tests.chat.slack.validators import words

FEED = "https://news.example/feed.xml"


def last(slack: SlackServer) -> tuple[str, JSON]:
    name = list(slack.views)[-1]
    return name, slack.views[name]


def plan_values(**changes: JSON) -> JSON:
    return {
        "name": typed("Morning"),
        "channel": channel("C1"),
        "times": typed("08:00, 17.30"),
        "days": ticked("mon", "tue", "wed", "thu", "fri"),
        "zone": chosen("Europe/Berlin"),
        "topics": typed("shipping, ports"),
        "include": typed(""),
        "exclude": typed("sport"),
        "length": chosen("short"),
        "tone": chosen("lively"),
        "when_empty": chosen("say"),
        "alert": ticked("alert"),
    } | changes


async def test_the_home_shows_what_is_set_up_and_how_posts_went(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.opens_home()
    assert "None yet" in words(slack.homes["U1"]["blocks"])
    await newsroom.feed_desk.follow(FEED, place(), by="U1", wanted=Filter(exclude=("sport",)))
    plan = Plan(name="Morning", timing=Timing(times=("08:00",), zone="Europe/Berlin"))
    await newsroom.digest_desk.create(plan, place(), by="U1")
    newsroom.digest_desk.ledger = [
        Delivered(
            key="k",
            schedule_id="s1",
            destination=place(),
            state="failed",
            due_at=NOW,
            attempts=2,
            problem="archived",
        )
    ]
    await ana.opens_home()
    shown = words(slack.homes["U1"]["blocks"])
    for part in (
        "Feed of news.example",
        "without sport",
        "Morning",
        "every day at 08:00 (Europe/Berlin)",
        "failed: archived",
    ):
        assert part in shown


async def test_a_feed_is_followed_from_the_home(ana: Person, slack: SlackServer, newsroom: Newsroom) -> None:
    await ana.clicks("home:feed", "new", channel="")
    name, _ = last(slack)
    values = {
        "address": typed("news.example/feed.xml"),
        "channel": channel("C1"),
        "include": typed("port, sea"),
        "exclude": typed(""),
        "sources": typed("-old.example"),
        "languages": typed("en"),
    }
    await ana.submits(name, values)
    [following] = newsroom.feed_desk.subscriptions.values()
    assert following.feed.url == FEED
    assert following.subscription.filter == Filter(
        include=("port", "sea"), sources=("-old.example",), languages=("en",)
    )
    assert following.subscription.created_by == "U1"
    said = words(slack.views[name]["blocks"])
    assert "Following" in said
    assert "Of its last 0 items 0 would pass." in said
    assert "Feed of news.example" in words(slack.homes["U1"]["blocks"])


async def test_a_feed_that_cannot_be_is_an_error_and_the_form_is_kept(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.clicks("home:feed", "new", channel="")
    name, _ = last(slack)
    values = {
        "address": typed("no address at all"),
        "channel": channel("C1"),
        "include": typed("port"),
        "exclude": typed(""),
    }
    assert set((await ana.submits(name, values))["errors"]) == {"address"}
    await ana.submits(name, values | {"address": typed("https://dead.example/feed")})
    view = slack.views[name]
    assert "does not answer" in words(view["blocks"])
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert fields["address"]["initial_value"] == "https://dead.example/feed"
    assert fields["include"]["initial_value"] == "port"


async def test_a_digest_is_planned_in_the_person_s_zone(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    slack.users["U1"] = {"tz": "Asia/Kathmandu"}
    await newsroom.feed_desk.follow(FEED, place(), by="U1")
    await ana.clicks("home:digest", "new", channel="")
    name, view = last(slack)
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert fields["zone"]["initial_option"]["value"] == "Asia/Kathmandu"
    await ana.submits(name, plan_values(feeds=ticked(fields["feeds"]["options"][0]["value"])))
    [schedule] = newsroom.digest_desk.plans.values()
    plan = schedule.plan
    assert plan.timing == Timing(
        times=("08:00", "17:30"), days=("mon", "tue", "wed", "thu", "fri"), zone="Europe/Berlin"
    )
    assert plan.tone == "lively"
    assert (plan.topics, plan.filter.exclude, plan.length, plan.when_empty) == (
        ("shipping", "ports"),
        ("sport",),
        "short",
        "say",
    )
    assert plan.alert
    assert "every weekday at 08:00 and 17:30 (Europe/Berlin)" in words(slack.views[name]["blocks"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"times": typed("25:00")}, "times"),
        ({"times": typed("quarter past")}, "times"),
        ({"times": typed("")}, "times"),
        ({"times": typed("0 8 31 2 *")}, "times"),
        ({"zone": chosen("Mars/Olympus")}, "zone"),
        ({"days": ticked()}, "days"),
        ({"name": typed("  …")}, "name"),
    ],
)
async def test_a_plan_that_cannot_be_is_an_error_of_its_field(
    bo: Person, slack: SlackServer, newsroom: Newsroom, changes: JSON, field: str
) -> None:
    await bo.clicks("home:digest", "new", channel="")
    answer = await bo.submits(last(slack)[0], plan_values(**changes))
    assert set(answer["errors"]) == {field}
    assert newsroom.digest_desk.plans == {}


async def test_zones_are_suggested_by_their_cities(ana: Person) -> None:
    payload = ana._interaction("block_suggestion") | {
        "action_id": "zone",
        "block_id": "zone",
        "value": "new yo",
    }
    answer = await ana.line.interaction(payload)
    assert [option["value"] for option in answer["options"]] == ["America/New_York"]


async def test_a_digest_is_paused_resumed_edited_previewed_and_deleted(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    desk = newsroom.digest_desk
    plan = Plan(name="Morning", timing=Timing(times=("08:00",)))
    await desk.create(plan, place(), by="U1")
    for verb, said in (("pause", "is paused"), ("resume", "goes on"), ("now", "is being posted")):
        await bo.clicks(f"digest:{verb}", "s1", channel="")
        assert said in slack.messages("D1")[-1]["text"]
    assert desk.posted == ["s1"]
    await bo.clicks("digest:edit", "s1", channel="")
    name, view = last(slack)
    assert "channel" not in {block["block_id"] for block in view["blocks"]}
    values = plan_values(times=typed("0 9 * * mon-fri"))
    del values["channel"]
    await bo.submits(name, values)
    assert desk.plans["s1"].plan.timing.cron == "0 9 * * mon-fri"
    desk.next = digest(differing())
    await bo.clicks("digest:preview", "s1", channel="")
    assert "Outlets differ" in words(last(slack)[1]["blocks"])
    await bo.clicks("digest:delete", "s1", channel="")
    assert desk.plans == {}
    await bo.clicks("digest:pause", "s1", channel="")
    assert "not there any more" in slack.messages("D1")[-1]["text"]


async def test_only_the_owner_or_an_administrator_may_change_it(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await newsroom.digest_desk.create(Plan(name="Morning", timing=Timing(times=("08:00",))), place(), by="U1")
    cy, admin, guest = (Person(bo.line, name) for name in ("U2", "U3", "U4"))
    slack.users |= {"U3": {"is_admin": True}, "U4": {"is_restricted": True}}
    await cy.clicks("digest:delete", "s1", channel="")
    assert "Only who set this up" in slack.messages("D2")[-1]["text"]
    [refused] = await guest.command("/follow", FEED)
    assert "Guests cannot" in refused["text"]
    await admin.clicks("digest:delete", "s1", channel="")
    assert newsroom.digest_desk.plans == {}


async def test_commands_do_what_the_home_does(ana: Person, slack: SlackServer, newsroom: Newsroom) -> None:
    [shown] = await ana.command("/follow", FEED)
    assert "Following Feed of news.example." in shown["text"]
    [shown] = await ana.command("/follow", "list")
    assert "Feed of news.example" in words(shown["blocks"])
    await ana.command("/digest", "new")
    await ana.submits(last(slack)[0], plan_values())
    [shown] = await ana.command("/digest", "list")
    assert "Morning" in words(shown["blocks"])
    for order, said in (
        ("pause morning", "is paused"),
        ("resume “Morning”", "goes on"),
        ("now Morning", "posted"),
    ):
        [shown] = await ana.command("/digest", order)
        assert said in shown["text"]
    newsroom.digest_desk.next = digest(differing())
    [shown] = await ana.command("/digest", "preview Morning")
    assert "Outlets differ" in words(shown["blocks"])
    [shown] = await ana.command("/digest", "edit Morning")
    assert "Edit" in words(shown["blocks"])
    [shown] = await ana.command("/follow", "remove feed of news.example")
    assert "not followed any more" in shown["text"]
    for nonsense in ("what", "pause", "pause nothing", "delete me"):
        [shown] = await ana.command("/digest", nonsense)
        assert "digest" in shown["text"]
    [shown] = await ana.command("/follow", "remove this")
    assert "Nothing called" in shown["text"]
    await ana.command("/follow", "import")
    assert "OPML" in words(last(slack)[1]["blocks"])


async def test_the_words_can_be_written_in_direct_messages(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await bo.says("digest new", channel="D1")
    button = slack.messages("D1")[-1]["blocks"][0]["elements"][0]
    assert button["action_id"] == "home:digest"
    await bo.says(f"follow <{FEED}>", channel="D1")
    [following] = newsroom.feed_desk.subscriptions.values()
    assert following.subscription.destination.channel == "D1"
    await bo.says("forget", channel="D1")
    assert "Forgotten" in slack.messages("D1")[-1]["text"]


async def test_opml_comes_in_and_goes_out(ana: Person, slack: SlackServer, newsroom: Newsroom) -> None:
    slack.hosted["feeds.opml"] = b"<opml><body/></opml>"
    await ana.clicks("home:import", "new", channel="")
    name, _ = last(slack)
    file = {"id": "F1", "size": 20, "url_private": f"http://{slack.host}/files/feeds.opml"}
    await ana.submits(name, {"file": {"type": "file_input", "files": [file]}, "channel": channel("C1")})
    shown = words(slack.views[name]["blocks"])
    assert "1 feed is followed now." in shown
    assert "does not answer" in shown
    await ana.clicks("home:export", "all", channel="")
    assert slack.messages("D1")[-1]["files"]
    slack.hosted["feeds.opml"] = b"not one"
    await ana.clicks("home:import", "new", channel="")
    await ana.submits(
        last(slack)[0], {"file": {"type": "file_input", "files": [file]}, "channel": channel("C1")}
    )
    assert "no OPML file" in words(last(slack)[1]["blocks"])


async def test_why_something_was_told_is_shown_step_by_step(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.digest_desk.traces = [trace("i1"), trace("i2", "Another story")]
    await ana.clicks("story:why", "i1", message={"ts": "5.5"})
    shown = words(last(slack)[1]["blocks"])
    assert "seen in Estrava Courier" in shown
    assert "Another" not in shown
    [shown_aside] = await ana.command("/digest", "why another")
    assert "was told" in words(shown_aside["blocks"])
    [shown_aside] = await ana.command("/digest", "why xyzzy")
    assert "Nothing with these words" in shown_aside["text"]


async def test_what_is_set_up_in_a_private_channel_is_not_shown_to_others(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await newsroom.feed_desk.follow(FEED, place("G1"), by="U1")
    plan = Plan(name="Secret", timing=Timing(times=("08:00",)))
    await newsroom.digest_desk.create(plan, place("G1"), by="U1")
    newsroom.digest_desk.ledger = [
        Delivered(key="k", schedule_id="s1", destination=place("G1"), state="sent", due_at=NOW, attempts=1)
    ]
    cy = Person(bo.line, "U2")
    for person, sees in ((bo, True), (cy, False)):
        await person.opens_home()
        shown = words(slack.homes[person.name]["blocks"])
        assert ("Secret" in shown) is ("Feed of news.example" in shown) is sees
    [shown_aside] = await cy.command("/digest", "preview Secret")
    assert "no digest called" in shown_aside["text"]
    await cy.clicks("digest:preview", "s1", channel="")
    assert "not there any more" in words(last(slack)[1]["blocks"])


async def test_prompts_fit_the_channel_that_is_looked_at(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.command("/brief", "https://courier.example/fire")
    await newsroom.digest_desk.create(Plan(name="Morning", timing=Timing(times=("08:00",))), place(), by="U2")
    looking = {"entities": [{"type": "slack#/types/channel_id", "value": "C1", "team_id": "T1"}]}
    await ana.opens_home("messages", looking)
    [prompts] = slack.prompts
    assert [prompt["title"] for prompt in prompts["prompts"]] == [
        "Preview “Morning”",
        "Brief: Fire in the port",
        "What can you do?",
        "Set up a digest",
    ]
    assert prompts["channel_id"] == "D1"
    assert len(slack.messages("D1")) == 1
    slack.refuse("assistant.threads.setSuggestedPrompts", Refusal("agent_view_not_enabled"))
    await ana.opens_home("messages")
    assert len(slack.messages("D1")) == 1


async def test_links_to_known_articles_become_cards_where_allowed(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    address = "https://courier.example/fire"
    links = [
        {"url": f"{address}?utm_source=x", "domain": "courier.example"},
        {"url": "https://courier.example/other"},
    ]
    event = {"type": "link_shared", "channel": "C1", "user": "U1", "message_ts": "5.5", "links": links}
    await ana.line.event(ana.event(event))
    await ana.settled()
    assert slack.unfurled == []
    await ana.command("/brief", address)
    await ana.line.event(ana.event(event))
    await ana.settled()
    [unfurled] = slack.unfurled
    assert list(unfurled["unfurls"]) == [f"{address}?utm_source=x"]
    assert unfurled["ts"] == "5.5"
    chats = await newsroom.chats()
    settings = (await chats.workspace("slack:T1")).settings
    await chats.set_settings("slack:T1", settings.model_copy(update={"unfurl": False}))
    await ana.line.event(ana.event(event))
    await ana.settled()
    assert len(slack.unfurled) == 1
