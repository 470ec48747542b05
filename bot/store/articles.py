"""Articles: bodies stored once, versions that never change, and who has kept which."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Scope
from bot.store.dialects import insert
from bot.store.scopes import kept_by, private_to, visible_to
from bot.store.tables import articles, bodies, entries, versions

T = TypeVar("T")
CHUNK = 500
"""How many values one statement names; SQLite takes at most 32,766."""


@dataclass(frozen=True)
class Identity:
    """By what an article is known again: its address, its text, and all that a reader sees of it.

    `fingerprint` leaves out the address that was typed, the id and the moment of fetching: reading
    the same page twice gives the same version. It leaves in the metadata, so that what one scope
    claims about a page (a title, a date) never shows up in another's.
    """

    address: str
    digest: str
    fingerprint: str


@dataclass(frozen=True)
class Stored:
    """An article as it is stored, and the row of its version."""

    version_id: int
    article: Article


def identify(article: Article) -> Identity:
    """The identity of an article; one without a canonical address is its text."""
    digest = _sha256(article.text)
    address = f"url:{article.canonical_url}" if article.canonical_url else f"text:{digest}"
    unseen = {"id", "url", "text", "content_hash", "fetched_at"}
    seen = article.model_dump(mode="json", exclude=unseen)
    seen["published_at"] = _written(article.published_at)
    return Identity(address, digest, _sha256(json.dumps([address, digest, seen], sort_keys=True)))


async def find(conn: AsyncConnection, wanted: Sequence[Article]) -> dict[str, Stored]:
    """Those of the articles that are stored, by fingerprint; each keeps the `url` it is asked with."""
    known = {identify(article).fingerprint: article for article in wanted}
    found: dict[str, Stored] = {}
    columns = (versions.c.id, versions.c.fingerprint, versions.c.article_id, versions.c.fetched_at)
    for some in _chunks(list(known)):
        rows = await conn.execute(select(*columns).where(versions.c.fingerprint.in_(some)))
        for version_id, fingerprint, article_id, fetched_at in rows:
            older = {"id": article_id, "fetched_at": fetched_at}
            found[fingerprint] = Stored(version_id, known[fingerprint].model_copy(update=older))
    return found


async def store(conn: AsyncConnection, wanted: Sequence[Article]) -> list[Stored]:
    """The articles as stored, in the order given, the new ones added; in a write transaction."""
    found = await find(conn, wanted)
    identities = [identify(article) for article in wanted]
    new = {
        identity.fingerprint: (identity, article)
        for identity, article in zip(identities, wanted, strict=True)
        if identity.fingerprint not in found
    }
    if new:
        await _add(conn, list(new.values()))
        found |= await find(conn, [article for _, article in new.values()])
    return [stored_as(found, article) for article in wanted]


def stored_as(found: Mapping[str, Stored], article: Article) -> Stored:
    """The article as `find` found it, with the `url` that it is asked with here."""
    stored = found[identify(article).fingerprint]
    older = {"id": stored.article.id, "fetched_at": stored.article.fetched_at}
    return Stored(stored.version_id, article.model_copy(update=older))


async def keep(conn: AsyncConnection, article: Article, scope: Scope) -> None:
    """Let the scope see this version; again, to make it the newest that the scope has kept."""
    [stored] = await store(conn, [article])
    entry: dict[str, Any] = {
        "workspace": scope.workspace,
        "private_to": private_to(scope),
        "version_id": stored.version_id,
        "article_id": stored.article.id,
        "url": article.url,
        "kept_at": datetime.now(UTC),
    }
    await conn.execute(
        insert(conn, entries)
        .values(entry)
        .on_conflict_do_update(
            index_elements=[entries.c.workspace, entries.c.private_to, entries.c.version_id],
            set_={"url": entry["url"], "kept_at": entry["kept_at"]},
        )
    )


async def forget(conn: AsyncConnection, article: Article, scope: Scope) -> bool:
    """Take every version of the article from exactly this scope; whether it had any.

    What then nobody keeps is deleted: text, briefs, facts and all.
    """
    address = identify(article).address
    ids = select(articles.c.id).where(articles.c.address == address)
    gone = await conn.execute(delete(entries).where(kept_by(scope), entries.c.article_id.in_(ids)))
    if not gone.rowcount:
        return False
    unkept = ~exists().where(entries.c.article_id == articles.c.id)
    orphans = list(await conn.scalars(select(articles.c.id).where(articles.c.address == address, unkept)))
    await _delete(conn, orphans)
    return True


async def _delete(conn: AsyncConnection, article_ids: Sequence[str]) -> None:
    theirs = versions.c.article_id.in_(article_ids)
    body_ids = list(await conn.scalars(select(versions.c.body_id).where(theirs)))
    await conn.execute(delete(versions).where(theirs))
    await conn.execute(delete(articles).where(articles.c.id.in_(article_ids)))
    unused = ~exists().where(versions.c.body_id == bodies.c.id)
    await conn.execute(delete(bodies).where(bodies.c.id.in_(body_ids), unused))


def newest_visible(scope: Scope) -> Select[tuple[int, str, datetime]]:
    """For each article that the scope may see, the version it kept last: version_id, url, kept_at."""
    place = func.row_number().over(
        partition_by=entries.c.article_id,
        order_by=[entries.c.kept_at.desc(), entries.c.version_id.desc()],
    )
    columns = (entries.c.version_id, entries.c.url, entries.c.kept_at)
    ranked = select(*columns, place.label("place")).where(visible_to(scope)).subquery()
    return select(ranked.c.version_id, ranked.c.url, ranked.c.kept_at).where(ranked.c.place == 1)


async def newest(conn: AsyncConnection, scope: Scope, limit: int) -> list[Article]:
    """The articles that the scope may see, the last kept first."""
    visible = newest_visible(scope).subquery()
    order = [visible.c.kept_at.desc(), visible.c.version_id.desc()]
    picked = select(visible.c.version_id, visible.c.url).order_by(*order).limit(max(limit, 0))
    return await read(conn, dict((await conn.execute(picked)).tuples()))


async def read(conn: AsyncConnection, wanted: Mapping[int, str | None]) -> list[Article]:
    """The articles of these versions, with the `url` given for each, in the order given."""
    found: dict[int, Article] = {}
    for some in _chunks(list(wanted)):
        for row in await conn.execute(_whole(versions.c.id.in_(some))):
            found[row.version_id] = _article(row, wanted[row.version_id])
    return [found[version_id] for version_id in wanted if version_id in found]


def _whole(condition: ColumnElement[bool]) -> Select[Any]:
    columns = [column for column in versions.c if column.name not in {"id", "fingerprint", "body_id"}]
    return (
        select(versions.c.id.label("version_id"), articles.c.canonical_url, bodies.c.text, *columns)
        .join(articles, articles.c.id == versions.c.article_id)
        .join(bodies, bodies.c.id == versions.c.body_id)
        .where(condition)
    )


def _article(row: Row[Any], url: str | None) -> Article:
    fields = {name: value for name, value in row._mapping.items() if name not in {"version_id", "article_id"}}
    return Article(id=row.article_id, url=url, **fields)


async def _add(conn: AsyncConnection, new: Sequence[tuple[Identity, Article]]) -> None:
    texts = [{"digest": identity.digest, "text": article.text} for identity, article in new]
    await conn.execute(insert(conn, bodies).on_conflict_do_nothing(), texts)
    ids = await _article_ids(conn, new)
    body_of = await _pairs(conn, bodies.c.digest, bodies.c.id, [identity.digest for identity, _ in new])
    rows = [_version(identity, article, ids, body_of) for identity, article in new]
    await conn.execute(insert(conn, versions).on_conflict_do_nothing(), rows)


async def _article_ids(conn: AsyncConnection, new: Sequence[tuple[Identity, Article]]) -> dict[str, str]:
    """The ids by address. An id that another address holds (the same report elsewhere) gets a suffix."""
    addresses = [identity.address for identity, _ in new]
    rows = [_address(identity, article, article.id) for identity, article in new]
    await conn.execute(insert(conn, articles).on_conflict_do_nothing(), rows)
    ids = await _pairs(conn, articles.c.address, articles.c.id, addresses)
    clashing = [
        _address(identity, article, f"{article.id}-{_sha256(identity.address)[:8]}")
        for identity, article in new
        if identity.address not in ids
    ]
    if clashing:
        await conn.execute(insert(conn, articles).on_conflict_do_nothing(), clashing)
        ids = await _pairs(conn, articles.c.address, articles.c.id, addresses)
    return ids


def _address(identity: Identity, article: Article, article_id: str) -> dict[str, Any]:
    return {"id": article_id, "address": identity.address, "canonical_url": article.canonical_url}


def _version(
    identity: Identity, article: Article, ids: Mapping[str, str], body_of: Mapping[str, int]
) -> dict[str, Any]:
    same = ("content_hash", "site", "title", "byline", "published_precision", "language", "fetched_at")
    return {name: getattr(article, name) for name in same} | {
        "fingerprint": identity.fingerprint,
        "article_id": ids[identity.address],
        "body_id": body_of[identity.digest],
        "published_at": _written(article.published_at),
    }


async def _pairs(
    conn: AsyncConnection, key: ColumnElement[str], value: ColumnElement[T], keys: Sequence[str]
) -> dict[str, T]:
    pairs: dict[str, T] = {}
    for some in _chunks(keys):
        pairs |= dict((await conn.execute(select(key, value).where(key.in_(some)))).tuples())
    return pairs


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
