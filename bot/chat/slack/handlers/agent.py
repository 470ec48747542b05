"""The App Home and the agent's view: what is shown when somebody opens them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.chat.slack.escaping import shown
from bot.chat.slack.handlers.showing import refresh_home
from bot.chat.slack.help import GREETING, HELP
from bot.chat.slack.limits import PROMPTS, shortened
from bot.chat.slack.replies import InThread
from bot.chat.slack.surface import PLATFORM, Surface
from bot.chat.slack.visit import Visit, of_event
from bot.log import event_log
from bot.model import Article

Prompt = dict[str, str]
_CHANNEL = "slack#/types/channel_id"
_ALWAYS = (
    {"title": "What can you do?", "message": "help"},
    {"title": "Set up a digest", "message": "digest new"},
    {"title": "Follow a feed", "message": "follow new"},
)


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the opening of the App Home."""

    @app.event("app_home_opened")
    async def on_open(body: Mapping[str, Any]) -> None:
        visit, event = of_event(body), body["event"]

        async def work(placed: Visit) -> None:
            if event.get("tab") == "messages":
                await greet(surface, placed, channel_in(event.get("context") or {}))
            else:
                await refresh_home(surface, placed)

        surface.begin(visit, work, _nothing, "home", counted=False)

    @app.event("app_context_changed")
    async def on_context(body: Mapping[str, Any]) -> None:
        visit, event = of_event(body), body["event"]

        async def work(placed: Visit) -> None:
            if placed.channel and placed.person:
                await suggest(surface, placed, channel_in(event.get("context") or {}))

        surface.begin(visit, work, _nothing, "context", counted=False)


def channel_in(context: Mapping[str, Any]) -> str | None:
    """The channel that the person looks at, if Slack says which."""
    for entity in context.get("entities") or ():
        if entity.get("type") == _CHANNEL and isinstance(entity.get("value"), str):
            return str(entity["value"])
    return None


async def greet(surface: Surface, visit: Visit, looked_at: str | None) -> None:
    """Suggest what to ask; the first time, say what can be said, for where there are no suggestions."""
    await suggest(surface, visit, looked_at)
    name = f"greeted:{visit.team}:{visit.person}"
    if await (await surface.desk.chats()).first_time(PLATFORM, name):
        client = await surface.client(visit)
        await InThread(client, visit.channel, None, surface.pace).say(HELP)


async def suggest(surface: Surface, visit: Visit, looked_at: str | None) -> None:
    """Up to four prompts: what the channel that the person looks at has, then what was read last."""
    prompts = [*await _of_channel(surface, visit, looked_at), *await _of_library(surface, visit), *_ALWAYS]
    client = await surface.client(visit)
    try:
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=visit.channel, title=GREETING, prompts=prompts[:PROMPTS]
        )
    except SlackApiError as error:  # the agent's view is switched off: messages work without
        event_log().debug("slack_no_prompts", code=str(error.response.get("error", "")))


async def _of_channel(surface: Surface, visit: Visit, looked_at: str | None) -> list[Prompt]:
    """What a public channel's digests are; what a private one has stays in it."""
    if not looked_at or not await surface.may_see(visit, looked_at, None):
        return []
    place = visit.at("public", looked_at).destination
    digests = await (await surface.desk.digests()).schedules(visit.team, place)
    return [
        {
            "title": shortened(f"Preview “{shown(each.plan.name)}”", 60),
            "message": f"digest preview {each.plan.name}",
        }
        for each in digests[:1]
    ]


async def _of_library(surface: Surface, visit: Visit) -> list[Prompt]:
    found = await surface.desk.find_articles("", visit.scope, 2)
    return [_prompt(article) for article in found if article.title]


def _prompt(article: Article) -> Prompt:
    title = shortened(shown(article.title or ""), 60)
    if address := article.canonical_url or article.url:
        return {"title": f"Brief: {title}", "message": address}
    return {"title": title, "message": f"What is known about {title}?"}


async def _nothing(_: str) -> None:
    """Nobody has asked for anything: the log knows."""
