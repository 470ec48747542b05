"""What chats keep, behind one class, each call one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model import Rate, Scope, ShownAnswer, Workspace, WorkspaceSettings
from bot.store import chat_events, chat_rates, chat_shown, chat_workspaces, conversations, forgetting
from bot.store.database import Database


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SqlChats:
    """`bot.chat.keeping.ChatStore` on a SQL database. Every call raises StoreError when it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def workspace(self, workspace: str) -> Workspace:
        """The workspace, entered if it is new; one that had left is back."""
        async with self._database.reading() as conn:
            known = await chat_workspaces.workspace_of(conn, workspace)
        if known and known.left_at is None:
            return known
        async with self._database.writing() as conn:
            return await chat_workspaces.joined(conn, workspace, _utc_now())

    async def set_settings(self, workspace: str, settings: WorkspaceSettings) -> None:
        """Change how a workspace wants things."""
        async with self._database.writing() as conn:
            await chat_workspaces.joined(conn, workspace, _utc_now())
            await chat_workspaces.set_settings(conn, workspace, settings)

    async def set_welcomed(self, workspace: str) -> None:
        """Remember that the workspace was welcomed."""
        async with self._database.writing() as conn:
            await chat_workspaces.set_welcomed(conn, workspace, _utc_now())

    async def leave(self, workspace: str) -> None:
        """The program was taken out of the workspace."""
        async with self._database.writing() as conn:
            await chat_workspaces.left(conn, workspace, _utc_now())

    async def entered(self, platform: str) -> Sequence[Workspace]:
        """The workspaces of a platform that have not left."""
        async with self._database.reading() as conn:
            return await chat_workspaces.entered(conn, platform)

    async def forget_left(self, platform: str, grace: timedelta) -> Sequence[str]:
        """Delete the data of the workspaces that left longer ago than the time of grace; which they were."""
        async with self._database.writing() as conn:
            gone = await chat_workspaces.left_before(conn, platform, _utc_now() - grace)
            for workspace in gone:
                await chat_workspaces.forget_workspace(conn, workspace)
        return gone

    async def use(self, subject: str, rate: Rate) -> timedelta:
        """Use a limit once if it allows that; otherwise how long to wait, and nothing is used."""
        async with self._database.writing() as conn:
            return await chat_rates.use(conn, subject, rate, _utc_now())

    async def first_time(self, platform: str, event_id: str) -> bool:
        """Whether this event of a platform was not seen before; it is from now on."""
        async with self._database.writing() as conn:
            return await chat_events.first_time(conn, platform, event_id, _utc_now())

    async def command_tree(self, platform: str, application: str) -> str | None:
        """The digest of the commands that the platform was told last."""
        async with self._database.reading() as conn:
            return await chat_events.command_tree(conn, platform, application)

    async def set_command_tree(self, platform: str, application: str, digest: str) -> None:
        """Remember which commands the platform was told."""
        async with self._database.writing() as conn:
            await chat_events.set_command_tree(conn, platform, application, digest, _utc_now())

    async def add_shown(self, shown: ShownAnswer) -> None:
        """Remember an answer that is shown, for its buttons."""
        async with self._database.writing() as conn:
            await chat_shown.add_shown(conn, shown, _utc_now())

    async def shown(self, shown_id: str, scope: Scope) -> ShownAnswer | None:
        """An answer that was shown, if `scope` may see it."""
        async with self._database.reading() as conn:
            return await chat_shown.shown(conn, shown_id, scope)

    async def rate(self, workspace: str, subject: str, person: str, good: bool) -> None:
        """Remember what a person thinks of something shown; the last word counts."""
        async with self._database.writing() as conn:
            await chat_shown.rate(conn, workspace, subject, person, good, _utc_now())

    async def opinions(self, workspace: str) -> tuple[int, int]:
        """How many things were found good in a workspace, and how many bad."""
        async with self._database.reading() as conn:
            return await chat_shown.opinions(conn, workspace)

    async def forget_person(self, scope: Scope, person: str) -> tuple[int, int]:
        """Delete what is kept under exactly a person's scope: how many exchanges, how many articles.

        What the person thought of things in the scope's workspace goes too.
        """
        async with self._database.writing() as conn:
            exchanges = await conversations.forget_turns(conn, scope, None)
            await chat_shown.forget_shown(conn, scope)
            await chat_shown.forget_opinions(conn, scope.workspace, person)
            return exchanges, await forgetting.forget_scope(conn, scope)

    async def tidy(self, events_before: datetime) -> None:
        """Delete limits that have recovered, and events that no platform will deliver again."""
        async with self._database.writing() as conn:
            await chat_rates.forget_recovered(conn, _utc_now())
            await chat_events.forget_events(conn, events_before)
