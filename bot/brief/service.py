"""Briefs on demand: each text is analysed once by each version of the engine."""

from bot.brief.compose import ENGINE, compose
from bot.model import Article, Brief
from bot.ports import Compute, Library


class Briefs:
    """Makes briefs, or remembers those that were made before."""

    def __init__(self, library: Library, compute: Compute) -> None:
        self._library = library
        self._compute = compute

    async def brief(self, article: Article) -> Brief:
        """The article's brief, stored with its facts.

        Raises ModelError when the analysis takes too long, and StoreError when it cannot be kept.
        """
        known = await self._library.brief_of(article, ENGINE)
        if known is not None:
            return known
        made = await self._compute.run(compose, article)
        await self._library.add_brief(made)
        return made
