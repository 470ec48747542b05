"""Buttons and windows: looking closer, asking on, sharing, opinions; what is gone is said."""

from bot.chat.slack.app import SlackApp
from tests.chat.slack.conftest import Start
from tests.chat.slack.newsroom import ADDRESS, Newsroom, article
from tests.chat.slack.people import Line, Person, channel, typed
from tests.chat.slack.slack_server import JSON, SlackServer
from tests.chat.slack.validators import words

FIRE = article().id


def last_view(slack: SlackServer) -> JSON:
    return slack.views[list(slack.views)[-1]]


def last_id(slack: SlackServer) -> str:
    return list(slack.views)[-1]


async def test_each_closer_look_opens_a_window(ana: Person, slack: SlackServer) -> None:
    await ana.command("/brief", ADDRESS)
    for look, said in (
        ("said", "“We had it under control by midnight”"),
        ("timeline", "A fire broke out in the port"),
        ("figures", "people injured"),
        ("evidence", "[1]"),
    ):
        await ana.clicks(f"brief:{look}", FIRE)
        assert said in words(last_view(slack)["blocks"])


async def test_a_button_works_after_a_restart_and_a_year_later(
    slack: SlackServer, start: Start, newsroom: Newsroom
) -> None:
    first = await start()
    await Person(Line(slack, first)).command("/brief", ADDRESS)
    await first.close()
    later: SlackApp = await start()
    await Person(Line(slack, later)).clicks("brief:said", FIRE, message={"ts": "1600000000.000001"})
    assert "Ana Sark" in words(last_view(slack)["blocks"])


async def test_asking_about_a_brief_goes_on_in_its_window(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.command("/brief", ADDRESS)
    await ana.clicks("brief:ask", FIRE)
    name = last_id(slack)
    assert "Fire in the port" in words(slack.views[name]["blocks"])
    answer = await ana.submits(name, {"question": typed("Who offered fireboats?")})
    assert answer["response_action"] == "update"
    shown = slack.views[name]
    assert "Norland offered to send two fireboats." in words(shown["blocks"])
    assert "Ask a follow-up" in words(shown["blocks"])
    await ana.submits(name, {"question": typed("And who else?")})
    assert newsroom.asked[-1][:3] == ("And who else?", (FIRE,), 1)
    share = next(e for b in shown["blocks"] if b["type"] == "actions" for e in b["elements"])
    await ana.clicks("answer:share", share["value"], view_id=name)
    assert "Norland" in words(slack.messages("C1")[-1]["blocks"])
    assert "Shared by" in words(slack.messages("C1")[-1]["blocks"])


async def test_an_empty_question_is_an_error_of_its_field(ana: Person, slack: SlackServer) -> None:
    await ana.command("/brief", ADDRESS)
    await ana.clicks("brief:ask", FIRE)
    answer = await ana.submits(last_id(slack), {"question": typed("  …  ")})
    assert set(answer["errors"]) == {"question"}


async def test_sources_follow_ups_and_opinions_of_an_answer(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.command("/brief", ADDRESS)
    [shown] = await ana.command("/ask", "Who offered fireboats?")
    name = next(e for b in shown["blocks"] if b["type"] == "actions" for e in b["elements"])["value"]
    await ana.clicks("answer:sources", name)
    assert "Norland offered to send two fireboats." in words(last_view(slack)["blocks"])
    await ana.clicks("answer:follow_up", name)
    await ana.submits(last_id(slack), {"question": typed("Why?")})
    assert newsroom.asked[-1][2] == 1
    for opinion in ("good", "bad"):
        await ana.clicks("answer:feedback", f"{opinion} {name}")
    assert await (await newsroom.chats()).opinions("slack:T1") == (0, 1)
    await ana.clicks("answer:share", name)
    assert slack.messages("C1")[-1]["text"] == "Norland"


async def test_the_shortcut_on_a_message_briefs_its_link_or_text(ana: Person, slack: SlackServer) -> None:
    [shown] = await ana.uses_shortcut("brief_this", {"ts": "1.1", "text": f"look: <{ADDRESS}|here>"})
    assert "14 people were injured" in words(shown["blocks"])
    shared = {"ts": "1.2", "text": "", "attachments": [{"from_url": ADDRESS}]}
    [shown] = await ana.uses_shortcut("brief_this", shared)
    assert "14 people were injured" in words(shown["blocks"])
    [shown] = await ana.uses_shortcut("brief_this", {"ts": "1.3", "text": "lunch?"})
    assert "Give a link" in shown["text"]


async def test_the_global_shortcut_briefs_in_its_window_or_in_a_channel(
    ana: Person, slack: SlackServer
) -> None:
    await ana.uses_shortcut("brief_link")
    name = last_id(slack)
    await ana.submits(name, {"source": typed(ADDRESS), "channel": channel(None)})
    assert "14 people were injured" in words(slack.views[name]["blocks"])
    await ana.clicks("brief:timeline", FIRE, view_id=name)
    assert "under control" in words(last_view(slack)["blocks"])
    await ana.uses_shortcut("brief_link")
    await ana.submits(last_id(slack), {"source": typed(ADDRESS), "channel": channel("C2")})
    assert "14 people were injured" in words(slack.messages("C2")[-1]["blocks"])
    slack.teams["xoxb-1"].channels["C2"].member = False
    await ana.uses_shortcut("brief_link")
    await ana.submits(last_id(slack), {"source": typed(ADDRESS), "channel": channel("C2")})
    assert "/invite @Briefwire" in words(last_view(slack)["blocks"])


async def test_sharing_where_the_program_is_no_member_goes_by_the_click(
    bo: Person, slack: SlackServer
) -> None:
    slack.teams["xoxb-1"].channels["C2"].member = False
    await bo.command("/brief", ADDRESS, channel="C2")
    [shared] = await bo.clicks("brief:share", FIRE, channel="C2")
    assert shared["response_type"] == "in_channel"


async def test_what_is_gone_is_said(bo: Person, slack: SlackServer) -> None:
    await bo.clicks("brief:said", "0000")
    assert "not in this channel's library" in words(last_view(slack)["blocks"])
    await bo.clicks("answer:sources", "0000")
    assert "not kept any more" in words(last_view(slack)["blocks"])


async def test_a_window_that_was_closed_meanwhile_is_left_alone(bo: Person, slack: SlackServer) -> None:
    await bo.command("/brief", ADDRESS)
    await bo.clicks("brief:ask", FIRE)
    name = last_id(slack)
    view = bo._view(name) | {"state": {"values": {"question": {"question": {"value": "Who?"}}}}}
    slack.views.clear()
    await bo.line.interaction(bo._interaction("view_submission") | {"view": view})
    await bo.settled()
    assert slack.messages("D1") == []


async def test_a_button_pressed_twice_opens_one_window(bo: Person, slack: SlackServer) -> None:
    await bo.command("/brief", ADDRESS)
    trigger = slack.trigger()
    await bo.clicks("brief:said", FIRE, trigger_id=trigger)
    await bo.clicks("brief:said", FIRE, trigger_id=trigger)
    assert len(slack.made("views.open")) == 1


async def test_pages_of_a_long_look_can_be_turned(bo: Person, slack: SlackServer, newsroom: Newsroom) -> None:
    from tests.chat.slack.newsroom import article as made

    long = made("https://courier.example/long", "\n\n".join(f"Sentence {n} is here. " * 30 for n in range(3)))
    newsroom.pages["https://courier.example/long"] = long
    await bo.command("/brief", "https://courier.example/long")
    await bo.clicks("brief:evidence", long.id)
    assert "[1]" in words(last_view(slack)["blocks"])
