"""Being removed from a workspace, tokens being revoked, channels changing: what must go goes."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import of_event
from bot.log import event_log

CHANNEL_EVENTS = ("channel_archive", "channel_shared", "channel_unshared", "channel_deleted")


def register(app: AsyncApp, surface: Surface) -> None:
    """Register what ends, and take note of everything else."""

    @app.event("app_uninstalled")
    async def on_uninstalled(body: Mapping[str, Any]) -> None:
        await leave(surface, body)

    @app.event("tokens_revoked")
    async def on_revoked(body: Mapping[str, Any]) -> None:
        if (body["event"].get("tokens") or {}).get("bot"):
            await leave(surface, body)

    for name in CHANNEL_EVENTS:
        _register_change(app, surface, name)

    @app.event(re.compile(".*"))
    async def on_anything_else() -> None:
        """Subscribed to by somebody, and of no use to us: acknowledged, so that Slack does not repeat it."""


def _register_change(app: AsyncApp, surface: Surface, name: str) -> None:
    @app.event(name)
    async def on_change(body: Mapping[str, Any]) -> None:
        visit = of_event(body)
        surface.channels.forget(visit.team, visit.channel)


async def leave(surface: Surface, body: Mapping[str, Any]) -> None:
    """Delete the tokens at once, and what the workspace had after a time of grace."""
    visit = of_event(body)
    chats = await surface.desk.chats()
    for team in await surface.workspaces.forget(visit.team or None, visit.enterprise):
        await chats.leave(f"slack:{team}")
        event_log().info("slack_uninstalled", workspace=f"slack:{team}")
