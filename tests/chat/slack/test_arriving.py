"""How Slack's calls arrive: once, acknowledged before the work, signed, over sockets that close and open."""

import asyncio
import json
import time
from datetime import timedelta

import pytest

from bot.chat.slack.app import SlackApp
from bot.chat.slack.tidying import tidy
from bot.errors import ConfigError, DeliveryError
from bot.model import Scope
from tests.chat.slack.conftest import Start, slack_settings
from tests.chat.slack.newsroom import ADDRESS, Newsroom
from tests.chat.slack.people import Line, Person, signature
from tests.chat.slack.slack_server import BOT, SlackServer

MENTION = f"<@{BOT}> Who?"


async def test_slack_is_told_before_the_work_begins(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.slowness = 0.2
    event = ana.event(ana.message("Who?", channel="D1"))
    await ana.line.event(event)
    assert newsroom.asked == [] or slack.messages("D1") == []
    await ana.settled()
    assert len(slack.messages("D1")) == 1


async def test_a_redelivery_is_answered_once_also_by_another_process_and_after_a_restart(
    slack: SlackServer, start: Start, newsroom: Newsroom
) -> None:
    first = await start()
    ana = Person(Line(slack, first))
    event = ana.event(ana.message("Who?", channel="D1"))
    await ana.line.event(event)
    await slack.send("events_api", event, retry_attempt=1, retry_reason="timeout")
    await ana.settled()
    await first.close()
    later = Person(Line(slack, await start()))
    await later.line.event(event)
    await later.settled()
    assert len(newsroom.asked) == len(slack.messages("D1")) == 1


async def test_a_duplicate_envelope_of_a_command_is_answered_once(bo: Person, slack: SlackServer) -> None:
    url = slack.response_url()
    payload = {
        "command": "/ask",
        "text": "Who?",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": slack.trigger(),
        "response_url": url,
    }
    for _ in range(2):
        await slack.send_envelope({"envelope_id": "same", "type": "slash_commands", "payload": payload})
    await bo.settled()
    assert len(slack.aside[url]) == 1


async def test_events_out_of_order_are_each_answered(bo: Person, newsroom: Newsroom) -> None:
    first, second = (bo.event(bo.message(text, channel="D1")) for text in ("Who?", "And where?"))
    await bo.line.event(second)
    await bo.line.event(first)
    await bo.settled()
    assert sorted(question for question, *_ in newsroom.asked) == ["And where?", "Who?"]


async def test_events_of_no_use_are_acknowledged(ana: Person, newsroom: Newsroom) -> None:
    for event in ({"type": "reaction_added", "user": "U1"}, {"type": "channel_archive", "channel": "C1"}):
        await ana.line.event(ana.event(event))
    assert newsroom.asked == []


async def test_a_socket_that_slack_closes_is_opened_again(bo: Person, slack: SlackServer) -> None:
    await slack.sockets[0].send_str(json.dumps({"type": "disconnect", "reason": "warning", "debug_info": {}}))
    slack.connected.clear()
    await asyncio.wait_for(slack.connected.wait(), 5)
    await bo.says("Who?", channel="D1")
    await slack.sockets[-1].close()
    slack.connected.clear()
    await asyncio.wait_for(slack.connected.wait(), 5)
    await bo.says("And where?", channel="D1")
    assert len(slack.messages("D1")) == 2


async def test_what_is_due_to_be_deleted_is(bo: Person, newsroom: Newsroom, slack: SlackServer) -> None:
    await bo.command("/brief", ADDRESS)
    await (await newsroom.chats()).workspace("slack:T1")
    await (await newsroom.chats()).leave("slack:T1")
    await tidy(newsroom, timedelta(days=7))
    assert len(await newsroom.store.articles(Scope(workspace="slack:T1"))) == 1
    await tidy(newsroom, timedelta(0))
    assert await newsroom.store.articles(Scope(workspace="slack:T1")) == []


async def test_a_restart_between_click_and_answer_is_said_and_the_next_click_works(
    slack: SlackServer, start: Start, newsroom: Newsroom
) -> None:
    first = await start()
    newsroom.slowness = 60
    url = slack.response_url()
    payload = {"command": "/ask", "text": "Who?", "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
    await slack.send("slash_commands", payload | {"trigger_id": slack.trigger(), "response_url": url})
    await first.close()
    assert "was stopped before this was done" in slack.aside[url][0]["text"]
    newsroom.slowness = 0
    later = Person(Line(slack, await start()))
    [shown] = await later.command("/ask", "Who?")
    assert shown["text"] == "The coverage does not say."


async def test_work_that_takes_too_long_is_given_up_with_a_word(
    slack: SlackServer, start: Start, newsroom: Newsroom
) -> None:
    ana = Person(Line(slack, await start("socket", work_timeout=0.1)))
    newsroom.slowness = 5
    [shown] = await ana.command("/brief", ADDRESS)
    assert "was given up" in shown["text"]


@pytest.fixture
async def called(slack: SlackServer, start: Start) -> Line:
    return Line(slack, await start("http"))


BODY = json.dumps({"type": "event_callback", "secret": "words"})


async def test_a_call_that_slack_did_not_sign_is_refused_and_logged_without_its_content(
    called: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    now = int(time.time())
    for headers, reason in (
        (signature(BODY, secret="another"), "forged"),
        (signature(BODY, at=now - 301), "stale"),
        (signature(BODY, at=now + 301), "stale"),
        ({"X-Slack-Signature": "", "X-Slack-Request-Timestamp": str(now)}, "unsigned"),
        ({"X-Slack-Signature": "v0=ab", "X-Slack-Request-Timestamp": "yesterday"}, "stale"),
        (signature(BODY + " "), "forged"),
    ):
        status, _ = await called.call("application/json", BODY, headers)
        assert status == 401
        logged = capsys.readouterr().err
        assert f"reason='{reason}'" in logged
        assert "words" not in logged


async def test_slack_s_own_checks_of_the_address_are_answered(called: Line) -> None:
    status, answer = await called.call(
        "application/json", json.dumps({"type": "url_verification", "challenge": "abc"})
    )
    assert (status, answer) == (200, {"challenge": "abc"})


async def test_what_is_no_payload_does_no_harm(called: Line) -> None:
    for content, body in (
        ("application/json", "[]"),
        ("application/json", "{"),
        ("application/x-www-form-urlencoded", "payload=%7B"),
        ("application/x-www-form-urlencoded", ""),
        ("application/json", json.dumps({"type": "event_callback", "event": {"type": "message"}})),
    ):
        status, _ = await called.call(content, body)
        assert status in {200, 400, 401, 404, 500}
    status, answer = await called.call(
        "application/json", json.dumps({"type": "url_verification", "challenge": "x"})
    )
    assert (status, answer) == (200, {"challenge": "x"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bot_token": ""}, "BRIEFWIRE_SLACK__BOT_TOKEN"),
        ({"app_token": ""}, "BRIEFWIRE_SLACK__APP_TOKEN"),
        ({"mode": "http", "signing_secret": ""}, "BRIEFWIRE_SLACK__SIGNING_SECRET"),
        ({"client_id": "1.2"}, "BRIEFWIRE_SLACK__CLIENT_SECRET and BRIEFWIRE_SLACK__ENCRYPTION_KEYS"),
    ],
)
def test_what_is_missing_is_named(
    slack: SlackServer, newsroom: Newsroom, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        SlackApp(newsroom, slack_settings(slack, **changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"bot_token": "xoxb-wrong"}, "bot token"), ({"app_token": "xapp-wrong"}, "app-level token")],
)
async def test_a_token_that_slack_refuses_ends_the_start_with_a_clear_word(
    start: Start, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=f"refuses the {said} .invalid_auth."):
        await start(**changes)


async def test_where_slack_is_not_there_that_is_said(start: Start) -> None:
    with pytest.raises(DeliveryError, match="cannot be reached"):
        await start(base_url="http://127.0.0.1:9/api/")
