"""A server's library is never visible from another, a private channel's not outside, a person's to nobody."""

from typing import Any

import discord
import pytest
from discord import ui

from bot.chat.discord.cards.card import Card
from bot.chat.discord.where import where_of, where_said
from bot.model import Scope
from tests.discord import samples
from tests.discord.conftest import House, Town, texts

PORT = "https://port.example/2026/11/port"
CHOSEN = f"article:{samples.port().article.id}"


@pytest.fixture
async def elsewhere(town: Town) -> tuple[Any, Any]:
    """Another server on another shard, and somebody there."""
    guild = town.env.create_guild("Elsewhere", shard_id=0)
    channel = guild.create_text_channel("general")
    return channel, guild.add_member(town.env.create_user("mallory"))


async def test_another_server_sees_nothing(town: Town, elsewhere: tuple[Any, Any], house: House) -> None:
    channel, mallory = elsewhere
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    asked = await town.ann.slash(town.news, "ask", question="Who?")
    assert await mallory.autocomplete(channel, "ask", "about", "port") == []
    refused = await mallory.slash(channel, "ask", question="Who?", about=CHOSEN)
    assert "not in the library" in texts(refused.response)
    await mallory.slash(channel, "ask", question="Who?")
    assert house.desk.asked[-1][3] == Scope(workspace=f"discord:{channel._channel.guild_id}")
    for message, label in ((shown, "look"), (asked, "sources")):
        made = next(each for each in custom_ids(message.response) if each.startswith(f"bw|{label}"))
        forged = await forge(mallory, channel, made)
        assert "was forgotten" in forged or "no longer in the library" in forged


async def test_a_private_channel_keeps_to_itself(town: Town, house: House) -> None:
    await town.chief.slash(town.secret, "brief", source=PORT)
    assert await town.ann.autocomplete(town.news, "ask", "about", "port") == []
    assert len(await town.chief.autocomplete(town.secret, "ask", "about", "port")) == 1
    refused = await town.ann.slash(town.news, "ask", question="Who?", about=CHOSEN)
    assert "not in the library" in texts(refused.response)
    scope = Scope(workspace=f"discord:{town.guild.id}", channel=str(town.secret.id))
    assert len(await house.library.articles(scope)) == 1
    assert await house.library.articles(Scope(workspace=f"discord:{town.guild.id}")) == []


async def test_a_public_article_is_seen_in_a_private_channel_too(town: Town) -> None:
    await town.ann.slash(town.news, "brief", source=PORT)
    assert len(await town.chief.autocomplete(town.secret, "ask", "about", "port")) == 1


async def test_what_one_person_sees_alone_nobody_else_does(town: Town, house: House) -> None:
    await town.ann.slash(town.news, "brief", source=PORT, private=True)
    refused = await town.chief.slash(town.news, "ask", question="Who?", about=CHOSEN)
    assert "not in the library" in texts(refused.response)
    assert await house.library.articles(Scope(workspace=f"discord:{town.guild.id}")) == []


async def test_brought_along_to_a_server_that_it_is_not_in_it_is_personal(town: Town, house: House) -> None:
    """A user install: the interaction comes from a server that the client does not know."""
    seen = []
    original = town.env.bot.get_guild
    town.env.bot.get_guild = lambda _: None

    @town.env.bot.event
    async def on_interaction(interaction: Any) -> None:
        seen.append(where_of(interaction))

    await town.ann.slash(town.news, "brief", source=PORT)
    town.env.bot.get_guild = original
    assert seen[0].scope == Scope(workspace="discord:@me", person=str(town.ann.id))
    assert await house.library.articles(Scope(workspace=f"discord:{town.guild.id}")) == []


async def test_a_thread_belongs_to_its_channel(town: Town) -> None:
    message = await town.ann.send(town.news, f"<@{town.env.bot.user.id}> who?")
    where = where_said(message)
    assert where.destination.channel == str(town.news.id)
    said = where_said(town.news.threads[0].last_message)
    assert said.destination.thread == str(town.news.threads[0].id)
    assert said.scope == where.scope


async def test_a_private_thread_is_a_place_of_its_own(town: Town) -> None:
    channel = town.env.bot.get_channel(town.news.id)
    thread = await channel.create_thread(name="hush", type=discord.ChannelType.private_thread)
    said = await thread.send("x")
    assert where_said(said).destination.channel == str(thread.id)
    assert where_said(said).scope == Scope(workspace=f"discord:{town.guild.id}", channel=str(thread.id))


def custom_ids(message: Any) -> list[str]:
    found: list[str] = []

    def walk(parts: Any) -> None:
        for part in parts:
            found.extend([part["custom_id"]] if part.get("custom_id") else [])
            walk(part.get("components", ()))

    walk(message.components)
    return found


async def forge(actor: Any, channel: Any, custom_id: str) -> str:
    """What somebody is told who presses a button of another server's message, made by hand."""

    bot = actor._env.bot
    place = bot.get_channel(channel.id)
    row: ui.ActionRow[Any] = ui.ActionRow(ui.Button(label="forged", custom_id=custom_id))
    message = await place.send(view=Card(row))
    result = await actor.click(message, label="forged")
    return texts(result.response)
