"""What can be done with a brief or a story: look closer, ask, share."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from bot.chat.offers import Closer
from bot.chat.slack.brief_blocks import LABELS, brief_blocks, closer_blocks, fallback_of
from bot.chat.slack.drawing import picture_blocks
from bot.chat.slack.modals import Meta, View, Window, ask_window, meta_of, opened_at, paged, saying, window
from bot.chat.slack.replies import Aside, Message, post, words
from bot.chat.slack.sources import article_of, brief_of
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_interaction
from bot.chat.slack.web import code_of
from bot.log import event_log
from bot.model import Brief

_UNTIL_IT_IS_THERE = (1.0, 3.0)
"""Between tries to show a picture, in messages' paces (seconds)."""

_NOT_IN_CHANNEL = {"not_in_channel", "channel_not_found"}
INVITE = "I am not a member of this channel: write `/invite @Briefwire` in it, then share again."


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the buttons of briefs and stories."""
    for look in LABELS:
        _register_look(app, surface, look)

    @app.action("brief:ask")
    @app.action("story:ask")
    async def on_ask(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit, article_id = of_interaction(body), _value(body)
        meta = Meta(channel=visit.channel, thread=visit.root, article=article_id)

        async def work(placed: Visit, opened: Window) -> None:
            article = await article_of(surface.desk, article_id, placed)
            await opened.show(ask_window(meta, article.title or "this article"))

        surface.begin_window(visit, body["trigger_id"], saying("Ask", "One moment…"), work, "ask")

    @app.action("brief:share")
    async def on_share(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        aside = Aside(body["response_url"], surface.connections)

        async def work(visit: Visit) -> None:
            brief = await brief_of(surface.desk, _value(body), visit)
            message = Message(fallback_of(brief), brief_blocks(brief, shared_by=visit.person))
            ts = await share(surface, visit, message, aside)
            if ts:
                memory = await surface.desk.slack()
                await memory.join(visit.workspace, visit.channel, ts, [brief.article.id], talking=False)

        surface.begin(of_interaction(body), work, surface.aside_from(aside), "share")

    @app.action("story:brief")
    async def on_story(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()

        async def work(visit: Visit, opened: Window) -> None:
            brief = await brief_of(surface.desk, _value(body), visit)
            meta = Meta(channel=visit.channel, article=brief.article.id)
            await opened.show(window("brief", "Brief", brief_blocks(brief), meta))

        view = saying("Brief", "Reading the article…")
        surface.begin_window(of_interaction(body), body["trigger_id"], view, work, "story")

    @app.action("look:back")
    @app.action("look:more")
    async def on_page(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        meta = meta_of(body["view"])

        async def work(visit: Visit) -> None:
            opened = Window(await surface.client(visit), body["view"]["id"])
            brief = await brief_of(surface.desk, meta.article, visit)
            await _look(surface, visit, brief, cast(Closer, meta.look), opened, int(_value(body)))

        visit = opened_at(of_interaction(body), meta)
        surface.begin(visit, work, _nothing, "page", counted=False)


def _register_look(app: AsyncApp, surface: Surface, look: Closer) -> None:
    @app.action(f"brief:{look}")
    async def on_look(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        view = body.get("view") or {}
        visit = opened_at(of_interaction(body), meta_of(view))

        async def work(placed: Visit, opened: Window) -> None:
            brief = await brief_of(surface.desk, _value(body), placed)
            await _look(surface, placed, brief, look, opened, 0)

        reading = saying(LABELS[look], "Reading the article…")
        surface.begin_window(visit, body["trigger_id"], reading, work, look, above=bool(view))


async def _look(
    surface: Surface, visit: Visit, brief: Brief, look: Closer, opened: Window, page: int
) -> None:
    """Show a closer look at once, and its picture as soon as it is drawn."""
    meta = Meta(channel=visit.channel, article=brief.article.id, look=look)
    blocks = closer_blocks(brief, look)
    await opened.show(paged(LABELS[look], blocks, meta, page))
    if page == 0 and surface.settings.pictures:
        drawn = await picture_blocks(await surface.client(visit), brief, look)
        if drawn:
            view = paged(LABELS[look], [*drawn, *blocks], meta, page)
            await _show_picture(opened, view, surface.pace.seconds)


async def _show_picture(opened: Window, view: View, pace: float) -> None:
    """A picture that was just uploaded takes Slack a moment; without it the window says the same."""
    for wait in (0.0, *_UNTIL_IT_IS_THERE):
        await asyncio.sleep(wait * pace)
        try:
            await opened.show(view)
            return
        except SlackApiError as error:
            event_log().info("slack_picture_refused", code=code_of(error))


async def share(surface: Surface, visit: Visit, message: Message, aside: Aside | None) -> str | None:
    """Post for the whole channel; where the program is no member, by the address of the click."""
    client = await surface.client(visit)
    try:
        return await post(client, visit.channel, message, surface.pace, visit.thread)
    except SlackApiError as error:
        if code_of(error) not in _NOT_IN_CHANNEL:
            raise
    if aside:
        await aside.publish(message)
    else:
        await surface.direct(visit, words(INVITE))
    return None


def _value(body: Mapping[str, Any]) -> str:
    """What the clicked button stands for."""
    return str(body["actions"][0].get("value", ""))


async def _nothing(_: str) -> None:
    """A window that was closed needs no word."""
