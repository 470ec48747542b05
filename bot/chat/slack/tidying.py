"""What is deleted by and by: data of workspaces that left, silent threads, events long delivered."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.chat.slack.memory import Services
from bot.errors import BriefwireError
from bot.log import event_log

EVERY = 6 * 3600
"""Seconds between two times."""

_SILENT = timedelta(days=180)
_EVENTS_ARE_REPEATED_FOR = timedelta(days=1)
"""Slack gives up after an hour; whoever repeats an event by hand does so on the same day."""


async def tidy(desk: Services, grace: timedelta) -> None:
    """Delete what is due to be."""
    now, chats = datetime.now(UTC), await desk.chats()
    gone = await chats.forget_left("slack", grace)
    await chats.tidy(now - _EVENTS_ARE_REPEATED_FOR)
    threads = await (await desk.slack()).forget_threads(now - _SILENT)
    event_log().info("slack_tidied", workspaces=len(gone), threads=threads)


async def keep_tidy(desk: Services, grace: timedelta) -> None:
    """Do it now and every few hours, until cancelled."""
    while True:
        try:
            await tidy(desk, grace)
        except BriefwireError as error:
            event_log().warning("slack_not_tidied", problem=str(error))
        await asyncio.sleep(EVERY)
