"""/brief and /ask: aside first, shared on request; /follow and /digest are carried out by orders."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.chat.slack.asking import Question, answer_aside
from bot.chat.slack.brief_blocks import brief_blocks, fallback_of
from bot.chat.slack.handlers.orders import carry_out
from bot.chat.slack.replies import Aside, Message
from bot.chat.slack.sources import brief_from, plain_words
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_command

COMMANDS = ("/brief", "/ask", "/follow", "/digest")

_READING = "Reading the article…"
_SEARCHING = "Looking for the answer…"


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the commands."""

    @app.command("/brief")
    async def on_brief(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack(_READING)
        reply = Aside(body["response_url"], surface.connections)

        async def work(visit: Visit) -> None:
            brief = await brief_from(surface.desk, body.get("text", ""), visit)
            shareable = visit.kind in {"public", "private"}
            await reply.say(Message(fallback_of(brief), brief_blocks(brief, shareable=shareable)))

        surface.begin(of_command(body), work, surface.aside_from(reply), "/brief")

    @app.command("/ask")
    async def on_ask(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack(_SEARCHING)
        reply = Aside(body["response_url"], surface.connections)

        async def work(visit: Visit) -> None:
            await answer_aside(surface, visit, Question(plain_words(body.get("text", ""))), reply)

        surface.begin(of_command(body), work, surface.aside_from(reply), "/ask")

    for name in ("/follow", "/digest"):
        _register_order(app, surface, name)


def _register_order(app: AsyncApp, surface: Surface, name: str) -> None:
    @app.command(name)
    async def on_order(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        reply = Aside(body["response_url"], surface.connections)

        async def work(visit: Visit) -> None:
            await carry_out(surface, visit, name[1:], plain_words(body.get("text", "")), reply, body)

        surface.begin(of_command(body), work, surface.aside_from(reply), name, counted=False)
