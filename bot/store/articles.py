"""Articles: bodies stored once, versions that never change, and who has kept which."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Scope
from bot.store.dialects import insert
from bot.store.fulltext import index
from bot.store.scopes import private_to, visible_to
from bot.store.tables import articles, bodies, entries, versions

T = TypeVar("T")
IDENTIFYING = ("id", "site", "title", "byline", "published_precision", "language")
"""What makes another version when it differs, besides the text and `published_at`."""

CHUNK = 500
"""How many values one statement names; SQLite takes at most 32,766."""


@dataclass(frozen=True)
class Identity:
    """By what a version of an article is known again: `digest` of its text, `fingerprint` of all of it.

    The fingerprint leaves out addresses (the article's id stands for them) and the moment of
    fetching: reading the same page twice gives the same version. It leaves in the metadata, so that
    what one scope claims about a page (a title, a date) never shows up in another's.
    """

    digest: str
    fingerprint: str


@dataclass(frozen=True)
class Stored:
    """An article as it is stored, and the row of its version."""

    version_id: int
    article: Article


def identify(article: Article) -> Identity:
    """The identity of an article as it stands."""
    digest = _sha256(article.text)
    seen = [getattr(article, name) for name in IDENTIFYING]
    written = [digest, _written(article.published_at), *seen]
    return Identity(digest, _sha256(json.dumps(written)))


async def find(conn: AsyncConnection, wanted: Sequence[Article]) -> dict[str, Stored]:
    """Those of the articles that are stored, by fingerprint; each keeps the addresses it is asked with."""
    known = {identify(article).fingerprint: article for article in wanted}
    found: dict[str, Stored] = {}
    columns = (versions.c.id, versions.c.fingerprint, versions.c.fetched_at)
    for some in _chunks(list(known)):
        rows = await conn.execute(select(*columns).where(versions.c.fingerprint.in_(some)))
        for version_id, fingerprint, fetched_at in rows:
            older = known[fingerprint].model_copy(update={"fetched_at": fetched_at})
            found[fingerprint] = Stored(version_id, older)
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
        added = await find(conn, [article for _, article in new.values()])
        await _index(conn, list(added.values()))
        found |= added
    return [stored_as(found, article) for article in wanted]


def stored_as(found: Mapping[str, Stored], article: Article) -> Stored:
    """The article as `find` found it, with the addresses that it is asked with here."""
    stored = found[identify(article).fingerprint]
    older = article.model_copy(update={"fetched_at": stored.article.fetched_at})
    return Stored(stored.version_id, older)


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


async def _index(conn: AsyncConnection, added: Sequence[Stored]) -> None:
    for some in _chunks(added):
        await index(conn, [(one.version_id, one.article.title, one.article.text) for one in some])


def newest_visible(scope: Scope) -> ColumnElement[bool]:
    """The entries that the scope may see, of each article only the version it kept last."""
    newer = entries.alias("newer")
    place, its_place = (tuple_(of.c.kept_at, of.c.version_id, of.c.private_to) for of in (entries, newer))
    superseded = exists().where(
        newer.c.article_id == entries.c.article_id, visible_to(scope, newer), its_place > place
    )
    return and_(visible_to(scope), ~superseded)


async def newest(conn: AsyncConnection, scope: Scope, limit: int) -> list[Article]:
    """The articles that the scope may see, the last kept first."""
    picked = (
        select(entries.c.version_id, entries.c.url)
        .where(newest_visible(scope))
        .order_by(entries.c.kept_at.desc(), entries.c.version_id.desc())
        .limit(max(limit, 0))
    )
    return await read(conn, dict((await conn.execute(picked)).all()))


async def visible(conn: AsyncConnection, article_id: str, scope: Scope) -> Article | None:
    """The article of that id in the version that the scope kept last, if it may see it."""
    picked = select(entries.c.version_id, entries.c.url).where(
        newest_visible(scope), entries.c.article_id == article_id
    )
    found = await read(conn, dict((await conn.execute(picked)).all()))
    return found[0] if found else None


async def version(
    conn: AsyncConnection, article_id: str, content_hash: str | None, scope: Scope
) -> Article | None:
    """The article of that id with that text, or the first version kept, if the scope may see it."""
    theirs = [visible_to(scope), entries.c.article_id == article_id]
    if content_hash is not None:
        theirs.append(versions.c.content_hash == content_hash)
    picked = (
        select(entries.c.version_id, entries.c.url)
        .join(versions, versions.c.id == entries.c.version_id)
        .where(*theirs)
        .order_by(entries.c.version_id)
        .limit(1)
    )
    found = await read(conn, dict((await conn.execute(picked)).all()))
    return found[0] if found else None


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
    ids = [{"id": article.id, "canonical_url": article.canonical_url} for _, article in new]
    await conn.execute(insert(conn, articles).on_conflict_do_nothing(), ids)
    body_of = await _pairs(conn, bodies.c.digest, bodies.c.id, [identity.digest for identity, _ in new])
    rows = [_version(article, identity, body_of) for identity, article in new]
    await conn.execute(insert(conn, versions).on_conflict_do_nothing(), rows)


def _version(article: Article, identity: Identity, body_of: Mapping[str, int]) -> dict[str, Any]:
    same = ("content_hash", "site", "title", "byline", "published_precision", "language", "fetched_at")
    return {name: getattr(article, name) for name in same} | {
        "fingerprint": identity.fingerprint,
        "article_id": article.id,
        "body_id": body_of[identity.digest],
        "published_at": _written(article.published_at),
    }


async def _pairs(
    conn: AsyncConnection, key: ColumnElement[str], value: ColumnElement[T], keys: Sequence[str]
) -> dict[str, T]:
    pairs: dict[str, T] = {}
    for some in _chunks(keys):
        pairs |= dict((await conn.execute(select(key, value).where(key.in_(some)))).all())
    return pairs


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
