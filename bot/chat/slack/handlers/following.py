"""Feeds: following, the list, stopping, OPML in and out."""

from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.chat.slack.feed_windows import (
    LARGEST_OPML,
    address_in,
    feed_errors,
    feed_window,
    filter_in,
)
from bot.chat.slack.handlers.showing import refresh_home
from bot.chat.slack.modals import Window, filled, meta_of, saying, window
from bot.chat.slack.replies import Message, words
from bot.chat.slack.rich import line, link, listed, rich, text
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_interaction
from bot.chat.slack.windows import open_feed, open_import
from bot.chat.slack.wording import feed_name, filter_words
from bot.errors import InputError
from bot.model import Destination, Filter, Following, Import


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the buttons and windows of feeds."""

    @app.action("home:feed")
    async def on_new(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await open_feed(surface, placed, body["trigger_id"])

        surface.begin(visit, work, surface.to_person(visit), "add feed", counted=False)

    @app.action("home:import")
    async def on_import(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await open_import(surface, placed, body["trigger_id"])

        surface.begin(visit, work, surface.to_person(visit), "import", counted=False)

    @app.action("home:export")
    async def on_export(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await export_feeds(surface, placed)

        surface.begin(visit, work, surface.to_person(visit), "export")

    @app.action("feed:remove")
    async def on_remove(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            said = await unfollow(surface, placed, str(body["actions"][0]["value"]))
            await surface.direct(placed, words(said))
            await refresh_home(surface, placed)

        surface.begin(visit, work, surface.to_person(visit), "unfollow")

    _register_windows(app, surface)


def _register_windows(app: AsyncApp, surface: Surface) -> None:
    @app.view("feed")
    async def on_feed(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        state = body["view"]["state"]["values"]
        if errors := feed_errors(state):
            await ack(response_action="errors", errors=errors)
            return
        await ack(response_action="update", view=saying("Add feed", "Reading the feed…"))
        visit = of_interaction(body)

        async def work(person: Visit) -> None:
            placed = await _in_channel(surface, person, filled(state, "channel"))
            message = await follow(surface, placed, address_in(state), filter_in(state))
            opened = Window(await surface.client(placed), body["view"]["id"])
            await opened.show(window("done", "Add feed", message.blocks, meta_of(body["view"])))
            await refresh_home(surface, placed)

        async def tell(said: str) -> None:
            """The form again, as it was filled in, with what was wrong."""
            opened = Window(await surface.client(visit), body["view"]["id"])
            await opened.show(feed_window(meta_of(body["view"]), problem=said, state=state))

        surface.begin(visit, work, tell, "follow")

    @app.view("import")
    async def on_file(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack(response_action="update", view=saying("Import feeds", "Reading the feeds of the file…"))
        state, visit = body["view"]["state"]["values"], of_interaction(body)

        async def work(person: Visit) -> None:
            placed = await _in_channel(surface, person, filled(state, "channel"))
            data = await _downloaded(surface, placed, state["file"]["file"]["files"][0])
            feeds = await surface.desk.feeds()
            private = placed.kind != "public"
            done = await feeds.import_opml(data, placed.destination, by=placed.person, private=private)
            opened = Window(await surface.client(placed), body["view"]["id"])
            await opened.show(window("done", "Import feeds", _imported(done), meta_of(body["view"])))
            await refresh_home(surface, placed)

        async def tell(said: str) -> None:
            await Window(await surface.client(visit), body["view"]["id"]).show(saying("Import feeds", said))

        surface.begin(visit, work, tell, "import")


async def follow(surface: Surface, visit: Visit, address: str, wanted: Filter) -> Message:
    """Follow a feed for this channel; what is said of it."""
    await surface.let_manage(visit, is_new=True)
    feeds = await surface.desk.feeds()
    following = await feeds.follow(
        address, visit.destination, by=visit.person, wanted=wanted, private=visit.kind != "public"
    )
    name, passes = feed_name(following), filter_words(following.subscription.filter)
    where = {"type": "channel", "channel_id": visit.channel}
    told = [text("Following "), link(name, following.feed.site_url or following.feed.url, bold=True)]
    if wanted != Filter():
        preview = await feeds.preview_filter(following.feed.url, wanted)
        total = len(preview.passing) + len(preview.held_back)
        passes += f". Of its last {total} items {len(preview.passing)} would pass"
    blocks = [rich(line(*told, text(" in "), where, text(f", {passes}." if passes else ".")))]
    if following.flaws:
        flaws = f"It is read all the same, but has flaws: {'; '.join(following.flaws)}."
        blocks.append(rich(line(text(flaws, italic=True))))
    return Message(f"Following {name}.", blocks)


async def unfollow(surface: Surface, visit: Visit, name: str) -> str:
    """Stop following what has this id, title or address; what is said of it."""
    feeds = await surface.desk.feeds()
    found = [each for each in await visible_feeds(surface, visit) if _is_called(each, name)]
    if not found:
        raise InputError(f"Nothing called “{name[:100]}” is followed here: /follow list shows what is.")
    here = [each for each in found if each.subscription.destination.channel == visit.channel]
    following = (here or found)[0]
    await surface.let_manage(visit, following.subscription.created_by)
    await feeds.unfollow(following.subscription.id, visit.team)
    return f"{feed_name(following)} is not followed any more."


async def visible_feeds(
    surface: Surface, visit: Visit, *, here: Destination | None = None
) -> Sequence[Following]:
    """What is followed, as far as this person may see it."""
    followed = await (await surface.desk.feeds()).followed(visit.team, here)
    return [
        each
        for each in followed
        if await surface.may_see(visit, each.subscription.destination.channel, each.subscription.created_by)
    ]


async def export_feeds(surface: Surface, visit: Visit) -> None:
    """Send the person what they may see of the followed feeds, as an OPML file."""
    feeds = await surface.desk.feeds()
    channels = {each.subscription.destination for each in await visible_feeds(surface, visit)}
    if not channels:
        raise InputError("Nothing is followed yet, so there is nothing to export.")
    client = await surface.client(visit)
    direct = await surface.channels.direct(client, visit.team, visit.person)
    for destination in sorted(channels, key=lambda each: each.channel):
        data = await feeds.export_opml(visit.team, destination)
        await client.files_upload_v2(
            content=data, filename=f"feeds-{destination.channel}.opml", title="Feeds (OPML)", channel=direct
        )


def _is_called(following: Following, name: str) -> bool:
    feed = following.feed
    names = {following.subscription.id, feed.url, feed.site_url, (feed.title or "").casefold()}
    return name in names or name.casefold() in names


async def _in_channel(surface: Surface, visit: Visit, channel: str) -> Visit:
    """The visit, in the channel that was chosen in a window."""
    kind = await surface.channels.kind(await surface.client(visit), visit.team, channel)
    return visit.at(kind, channel)


async def _downloaded(surface: Surface, visit: Visit, file: Mapping[str, Any]) -> bytes:
    """A file that was brought; raises InputError when it is too large or cannot be fetched."""
    if int(file.get("size", 0)) > LARGEST_OPML:
        raise InputError("This file is too large for a list of feeds.")
    token = (await surface.client(visit)).token
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with surface.connections.get(file["url_private"], headers=headers) as told:
            told.raise_for_status()
            return await told.content.read(LARGEST_OPML)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise InputError("Slack did not give the file: bring it once more.") from error


def _imported(done: Import) -> list[dict[str, Any]]:
    count = len(done.followed)
    lines = [line(text("1 feed is followed now." if count == 1 else f"{count} feeds are followed now."))]
    if done.known:
        lines.append(line(text(f"{len(done.known)} were followed already.")))
    failed = [line(link(address, address), text(f": {reason}")) for address, reason in done.failed]
    return [*listed("Imported", lines), *listed("Could not be read", failed)]
