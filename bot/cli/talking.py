"""`briefwire chat`: the terminal conversation."""

from typing import TYPE_CHECKING

import typer

from bot.cli.asking import In
from bot.cli.progress import working
from bot.cli.running import at_the_desk

if TYPE_CHECKING:
    from bot.app import Desk


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chat)


def chat(sources: In = None) -> None:
    """Talk about the news: plain text is a question, /help lists the commands."""

    async def command(desk: "Desk") -> None:
        from bot.chat.terminal import Conversation, converse

        with working("Reading…"):
            articles = await desk.read_all(sources) if sources else []
        await converse(Conversation(desk, articles, desk.feeds, desk.digests))

    at_the_desk(command)
