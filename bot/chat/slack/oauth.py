"""Installing into many workspaces, with a state that opens once and tokens that are sealed.

The state opens within ten minutes, and only in the browser that it was given to: Bolt checks its cookie.
"""

import secrets
from datetime import UTC, datetime

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.keeping import ChatStore
from bot.chat.slack.memory import Services
from bot.chat.slack.scopes import BOT_SCOPES
from bot.chat.slack.sealing import Seal
from bot.chat.slack.web import SILENT
from bot.chat.slack.workspaces import InstalledWorkspaces
from bot.config import SlackSettings
from bot.errors import ConfigError
from bot.model import Installation

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
STATE_LIVES = 600
"""Seconds."""


class SealedStates(AsyncOAuthStateStore):
    """States that say by themselves that they are ours and how old they are; the store says if used."""

    def __init__(self, seal: Seal, chats: ChatStore) -> None:
        self._seal = seal
        self._chats = chats

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new state."""
        return self._seal.close(f"state:{secrets.token_urlsafe(16)}")

    async def async_consume(self, state: str) -> bool:
        """Whether the state is ours, fresh, and used for the first time."""
        try:
            opened = self._seal.open(state, within=STATE_LIVES)
        except ConfigError:
            return False
        return opened.startswith("state:") and await self._chats.first_time("slack", opened)


class SealedInstallations(AsyncInstallationStore):
    """Keeps what Slack gives at an installation, its token sealed."""

    def __init__(self, desk: Services, seal: Seal, workspaces: InstalledWorkspaces) -> None:
        self._desk = desk
        self._seal = seal
        self._workspaces = workspaces

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep it; the bot's token alone, for no other is asked for."""
        memory = await self._desk.slack()
        await memory.install(
            Installation(
                team=None if installation.is_enterprise_install else installation.team_id,
                enterprise=installation.enterprise_id,
                name=installation.team_name or installation.enterprise_name,
                bot_user=installation.bot_user_id or "",
                bot=installation.bot_id,
                scopes=tuple(installation.bot_scopes or ()),
                sealed_token=self._seal.close(installation.bot_token or ""),
                installed_by=installation.user_id,
                installed_at=datetime.now(UTC),
            )
        )
        self._workspaces.changed()
        if installation.team_id:
            await (await self._desk.chats()).workspace(f"slack:{installation.team_id}")


def oauth_flow(
    settings: SlackSettings,
    client: AsyncWebClient,
    states: SealedStates,
    installations: SealedInstallations,
) -> AsyncOAuthFlow:
    """Bolt's flow, with our stores."""
    return AsyncOAuthFlow(
        client=client,
        logger=SILENT,
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            scopes=list(BOT_SCOPES),
            redirect_uri=f"{settings.public_url.rstrip('/')}{REDIRECT_PATH}",
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=settings.base_url.replace("/api", "").rstrip("/") + "/oauth/v2/authorize",
            installation_store=installations,
            installation_store_bot_only=True,
            state_store=states,
            state_expiration_seconds=STATE_LIVES,
            logger=SILENT,
        ),
    )
