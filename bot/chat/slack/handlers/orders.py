"""The words of /follow and /digest, which can be written to the program in direct messages too."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.chat.slack.handlers.answers import forget
from bot.chat.slack.handlers.following import export_feeds, follow, unfollow, visible_feeds
from bot.chat.slack.handlers.scheduling import (
    change,
    named,
    preview,
    show_why_item,
    visible_digests,
)
from bot.chat.slack.help import HELP
from bot.chat.slack.home import digest_list, feed_list
from bot.chat.slack.limits import pages
from bot.chat.slack.replies import Message, Reply, words
from bot.chat.slack.rich import button, row
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit
from bot.chat.slack.windows import open_digest, open_feed, open_import
from bot.errors import InputError
from bot.model import Filter

ORDERS = frozenset({"follow", "digest", "forget", "help"})

_FOLLOW = "Write `/follow https://…`, or `/follow list`, `remove NAME`, `import`, `export`."
_DIGEST = (
    "Write `/digest new`, or `/digest list`, `preview NAME`, `now NAME`, `pause NAME`, `resume NAME`, "
    "`edit NAME`, `delete NAME`, `why WORDS`."
)

Order = Callable[[Surface, Visit, str, Reply, Mapping[str, Any]], Awaitable[None]]


async def carry_out(
    surface: Surface, visit: Visit, order: str, rest: str, reply: Reply, body: Mapping[str, Any]
) -> None:
    """Do what was written; `body` is the command's, which may open a window."""
    match order:
        case "follow":
            await _follow(surface, visit, rest, reply, body)
        case "digest":
            await _digest(surface, visit, rest, reply, body)
        case "forget":
            await reply.say(words(await forget(surface, visit)))
        case _:
            await reply.say(HELP)


async def _follow(surface: Surface, visit: Visit, rest: str, reply: Reply, body: Mapping[str, Any]) -> None:
    verb, _, name = rest.partition(" ")
    match verb.lower():
        case "" | "new":
            await _open(open_feed, "Add feed", "home:feed", surface, visit, reply, body)
        case "import":
            await _open(open_import, "Import feeds", "home:import", surface, visit, reply, body)
        case "list":
            followed = await visible_feeds(surface, visit, here=visit.destination)
            [first, *_] = pages(feed_list(followed))
            await reply.say(Message(f"{len(followed)} feeds are followed here.", first))
        case "remove" if name:
            await reply.say(words(await unfollow(surface, visit, name.strip())))
        case "export":
            await export_feeds(surface, visit)
            await reply.say(words("The file is in your direct messages with me."))
        case _ if "." in verb:
            await surface.count(visit)
            address = verb if "://" in verb else f"https://{verb}"
            await reply.say(await follow(surface, visit, address, Filter()))
        case _:
            raise InputError(_FOLLOW)


async def _digest(surface: Surface, visit: Visit, rest: str, reply: Reply, body: Mapping[str, Any]) -> None:
    verb, _, name = rest.partition(" ")
    match verb.lower():
        case "" | "new":
            await _open(open_digest, "New digest", "home:digest", surface, visit, reply, body)
        case "list":
            digests = await visible_digests(surface, visit, here=visit.destination)
            [first, *_] = pages(digest_list(digests))
            await reply.say(Message(f"{len(digests)} digests are posted here.", first))
        case "preview" if name:
            await surface.count(visit)
            await reply.say(await preview(surface, visit, (await named(surface, visit, name)).id))
        case "now" | "pause" | "resume" | "delete" if name:
            schedule = await named(surface, visit, name)
            await reply.say(words(await change(surface, visit, verb.lower(), schedule.id)))
        case "edit" if name:
            schedule = await named(surface, visit, name)
            await reply.say(Message("Change it here:", [row(button("Edit", "digest:edit", schedule.id))]))
        case "why" if name:
            await reply.say(await show_why_item(surface, visit, name.strip()))
        case _:
            raise InputError(_DIGEST)


async def _open(
    opening: Callable[[Surface, Visit, str], Awaitable[object]],
    label: str,
    action: str,
    surface: Surface,
    visit: Visit,
    reply: Reply,
    body: Mapping[str, Any],
) -> None:
    """Open a window; a written message cannot, so that it gets a button that does."""
    if trigger := body.get("trigger_id"):
        await opening(surface, visit, trigger)
    else:
        await reply.say(Message(f"{label}:", [row(button(label, action, "new", "primary"))]))
