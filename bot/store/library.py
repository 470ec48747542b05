"""The library: everything that has been read, behind one class, each call one transaction."""

from collections.abc import Sequence
from typing import Self

from bot.model import Article, Brief, Engine, KeptBrief, Scope, Turn
from bot.store import articles, briefs, conversations, forgetting, search
from bot.store.database import Database, open_database


class SqlLibrary:
    """`bot.ports.Library` on a SQL database, and what the command line and chat need besides.

    Every call sees or changes one state of the database and raises StoreError when it cannot.
    What `scope` may see is said in `bot.model.Scope`; an article that is stored but kept by nobody
    is seen by nobody, and only spares whoever brings the same text its analysis.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def place(self) -> str:
        """Where it is stored, as messages name it: a file, or a server and a name; never a password."""
        return self._database.place

    @property
    def database(self) -> Database:
        """Where its transactions run: other aggregates of the same database share it."""
        return self._database

    async def add_article(self, article: Article) -> Article:
        """Store a body once; the article as stored, which is the older one if it was there before.

        The same canonical address with another text, title or date is a new version of the same
        article, under the same id; what was said about the older one stays true of that.
        """
        [stored] = await self.add_articles([article])
        return stored

    async def add_articles(self, wanted: Sequence[Article]) -> Sequence[Article]:
        """`add_article` for many at once, in the order given: all of them are stored, or none."""
        async with self._database.reading() as conn:
            found = await articles.find(conn, wanted)
        if len(found) < len({articles.identify(article).fingerprint for article in wanted}):
            async with self._database.writing() as conn:
                return [stored.article for stored in await articles.store(conn, wanted)]
        return [articles.stored_as(found, article).article for article in wanted]

    async def brief_of(self, article: Article, engine: Engine) -> Brief | None:
        """The brief that this version of the engine made of the same version of the article before."""
        async with self._database.reading() as conn:
            return await briefs.brief_of(conn, article, engine)

    async def kept_briefs(self, wanted: Sequence[Article], engine: Engine) -> Sequence[KeptBrief | None]:
        """What `brief_of` would read for each article in turn, unread; None where there is none."""
        async with self._database.reading() as conn:
            return await briefs.kept_briefs(conn, wanted, engine)

    async def add_brief(self, brief: Brief) -> None:
        """Store a brief, its article and its facts as rows; a second time changes nothing.

        Raises StoreError when it quotes what does not stand in its article.
        """
        async with self._database.writing() as conn:
            await briefs.add_brief(conn, brief)

    async def keep(self, article: Article, scope: Scope) -> None:
        """Let those whom `scope` describes see this version of the article."""
        async with self._database.writing() as conn:
            await articles.keep(conn, article, scope)

    async def forget(self, article: Article, scope: Scope) -> bool:
        """Take the article from exactly this scope; whether it was there.

        When nobody else keeps it, its text, briefs and facts are deleted.
        """
        async with self._database.writing() as conn:
            return await forgetting.forget(conn, article, scope)

    async def search(self, question: str, scope: Scope, limit: int) -> Sequence[Article]:
        """At most `limit` articles that `scope` may see, the most promising for the question first.

        After those that share words with the question come the last kept.
        """
        async with self._database.reading() as conn:
            return await search.search(conn, question, scope, limit)

    async def articles(self, scope: Scope, limit: int = 50) -> Sequence[Article]:
        """The articles that `scope` may see, the last kept first, each in the version kept last."""
        async with self._database.reading() as conn:
            return await articles.newest(conn, scope, limit)

    async def add_turn(self, turn: Turn, scope: Scope, conversation: str = "") -> None:
        """Append an exchange to a conversation (a thread's name, or "" where the scope has only one)."""
        async with self._database.writing() as conn:
            await conversations.add_turn(conn, turn, scope, conversation)

    async def history(self, scope: Scope, limit: int, conversation: str = "") -> Sequence[Turn]:
        """The last exchanges of the conversation under exactly this scope, the oldest of them first."""
        async with self._database.reading() as conn:
            return await conversations.history(conn, scope, conversation, limit)

    async def forget_turns(self, scope: Scope, conversation: str | None = None) -> int:
        """Delete a conversation under exactly this scope, or all of them; how many exchanges went."""
        async with self._database.writing() as conn:
            return await conversations.forget_turns(conn, scope, conversation)

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        """The article of that id as `scope` may see it, in the version kept last."""
        async with self._database.reading() as conn:
            return await articles.visible(conn, article_id, scope)

    async def version(self, article_id: str, content_hash: str | None, scope: Scope) -> Article | None:
        """The article of that id with that text (None: its first), as far as `scope` may see it."""
        async with self._database.reading() as conn:
            return await articles.version(conn, article_id, content_hash, scope)

    async def check(self) -> None:
        """Read the whole database for damage; raises StoreError saying what was found first."""
        await self._database.check()

    async def close(self) -> None:
        """Give the database back; the library is of no use afterwards."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def open_library(database_url: str) -> SqlLibrary:
    """The library at this address ("" is the user's own), created or brought up to date where needed.

    Use it as an async context manager, or `close` it. Raises StoreError in one line when it
    cannot be opened or written, is damaged, another program's, or newer than this program.
    """
    database, _ = await open_database(database_url)
    return SqlLibrary(database)


async def upgrade(database_url: str) -> tuple[str | None, str]:
    """Bring the database up to date; the schema version it had before (None: it was new) and its place."""
    database, before = await open_database(database_url)
    await database.close()
    return before, database.place
