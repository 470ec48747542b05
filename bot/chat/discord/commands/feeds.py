"""/feed: what a channel follows."""

import io
from typing import Any

import discord
from discord import app_commands, ui

from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.cards.card import GREEN, INK, Card, box, done, paged
from bot.chat.discord.commands.managing import (
    Choices,
    ChosenChannel,
    filter_of,
    is_private_target,
    let_manage,
    listed,
    may_see,
    target,
)
from bot.chat.discord.commands.program import Program, only_in_servers
from bot.chat.discord.escaping import linked, plain
from bot.chat.discord.limits import CHOICE, CHOICES, TEXT_OF_A_PAGE, fitting, shortened
from bot.chat.discord.posted import Postable
from bot.chat.discord.service import Order, serve, serve_pages
from bot.chat.discord.stream import NOBODY
from bot.chat.discord.surface import Surface
from bot.chat.discord.texts import Words
from bot.chat.discord.where import mention_of, where_of
from bot.model import Feed, Filter, Following, Import

LARGEST_OPML = 5_000_000


def add_to(program: Program) -> None:
    """Add the commands of this module."""
    surface = program.surface
    group = only_in_servers(app_commands.Group(name="feed", description="What this server follows"))

    @group.command(name="add", description="Follow a feed, or the feed of a page, in a channel")
    @app_commands.describe(
        address="The address of the feed, or of a page that has one",
        channel="Where to; without it, this channel",
        include="Only entries with one of these words or phrases, separated by commas",
        exclude="No entries with any of these words or phrases",
        sites="Only from these sites, separated by commas; -site: not from it",
        languages="Only in these languages, such as en, de; -de: not in it",
    )
    async def add(
        interaction: discord.Interaction[Any],
        address: str,
        channel: ChosenChannel | None = None,
        include: str | None = None,
        exclude: str | None = None,
        sites: str | None = None,
        languages: str | None = None,
    ) -> None:
        base = Filter(sources=listed(sites), languages=listed(languages))

        async def work(order: Order) -> Card:
            return await _follow(surface, order, address, channel, filter_of(include, exclude, base))

        await serve(surface, interaction, work, ephemeral=False, doing="feed add")

    @group.command(name="list", description="The feeds that this server follows")
    async def show(interaction: discord.Interaction[Any]) -> None:
        await _list(surface, interaction, ("0",), ())

    @group.command(name="remove", description="Stop following a feed")
    @app_commands.describe(feed="Which feed")
    async def remove(interaction: discord.Interaction[Any], feed: str) -> None:
        async def work(order: Order) -> Card:
            return await _unfollow(surface, order, feed)

        await serve(surface, interaction, work, ephemeral=False, doing="feed remove")

    @remove.autocomplete("feed")
    async def followed(interaction: discord.Interaction[Any], typed: str) -> Choices:
        found = await _seen(surface, interaction)
        named = ((_title(each.feed), each.subscription.id) for each in found)
        fitting = [(name, its) for name, its in named if typed.casefold() in name.casefold()]
        return [
            app_commands.Choice(name=shortened(name, CHOICE), value=its) for name, its in fitting[:CHOICES]
        ]

    @group.command(name="import", description="Follow all feeds of an OPML file")
    @app_commands.describe(file="The file", channel="Where to; without it, this channel")
    async def import_opml(
        interaction: discord.Interaction[Any], file: discord.Attachment, channel: ChosenChannel | None = None
    ) -> None:
        async def work(order: Order) -> Card:
            return await _import(surface, order, file, channel)

        await serve(surface, interaction, work, ephemeral=False, doing="feed import")

    @group.command(name="export", description="The feeds of this server as an OPML file")
    async def export_opml(interaction: discord.Interaction[Any]) -> None:
        async def work(order: Order) -> None:
            await _export(surface, order)

        await serve(surface, interaction, work, ephemeral=True, doing="feed export")

    program.tree.add_command(group)
    program.on("feeds", lambda *given: _list(surface, *given))


async def _follow(
    surface: Surface, order: Order, address: str, channel: Postable | None, wanted: Filter
) -> Card:
    await let_manage(surface, order)
    destination = target(order, channel)
    private = is_private_target(order, destination)
    following = await surface.feeds.follow(
        address, destination, by=order.where.person, wanted=wanted, private=private
    )
    words = order.words
    lines = [
        words.say(
            "{channel} follows **{feed}** now.",
            channel=mention_of(destination),
            feed=linked(_title(following.feed), following.feed.site_url or following.feed.url),
        )
    ]
    if wanted != Filter():
        preview = await surface.feeds.preview_filter(following.feed.url, wanted)
        passing, all_of_them = len(preview.passing), len(preview.passing) + len(preview.held_back)
        lines.append(
            words.say(
                "Of its last {all} entries {passing} would pass the filter.", all=all_of_them, passing=passing
            )
        )
    if following.flaws:
        flaws = words.say("It is read all the same, but has flaws: {flaws}", flaws="; ".join(following.flaws))
        lines.append(f"-# {plain(flaws)}")
    lines.append(
        f"-# {words.say('What is new in it comes with the digests of the channel: /digest create.')}"
    )
    return Card(box(["\n".join(lines)], GREEN))


async def _list(
    surface: Surface, interaction: discord.Interaction[Any], about: tuple[str, ...], _: tuple[str, ...]
) -> None:
    async def work(order: Order) -> Card:
        found = await _seen(surface, interaction)
        blocks = [_line(each, order.words) for each in found]
        if not blocks:
            blocks = [order.words.say("This server follows no feed yet: /feed add follows one.")]
        return paged(order.words.say("Feeds"), blocks, int(about[0]), order.words, ("feeds",), INK)

    await serve_pages(surface, interaction, work, about, doing="feed list")


async def _seen(surface: Surface, interaction: discord.Interaction[Any]) -> list[Following]:
    """What is followed in channels that this person can see."""
    found = await surface.feeds.followed(where_of(interaction).destination.workspace)
    return [each for each in found if may_see(interaction, each.subscription.destination)]


async def _unfollow(surface: Surface, order: Order, subscription: str) -> Card:
    await let_manage(surface, order)
    seen = {each.subscription.id for each in await _seen(surface, order.interaction)}
    workspace = order.where.destination.workspace
    gone = await surface.feeds.unfollow(subscription, workspace) if subscription in seen else None
    if gone is None:
        raise RefusalError(
            order.words.say("That feed is not followed here, or not any more. /feed list shows them.")
        )
    feed, channel = plain(_title(gone.feed)), mention_of(gone.subscription.destination)
    return done(order.words.say("{channel} no longer follows **{feed}**.", channel=channel, feed=feed))


async def _import(surface: Surface, order: Order, file: discord.Attachment, channel: Postable | None) -> Card:
    await let_manage(surface, order)
    destination = target(order, channel)
    if file.size > LARGEST_OPML:
        raise RefusalError(order.words.say("That file is too large to be a list of feeds: at most 5 MB."))
    private = is_private_target(order, destination)
    data = await file.read()
    result = await surface.feeds.import_opml(data, destination, by=order.where.person, private=private)
    return _imported(result, order.words)


def _imported(result: Import, words: Words) -> Card:
    lines = [words.count("{n} feed is followed now.", "{n} feeds are followed now.", len(result.followed))]
    if result.known:
        lines.append(words.count("{n} was followed before.", "{n} were followed before.", len(result.known)))
    if result.failed:
        lines.append(words.count("{n} could not be read:", "{n} could not be read:", len(result.failed)))
    failed = [f"- {plain(address)}: {plain(reason)}" for address, reason in result.failed]
    shown = fitting(failed, TEXT_OF_A_PAGE - 500)
    if left := len(failed) - len(shown):
        shown.append(words.count("and {n} more", "and {n} more", left))
    return Card(box(["\n".join([*lines, *shown])], GREEN))


async def _export(surface: Surface, order: Order) -> None:
    await let_manage(surface, order)
    data = await surface.feeds.export_opml(order.where.destination.workspace)
    file = discord.File(io.BytesIO(data), "feeds.opml")
    text = order.words.say("The feeds of this server, for /feed import or any feed reader:")
    card = Card(box([text], INK), ui.File(file))
    await order.interaction.edit_original_response(view=card, attachments=[file], allowed_mentions=NOBODY)


def _line(following: Following, words: Words) -> str:
    feed, subscription = following.feed, following.subscription
    states = {
        "active": "",
        "paused": words.say("paused"),
        "failing": words.say("failing: {problem}", problem=plain(feed.problem or "?")),
        "gone": words.say("gone: {problem}", problem=plain(feed.problem or "?")),
        "moved": words.say("moved: {problem}", problem=plain(feed.problem or "?")),
    }
    wanted = subscription.filter
    filters = [f"+ {plain(', '.join(wanted.include))}"] if wanted.include else []
    filters += [f"− {plain(', '.join(wanted.exclude))}"] if wanted.exclude else []
    filters += [plain(", ".join(names)) for names in (wanted.sources, wanted.languages) if names]
    known = (mention_of(subscription.destination), states[feed.state], *filters)
    return f"- **{linked(_title(feed), feed.site_url or feed.url)}** → {' · '.join(filter(None, known))}"


def _title(feed: Feed) -> str:
    return feed.title or feed.url
