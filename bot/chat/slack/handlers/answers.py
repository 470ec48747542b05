"""What can be done with an answer: its sources, a follow-up, sharing, an opinion, forgetting."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.chat.slack.answer_blocks import answer_blocks, answer_fallback, detail_blocks
from bot.chat.slack.asking import Question, finished, gathered
from bot.chat.slack.handlers.briefs import share
from bot.chat.slack.modals import (
    Meta,
    Window,
    ask_window,
    filled,
    meta_of,
    opened_at,
    paged,
    saying,
)
from bot.chat.slack.replies import Aside, Message
from bot.chat.slack.sources import article_of
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_interaction
from bot.errors import InputError
from bot.model import Article, ShownAnswer, Turn

_GONE = "This answer is not kept any more: ask once more."


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the buttons of answers, and the window to ask in."""

    @app.action("answer:sources")
    async def on_sources(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()

        async def work(visit: Visit, opened: Window) -> None:
            shown = await _shown(surface, visit, _value(body))
            sources = await surface.desk.sources_of(await _articles(surface, visit, shown), visit.scope)
            blocks = detail_blocks(shown.answers, sources)
            await opened.show(paged("Sources", blocks, Meta(channel=visit.channel), 0))

        view = saying("Sources", "One moment…")
        surface.begin_window(of_interaction(body), body["trigger_id"], view, work, "sources")

    @app.action("answer:follow_up")
    async def on_follow_up(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()

        async def work(visit: Visit, opened: Window) -> None:
            shown = await _shown(surface, visit, _value(body))
            meta = Meta(channel=visit.channel, thread=visit.root, shown=shown.id)
            await opened.show(ask_window(meta, shown.question))

        view = saying("Ask", "One moment…")
        surface.begin_window(of_interaction(body), body["trigger_id"], view, work, "follow-up")

    @app.action("answer:share")
    async def on_share(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        aside = Aside(body["response_url"], surface.connections) if body.get("response_url") else None

        async def work(visit: Visit) -> None:
            shown = await _shown(surface, visit, _value(body))
            sources = await surface.desk.sources_of(await _articles(surface, visit, shown), visit.scope)
            blocks = answer_blocks(
                shown.answers, sources, shown.id, question=shown.question, shared_by=visit.person
            )
            await share(surface, visit, Message(answer_fallback(shown.answers), blocks), aside)

        visit = opened_at(of_interaction(body), meta_of(body.get("view") or {}))
        tell = surface.aside_from(aside) if aside else surface.to_person(visit)
        surface.begin(visit, work, tell, "share")

    @app.action("answer:feedback")
    async def on_feedback(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        opinion, _, name = _value(body).partition(" ")

        async def work(visit: Visit) -> None:
            chats = await surface.desk.chats()
            await chats.rate(visit.workspace, f"answer:{name}", visit.person, opinion == "good")

        visit = of_interaction(body)
        surface.begin(visit, work, surface.to_person(visit), "feedback", counted=False)

    @app.action("answer:forget")
    async def on_forget(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await surface.in_thread(placed)(await forget(surface, placed))

        surface.begin(visit, work, surface.in_thread(visit), "forget", counted=False)

    @app.view("ask")
    async def on_asked(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        question = filled(body["view"]["state"]["values"], "question")
        if not any(map(str.isalnum, question)):
            await ack(response_action="errors", errors={"question": "Ask something: who, what, how many?"})
            return
        await ack(response_action="update", view=saying("Ask", "Looking for the answer…"))
        meta = meta_of(body["view"])
        visit = opened_at(of_interaction(body), meta)

        async def work(placed: Visit) -> None:
            opened = Window(await surface.client(placed), body["view"]["id"])
            await _answer_in_window(surface, placed, question, meta, opened)

        async def tell(said: str) -> None:
            opened = Window(await surface.client(visit), body["view"]["id"])
            await opened.show(saying("Ask", said))

        surface.begin(visit, work, tell, "ask in a window")


async def forget(surface: Surface, visit: Visit) -> str:
    """Forget a thread's conversation, or in direct messages all that is kept of the person; what was."""
    if visit.kind == "direct":
        chats = await surface.desk.chats()
        exchanges, articles = await chats.forget_person(visit.scope, visit.person)
        return f"Forgotten: {_count(exchanges, 'exchange')} and {_count(articles, 'article')} of yours."
    memory = await surface.desk.library()
    gone = await memory.forget_turns(visit.scope, visit.conversation)
    return f"Forgotten: {_count(gone, 'exchange')} of this thread."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


async def _answer_in_window(
    surface: Surface, visit: Visit, question: str, meta: Meta, opened: Window
) -> None:
    asked = await _question(surface, visit, question, meta)
    answers = await gathered(surface, visit, asked)
    shareable = visit.kind in {"public", "private"}
    message, shown_id = await finished(surface, visit, asked, answers, shareable=shareable)
    kept = [block for block in message.blocks if block["type"] != "context_actions"]
    again = Meta(channel=meta.channel, thread=meta.thread, article=meta.article, shown=shown_id)
    await opened.show(ask_window(again, "", _without_follow_up(kept)))


async def _question(surface: Surface, visit: Visit, question: str, meta: Meta) -> Question:
    """What is asked on: the article of a brief, or what the answer before was about."""
    history: Sequence[Turn] = ()
    articles: Sequence[Article] | None = None
    if meta.shown:
        shown = await _shown(surface, visit, meta.shown)
        history = [
            Turn(question=each.understood_as or shown.question, answer=each.text, evidence=each.evidence)
            for each in shown.answers
        ]
        articles = await _articles(surface, visit, shown)
    elif meta.article:
        articles = [await article_of(surface.desk, meta.article, visit)]
    return Question(question, articles, history)


async def _shown(surface: Surface, visit: Visit, name: str) -> ShownAnswer:
    found = await (await surface.desk.chats()).shown(name, visit.scope)
    if found is None:
        raise InputError(_GONE)
    return found


async def _articles(surface: Surface, visit: Visit, shown: ShownAnswer) -> Sequence[Article] | None:
    if shown.articles is None:
        return None
    return [await article_of(surface.desk, each, visit) for each in shown.articles]


def _without_follow_up(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The window has a field for follow-ups, and needs no button for them."""
    kept = []
    for block in blocks:
        if block["type"] == "actions":
            elements = [each for each in block["elements"] if each["action_id"] == "answer:share"]
            if elements:
                kept.append(block | {"elements": elements})
        else:
            kept.append(block)
    return kept


def _value(body: Mapping[str, Any]) -> str:
    return str(body["actions"][0].get("value", ""))
