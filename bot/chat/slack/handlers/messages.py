"""Mentions, threads and direct messages: one answer to one text, in the thread where it was written."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.chat.slack.asking import Question, answer_in_thread, show_status
from bot.chat.slack.brief_blocks import brief_blocks, fallback_of
from bot.chat.slack.handlers.orders import ORDERS, carry_out
from bot.chat.slack.help import HELP
from bot.chat.slack.replies import InThread, Message
from bot.chat.slack.sources import plain_words
from bot.chat.slack.surface import PLATFORM, Surface
from bot.chat.slack.visit import Visit, of_event
from bot.chat.wishes import Wish, wish_of
from bot.model import Article

_PEOPLE_S = {None, "thread_broadcast", "file_share"}
"""Subtypes of messages that somebody has written; the others tell of edits, deletions, joins."""


def register(app: AsyncApp, surface: Surface) -> None:
    """Register mentions and messages."""

    @app.event("app_mention")
    async def on_mention(body: Mapping[str, Any]) -> None:
        if _is_somebody_s(body["event"]):
            _begin(surface, body, "mention")

    @app.event("message")
    async def on_message(body: Mapping[str, Any]) -> None:
        event = body["event"]
        if not _is_somebody_s(event):
            return
        if event.get("channel_type") == "im":
            _begin(surface, body, "direct message")
        elif _may_follow_up(event):
            _begin(surface, body, "follow-up", only_where_talking=True)


def _is_somebody_s(event: Mapping[str, Any]) -> bool:
    return event.get("subtype") in _PEOPLE_S and not event.get("bot_id") and bool(event.get("user"))


def _may_follow_up(event: Mapping[str, Any]) -> bool:
    """A question in a thread that names nobody: mentions come as events of their own, others' are theirs."""
    said = event.get("text", "")
    in_thread = event.get("thread_ts") not in {None, event.get("ts")}
    return in_thread and "?" in said and "<@" not in said


def _begin(surface: Surface, body: Mapping[str, Any], what: str, *, only_where_talking: bool = False) -> None:
    visit = of_event(body)

    async def work(placed: Visit) -> None:
        if only_where_talking and not await _is_talked_in(surface, placed):
            return
        if await _is_first_of_its_text(surface, placed):
            await _answer(surface, placed, body["event"].get("text", ""))

    surface.begin(visit, work, surface.in_thread(visit), what, counted=not only_where_talking)


async def _is_talked_in(surface: Surface, visit: Visit) -> bool:
    known = await (await surface.desk.slack()).thread(visit.workspace, visit.channel, visit.root)
    return bool(known and known.talking)


async def _is_first_of_its_text(surface: Surface, visit: Visit) -> bool:
    """One text can come as a message and as a mention, each with an id of its own."""
    name = f"text:{visit.team}:{visit.channel}:{visit.ts}"
    return await (await surface.desk.chats()).first_time(PLATFORM, name)


async def _answer(surface: Surface, visit: Visit, said: str) -> None:
    """Brief a link, answer a question, obey an order; without any of them, say what can be said."""
    typed = plain_words(said)
    order, _, rest = typed.partition(" ")
    client = await surface.client(visit)
    reply = InThread(client, visit.channel, visit.root, surface.pace)
    wish = wish_of(typed)
    if order.lower() in ORDERS:
        await carry_out(surface, visit, order.lower(), rest.strip(), reply, {})
    elif wish.address:
        await _read(surface, visit, wish, reply)
    elif any(map(str.isalnum, wish.question)):
        await show_status(surface, visit, "Reading…")
        await _join(surface, visit, ())
        await answer_in_thread(surface, visit, Question(wish.question, await _about(surface, visit)))
    else:
        await reply.say(HELP)


async def _read(surface: Surface, visit: Visit, wish: Wish, reply: InThread) -> None:
    """Brief a link, or answer a question about it; follow-ups are then about it too."""
    await show_status(surface, visit, "Reading the article…")
    article = await surface.desk.read_page(wish.address or "")
    brief = await surface.desk.brief(article, visit.scope)
    await surface.desk.save(brief.article, visit.scope)
    await _join(surface, visit, (brief.article.id,))
    if wish.question:
        await answer_in_thread(surface, visit, Question(wish.question, (brief.article,)))
    else:
        await reply.say(Message(fallback_of(brief), brief_blocks(brief)))


async def _join(surface: Surface, visit: Visit, articles: tuple[str, ...]) -> None:
    await (await surface.desk.slack()).join(visit.workspace, visit.channel, visit.root, articles)


async def _about(surface: Surface, visit: Visit) -> tuple[Article, ...] | None:
    """The articles that the thread is about, as far as they may still be seen; None: the library."""
    known = await (await surface.desk.slack()).thread(visit.workspace, visit.channel, visit.root)
    found = [await surface.desk.article(each, visit.scope) for each in (known.articles if known else ())]
    return tuple(article for article in found if article) or None
