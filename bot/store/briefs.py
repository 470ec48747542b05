"""Briefs by article version and engine, and their facts as rows, in one transaction."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import ColumnElement, Table, Text, and_, cast, delete, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import Article, Brief, Engine, Evidence, KeptBrief
from bot.store.articles import find, identify, store, stored_as
from bot.store.tables import briefs, figures, positions, quotes, timeline

FACTS: Mapping[str, Table] = {
    "positions": positions,
    "quotes": quotes,
    "figures": figures,
    "timeline": timeline,
}
"""Which parts of a brief are rows, by the name of their field."""

_EVIDENCE = {"article_id", "url", "quote", "start", "end"}
_PLACE = {"start", "end"}


async def brief_of(conn: AsyncConnection, article: Article, engine: Engine) -> Brief | None:
    """The brief that this engine made of the same version of the article, its evidence cut from the text."""
    [kept] = await kept_briefs(conn, [article], engine)
    return kept() if kept else None


async def kept_briefs(
    conn: AsyncConnection, wanted: Sequence[Article], engine: Engine
) -> list[KeptBrief | None]:
    """For each article in turn what reads the brief that this engine made of the same version, if it did."""
    found = await find(conn, wanted)
    made = _made_by([each.version_id for each in found.values()], engine)
    contents = select(briefs.c.version_id, cast(briefs.c.content, Text)).where(made)
    written: dict[int, str] = dict((await conn.execute(contents)).all())

    def kept(article: Article) -> KeptBrief | None:
        if identify(article).fingerprint not in found:
            return None
        stored = stored_as(found, article)
        content = written.get(stored.version_id)
        return partial(_revived, content, stored.article) if content is not None else None

    return [kept(article) for article in wanted]


async def add_brief(conn: AsyncConnection, brief: Brief) -> None:
    """Store the brief, its facts and, where it is new, its article; in a write transaction.

    Raises StoreError when it quotes what does not stand in its article.
    """
    _verify(brief)
    if await brief_of(conn, brief.article, brief.engine):
        return
    [stored] = await store(conn, [brief.article])
    one_of_an_older_form = _made_by([stored.version_id], brief.engine)
    await conn.execute(delete(briefs).where(one_of_an_older_form))
    row = {
        "version_id": stored.version_id,
        "engine_name": brief.engine.name,
        "engine_version": brief.engine.version,
        "prompt_hash": brief.engine.prompt_hash or "",
        "made_at": datetime.now(UTC),
        "content": _bare(brief.model_dump(mode="json", exclude={"article"})),
    }
    brief_id = await conn.scalar(plain_insert(briefs).values(row).returning(briefs.c.id))
    for field, table in FACTS.items():
        keys = {"brief_id": brief_id, "version_id": stored.version_id}
        rows = [_fact(table, at, fact) | keys for at, fact in enumerate(getattr(brief, field))]
        if rows:
            await conn.execute(plain_insert(table), rows)


def _made_by(version_ids: Sequence[int], engine: Engine) -> ColumnElement[bool]:
    return and_(
        briefs.c.version_id.in_(version_ids),
        briefs.c.engine_name == engine.name,
        briefs.c.engine_version == engine.version,
        briefs.c.prompt_hash == (engine.prompt_hash or ""),
    )


def _fact(table: Table, ordinal: int, fact: BaseModel) -> dict[str, Any]:
    """The row of a fact; where it has several evidences, the brief's JSON has them all."""
    first: Evidence = next(_evidences(fact))
    columns = {name: value for name, value in fact.model_dump().items() if name in table.c}
    return columns | {"ordinal": ordinal, "start": first.start, "end": first.end}


def _verify(brief: Brief) -> None:
    """The last gate: no evidence that its article does not bear out, and no fact without one."""
    text = brief.article.text
    for evidence in _evidences(brief):
        if text[evidence.start : evidence.end] != evidence.quote or evidence.article_id != brief.article.id:
            raise StoreError(
                f"A brief of {brief.article.id} quotes what its article does not say at "
                f"{evidence.start}. It was not stored; `briefwire brief` makes it anew."
            )
    for field in FACTS:
        if any(not fact.evidence for fact in getattr(brief, field)):
            raise StoreError(
                f"A brief of {brief.article.id} has {field} without evidence; it was not stored."
            )


def _evidences(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _evidences(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidences(item)


def _bare(value: Any) -> Any:
    """The JSON with every evidence cut to its offsets; the rest of it follows from the article."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _EVIDENCE:
        return {"start": value["start"], "end": value["end"]}
    return {name: _bare(item) for name, item in value.items()}


def _full(value: Any, article: Article) -> Any:
    """The reverse of `_bare`."""
    if isinstance(value, list):
        return [_full(item, article) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _PLACE:
        quote = article.text[value["start"] : value["end"]]
        url = article.canonical_url or article.url
        return value | {"article_id": article.id, "url": url, "quote": quote}
    return {name: _full(item, article) for name, item in value.items()}


def _revived(content: str, article: Article) -> Brief | None:
    """The brief of this JSON, or None when it was stored in a form that this program no longer reads."""
    try:
        return Brief.model_validate(_full(json.loads(content), article) | {"article": article})
    except ValidationError:
        return None
