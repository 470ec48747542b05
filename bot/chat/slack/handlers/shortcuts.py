"""Shortcuts: "Brief this" on a message, "Brief a link" from anywhere."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from bot.chat.slack.brief_blocks import brief_blocks, fallback_of
from bot.chat.slack.handlers.briefs import INVITE
from bot.chat.slack.modals import Meta, Window, brief_window, filled, open_window, saying, window
from bot.chat.slack.replies import Aside, Message, post
from bot.chat.slack.sources import brief_from
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_interaction
from bot.chat.slack.web import code_of
from bot.errors import DeliveryError


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the shortcuts and the window of the second."""

    @app.shortcut("brief_this")
    async def on_message(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        reply = Aside(body["response_url"], surface.connections)

        async def work(visit: Visit) -> None:
            brief = await brief_from(surface.desk, message_text(body["message"]), visit)
            shareable = visit.kind in {"public", "private"}
            await reply.say(Message(fallback_of(brief), brief_blocks(brief, shareable=shareable)))

        surface.begin(of_interaction(body), work, surface.aside_from(reply), "brief this")

    @app.shortcut("brief_link")
    async def on_link(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await open_window(await surface.client(placed), body["trigger_id"], brief_window())

        surface.begin(visit, work, surface.to_person(visit), "brief a link", counted=False)

    @app.view("brief_link")
    async def on_source(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack(response_action="update", view=saying("Brief", "Reading the article…"))
        visit, state = of_interaction(body), body["view"]["state"]["values"]

        async def work(person: Visit) -> None:
            opened = Window(await surface.client(person), body["view"]["id"])
            await _brief(surface, person, filled(state, "source"), filled(state, "channel"), opened)

        async def tell(said: str) -> None:
            await Window(await surface.client(visit), body["view"]["id"]).show(saying("Brief", said))

        surface.begin(visit, work, tell, "brief a link")


def message_text(message: Mapping[str, Any]) -> str:
    """What a message says, with the link that it was shared with, if it has no words of its own."""
    said = str(message.get("text") or "")
    links = [each.get("from_url") or each.get("title_link") for each in message.get("attachments") or ()]
    return said if said.strip() or not any(links) else " ".join(filter(None, links))


async def _brief(surface: Surface, visit: Visit, source: str, channel: str, opened: Window) -> None:
    """Brief it in the window, and in the channel if one was chosen."""
    client = await surface.client(visit)
    place = visit
    if channel:
        place = visit.at(await surface.channels.kind(client, visit.team, channel), channel)
    brief = await brief_from(surface.desk, source, place)
    meta = Meta(channel=place.channel, article=brief.article.id)
    if not channel:
        await opened.show(window("brief", "Brief", brief_blocks(brief), meta))
        return
    message = Message(fallback_of(brief), brief_blocks(brief, shared_by=visit.person))
    try:
        ts = await post(client, channel, message, surface.pace)
    except SlackApiError as error:
        if code_of(error) in {"not_in_channel", "channel_not_found"}:
            raise DeliveryError(INVITE, permanent=True) from error
        raise
    memory = await surface.desk.slack()
    await memory.join(visit.workspace, channel, ts, [brief.article.id], talking=False)
    await opened.show(saying("Brief", "The brief is in the channel."))
