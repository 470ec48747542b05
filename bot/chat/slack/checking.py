"""Whether what is set up for Slack works, without connecting for good and without posting."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import web
from bot.chat.slack.app import check_settings
from bot.chat.slack.sealing import Seal
from bot.chat.slack.workspaces import OneWorkspace
from bot.config import SlackSettings
from bot.errors import ConfigError


async def check(settings: SlackSettings) -> str:
    """What was found in order; raises ConfigError and DeliveryError saying what is not, and what to do."""
    if not settings.client_id and not settings.bot_token.get_secret_value():
        return "not set up"
    check_settings(settings)
    async with web.session() as connections:
        if settings.mode == "socket":
            await _check_socket(settings, web.client(settings.base_url, settings.app_token, connections))
        if settings.client_id:
            Seal(settings.encryption_keys)
            return f"workspaces install the app at {settings.public_url}; mode {settings.mode}"
        known = await OneWorkspace(settings, connections).begin()
    return f"the bot token is {known.bot_user_id}'s in {known.team_id}; mode {settings.mode}"


async def _check_socket(settings: SlackSettings, client: AsyncWebClient) -> None:
    try:
        await client.apps_connections_open(app_token=settings.app_token.get_secret_value())
    except SlackApiError as error:
        raise ConfigError(web.app_token_refused(error)) from error
    except web.SlackTrouble as error:
        raise web.unreachable(settings.base_url) from error
