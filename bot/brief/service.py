"""Briefs on demand: each text is analysed once by each version of each engine."""

from bot.brief.compose import ENGINE, compose
from bot.errors import ModelError
from bot.model import Article, Brief, Scope
from bot.ports import BriefWriter, Compute, Library


class Briefs:
    """Makes briefs, or remembers those that were made; `writer` is the hosted model, if there is one."""

    def __init__(self, library: Library, compute: Compute, writer: BriefWriter | None = None) -> None:
        self._library = library
        self._compute = compute
        self._writer = writer

    async def brief(self, article: Article, scope: Scope | None) -> Brief:
        """The article's brief, stored with its facts, on the budget of `scope`; nobody's is embedded.

        Raises ModelError when the analysis takes too long, and StoreError when it cannot be kept.
        """
        if self._writer is None or scope is None:
            return await self._embedded(article)
        known = await self._library.brief_of(article, self._writer.engine)
        return known if known is not None else await self._hosted(self._writer, article, scope)

    async def _hosted(self, writer: BriefWriter, article: Article, scope: Scope) -> Brief:
        """The hosted model's brief, or the embedded engine's with a word why."""
        embedded = await self._embedded(article)
        try:
            written = await writer.write(embedded, scope)
        except ModelError as error:
            engine = embedded.engine.model_copy(update={"note": str(error)})
            return embedded.model_copy(update={"engine": engine})
        await self._library.add_brief(written)
        return written

    async def _embedded(self, article: Article) -> Brief:
        known = await self._library.brief_of(article, ENGINE)
        if known is not None:
            return known
        made = await self._compute.run(compose, article)
        await self._library.add_brief(made)
        return made
