"""Searching: a question in anybody's words becomes a ranking of articles."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import CTE, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Scope
from bot.store import fulltext
from bot.store.articles import newest, newest_visible, read
from bot.store.tables import entries

MAX_TERMS = 64
"""More different words than any question needs; each costs a look into the index."""

_WORD = re.compile(r"[^\W_]+")


async def search(conn: AsyncConnection, question: str, scope: Scope, limit: int) -> list[Article]:
    """Articles that the scope may see: those with the question's words, best first, then the last kept.

    The rest are there for the reader that understands "broker" where the text says "mediate".
    """
    best = await _matches(conn, question, scope, limit)
    if len(best) >= limit:
        return best
    ids = {article.id for article in best}
    others = await newest(conn, scope, limit)
    return (best + [article for article in others if article.id not in ids])[:limit]


def terms_of(question: str) -> list[str]:
    """The different words of the question that carry meaning; all its words if none does."""
    words = _WORD.findall(unicodedata.normalize("NFC", question).casefold())
    telling = [word for word in words if word not in _stop_words()]
    return list(dict.fromkeys(telling or words))[:MAX_TERMS]


async def _matches(conn: AsyncConnection, question: str, scope: Scope, limit: int) -> list[Article]:
    terms = terms_of(question)
    if not terms or limit <= 0:
        return []
    best: dict[int, str | None] = {}
    for hits in await fulltext.hits(conn, terms, scope, limit):
        rows = await conn.execute(_ranked(hits, scope, limit))
        best = {row.version_id: row.url for row in rows}
        if len(best) >= limit:
            break
    return await read(conn, best)


def _ranked(hits: CTE, scope: Scope, limit: int) -> Select[Any]:
    return (
        select(entries.c.version_id, entries.c.url)
        .select_from(hits.join(entries, entries.c.version_id == hits.c.version_id))
        .where(newest_visible(scope))
        .order_by(hits.c.rank, entries.c.kept_at.desc())
        .limit(limit)
    )


@cache
def _stop_words() -> frozenset[str]:
    lines = files("bot.store").joinpath("stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
