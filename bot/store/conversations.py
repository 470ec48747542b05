"""Conversations: what was asked and answered where, so that "and why?" can be understood."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Scope, Turn
from bot.store.scopes import private_to
from bot.store.tables import turns


async def add_turn(conn: AsyncConnection, turn: Turn, scope: Scope, conversation: str) -> None:
    """Append an exchange to the conversation."""
    row = {
        "workspace": scope.workspace,
        "private_to": private_to(scope),
        "conversation": conversation,
        "at": datetime.now(UTC),
        "question": turn.question,
        "answer": turn.model_dump(mode="json", include={"answer", "evidence"}),
    }
    await conn.execute(insert(turns).values(row))


async def history(conn: AsyncConnection, scope: Scope, conversation: str, limit: int) -> list[Turn]:
    """The last exchanges of the conversation under exactly this scope, the oldest of them first."""
    here = _of(scope, conversation)
    last = (
        select(turns.c.question, turns.c.answer).where(here).order_by(turns.c.id.desc()).limit(max(limit, 0))
    )
    rows = (await conn.execute(last)).all()
    return [_turn(question, answer) for question, answer in reversed(rows)]


async def forget_turns(conn: AsyncConnection, scope: Scope, conversation: str | None) -> int:
    """Delete a conversation under exactly this scope, or all of them (None); how many exchanges went."""
    return (await conn.execute(delete(turns).where(_of(scope, conversation)))).rowcount


def _of(scope: Scope, conversation: str | None) -> ColumnElement[bool]:
    here = and_(turns.c.workspace == scope.workspace, turns.c.private_to == private_to(scope))
    return here if conversation is None else and_(here, turns.c.conversation == conversation)


def _turn(question: str, answer: dict[str, object]) -> Turn:
    return Turn.model_validate({"question": question} | answer)
