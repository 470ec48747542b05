"""What chats keep: settings, limits, events, answers that were shown, and what is deleted when."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import (
    Answer,
    Destination,
    Engine,
    Feed,
    Rate,
    Scope,
    ShownAnswer,
    Subscription,
    Turn,
    WorkspaceSettings,
)
from bot.store import chat_rates
from bot.store.chats import SqlChats
from bot.store.database import open_database
from bot.store.following import SqlFeeds
from bot.store.library import SqlLibrary
from tests.store.conftest import Rows
from tests.store.samples import article

TEAM = "discord:1"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANSWER = Answer(status="answered", text="China", confidence=0.9, engine=Engine(name="embedded", version="1"))


@pytest.fixture
def chats(library: SqlLibrary) -> SqlChats:
    return SqlChats(library.database)


def shown(scope: Scope) -> ShownAnswer:
    return ShownAnswer(id="s1", scope=scope, question="Who?", answers=(ANSWER,), articles=("a1",))


async def test_settings_hold_over_a_reopening(chats: SqlChats, library_url: str) -> None:
    wanted = WorkspaceSettings(language="de", managers=("77",), unfurl=False)
    await chats.set_settings(TEAM, wanted)
    database, _ = await open_database(library_url)
    assert (await SqlChats(database).workspace(TEAM)).settings == wanted
    assert (await SqlChats(database).workspace("discord:2")).settings == WorkspaceSettings()
    await database.close()


async def test_a_limit_allows_a_burst_then_recovers_evenly(chats: SqlChats) -> None:
    rate = Rate(times=3, seconds=30)
    async with chats._database.writing() as conn:
        waits = [await chat_rates.use(conn, "u:1", rate, NOW) for _ in range(4)]
        assert waits == [timedelta(0)] * 3 + [timedelta(seconds=10)]
        assert await chat_rates.use(conn, "u:2", rate, NOW) == timedelta(0)
        assert await chat_rates.use(conn, "u:1", rate, NOW + timedelta(seconds=10)) == timedelta(0)
        assert await chat_rates.use(conn, "u:1", rate, NOW + timedelta(seconds=11)) == timedelta(seconds=9)
        assert await chat_rates.forget_recovered(conn, NOW + timedelta(hours=1)) == 2


async def test_of_two_that_use_the_last_of_a_limit_one_waits(chats: SqlChats) -> None:
    rate = Rate(times=1, seconds=60)
    waits = await asyncio.gather(*(chats.use("u:1", rate) for _ in range(5)))
    assert sorted(wait > timedelta(0) for wait in waits) == [False, True, True, True, True]


async def test_an_event_is_new_once_on_each_platform(chats: SqlChats) -> None:
    seen = await asyncio.gather(*(chats.first_time("slack", "Ev1") for _ in range(3)))
    assert sorted(seen) == [False, False, True]
    assert await chats.first_time("discord", "Ev1")
    await chats.tidy(datetime.now(UTC) + timedelta(seconds=1))
    assert await chats.first_time("slack", "Ev1")


async def test_which_commands_a_platform_knows(chats: SqlChats) -> None:
    assert await chats.command_tree("discord", "9") is None
    await chats.set_command_tree("discord", "9", "abc")
    await chats.set_command_tree("discord", "9", "def")
    assert await chats.command_tree("discord", "9") == "def"
    assert await chats.command_tree("discord", "10") is None


async def test_a_shown_answer_is_seen_from_its_scope_alone(chats: SqlChats) -> None:
    mine = Scope(workspace=TEAM, person="7")
    await chats.add_shown(shown(mine))
    await chats.add_shown(shown(mine))
    assert await chats.shown("s1", mine) == shown(mine)
    assert await chats.shown("s1", Scope(workspace=TEAM)) is None
    assert await chats.shown("s1", Scope(workspace=TEAM, person="8")) is None
    assert await chats.shown("s1", Scope(workspace="discord:2", person="7")) is None


async def test_a_shown_answer_of_the_workspace_is_seen_by_all_of_it(chats: SqlChats) -> None:
    await chats.add_shown(shown(Scope(workspace=TEAM)))
    assert await chats.shown("s1", Scope(workspace=TEAM, person="8")) is not None
    assert await chats.shown("s1", Scope(workspace="discord:2", person="8")) is None


async def test_the_last_opinion_counts(chats: SqlChats) -> None:
    for person, good in (("7", True), ("7", False), ("8", True)):
        await chats.rate(TEAM, "answer:s1", person, good)
    assert await chats.opinions(TEAM) == (1, 1)
    assert await chats.opinions("discord:2") == (0, 0)


async def test_a_person_is_forgotten_and_nobody_else(chats: SqlChats, library: SqlLibrary) -> None:
    mine, all_of_us = Scope(workspace=TEAM, person="7"), Scope(workspace=TEAM)
    for scope, number in ((mine, 1), (all_of_us, 2)):
        await library.keep(article(number), scope)
        await library.add_turn(Turn(question="Who?", answer="China"), scope)
    await chats.add_shown(shown(mine))
    assert await chats.forget_person(mine, "7") == (1, 1)
    assert await chats.shown("s1", mine) is None
    assert [each.id for each in await library.articles(mine)] == ["a2"]
    assert len(await library.history(all_of_us, 5)) == 1


async def test_what_a_workspace_had_is_deleted_after_the_time_of_grace(
    chats: SqlChats, library: SqlLibrary, rows: Rows
) -> None:
    for team in (TEAM, "discord:2"):
        await chats.workspace(team)
        await library.keep(article(1), Scope(workspace=team))
        await library.add_turn(Turn(question="Who?", answer="China"), Scope(workspace=team, channel="5"))
    await library.keep(article(2, text="Only they had this."), Scope(workspace=TEAM, person="7"))
    feed = Feed(id="f1", url="https://h1.example/feed", next_poll=NOW)
    for platform, guild in (("discord", "1"), ("discord", "2"), ("slack", "1")):
        channel = Destination(platform=platform, workspace=guild, channel="5")
        theirs = Subscription(id=f"{platform}{guild}", destination=channel, feed_id="f1", created_at=NOW)
        await SqlFeeds(library.database).follow(feed, theirs)
    await chats.leave(TEAM)
    assert await chats.forget_left("discord", timedelta(days=30)) == []
    assert len(await library.articles(Scope(workspace=TEAM))) == 1
    assert await chats.forget_left("discord", timedelta(seconds=-1)) == [TEAM]
    assert await library.articles(Scope(workspace=TEAM)) == []
    assert len(await library.articles(Scope(workspace="discord:2"))) == 1
    assert rows("SELECT count(*) FROM turns") == [(1,)]
    assert rows("SELECT id FROM articles") == [("a1",)]
    assert rows("SELECT id FROM subscriptions ORDER BY id") == [("discord2",), ("slack1",)]


async def test_a_workspace_that_comes_back_in_time_keeps_everything(
    chats: SqlChats, library: SqlLibrary
) -> None:
    await chats.set_settings(TEAM, WorkspaceSettings(language="de"))
    await library.keep(article(1), Scope(workspace=TEAM))
    await chats.leave(TEAM)
    assert await chats.entered("discord") == []
    assert (await chats.workspace(TEAM)).settings.language == "de"
    assert [each.workspace for each in await chats.entered("discord")] == [TEAM]
    assert await chats.forget_left("discord", timedelta(seconds=-1)) == []
