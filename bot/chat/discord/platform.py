"""Discord in `briefwire run`: it connects, posts, answers, and hangs up."""

import asyncio

import discord

from bot.chat.discord.client import BriefwireClient, use_addresses
from bot.chat.discord.delivery import DiscordDelivery
from bot.chat.discord.surface import Surface
from bot.errors import ConfigError
from bot.log import event_log
from bot.model import Platform
from bot.ports import Delivery

REFUSED = "Discord refuses the token. Make a new one (docs/discord.md) and set BRIEFWIRE_DISCORD__TOKEN."
_MISSING = "Discord needs a token: set BRIEFWIRE_DISCORD__TOKEN (docs/discord.md says how to get one)."
_LAST_ANSWERS = 10.0
"""Seconds that answers under way have when it closes."""


class DiscordPlatform:
    """`bot.ports.ChatPlatform` for Discord."""

    name: Platform = "discord"

    def __init__(self, surface: Surface, quiet: float = 2.0) -> None:
        """`quiet` seconds without another server mean that all were announced."""
        use_addresses(surface.settings)
        self._surface = surface
        self._client = BriefwireClient(surface, quiet)
        self._connection: asyncio.Task[None] | None = None
        self._opened = self._closing = False
        self.delivery: Delivery = DiscordDelivery(self._client, surface, self._token_refused)
        self.ended: asyncio.Future[ConfigError] | None = None
        """Done when Discord wants no more of this process: why."""

    async def start(self, *, answering: bool) -> None:
        """Log in, and with `answering` connect every shard; raises ConfigError for a refused token."""
        self.ended = asyncio.get_running_loop().create_future()
        token = self._surface.settings.token.get_secret_value().strip()
        if not token:
            raise ConfigError(_MISSING)
        self._opened = True
        try:
            await self._client.login(token)
        except discord.LoginFailure as error:
            await self._client.close()
            raise ConfigError(REFUSED) from error
        if answering:
            await self._connect()

    async def close(self) -> None:
        """Take nothing new, let answers under way finish, and hang up."""
        self._closing = True
        await self._surface.busy.finish(_LAST_ANSWERS)
        if self._opened:
            await self._client.close()
        if self._connection:
            await asyncio.gather(self._connection, return_exceptions=True)
        await self._surface.busy.finish(_LAST_ANSWERS)  # what had begun while the connection was closing

    async def _connect(self) -> None:
        self._connection = asyncio.create_task(self._client.connect())
        self._connection.add_done_callback(self._disconnected)
        ready = asyncio.create_task(self._client.wait_until_ready())
        await asyncio.wait({self._connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            raise ConfigError(_why(self._connection.exception())) from self._connection.exception()

    def _disconnected(self, connection: asyncio.Task[None]) -> None:
        if not self._closing and not connection.cancelled():
            self._end(_why(connection.exception()))

    def _token_refused(self) -> None:
        self._end(REFUSED)

    def _end(self, reason: str) -> None:
        event_log().error("discord_ended", reason=reason)
        if self.ended and not self.ended.done():
            self.ended.set_result(ConfigError(reason))


def _why(error: BaseException | None) -> str:
    """Why Discord closed a connection for good, and what to do."""
    if isinstance(error, discord.ConnectionClosed) and error.code == 4004:
        return REFUSED
    if isinstance(error, discord.ConnectionClosed) and error.code in {4010, 4011}:
        return "Discord refuses these shards: set discord.shards to what it wants, or to nothing."
    return f"Discord closed the connection for good ({type(error).__name__}). See its status page."
