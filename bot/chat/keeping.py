"""What chats remember, of people and of themselves: protocols that `bot.store` fills."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import (
    Rate,
    Scope,
    ShownAnswer,
    Turn,
    Workspace,
    WorkspaceSettings,
)


class Memory(Protocol):
    """Conversations, each under exactly one scope; `conversation` names a thread, "" the only one."""

    async def history(self, scope: Scope, limit: int, conversation: str = "") -> Sequence[Turn]:
        """The last exchanges, the oldest of them first."""
        ...

    async def add_turn(self, turn: Turn, scope: Scope, conversation: str = "") -> None:
        """Remember an exchange."""
        ...

    async def forget_turns(self, scope: Scope, conversation: str | None = None) -> int:
        """Forget a conversation, or all of the scope's; how many exchanges went."""
        ...


class ChatStore(Protocol):
    """What chats keep themselves; `bot.store.chats.SqlChats` is one."""

    async def workspace(self, workspace: str) -> Workspace:
        """The workspace, entered if it is new; one that had left is back."""
        ...

    async def set_settings(self, workspace: str, settings: WorkspaceSettings) -> None:
        """Change how a workspace wants things."""
        ...

    async def set_welcomed(self, workspace: str) -> None:
        """Remember that the workspace was welcomed."""
        ...

    async def leave(self, workspace: str) -> None:
        """The program was taken out of the workspace: its data are deleted after a time of grace."""
        ...

    async def entered(self, platform: str) -> Sequence[Workspace]:
        """The workspaces of a platform that have not left."""
        ...

    async def forget_left(self, platform: str, grace: timedelta) -> Sequence[str]:
        """Delete the data of the workspaces that left longer ago than the time of grace; which they were."""
        ...

    async def use(self, subject: str, rate: Rate) -> timedelta:
        """Use a limit once if it allows that; otherwise how long to wait, and nothing is used."""
        ...

    async def first_time(self, platform: str, event_id: str) -> bool:
        """Whether this event of a platform was not seen before; it is from now on."""
        ...

    async def command_tree(self, platform: str, application: str) -> str | None:
        """The digest of the commands that the platform was told last."""
        ...

    async def set_command_tree(self, platform: str, application: str, digest: str) -> None:
        """Remember which commands the platform was told."""
        ...

    async def add_shown(self, shown: ShownAnswer) -> None:
        """Remember an answer that is shown, for its buttons."""
        ...

    async def shown(self, shown_id: str, scope: Scope) -> ShownAnswer | None:
        """An answer that was shown, if `scope` may see it."""
        ...

    async def rate(self, workspace: str, subject: str, person: str, good: bool) -> None:
        """Remember what a person thinks of something shown; the last word counts."""
        ...

    async def opinions(self, workspace: str) -> tuple[int, int]:
        """How many things were found good in a workspace, and how many bad."""
        ...

    async def forget_person(self, scope: Scope, person: str) -> tuple[int, int]:
        """Delete what is kept under exactly a person's scope: how many exchanges, how many articles."""
        ...

    async def tidy(self, events_before: datetime) -> None:
        """Delete limits that have recovered, and events that no platform will deliver again."""
        ...
