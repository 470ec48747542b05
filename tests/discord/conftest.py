"""The real client under a simulated Discord, with a real store and scripted news."""

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from jsonschema import Draft202012Validator

from bot.chat.discord.client import BriefwireClient
from bot.chat.discord.limits import problems
from bot.chat.discord.surface import Surface
from bot.config import DiscordSettings, default_settings
from bot.store.chats import SqlChats
from bot.store.library import SqlLibrary, open_library
from tests.discord.services import ScriptedDesk, ScriptedDigests, ScriptedFeeds

SHAPE = Draft202012Validator(json.loads(Path(__file__).with_name("message.schema.json").read_text("utf-8")))
QUICK: dict[str, Any] = {"edit_every": 0.0, "shards": "2"}


def quick_settings(**changes: Any) -> DiscordSettings:
    return default_settings().discord.model_copy(update=QUICK | changes)


@pytest.fixture
async def library(migrated_file: Path, tmp_path: Path) -> AsyncIterator[SqlLibrary]:
    file = tmp_path / "library.db"
    shutil.copy(migrated_file, file)
    async with await open_library(f"sqlite+aiosqlite:///{file}") as opened:
        yield opened


@dataclass
class House:
    """A surface, and the scripted services behind it."""

    surface: Surface
    library: SqlLibrary
    desk: ScriptedDesk
    feeds: ScriptedFeeds
    digests: ScriptedDigests

    def client(self) -> BriefwireClient:
        """A new client, as after a restart."""
        return BriefwireClient(self.surface)


@pytest.fixture
def house(library: SqlLibrary) -> House:
    desk, feeds, digests = ScriptedDesk(library), ScriptedFeeds(), ScriptedDigests()
    chats = SqlChats(library.database)
    surface = Surface(desk, library, chats, feeds, digests, quick_settings())
    return House(surface, library, desk, feeds, digests)


@pytest.fixture
def simcord_bot(house: House) -> BriefwireClient:
    return house.client()


@dataclass
class Town:
    """A server with a public and a private channel, somebody who may manage it, and somebody who may not."""

    env: simcord.Env
    guild: Any
    news: Any
    secret: Any
    chief: Any
    ann: Any


@pytest.fixture
async def town(simcord_env: simcord.Env) -> Town:
    guild = simcord_env.create_guild("Town", shard_id=1)
    news = guild.create_text_channel("news")
    everybody = guild.default_role
    chiefs = guild.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))
    overwrites = {
        everybody: discord.PermissionOverwrite(view_channel=False),
        chiefs: discord.PermissionOverwrite(view_channel=True),
        simcord_env.bot.user: discord.PermissionOverwrite(view_channel=True),
    }
    secret = guild.create_text_channel("secret", overwrites=overwrites)
    chief = guild.add_member(simcord_env.create_user("chief"), roles=[chiefs])
    ann = guild.add_member(simcord_env.create_user("ann"))
    await simcord_env.settle()
    return Town(simcord_env, guild, news, secret, chief, ann)


def texts(message: Any) -> str:
    """All that a message of components says."""
    return "\n".join(_texts(message.components))


def labels(message: Any) -> list[str]:
    """The labels of its buttons."""
    return [part.get("label", "") for part in _parts(message.components) if part.get("type") == 2]


def _texts(components: Any) -> list[str]:
    return [part["content"] for part in _parts(components) if part.get("type") == 10]


def _parts(components: Any) -> list[dict[str, Any]]:
    found = []
    for part in components:
        part = part if isinstance(part, dict) else part.to_dict()
        found.append(part)
        found += _parts(part.get("components", ()))
    return found


def acknowledged_first(env: Any) -> bool:
    """Whether each interaction's first request was its acknowledgement, before any work."""
    paths = [request.path for request in env.http_requests if "interaction" in request.path]
    return bool(paths) and paths[0].endswith("/callback")


def problems_of_all(env: Any) -> list[str]:
    """What Discord would refuse in anything that was sent, and whom it could have pinged."""
    found = []
    for request in env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        data = body.get("data") if isinstance(body.get("data"), dict) else body
        components = data.get("components") or []
        if request.method not in {"POST", "PATCH"} or not components or body.get("type") == 9:
            continue
        found += problems(components)
        found += [error.message for error in SHAPE.iter_errors(components)]
        if data.get("allowed_mentions", {}).get("parse") != []:
            found.append(f"{request.path} may mention")
    return found
