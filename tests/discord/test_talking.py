"""Mentions, replies and direct messages; what is remembered, and how it is forgotten."""

from typing import Any

import discord
import pytest

from bot.model import Scope
from tests.discord import samples
from tests.discord.conftest import House, Town, labels, problems_of_all, texts

PORT = "https://port.example/2026/11/port"


def mention(town: Town) -> str:
    return f"<@{town.env.bot.user.id}>"


def of(user: Any) -> Scope:
    return Scope(workspace="discord:@me", person=str(user.id))


async def test_a_mention_is_answered_in_a_thread_of_its_own(town: Town, house: House) -> None:
    await town.ann.send(town.news, f"{mention(town)} who offered to carry freight?")
    [thread] = town.news.threads
    assert thread.name == "who offered to carry freight?"
    assert "Norvik" in texts(thread.last_message)
    await town.chief.send(thread, f"{mention(town)} and when?")
    assert [turn.question for turn in house.desk.asked[-1][2]] == ["who offered to carry freight?"]
    assert len(town.news.threads) == 1
    assert problems_of_all(town.env) == []


async def test_a_mention_with_a_link_briefs_it(town: Town, house: House) -> None:
    await town.ann.send(town.news, f"{mention(town)} {PORT}")
    assert "Two piers" in texts(town.news.threads[0].last_message)
    await town.ann.send(town.news, f"{mention(town)} {PORT} who offered to carry the freight?")
    assert house.desk.asked[-1][1] == (samples.port().article.id,)


async def test_what_is_not_meant_for_it_is_left_alone(town: Town) -> None:
    await town.ann.send(town.news, f"look {PORT}")
    await town.ann.send(town.news, "@everyone hello")
    assert len(town.news.history()) == 2


async def test_without_the_right_to_open_threads_it_answers_in_the_channel(town: Town) -> None:
    no_threads = discord.PermissionOverwrite(create_public_threads=False)
    hall = town.guild.create_text_channel("hall", overwrites={town.env.bot.user: no_threads})
    await town.ann.send(hall, f"{mention(town)} who offered to carry freight?")
    assert hall.threads == []
    assert "Norvik" in texts(hall.last_message)


async def test_an_event_that_is_delivered_twice_is_answered_once(town: Town, house: House) -> None:
    message = await town.ann.send(town.news, f"{mention(town)} who?")
    await town.env.bot.on_message(message)
    assert len(house.desk.asked) == 1


@pytest.fixture
def user(simcord_env: Any) -> Any:
    return simcord_env.create_user("dora")


async def test_a_direct_conversation_remembers_and_forgets(simcord_env: Any, house: House, user: Any) -> None:
    await user.send_dm(PORT)
    assert "Two piers" in texts(user.dm_channel.last_message)
    await user.send_dm("Who offered to carry freight?")
    await user.send_dm("And when?")
    assert [turn.question for turn in house.desk.asked[-1][2]] == ["Who offered to carry freight?"]
    assert house.desk.asked[-1][3] == of(user)
    await user.send_dm("what do you remember")
    said = texts(user.dm_channel.last_message)
    assert "Who offered to carry freight?" in said
    assert "Fire in the port" in said
    asked = await user.slash("forget")
    await user.click(asked.response, label="Forget it all")
    assert await house.library.history(of(user), 10) == []
    assert await house.library.articles(of(user)) == []
    await user.send_dm("What do you remember?")
    assert "nothing" in texts(user.dm_channel.last_message)


async def test_commands_in_a_direct_message_stay_there(simcord_env: Any, house: House, user: Any) -> None:
    shown = await user.slash("brief", source=PORT)
    assert "Share" not in labels(shown.response)
    other = simcord_env.create_user("eve")
    assert await other.autocomplete("ask", "about", "port") == []
    assert len(await user.autocomplete("ask", "about", "port")) == 1


async def test_a_message_without_anything_gets_a_hint(user: Any, simcord_env: Any) -> None:
    await user.send_dm("🔥🔥")
    assert "/help" in texts(user.dm_channel.last_message)


async def test_help_privacy_and_memory(town: Town) -> None:
    helped = await town.ann.slash(town.news, "help")
    assert "/digest create" in texts(helped.response)
    shown = await town.ann.slash(town.news, "privacy")
    assert "30 days" in texts(shown.response)
    remembered = await town.ann.click(shown.response, label="What do you remember?")
    assert "nothing" in texts(remembered.response)
    assert all(each.ephemeral for each in (helped, shown, remembered))
