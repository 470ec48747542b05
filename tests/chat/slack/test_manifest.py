"""The manifest asks for what the code uses, and the code listens to what the manifest subscribes to."""

from typing import Any

import pytest
import yaml
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.chat.slack.app import bolt_app
from bot.chat.slack.handlers.commands import COMMANDS
from bot.chat.slack.help import GREETING
from bot.chat.slack.scopes import BOT_EVENTS, BOT_SCOPES
from bot.resources import resource
from tests.chat.slack.conftest import Start

MANIFESTS = ("config/slack-manifest.yaml", "config/slack-manifest-http.yaml")


def manifest(name: str = MANIFESTS[0]) -> Any:
    return yaml.safe_load(resource(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MANIFESTS)
def test_scopes_and_events_are_those_of_the_code(name: str) -> None:
    asked = manifest(name)
    assert asked["oauth_config"]["scopes"]["bot"] == list(BOT_SCOPES)
    assert asked["settings"]["event_subscriptions"]["bot_events"] == list(BOT_EVENTS)


@pytest.mark.parametrize("name", MANIFESTS)
def test_commands_and_shortcuts_are_those_of_the_code(name: str) -> None:
    features = manifest(name)["features"]
    assert [each["command"] for each in features["slash_commands"]] == list(COMMANDS)
    assert {(each["callback_id"], each["type"]) for each in features["shortcuts"]} == {
        ("brief_this", "message"),
        ("brief_link", "global"),
    }
    assert all(len(each["name"]) <= 24 for each in features["shortcuts"])


def test_the_agent_s_view_is_asked_for() -> None:
    features = manifest()["features"]
    assert "assistant_view" not in features
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert features["app_home"]["messages_tab_enabled"] is True
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert features["unfurl_domains"] == []
    assert GREETING


def test_the_two_manifests_differ_in_how_slack_reaches_the_program_alone() -> None:
    socket, http = (manifest(name) for name in MANIFESTS)
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http["settings"].pop("socket_mode_enabled") is False
    address = http["settings"]["event_subscriptions"].pop("request_url")
    assert address.endswith("/slack/events")
    assert http["settings"]["interactivity"].pop("request_url") == address
    assert http["settings"]["interactivity"].pop("message_menu_options_url") == address
    assert http["oauth_config"].pop("redirect_urls") == [address.replace("events", "oauth_redirect")]
    for command in http["features"]["slash_commands"]:
        assert command.pop("url") == address
    assert socket == http


async def test_every_event_command_and_shortcut_has_a_listener(start: Start) -> None:
    bolt = bolt_app((await start()).surface)
    catch_all = bolt._async_listeners[-1]
    for name in BOT_EVENTS:
        event = {"type": name.split(".")[0], "user": "U1", "channel": "C1", "text": "x"}
        await _is_heard(bolt, {"type": "event_callback", "team_id": "T1", "event": event}, catch_all)
    for command in COMMANDS:
        await _is_heard(bolt, {"command": command, "team_id": "T1", "user_id": "U1"}, catch_all)
    for each in manifest()["features"]["shortcuts"]:
        kind = {"message": "message_action", "global": "shortcut"}[each["type"]]
        body = {"type": kind, "callback_id": each["callback_id"], "team": {"id": "T1"}, "user": {"id": "U1"}}
        await _is_heard(bolt, body, catch_all)


async def _is_heard(bolt: Any, body: dict[str, Any], catch_all: Any) -> None:
    request = AsyncBoltRequest(mode="socket_mode", body=body)
    for listener in bolt._async_listeners:
        if await listener.async_matches(req=request, resp=None):
            assert listener is not catch_all, body
            return
    raise AssertionError(f"nobody listens to {body}")
