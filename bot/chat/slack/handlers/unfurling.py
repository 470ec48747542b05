"""Links to articles that are known here become small cards, where an administrator has allowed it.

Slack only tells of links to the domains that stand in the app's manifest (`unfurl_domains`); which those are
an administrator decides, and none stand there at first.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.chat.article_view import origin
from bot.chat.slack.limits import in_pieces
from bot.chat.slack.rich import Block, button, line, link, rich, row, small, text
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_event
from bot.model import Article
from bot.web.canonical import article_id, canonical_address

_MOST = 5


def register(app: AsyncApp, surface: Surface) -> None:
    """Register links."""

    @app.event("link_shared")
    async def on_link(body: Mapping[str, Any]) -> None:
        visit, event = of_event(body), body["event"]

        async def work(placed: Visit) -> None:
            if event.get("channel") == "COMPOSER" or placed.kind == "nowhere":
                return
            chats = await surface.desk.chats()
            if (await chats.workspace(placed.workspace)).settings.unfurl:
                await _unfurl(surface, placed, event)

        surface.begin(visit, work, _nothing, "unfurl", counted=False)


async def _unfurl(surface: Surface, visit: Visit, event: Mapping[str, Any]) -> None:
    cards = {}
    for shared in event.get("links", ())[:_MOST]:
        address = str(shared.get("url", ""))
        article = await _known(surface, visit, address)
        if article:
            cards[address] = {"blocks": card(article)}
    if cards:
        client = await surface.client(visit)
        await client.chat_unfurl(channel=visit.channel, ts=visit.ts, unfurls=cards)


async def _known(surface: Surface, visit: Visit, address: str) -> Article | None:
    canonical = canonical_address(address)
    return await surface.desk.article(article_id(canonical, ""), visit.scope) if canonical else None


def card(article: Article) -> list[Block]:
    """Headline, outlet and time, the first sentences, and the way to the brief."""
    first = in_pieces(article.text.split("\n\n", 1)[0], 300)[0]
    return [
        rich(line(link(article.title or "Article", article.canonical_url or article.url, bold=True))),
        small(origin(article)),
        rich(line(text(first))),
        row(button("Brief", "story:brief", article.id)),
    ]


async def _nothing(_: str) -> None:
    """Nobody has asked for a card."""
