"""What somebody's words in Slack name: an article's address, a pasted text, or a question."""

import re

from bot.chat.slack.memory import Services
from bot.chat.slack.visit import Visit
from bot.chat.wishes import wish_of
from bot.errors import InputError
from bot.model import Article, Brief

_TOKEN = re.compile(r"<([^<>]*)>")
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(\|[^>]*)?>")
_PASTED_WORDS = 30
"""Fewer words than this are no article that somebody pasted."""

_NO_SOURCE = "Give a link to an article, or paste its text: `/brief https://…`"


def plain_words(message: str) -> str:
    """A message as it was typed: links as addresses, channels by name, no mentions of people.

    https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
    """
    without = _MENTION.sub(" ", message)
    typed = _TOKEN.sub(lambda found: _typed(found[1]), without)
    return typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


async def article_from(desk: Services, message: str) -> Article:
    """The article that a message links to or consists of; raises InputError, FetchError, ExtractError."""
    typed = plain_words(message)
    wish = wish_of(typed)
    if wish.address:
        return await desk.read_page(wish.address)
    if len(typed.split()) < _PASTED_WORDS:
        raise InputError(_NO_SOURCE)
    return await desk.read_text(typed)


async def brief_from(desk: Services, message: str, visit: Visit) -> Brief:
    """The brief of what a message names, kept where the visit's reading is kept."""
    brief = await desk.brief(await article_from(desk, message), visit.scope)
    await desk.save(brief.article, visit.scope)
    return brief


async def brief_of(desk: Services, article_id: str, visit: Visit) -> Brief:
    """The brief of an article that was shown here before; raises InputError when it is gone."""
    return await desk.brief(await article_of(desk, article_id, visit), visit.scope)


async def article_of(desk: Services, article_id: str, visit: Visit) -> Article:
    """An article that this place may see; raises InputError when there is none of that id."""
    found = await desk.article(article_id, visit.scope)
    if found is None:
        raise InputError("This article is not in this channel's library any more: brief its link again.")
    return found


def _typed(token: str) -> str:
    """What `<…>` stood for."""
    address, _, label = token.partition("|")
    if address.startswith(("!", "#")):
        return f"#{label}" if label and address.startswith("#") else " "
    return address.removeprefix("mailto:")
