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
from sqlalchemy import CTE, Float, Integer, bindparam, column, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

POSITIONS = 255
"""Places of one word that PostgreSQL keeps; it counts no place beyond 16,383 either."""

VECTOR_BYTES = 1_000_000
"""What is kept of a text's different words: a tsvector holds a mebibyte, spaces between included."""

_LONGEST = 500  # characters of one word: PostgreSQL takes 2,046 bytes
_WORD = re.compile(r"[^\W_]+")

_FTS5 = table("article_index", column("rowid", Integer), column("rank", Float))

_TSVECTOR = text(
    "SELECT found.version_id AS version_id, "
    "-sum(found.weight * ln(1 + (versions.n - found.df + 0.5) / (found.df + 0.5))) AS rank FROM ("
    "SELECT article_index.version_id, count(*) OVER (PARTITION BY word) AS df, "
    "ts_rank(article_index.document, word, 1) AS weight "
    "FROM unnest(CAST(:words AS tsquery[])) AS word "
    "JOIN article_index ON article_index.document @@ word"
    ") AS found, (SELECT count(*) AS n FROM article_index) AS versions "
    "GROUP BY found.version_id"
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


def hits(conn: AsyncConnection, terms: Sequence[str]) -> CTE:
    """Versions with any of the words (folded, letters and digits only): `version_id`, `rank`, least is best.

    Materialized: left to itself, SQLite asks the index anew for each entry.
    """
    if conn.dialect.name == "postgresql":
        words = list(dict.fromkeys(word for term in terms for word in words_of(term)))
        found = _TSVECTOR.bindparams(bindparam("words", words))
        return found.cte("hits").prefix_with("MATERIALIZED")
    any_term = " OR ".join(f'"{term}"' for term in terms)  # only letters and digits: cannot break out
    matches = literal_column("article_index").op("MATCH")(any_term)
    ranked = select(_FTS5.c.rowid.label("version_id"), _FTS5.c.rank).where(matches)
    return ranked.cte("hits").prefix_with("MATERIALIZED")


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
