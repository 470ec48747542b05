"""Slack, put together: one Bolt app with our handlers, fed by a socket or by HTTP."""

import asyncio
import logging
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot.chat.slack import web
from bot.chat.slack.delivery import SlackDelivery
from bot.chat.slack.handlers import (
    agent,
    answers,
    briefs,
    commands,
    following,
    lifecycle,
    messages,
    scheduling,
    shortcuts,
    unfurling,
)
from bot.chat.slack.http import HttpServer
from bot.chat.slack.memory import Services
from bot.chat.slack.oauth import SealedInstallations, SealedStates, oauth_flow
from bot.chat.slack.pacing import Pace
from bot.chat.slack.sealing import Seal
from bot.chat.slack.surface import Surface
from bot.chat.slack.tidying import keep_tidy
from bot.chat.slack.works import Works, incident
from bot.chat.slack.workspaces import InstalledWorkspaces, OneWorkspace, Workspaces
from bot.config import SlackSettings
from bot.errors import ConfigError
from bot.log import event_log
from bot.model import Platform
from bot.ports import Delivery

_HANDLERS = (
    commands,
    shortcuts,
    briefs,
    answers,
    messages,
    agent,
    following,
    scheduling,
    unfurling,
    lifecycle,  # takes note of everything else, and therefore comes last
)


class SlackApp:
    """`bot.ports.ChatPlatform` for Slack.

    `pace` is the seconds between two messages of a channel, `ping` those between two signs of life of
    the socket, `patience` those that work under way has at the end. Raises ConfigError for settings that
    are missing or that Slack refuses.
    """

    name: Platform = "slack"

    def __init__(
        self,
        desk: Services,
        settings: SlackSettings,
        *,
        pace: float = 1.0,
        ping: float = 10.0,
        patience: float = 5.0,
    ) -> None:
        check_settings(settings)
        self._desk = desk
        self._settings = settings
        self._pace = pace
        self._ping = ping
        self._patience = patience
        self._open = AsyncExitStack()
        self._surface: Surface | None = None
        self.delivery: Delivery = SlackDelivery(lambda: self.surface)
        self.port: int | None = None
        self.ended: asyncio.Future[ConfigError] | None = None

    @property
    def surface(self) -> Surface:
        """What the handlers share; only once started."""
        if self._surface is None:
            raise RuntimeError("Slack is not started")
        return self._surface

    async def start(self, *, answering: bool = True) -> None:
        """Be ready to post, and with `answering` take what comes from now on."""
        try:
            await self._start(answering)
        except BaseException:
            await self._open.aclose()
            raise

    async def close(self) -> None:
        """Take nothing more, let what is under way end, and close what is open."""
        await self._open.aclose()

    async def _start(self, answering: bool) -> None:
        settings = self._settings
        connections = await self._open.enter_async_context(web.session())
        works = Works(settings.work_timeout)
        self._open.push_async_callback(works.close, self._patience)
        workspaces, seal = await self._workspaces(connections)
        self._surface = Surface(self._desk, settings, workspaces, connections, Pace(self._pace), works)
        if not answering:
            return
        self._keep_tidy()
        bolt = bolt_app(self._surface)
        server = HttpServer(settings.host, settings.port)
        if settings.mode == "http":
            server.serve_events(bolt, settings.signing_secret.get_secret_value())
        if seal and isinstance(workspaces, InstalledWorkspaces):
            await self._serve_installation(server, seal, workspaces, connections)
        if settings.mode == "http" or seal:
            self._open.push_async_callback(server.close)
            self.port = await server.start()
        if settings.mode == "socket":
            await self._connect(bolt, connections)

    def _keep_tidy(self) -> None:
        grace = timedelta(days=self._settings.grace_days)
        task = asyncio.create_task(keep_tidy(self._desk, grace))

        async def end() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        self._open.push_async_callback(end)

    async def _workspaces(self, connections: aiohttp.ClientSession) -> tuple[Workspaces, Seal | None]:
        if not self._settings.client_id:
            one = OneWorkspace(self._settings, connections)
            await one.begin()
            return one, None
        seal = Seal(self._settings.encryption_keys)
        memory = await self._desk.slack()
        return InstalledWorkspaces(self._settings.base_url, memory, seal, connections), seal

    async def _serve_installation(
        self,
        server: HttpServer,
        seal: Seal,
        workspaces: InstalledWorkspaces,
        connections: aiohttp.ClientSession,
    ) -> None:
        states = SealedStates(seal, await self._desk.chats())
        installations = SealedInstallations(self._desk, seal, workspaces)
        client = web.client(self._settings.base_url, "", connections)
        server.serve_installation(oauth_flow(self._settings, client, states, installations))

    async def _connect(self, bolt: AsyncApp, connections: aiohttp.ClientSession) -> None:
        token = self._settings.app_token.get_secret_value()
        client = web.client(self._settings.base_url, token, connections)
        try:
            await client.apps_connections_open(app_token=token)
        except SlackApiError as error:
            raise ConfigError(web.app_token_refused(error)) from error
        except web.SlackTrouble as error:
            raise web.unreachable(self._settings.base_url) from error
        handler = AsyncSocketModeHandler(
            bolt, token, logger=_socket_log(), web_client=client, ping_interval=self._ping
        )
        self._open.push_async_callback(handler.close_async)
        await handler.connect_async()  # type: ignore[no-untyped-call]


def bolt_app(surface: Surface) -> AsyncApp:
    """Bolt with our handlers; who may speak to us is found out by `surface.workspaces`."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return await surface.workspaces.authorize(team_id, enterprise_id)

    bolt = AsyncApp(
        name="briefwire",
        logger=web.SILENT,
        authorize=authorize,  # type: ignore[arg-type]  # None is what Bolt expects for "not installed"
        signing_secret="",  # the HTTP edge has verified it before Bolt sees it
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message="Briefwire is not installed in this workspace any more.",
    )

    @bolt.error
    async def on_error(error: Exception) -> None:
        incident("handler", error)

    for handlers in _HANDLERS:
        handlers.register(bolt, surface)
    return bolt


def check_settings(settings: SlackSettings) -> None:
    """Raise ConfigError naming the variables that the chosen way of running needs and that are not set."""
    wanted: dict[str, Any] = {}
    if settings.client_id:
        wanted |= {
            "CLIENT_SECRET": settings.client_secret.get_secret_value(),
            "ENCRYPTION_KEYS": settings.encryption_keys.get_secret_value(),
            "PUBLIC_URL": settings.public_url,
        }
    else:
        wanted["BOT_TOKEN"] = settings.bot_token.get_secret_value()
    if settings.mode == "socket":
        wanted["APP_TOKEN"] = settings.app_token.get_secret_value()
    else:
        wanted["SIGNING_SECRET"] = settings.signing_secret.get_secret_value()
    missing = [f"BRIEFWIRE_SLACK__{name}" for name, value in wanted.items() if not value]
    if missing:
        raise ConfigError(f"Slack needs {' and '.join(missing)}: docs/slack.md says where to find each.")


class _SocketEvents(logging.Handler):
    """What slack-sdk says of its socket, without the payloads that its messages may hold."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log which thing happened."""
        event_log().warning("slack_socket", said=str(record.msg).split(":")[0].split("(")[0].strip()[:80])


def _socket_log() -> logging.Logger:
    log = logging.getLogger("bot.chat.slack.socket")
    if not log.handlers:
        log.addHandler(_SocketEvents())
        log.propagate = False
        log.setLevel(logging.WARNING)
    return log
