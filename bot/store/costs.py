"""What hosted models were asked for and by whom, and their replies for whoever asks the same."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Column, Index, Integer, String, Table, delete, func, select

from bot.model import Scope, Use, Used
from bot.store.database import Database
from bot.store.dialects import insert
from bot.store.tables import Instant, Line, Prose, metadata

uses = Table(
    "hosted_uses",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("day", String(10), nullable=False),  # in UTC
    Column("workspace", Line, nullable=False),
    Column("person", Line, nullable=False),  # "" where nobody in particular asked
    Column("task", Line, nullable=False),
    Column("model", Line, nullable=False),
    Column("outcome", Line, nullable=False),
    Column("sent", Integer, nullable=False),  # tokens
    Column("written", Integer, nullable=False),
    Index("ix_hosted_uses_day", "day", "workspace", "person"),
)

replies = Table(
    "hosted_replies",
    metadata,
    Column("key", String(64), primary_key=True),  # of model, prompt and everything that was sent
    Column("content", Prose, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)


class SqlCosts:
    """The account of hosted models; each call is one transaction and may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add_use(self, use: Use, scope: Scope, at: datetime) -> None:
        """Write down one request."""
        row = {
            "id": uuid4().hex,
            "at": at,
            "day": _day(at),
            "workspace": scope.workspace,
            "person": scope.person or "",
            **use.model_dump(),
        }
        async with self._database.writing() as conn:
            await conn.execute(uses.insert().values(row))

    async def used(self, at: datetime, scope: Scope) -> tuple[int, int, int]:
        """The tokens of that day so far: the person's (0 without one), the workspace's, and everybody's."""
        total = func.coalesce(func.sum(uses.c.sent + uses.c.written), 0)
        today = select(total).where(uses.c.day == _day(at))
        here = today.where(uses.c.workspace == scope.workspace)
        async with self._database.reading() as conn:
            person = await conn.scalar(here.where(uses.c.person == scope.person)) if scope.person else 0
            return int(person or 0), int(await conn.scalar(here) or 0), int(await conn.scalar(today) or 0)

    async def table(self, since: datetime) -> Sequence[Used]:
        """What was used since then, by day, workspace, task and model, the newest first."""
        groups = (uses.c.day, uses.c.workspace, uses.c.task, uses.c.model)
        found = (
            select(*groups, func.count(), func.sum(uses.c.sent), func.sum(uses.c.written))
            .where(uses.c.day >= _day(since))
            .group_by(*groups)
            .order_by(uses.c.day.desc(), *groups[1:])
        )
        async with self._database.reading() as conn:
            rows = (await conn.execute(found)).all()
        return [
            Used(
                day=day, workspace=workspace, task=task, model=model, requests=n, sent=int(a), written=int(b)
            )
            for day, workspace, task, model, n, a, b in rows
        ]

    async def reply(self, key: str) -> str | None:
        """What the model replied to the same request before."""
        async with self._database.reading() as conn:
            return await conn.scalar(select(replies.c.content).where(replies.c.key == key))

    async def keep_reply(self, key: str, content: str, at: datetime, keep: timedelta) -> None:
        """Keep a reply, and let go of those that are older than `keep`."""
        async with self._database.writing() as conn:
            await conn.execute(delete(replies).where(replies.c.at < at - keep))
            row = {"key": key, "content": content, "at": at}
            await conn.execute(insert(conn, replies).values(row).on_conflict_do_nothing())


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
