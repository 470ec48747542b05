"""Forgetting articles: taken from those who kept them, and deleted once nobody keeps them."""

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Scope
from bot.store.scopes import kept_by
from bot.store.tables import articles, bodies, entries, versions


async def forget(conn: AsyncConnection, article: Article, scope: Scope) -> bool:
    """Take every version of the article from exactly this scope; whether it had any.

    What then nobody keeps is deleted: text, briefs, facts and all.
    """
    return await _forget_where(conn, and_(kept_by(scope), entries.c.article_id == article.id)) > 0


async def forget_workspace(conn: AsyncConnection, workspace: str) -> None:
    """Take every article from all scopes of a workspace; what then nobody keeps is deleted."""
    await _forget_where(conn, entries.c.workspace == workspace)


async def forget_scope(conn: AsyncConnection, scope: Scope) -> int:
    """Take every article from exactly this scope; how many. What then nobody keeps is deleted."""
    return await _forget_where(conn, kept_by(scope))


async def _forget_where(conn: AsyncConnection, theirs: ColumnElement[bool]) -> int:
    """Delete these entries, and the articles that nobody keeps without them; how many articles they were."""
    article_ids = set(await conn.scalars(select(entries.c.article_id).where(theirs)))
    await conn.execute(delete(entries).where(theirs))
    for article_id in article_ids:
        others = select(entries.c.article_id).where(entries.c.article_id == article_id).limit(1)
        if await conn.scalar(others) is None:
            await _delete(conn, article_id)
    return len(article_ids)


async def _delete(conn: AsyncConnection, article_id: str) -> None:
    theirs = versions.c.article_id == article_id
    body_ids = list(await conn.scalars(select(versions.c.body_id).where(theirs)))
    await conn.execute(delete(versions).where(theirs))
    await conn.execute(delete(articles).where(articles.c.id == article_id))
    unused = ~exists().where(versions.c.body_id == bodies.c.id)
    await conn.execute(delete(bodies).where(bodies.c.id.in_(body_ids), unused))
