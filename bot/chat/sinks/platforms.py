"""The sinks as platforms of `briefwire run`; nobody talks to them."""

import asyncio

from bot.chat.sinks.file import FileDelivery
from bot.chat.sinks.terminal import TerminalDelivery
from bot.chat.sinks.webhook import WebhookDelivery
from bot.errors import ConfigError
from bot.model import Platform
from bot.ports import ChatPlatform, Delivery


class Sink:
    """`bot.ports.ChatPlatform` that only posts."""

    def __init__(self, name: Platform, delivery: Delivery) -> None:
        self.name = name
        self.delivery = delivery
        self.ended: asyncio.Future[ConfigError] | None = None

    async def start(self, *, answering: bool) -> None:
        """Nothing: it is always ready."""

    async def close(self) -> None:
        """Hang up where there is something to."""
        if isinstance(self.delivery, WebhookDelivery):
            await self.delivery.close()


def sinks() -> tuple[ChatPlatform, ...]:
    """All of them; they need no settings."""
    return (
        Sink("terminal", TerminalDelivery()),
        Sink("file", FileDelivery()),
        Sink("webhook", WebhookDelivery()),
    )
