"""What is read in a private channel or in direct messages stays there; tries to read it elsewhere fail."""

import pytest

from tests.chat.slack.newsroom import ADDRESS, Newsroom, article
from tests.chat.slack.people import Person
from tests.chat.slack.slack_server import JSON, Refusal, SlackServer
from tests.chat.slack.validators import words

FIRE = article().id
QUESTION = "Who offered fireboats?"


async def sees(person: Person, channel: str) -> bool:
    [shown] = await person.command("/ask", QUESTION, channel=channel)
    return bool(shown["text"] == "Norland")


@pytest.mark.parametrize(
    ("read_in", "seen_in", "unseen_in"),
    [
        ("C1", ("C1", "C2", "G1", "D1", "CX"), ()),
        ("G1", ("G1",), ("C1", "C2", "D1", "CX")),
        ("CX", ("CX",), ("C1", "G1", "D1")),
        ("D1", ("D1",), ("C1", "G1", "CX")),
    ],
)
async def test_what_is_read_in_one_place_is_seen_where_it_may_be(
    bo: Person, read_in: str, seen_in: tuple[str, ...], unseen_in: tuple[str, ...]
) -> None:
    await bo.command("/brief", ADDRESS, channel=read_in)
    for channel in seen_in:
        assert await sees(bo, channel), channel
    for channel in unseen_in:
        assert not await sees(bo, channel), channel


async def test_a_channel_that_slack_does_not_describe_is_private(bo: Person, slack: SlackServer) -> None:
    slack.refuse("conversations.info", Refusal("channel_not_found"))
    await bo.command("/brief", ADDRESS, channel="C7")
    assert not await sees(bo, "C1")


async def test_the_name_of_what_is_elsewhere_opens_nothing(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    [brief] = await bo.command("/brief", ADDRESS, channel="G1")
    [answer] = await bo.command("/ask", QUESTION, channel="G1")
    shown = next(e for b in answer["blocks"] if b["type"] == "actions" for e in b["elements"])["value"]
    assert brief["blocks"][-1]["elements"][0]["value"] == FIRE
    eve = Person(bo.line, "U2")
    for channel in ("C1", "D2"):
        for action, value in (
            ("brief:said", FIRE),
            ("brief:evidence", FIRE),
            ("brief:ask", FIRE),
            ("story:brief", FIRE),
            ("answer:sources", shown),
            ("answer:follow_up", shown),
        ):
            await eve.clicks(action, value, channel=channel)
            said = words(last(slack)["blocks"])
            assert "library any more" in said or "not kept any more" in said, action
        for action, value in (("brief:share", FIRE), ("answer:share", shown)):
            [refused] = await eve.clicks(action, value, channel=channel)
            assert "any more" in refused["text"]
    assert slack.messages("C1") == []


async def test_a_channel_that_turns_shared_is_looked_at_anew(bo: Person, slack: SlackServer) -> None:
    assert not await sees(bo, "C2")
    slack.teams["xoxb-1"].channels["C2"].kind = "shared"
    await bo.line.event(bo.event({"type": "channel_shared", "channel": "C2"}))
    await bo.settled()
    await bo.command("/brief", ADDRESS, channel="C2")
    assert not await sees(bo, "C1")


async def test_a_conversation_in_one_thread_is_not_known_in_another(bo: Person, newsroom: Newsroom) -> None:
    await bo.says("<@UBRIEFWIRE> Who?", channel="C1")
    await bo.says("<@UBRIEFWIRE> Who?", channel="C1")
    eve = Person(bo.line, "U2")
    await bo.says("Who?", channel="D1")
    await eve.says("Who?", channel="D2")
    assert [turns for _, _, turns, _ in newsroom.asked] == [0, 0, 0, 0]


def last(slack: SlackServer) -> JSON:
    return slack.views[list(slack.views)[-1]]


async def test_what_a_private_channel_follows_is_followed_for_itself_alone(
    bo: Person, newsroom: Newsroom
) -> None:
    for channel in ("C1", "G1", "CX"):
        await bo.command("/follow", "https://news.example/feed.xml", channel=channel)
    await bo.says("follow https://news.example/feed.xml", channel="D1")
    followed = [each.subscription for each in newsroom.feed_desk.subscriptions.values()]
    assert {each.destination.channel: each.private for each in followed} == {
        "C1": False,
        "G1": True,
        "CX": True,
        "D1": True,
    }
