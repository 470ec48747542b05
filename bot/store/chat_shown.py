"""What was shown, so that its buttons know what they speak of; and what people thought of it."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Scope, ShownAnswer
from bot.store.chat_tables import feedback, shown_answers
from bot.store.dialects import insert
from bot.store.scopes import private_to

_IN_CONTENT = {"answers", "articles", "conversation"}


async def add_shown(conn: AsyncConnection, shown: ShownAnswer, now: datetime) -> None:
    """Remember an answer that is shown; a second time changes nothing."""
    row = {
        "id": shown.id,
        "workspace": shown.scope.workspace,
        "private_to": private_to(shown.scope),
        "question": shown.question,
        "content": shown.model_dump(mode="json", include=_IN_CONTENT | {"scope"}),
        "at": now,
    }
    await conn.execute(insert(conn, shown_answers).values(row).on_conflict_do_nothing())


async def shown(conn: AsyncConnection, shown_id: str, scope: Scope) -> ShownAnswer | None:
    """The answer of that id, if it was shown under exactly this scope, or to the whole workspace."""
    here = (
        shown_answers.c.id == shown_id,
        shown_answers.c.workspace == scope.workspace,
        shown_answers.c.private_to.in_({"", private_to(scope)}),
    )
    columns = (shown_answers.c.question, shown_answers.c.content)
    row = (await conn.execute(select(*columns).where(*here))).first()
    return ShownAnswer.model_validate({"id": shown_id, "question": row[0]} | row[1]) if row else None


async def forget_shown(conn: AsyncConnection, scope: Scope) -> int:
    """Delete the answers that were shown under exactly this scope; how many."""
    here = (shown_answers.c.workspace == scope.workspace, shown_answers.c.private_to == private_to(scope))
    return (await conn.execute(delete(shown_answers).where(*here))).rowcount


async def rate(
    conn: AsyncConnection, workspace: str, subject: str, person: str, good: bool, now: datetime
) -> None:
    """Remember what a person thinks of something shown; the last word counts."""
    row = {"workspace": workspace, "subject": subject, "person": person, "good": good, "at": now}
    await conn.execute(
        insert(conn, feedback)
        .values(row)
        .on_conflict_do_update(
            index_elements=[feedback.c.workspace, feedback.c.subject, feedback.c.person],
            set_={"good": good, "at": now},
        )
    )


async def opinions(conn: AsyncConnection, workspace: str) -> tuple[int, int]:
    """How many things were found good in a workspace, and how many bad."""
    counted = select(feedback.c.good, func.count()).where(feedback.c.workspace == workspace)
    found: dict[bool, int] = dict((await conn.execute(counted.group_by(feedback.c.good))).all())
    return found.get(True, 0), found.get(False, 0)


async def forget_opinions(conn: AsyncConnection, workspace: str, person: str) -> int:
    """Delete what a person thought; how many times."""
    theirs = (feedback.c.workspace == workspace, feedback.c.person == person)
    return (await conn.execute(delete(feedback).where(*theirs))).rowcount
