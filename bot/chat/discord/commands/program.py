"""Where commands and buttons are put together: the command tree, and what each custom_id does."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from discord import app_commands

from bot.chat.discord.surface import Surface
from bot.chat.discord.views import Handler

T = TypeVar("T")


@dataclass(frozen=True)
class Program:
    """Commands that Discord knows, and handlers of buttons, menus and forms by their kind."""

    tree: app_commands.CommandTree[Any]
    surface: Surface
    handlers: dict[str, Handler] = field(default_factory=dict)

    def on(self, kind: str, handler: Handler) -> None:
        """Have `handler` do what the custom_ids of this kind ask for."""
        assert kind not in self.handlers, kind
        self.handlers[kind] = handler


def everywhere(command: T) -> T:
    """The command is there in servers, direct messages and group chats, also where one person brought it."""
    in_contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return app_commands.allowed_installs(guilds=True, users=True)(in_contexts(command))


def only_in_servers(command: T) -> T:
    """The command is there in servers that the program was added to."""
    in_contexts = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    return app_commands.allowed_installs(guilds=True, users=False)(in_contexts(command))
