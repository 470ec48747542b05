"""The commands around Slack: manifest, keys, sealing anew."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import yaml
from pydantic import SecretStr

from bot.chat.slack.sealing import Seal, new_key
from bot.model import Installation
from bot.store.database import open_database
from bot.store.slack import SqlSlack
from tests.cli.conftest import Shell


def test_the_manifest_is_printed_for_either_mode(shell: Shell) -> None:
    assert yaml.safe_load(shell("slack", "manifest").out)["settings"]["socket_mode_enabled"] is True
    http = yaml.safe_load(shell("slack", "manifest", "--http", "https://n.example/").out)
    assert http["settings"]["event_subscriptions"]["request_url"] == "https://n.example/slack/events"


def test_tokens_are_sealed_anew_with_the_first_key(shell: Shell, tmp_path: Path) -> None:
    old, new = new_key(), shell("slack", "key").out.strip()
    url = f"sqlite+aiosqlite:///{tmp_path}/slack.db"
    asyncio.run(_install(url, old))
    env = {"BRIEFWIRE_DATABASE_URL": url}
    refused = shell("slack", "reseal", env=env)
    assert (refused.code, "briefwire slack key" in refused.err) == (1, True)
    done = shell("slack", "reseal", env=env | {"BRIEFWIRE_SLACK__ENCRYPTION_KEYS": f"{new},{old}"})
    assert done.out == "1 token sealed with the first key.\n"
    assert asyncio.run(_token(url, new)) == "xoxb-1"
    wrong = shell("slack", "reseal", env=env | {"BRIEFWIRE_SLACK__ENCRYPTION_KEYS": old})
    assert (wrong.code, "xoxb" in wrong.err) == (1, False)


async def _install(url: str, key: str) -> None:
    database, _ = await open_database(url)
    sealed = Seal(SecretStr(key)).close("xoxb-1")
    one = Installation(team="T1", bot_user="UB", sealed_token=sealed, installed_at=datetime.now(UTC))
    await SqlSlack(database).install(one)
    await database.close()


async def _token(url: str, key: str) -> str:
    database, _ = await open_database(url)
    [one] = await SqlSlack(database).installed()
    await database.close()
    return Seal(SecretStr(key)).open(one.sealed_token)
