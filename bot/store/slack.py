"""What Slack needs to be remembered, behind one class, each call one transaction."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Installation, SlackThread
from bot.store.database import Database
from bot.store.dialects import insert
from bot.store.slack_tables import slack_installations as installations
from bot.store.slack_tables import slack_teams as teams
from bot.store.slack_tables import slack_threads as threads


class SqlSlack:
    """`bot.chat.slack.memory.SlackMemory` on a SQL database. Every call raises StoreError when it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def install(self, wanted: Installation) -> None:
        """Remember an installation; a newer one of the same workspace takes its place."""
        row = {
            "enterprise": wanted.enterprise or "",
            "team": wanted.team or "",
            "scopes": ",".join(wanted.scopes),
        } | wanted.model_dump(exclude={"enterprise", "team", "scopes"})
        keys = [installations.c.enterprise, installations.c.team]
        async with self._database.writing() as conn:
            new = insert(conn, installations).values(row)
            await conn.execute(new.on_conflict_do_update(index_elements=keys, set_=row))

    async def installation(self, team: str | None, enterprise: str | None) -> Installation | None:
        """The workspace's installation, or else its organisation's."""
        async with self._database.reading() as conn:
            if team:
                own = await self._one(conn, installations.c.team == team)
                if own:
                    return own
                enterprise = enterprise or await conn.scalar(
                    select(teams.c.enterprise).where(teams.c.team == team)
                )
            if not enterprise:
                return None
            return await self._one(conn, and_(installations.c.enterprise == enterprise, _OF_ALL))

    async def belongs(self, team: str, enterprise: str) -> None:
        """Remember that a workspace is one of an organisation that installed the app for all."""
        async with self._database.reading() as conn:
            known = await conn.scalar(select(teams.c.enterprise).where(teams.c.team == team))
        if known == enterprise:
            return
        async with self._database.writing() as conn:
            new = insert(conn, teams).values(team=team, enterprise=enterprise)
            changed = {"enterprise": enterprise}
            await conn.execute(new.on_conflict_do_update(index_elements=[teams.c.team], set_=changed))

    async def uninstall(self, team: str | None, enterprise: str | None) -> Sequence[str]:
        """Delete an installation with its token; the workspaces that have none any more."""
        async with self._database.writing() as conn:
            if team:
                gone = await conn.execute(delete(installations).where(installations.c.team == team))
                if gone.rowcount or not enterprise:
                    return [team]
            alike = and_(installations.c.enterprise == (enterprise or ""), _OF_ALL)
            await conn.execute(delete(installations).where(alike))
            theirs = teams.c.enterprise == (enterprise or "")
            left = list(await conn.scalars(select(teams.c.team).where(theirs)))
            await conn.execute(delete(teams).where(theirs))
        return [*dict.fromkeys([*left, *([team] if team else [])])]

    async def installed(self) -> Sequence[Installation]:
        """All installations, by the names of their workspaces."""
        async with self._database.reading() as conn:
            rows = await conn.execute(select(installations).order_by(installations.c.name))
            return [_installation(row) for row in rows]

    async def reseal(self, again: Callable[[str], str]) -> int:
        """Seal every token anew, all of them or none; how many."""
        async with self._database.writing() as conn:
            rows = (await conn.execute(select(installations))).all()
            for row in rows:
                this = and_(installations.c.enterprise == row.enterprise, installations.c.team == row.team)
                sealed = {"sealed_token": again(row.sealed_token)}
                await conn.execute(update(installations).where(this).values(sealed))
        return len(rows)

    async def join(
        self, workspace: str, channel: str, thread: str, articles: Sequence[str], *, talking: bool = True
    ) -> None:
        """Remember what a thread is about, added to what was known, and whether it is talked in."""
        async with self._database.writing() as conn:
            here = _thread(workspace, channel, thread)
            known = (await conn.execute(select(threads.c.articles, threads.c.talking).where(here))).first()
            row: dict[str, Any] = {"workspace": workspace, "channel": channel, "thread": thread}
            row["articles"] = [*dict.fromkeys([*(known.articles if known else ()), *articles])]
            row["talking"] = talking or bool(known and known.talking)
            row["at"] = datetime.now(UTC)
            keys = [threads.c.workspace, threads.c.channel, threads.c.thread]
            new = insert(conn, threads).values(row)
            await conn.execute(new.on_conflict_do_update(index_elements=keys, set_=row))

    async def thread(self, workspace: str, channel: str, thread: str) -> SlackThread | None:
        """What is known of a thread."""
        columns = (threads.c.articles, threads.c.talking)
        async with self._database.reading() as conn:
            row = (await conn.execute(select(*columns).where(_thread(workspace, channel, thread)))).first()
        return SlackThread(articles=row.articles, talking=row.talking) if row else None

    async def forget_threads(self, before: datetime) -> int:
        """Delete threads in which nothing was said since then; how many."""
        async with self._database.writing() as conn:
            return (await conn.execute(delete(threads).where(threads.c.at < before))).rowcount

    async def _one(self, conn: AsyncConnection, condition: ColumnElement[bool]) -> Installation | None:
        newest = select(installations).where(condition).order_by(installations.c.installed_at.desc())
        row = (await conn.execute(newest.limit(1))).first()
        return _installation(row) if row else None


_OF_ALL = installations.c.team == ""


def _thread(workspace: str, channel: str, thread: str) -> ColumnElement[bool]:
    return and_(threads.c.workspace == workspace, threads.c.channel == channel, threads.c.thread == thread)


def _installation(row: Row[Any]) -> Installation:
    fields = dict(row._mapping)
    scopes = tuple(filter(None, fields.pop("scopes").split(",")))
    names = {"team": fields.pop("team") or None, "enterprise": fields.pop("enterprise") or None}
    return Installation(scopes=scopes, **names, **fields)
