"""Which token speaks to which workspace: the environment's one, or those of installations."""

import time
from typing import Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack import web
from bot.chat.slack.memory import SlackMemory
from bot.chat.slack.sealing import Seal
from bot.config import SlackSettings
from bot.errors import ConfigError, DeliveryError
from bot.model import Installation

REMEMBERED = 60.0
"""Seconds for which an installation is believed: another process may have seen it go."""


class Workspaces(Protocol):
    """The workspaces that the program is in."""

    async def authorize(self, team: str | None, enterprise: str | None) -> AuthorizeResult | None:
        """Who the program is there; None where it is not installed."""
        ...

    async def client(
        self, team: str, enterprise: str | None = None, *, patient: bool = True
    ) -> AsyncWebClient:
        """A client of the workspace; raises DeliveryError (permanent) where it is not installed."""
        ...

    async def forget(self, team: str | None, enterprise: str | None) -> tuple[str, ...]:
        """The installation is gone: delete its token; the workspaces that have none any more."""
        ...


class OneWorkspace:
    """The workspace that the token in the environment belongs to."""

    def __init__(self, settings: SlackSettings, connections: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._connections = connections
        self._known: AuthorizeResult | None = None

    async def begin(self) -> AuthorizeResult:
        """Ask Slack who the token is; raises ConfigError when it is refused, DeliveryError unreached."""
        try:
            told = await self._client(patient=True).auth_test()
        except SlackApiError as error:
            raise ConfigError(
                f"Slack refuses the bot token ({web.code_of(error)}): install the app in the workspace again "
                "and set BRIEFWIRE_SLACK__BOT_TOKEN to its new token."
            ) from error
        except web.SlackTrouble as error:
            raise web.unreachable(self._settings.base_url) from error
        known = AuthorizeResult.from_auth_test_response(
            auth_test_response=told, bot_token=self._settings.bot_token.get_secret_value()
        )
        self._known = known
        return known

    async def authorize(self, team: str | None, enterprise: str | None) -> AuthorizeResult | None:
        """The one workspace, and no other."""
        known = self._known or await self.begin()
        ours = team == known.team_id or (team is None and enterprise == known.enterprise_id)
        return known if ours else None

    async def client(
        self, team: str, enterprise: str | None = None, *, patient: bool = True
    ) -> AsyncWebClient:
        """A client with the environment's token."""
        if not await self.authorize(team, enterprise):
            raise _not_installed(team)
        return self._client(patient=patient)

    async def forget(self, team: str | None, enterprise: str | None) -> tuple[str, ...]:
        """The token is the environment's: there is nothing to delete."""
        return (team,) if team else ()

    def _client(self, *, patient: bool) -> AsyncWebClient:
        return web.client(
            self._settings.base_url, self._settings.bot_token, self._connections, patient=patient
        )


class InstalledWorkspaces:
    """All workspaces that have installed the app, their tokens sealed in the database."""

    def __init__(
        self, base_url: str, memory: SlackMemory, seal: Seal, connections: aiohttp.ClientSession
    ) -> None:
        self._base_url = base_url
        self._memory = memory
        self._seal = seal
        self._connections = connections
        self._known: dict[tuple[str | None, str | None], tuple[float, Installation]] = {}

    async def authorize(self, team: str | None, enterprise: str | None) -> AuthorizeResult | None:
        """The installation of the workspace, or of its organisation."""
        found = await self._installation(team, enterprise)
        if found is None:
            return None
        if found.team is None and found.enterprise and team:
            await self._memory.belongs(team, found.enterprise)
        return AuthorizeResult(
            enterprise_id=found.enterprise,
            team_id=team,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
            bot_token=self._seal.open(found.sealed_token),
        )

    async def client(
        self, team: str, enterprise: str | None = None, *, patient: bool = True
    ) -> AsyncWebClient:
        """A client with the workspace's own token, or its organisation's."""
        found = await self._installation(team, enterprise)
        if found is None:
            raise _not_installed(team)
        token = self._seal.open(found.sealed_token)
        client = web.client(self._base_url, token, self._connections, patient=patient)
        if found.team is None:
            client.default_params["team_id"] = team  # organisations' tokens want to know the workspace
        return client

    async def forget(self, team: str | None, enterprise: str | None) -> tuple[str, ...]:
        """Delete the installation and its token."""
        self._known.clear()
        return tuple(await self._memory.uninstall(team, enterprise))

    def changed(self) -> None:
        """Somebody has installed the app: believe nothing that was known before."""
        self._known.clear()

    async def _installation(self, team: str | None, enterprise: str | None) -> Installation | None:
        now = time.monotonic()
        known = self._known.get((team, enterprise))
        if known and now - known[0] < REMEMBERED:
            return known[1]
        found = await self._memory.installation(team, enterprise)
        if found:
            self._known[team, enterprise] = (now, found)
        return found


def _not_installed(team: str) -> DeliveryError:
    return DeliveryError(
        f"Briefwire is not installed in the Slack workspace {team} any more: install it there again.",
        permanent=True,
    )
