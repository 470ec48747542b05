"""The real client over real sockets: refused tokens, limits, resets, lost answers, resumed connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.chat.discord.client import BriefwireClient, shards_of
from bot.chat.discord.platform import DiscordPlatform
from bot.errors import ConfigError, DeliveryError
from bot.model import Destination
from tests.discord import fake as wire
from tests.discord import samples
from tests.discord.conftest import House, quick_settings
from tests.discord.fake import Fake

PLACE = Destination(platform="discord", workspace=wire.GUILD, channel=wire.CHANNEL)
PORT = "https://port.example/2026/11/port"


@pytest.fixture
async def discord_() -> AsyncIterator[Fake]:
    async with wire.running() as fake:
        yield fake


@pytest.fixture
async def platform(
    house: House, discord_: Fake, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[DiscordPlatform]:
    made = build(house, discord_, monkeypatch)
    yield made
    await made.close()


def build(
    house: House, fake: Fake, monkeypatch: pytest.MonkeyPatch, token: str = wire.TOKEN
) -> DiscordPlatform:
    monkeypatch.setattr(
        Route, "BASE", Route.BASE
    )  # discord.py keeps them for the process: put back at the end
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    settings = quick_settings(
        api_base=f"{fake.url}/api/",
        gateway=fake.url.replace("http", "ws") + "/ws",
        shards="1",
        token=SecretStr(token),
    )
    object.__setattr__(house.surface, "settings", settings)
    return DiscordPlatform(house.surface, quiet=0.05)


async def until(there: Callable[[], Any], seconds: float = 10) -> None:
    """Wait until something is there."""
    async with asyncio.timeout(seconds):
        while not there():  # noqa: ASYNC110 - what is waited for is another program's doing
            await asyncio.sleep(0.01)


def direct(number: str, content: str) -> dict[str, Any]:
    return wire.message(number, content, wire.user(wire.ANN, "ann"), channel_type=1)


def reset(request: web.Request) -> None:
    assert request.transport
    request.transport.abort()


def limited(seconds: float) -> Callable[[web.Request], web.Response]:
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    return lambda _: wire.answered(body, 429)


def status(number: int, code: int = 0) -> Callable[[web.Request], web.Response]:
    return lambda _: wire.answered({"message": "x", "code": code}, number)


@pytest.mark.parametrize(("token", "word"), [("", "needs a token"), ("wrong", "refuses the token")])
async def test_a_token_that_is_missing_or_refused_ends_it_with_a_sentence(
    house: House, discord_: Fake, monkeypatch: pytest.MonkeyPatch, token: str, word: str
) -> None:
    platform = build(house, discord_, monkeypatch, token)
    with pytest.raises(ConfigError, match=word) as caught:
        await platform.start(answering=True)
    assert "\n" not in str(caught.value)
    await platform.close()


@pytest.mark.parametrize(("code", "word"), [(4004, "refuses the token"), (4011, "shards")])
async def test_a_gateway_that_refuses_for_good_ends_it_with_a_sentence(
    platform: DiscordPlatform, discord_: Fake, code: int, word: str
) -> None:
    discord_.close_with = code
    with pytest.raises(ConfigError, match=word):
        await platform.start(answering=True)


async def test_a_command_over_the_wire_is_acknowledged_then_answered(
    platform: DiscordPlatform, discord_: Fake
) -> None:
    await platform.start(answering=True)
    assert discord_.identified[0]["intents"] & (1 << 15 | 1 << 8 | 1 << 1) == 0  # none that is privileged
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("1", "brief", source=PORT))
    await until(lambda: "Two piers" in str(discord_.of("PATCH", "@original")))
    assert discord_.of("POST", "/interactions/1/")[0]["type"] == 5


async def test_an_interaction_that_discord_gave_up_costs_no_work(
    platform: DiscordPlatform, discord_: Fake, house: House
) -> None:
    await platform.start(answering=True)
    discord_.fail("POST", "/interactions/1/", status(404, 10062))
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("1", "ask", question="Who?"))
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("2", "ask", question="When?"))
    await until(lambda: "Norvik" in str(discord_.of("PATCH", "token2/messages/@original")))
    assert [question for question, *_ in house.desk.asked] == ["When?"]
    assert discord_.of("PATCH", "token1") == []


async def test_a_server_error_while_editing_is_tried_again(platform: DiscordPlatform, discord_: Fake) -> None:
    await platform.start(answering=True)
    discord_.fail("PATCH", "@original", status(502))
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("1", "ask", question="Who?"))
    await until(lambda: "Norvik" in str(discord_.of("PATCH", "@original")))


async def test_a_connection_that_breaks_is_resumed_and_nothing_is_answered_twice_or_lost(
    platform: DiscordPlatform, discord_: Fake, house: House
) -> None:
    await platform.start(answering=True)
    await discord_.dispatch("MESSAGE_CREATE", direct("501", "Who offered to carry freight?"))
    await until(lambda: "Norvik" in str(discord_.requests))
    await discord_.sockets[0].close(code=1011)
    await discord_.dispatch("MESSAGE_CREATE", direct("502", "And when?"))
    await until(lambda: discord_.resumed)
    await discord_.dispatch("MESSAGE_CREATE", direct("501", "Who offered to carry freight?"))
    await discord_.dispatch("MESSAGE_CREATE", direct("503", "And where?"))
    await until(lambda: len(house.desk.asked) == 3)
    asked = [question for question, *_ in house.desk.asked]
    assert asked == ["Who offered to carry freight?", "And when?", "And where?"]
    assert discord_.resumed[0]["session_id"] == "session"
    assert len(discord_.identified) == 1


async def test_a_digest_is_posted_while_the_gateway_is_away(
    platform: DiscordPlatform, discord_: Fake
) -> None:
    await platform.start(answering=False)
    assert discord_.identified == []
    channel = wire.guild()["channels"][0] | {"guild_id": wire.GUILD}
    discord_.fail("GET", f"/channels/{wire.CHANNEL}", lambda _: wire.answered(channel))
    posted = await platform.delivery.post(samples.digest(destination=PLACE), "k1")
    assert posted in discord_.messages


async def test_a_short_limit_is_waited_for_and_a_long_one_told(
    platform: DiscordPlatform, discord_: Fake
) -> None:
    await platform.start(answering=True)
    discord_.fail("POST", "/messages", limited(0.1))
    await platform.delivery.post(samples.digest(destination=PLACE), "k1")
    sent = discord_.of("POST", "/messages")
    assert len(sent) == 2
    assert sent[0]["nonce"] == sent[1]["nonce"]
    assert len(discord_.messages) == 1
    discord_.fail("POST", "/messages", limited(90))
    with pytest.raises(DeliveryError) as caught:
        await platform.delivery.post(samples.digest(destination=PLACE), "k2")
    assert caught.value.retry_after == 90


async def test_a_post_whose_answer_was_lost_stands_once(platform: DiscordPlatform, discord_: Fake) -> None:
    await platform.start(answering=True)
    digest = samples.digest(destination=PLACE)

    def taken_then_reset(request: web.Request) -> web.Response:
        discord_._message(discord_.of("POST", "/messages")[-1])
        reset(request)
        return web.Response()

    discord_.fail("POST", "/messages", taken_then_reset)
    with pytest.raises(DeliveryError) as caught:
        await platform.delivery.post(digest, "k1")
    assert not caught.value.permanent
    await platform.delivery.post(digest, "k1")
    assert len(discord_.messages) == 1


async def test_a_token_that_is_refused_in_the_middle_of_the_work_ends_it(
    platform: DiscordPlatform, discord_: Fake
) -> None:
    await platform.start(answering=True)
    discord_.fail("POST", "/messages", status(401))
    with pytest.raises(DeliveryError):
        await platform.delivery.post(samples.digest(destination=PLACE), "k1")
    assert platform.ended
    assert "refuses the token" in str(platform.ended.result())


async def test_closing_lets_answers_finish_and_takes_nothing_new(
    platform: DiscordPlatform, discord_: Fake, house: House
) -> None:
    await platform.start(answering=True)
    house.desk.delay = 0.5
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("1", "brief", source=PORT))
    await until(lambda: discord_.of("POST", "/interactions/1/"))
    closing = asyncio.create_task(platform.close())
    await asyncio.sleep(0.1)
    await discord_.dispatch("INTERACTION_CREATE", wire.interaction("2", "brief", source=PORT))
    await closing
    assert "Two piers" in str(discord_.of("PATCH", "token1"))
    assert "restarting" in str(discord_.of("POST", "/interactions/2/"))


@pytest.mark.parametrize(
    ("written", "shards"),
    [("", (None, None)), ("8", (None, 8)), ("0-3/8", ((0, 1, 2, 3), 8)), ("5/8", ((5,), 8))],
)
def test_which_shards_are_meant(written: str, shards: object) -> None:
    assert shards_of(written) == shards


async def test_two_processes_share_the_shards(house: House) -> None:
    for written, ids in (("0-3/8", [0, 1, 2, 3]), ("4-7/8", [4, 5, 6, 7])):
        object.__setattr__(house.surface, "settings", quick_settings(shards=written))
        client = BriefwireClient(house.surface)
        assert (client.shard_ids, client.shard_count) == (ids, 8)


async def test_a_server_is_welcomed_once_and_its_leaving_is_noted(
    platform: DiscordPlatform, discord_: Fake, house: House
) -> None:
    await platform.start(answering=True)
    joined = wire.guild() | {"id": "8388608000", "system_channel_id": "310"}
    joined["channels"] = [wire.guild()["channels"][0] | {"id": "310"}]
    joined["roles"] = [wire.guild()["roles"][0] | {"id": "8388608000"}]
    await discord_.dispatch("GUILD_CREATE", {key: joined[key] for key in joined if key != "unavailable"})
    await until(lambda: discord_.of("POST", "/channels/310/messages"))
    [welcome] = discord_.of("POST", "/channels/310/messages")
    assert all(step in str(welcome) for step in ("**1.**", "**2.**", "**3.**"))
    await discord_.dispatch("GUILD_DELETE", {"id": "8388608000"})
    chats = house.surface.chats
    async with asyncio.timeout(10):
        while "discord:8388608000" in {each.workspace for each in await chats.entered("discord")}:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await discord_.dispatch("GUILD_CREATE", {key: joined[key] for key in joined if key != "unavailable"})
    await discord_.dispatch("MESSAGE_CREATE", direct("601", "Who offered to carry freight?"))
    await until(lambda: "Norvik" in str(discord_.requests))
    assert len(discord_.of("POST", "/channels/310/messages")) == 1
    assert "discord:8388608000" in {each.workspace for each in await chats.entered("discord")}
