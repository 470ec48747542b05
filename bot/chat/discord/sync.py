"""Commands are told to Discord in one request, and only when their definition has changed."""

import hashlib
import json
from typing import Any

from discord import app_commands

from bot.chat.discord.where import PLATFORM
from bot.chat.keeping import ChatStore


async def tell_commands(tree: app_commands.CommandTree[Any], chats: ChatStore, application: int) -> bool:
    """Sync the tree if it is not what this application was told last; whether it was."""
    digest = await digest_of(tree)
    if await chats.command_tree(PLATFORM, str(application)) == digest:
        return False
    await tree.sync()
    await chats.set_command_tree(PLATFORM, str(application), digest)
    return True


async def digest_of(tree: app_commands.CommandTree[Any]) -> str:
    """A name for exactly these definitions, translations and all."""
    definitions = await definitions_of(tree)
    return hashlib.sha256(json.dumps(definitions, sort_keys=True).encode()).hexdigest()


async def definitions_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What Discord would be told, in a fixed order."""
    translator = tree.translator
    commands = tree.get_commands()
    if translator is None:
        made = [command.to_dict(tree) for command in commands]
    else:
        made = [await command.get_translated_payload(tree, translator) for command in commands]
    return sorted(made, key=lambda each: (each.get("type", 1), each["name"]))
