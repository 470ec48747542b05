"""`briefwire check` asks Discord whose the token is."""

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.chat.discord.checking import check
from bot.config import DiscordSettings, default_settings
from bot.errors import ConfigError
from tests.discord.fake import TOKEN, running


@pytest.fixture(autouse=True)
def _addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What discord.py keeps for the whole process is put back."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


def settings(address: str, token: str) -> DiscordSettings:
    changes = {"api_base": f"{address}/api", "gateway": "ws://127.0.0.1:9/ws", "token": SecretStr(token)}
    return default_settings().discord.model_copy(update=changes)


async def test_it_says_whose_the_token_is() -> None:
    async with running() as discord_:
        assert "briefwire" in await check(settings(discord_.url, TOKEN))


async def test_a_refused_token_and_a_missing_server_are_told_of_without_the_token() -> None:
    async with running() as discord_:
        with pytest.raises(ConfigError, match="refuses the token") as refused:
            await check(settings(discord_.url, "secret-secret"))
        assert "secret-secret" not in str(refused.value)
    with pytest.raises(ConfigError, match="could not be reached"):
        await check(settings("http://127.0.0.1:9", TOKEN))


async def test_without_a_token_it_is_not_set_up() -> None:
    assert await check(settings("http://127.0.0.1:9", "")) == "not set up"
