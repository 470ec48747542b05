"""What the core asks of the world: small protocols that `app` fills."""

from collections.abc import Callable, Sequence
from typing import ParamSpec, Protocol, TypeVar

from bot.model import Article, Brief, Engine, Scope

P = ParamSpec("P")
T = TypeVar("T")


class Compute(Protocol):
    """Runs CPU work off the event loop."""

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, a module-level function with picklable arguments.

        Raises ModelError when it runs out of time or memory, and what `work` raises otherwise.
        """
        ...


class Library(Protocol):
    """What has been read, and who may see it."""

    async def add_article(self, article: Article) -> Article:
        """Store a body once; the article as stored, which is the older one if it was there before."""
        ...

    async def brief_of(self, article: Article, engine: Engine) -> Brief | None:
        """The brief that this version of the engine made of the same text before."""
        ...

    async def add_brief(self, brief: Brief) -> None:
        """Store a brief and its facts as rows; a second time changes nothing."""
        ...

    async def keep(self, article: Article, scope: Scope) -> None:
        """Let those whom `scope` describes see the article."""
        ...

    async def search(self, question: str, scope: Scope, limit: int) -> Sequence[Article]:
        """Articles that `scope` may see, the most promising for the question first."""
        ...
