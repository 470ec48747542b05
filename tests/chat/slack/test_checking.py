"""`briefwire check`: what it says of Slack."""

import pytest

from bot.chat.slack.checking import check
from bot.errors import BriefwireError
from tests.chat.slack.conftest import slack_settings
from tests.chat.slack.slack_server import BOT, SlackServer


async def test_tokens_that_work_are_said_to_without_being_shown(slack: SlackServer) -> None:
    assert await check(slack_settings(slack)) == f"the bot token is {BOT}'s in T1; mode socket"
    assert await check(slack_settings(slack, bot_token="")) == "not set up"
    assert slack.sockets == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bot_token": "xoxb-no"}, "refuses the bot token"),
        ({"app_token": "xapp-no"}, "refuses the app-level token"),
        ({"app_token": ""}, "BRIEFWIRE_SLACK__APP_TOKEN"),
        ({"base_url": "http://127.0.0.1:9/api/"}, "cannot be reached"),
        (
            {"client_id": "1", "client_secret": "x", "public_url": "https://x", "encryption_keys": "bad"},
            "holds no key",
        ),
    ],
)
async def test_what_does_not_work_is_said_with_what_to_do(
    slack: SlackServer, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(BriefwireError, match=said):
        await check(slack_settings(slack, **changes))
