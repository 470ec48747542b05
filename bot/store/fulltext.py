"""The full-text index, which each database keeps in its own way; both rank by the same idea.

SQLite: FTS5, kept by triggers, ranked by Okapi BM25 as FTS5 computes it. PostgreSQL: a tsvector for
each version under a GIN index. Its words are cut and stemmed here and not by the server, whose own
parser depends on the locale that it was set up with, and reads "a-b" or "12.5" unlike FTS5. Rank there
is the sum, over the question's words, of how rare the word is (BM25's inverse document frequency) times
`ts_rank` of that one word, which grows ever more slowly with its count and shrinks with the length.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import Stemmer
from sqlalchemy import CTE, ColumnElement, Float, Integer, column, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Scope
from bot.store import tables
from bot.store.scopes import private_to

POSITIONS = 255
"""Places of one word that PostgreSQL keeps; it counts no place beyond 16,383 either."""

VECTOR_BYTES = 1_000_000
"""What is kept of a text's different words: a tsvector holds a mebibyte, spaces between included."""

_LONGEST = 500  # characters of one word: PostgreSQL takes 2,046 bytes
_WORD = re.compile(r"[^\W_]+")

_FTS5 = table("article_index", column("rowid", Integer), column("rank", Float))

CANDIDATES = 300
"""How many versions PostgreSQL ranks by more than which words they have: a tsvector is slow to read.

SQLite ranks them all, and looks at first which of so many the asker may see.
"""

_MOST_WORDS = 64  # a bit for each

_TSVECTOR = text(
    """
    WITH asked AS MATERIALIZED (
        SELECT word, CAST(1 AS bigint) << CAST(place - 1 AS int) AS bit
        FROM unnest(CAST(:words AS tsquery[])) WITH ORDINALITY AS given (word, place)
    ), mine AS MATERIALIZED (
        SELECT DISTINCT version_id FROM entries
        WHERE workspace = :workspace AND private_to IN ('', :private_to)
    ), matched AS MATERIALIZED (
        SELECT version_id, bit_or(bit) AS bits FROM asked
        JOIN article_index ON document @@ word JOIN mine USING (version_id) GROUP BY version_id
    ), alike AS MATERIALIZED (
        SELECT bits, count(*) AS versions FROM matched GROUP BY bits
    ), words AS MATERIALIZED (
        SELECT word, bit, ln(1 + ((SELECT count(*) FROM mine) - df + 0.5) / (df + 0.5)) AS rarity
        FROM (
            SELECT word, bit, CAST(sum(versions) AS float8) AS df
            FROM asked JOIN alike ON bits & bit <> 0 GROUP BY word, bit
        ) AS counted
    ), promising AS MATERIALIZED (
        SELECT bits, sum(rarity) AS score FROM alike JOIN words ON bits & bit <> 0 GROUP BY bits
    ), likely AS (
        SELECT version_id, bits FROM matched JOIN promising USING (bits)
        ORDER BY score DESC, version_id DESC LIMIT :candidates
    )
    SELECT version_id, -sum(rarity * ts_rank(document, word, 1)) AS rank
    FROM likely JOIN words ON bits & bit <> 0 JOIN article_index USING (version_id)
    GROUP BY version_id
    """
).columns(column("version_id", Integer), column("rank", Float))

_ADD = text(
    "INSERT INTO article_index (version_id, document) VALUES (:version_id, CAST(:document AS tsvector)) "
    "ON CONFLICT DO NOTHING"
)


async def index(conn: AsyncConnection, versions: Iterable[tuple[int, str | None, str]]) -> None:
    """Put new versions (row, title, text) into the index, where the database does not do so by itself."""
    if conn.dialect.name != "postgresql":
        return
    rows = [
        {"version_id": version_id, "document": vector_of(f"{title or ''} {content}")}
        for version_id, title, content in versions
    ]
    if rows:
        await conn.execute(_ADD, rows)


async def hits(conn: AsyncConnection, terms: Sequence[str], scope: Scope, limit: int) -> list[CTE]:
    """Versions with any of the words (folded, letters and digits only): `version_id`, `rank`, least is best.

    The first of these is enough where the scope may see `limit` of them; otherwise the next is to be
    asked. All that the scope may see are in the last, unless they are very many; others may be, too.
    Materialized: left to itself, SQLite asks the index anew for each entry.
    """
    if conn.dialect.name == "postgresql":
        # A tsvector costs so much to read that no plan is good which reads the whole table.
        await conn.execute(text("SET LOCAL enable_seqscan = off"))
        await conn.execute(
            text("SET LOCAL work_mem = '64MB'")
        )  # or a hundred thousand hits go by way of the disk
        words = list(dict.fromkeys(word for term in terms for word in words_of(term)))[:_MOST_WORDS]
        found = _TSVECTOR.bindparams(
            workspace=scope.workspace, private_to=private_to(scope), words=words, candidates=CANDIDATES
        )
        return [found.cte("hits").prefix_with("MATERIALIZED")]
    matches = _matching(" OR ".join(map(_quoted, await _telling(conn, terms))))
    ranked = select(_FTS5.c.rowid.label("version_id"), _FTS5.c.rank).where(matches)
    best = ranked.order_by(_FTS5.c.rank).limit(max(CANDIDATES, limit))
    return [each.cte("hits").prefix_with("MATERIALIZED") for each in (best, ranked)]


async def _telling(conn: AsyncConnection, terms: Sequence[str]) -> list[str]:
    """The words that FTS5 ranks by: in more than half of the versions, one counts for nothing (1e-6).

    To count them is quick; to rank a hundred thousand versions for the sake of such a word is not.
    """
    counts = [select(func.count()).select_from(_FTS5).where(_matching(_quoted(term))) for term in terms]
    total = select(func.count()).select_from(tables.versions)
    row = (await conn.execute(select(*(each.scalar_subquery() for each in (*counts, total))))).one()
    rare = [term for term, of in zip(terms, row, strict=False) if 0 < of <= row[-1] / 2]
    return rare or list(terms)


def _matching(expression: str) -> ColumnElement[bool]:
    return literal_column("article_index").op("MATCH")(expression)


def _quoted(term: str) -> str:
    """A word for FTS5: it has only letters and digits, so that it cannot break out."""
    return f'"{term}"'


def words_of(content: str) -> list[str]:
    """The stems of a text's words in order, accents and capitals ignored, as FTS5 is set up to see them.

    Stems are Porter's (https://tartarus.org/martin/PorterStemmer), as in FTS5.
    """
    marked = unicodedata.normalize("NFD", content.casefold())
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    words = [word[:_LONGEST] for word in _WORD.findall(bare)]
    stems = Stemmer.Stemmer("porter").stemWords(words)
    return [stem or word for stem, word in zip(stems, words, strict=True)]  # of "s" it leaves nothing


def vector_of(content: str) -> str:
    """The text as PostgreSQL writes a tsvector: each stem with its places."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words_of(content), 1):
        places.setdefault(word, []).append(place)
    parts, room = [], VECTOR_BYTES
    for word, at in places.items():
        kept = at[:POSITIONS]
        room -= len(word.encode()) + 2 * len(kept) + 8
        if room < 0:
            break
        parts.append(f"'{word}':{','.join(map(str, kept))}")
    return " ".join(parts)
