"""What the core asks of the world: small protocols that `app` fills."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from bot.errors import ConfigError
from bot.model import (
    Answer,
    Article,
    Brief,
    Destination,
    Digest,
    Engine,
    Inquiry,
    KeptBrief,
    Notice,
    Platform,
    Schedule,
    Scope,
    TextDelta,
)

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

    async def kept_briefs(self, articles: Sequence[Article], engine: Engine) -> Sequence[KeptBrief | None]:
        """What `brief_of` would read for each article in turn, unread; None where there is none."""
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


class Composer(Protocol):
    """Makes what a channel is told out of what is new for it."""

    async def compose(self, schedule: Schedule, due_at: datetime, key: str, missed: int = 0) -> Digest:
        """The schedule's digest for the time `due_at`; without stories when there is nothing new."""
        ...

    async def alerts_due(self, now: datetime) -> Sequence[Digest]:
        """Breaking stories that were not reported yet, each a digest under a key that stays the same."""
        ...


class Delivery(Protocol):
    """One platform's way of posting; each renders a digest as it does best, none knows of another."""

    async def post(self, digest: Digest, key: str) -> str:
        """Post, marked with `key` where the platform keeps such marks; the message's id there.

        Raises DeliveryError; unless it is permanent, the message may nevertheless stand there.
        """
        ...

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """The id of the message that stands there under `key`, for a post whose outcome is unknown.

        With `besides`, of one that is not that: a second copy, made by who was overtaken. None also where
        the platform refuses a second message with the same key by itself.
        """
        ...

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Take back a message that another node has posted too; nothing happens if it is gone."""
        ...

    async def notify(self, notice: Notice, key: str) -> None:
        """Tell whoever set something up what has become of it; raises DeliveryError."""
        ...


class ChatPlatform(Protocol):
    """A platform in `briefwire run`: it posts, and where people are, it answers them too."""

    name: Platform
    """Whose destinations its `delivery` posts to."""

    delivery: Delivery
    """Works from the end of `start` to the beginning of `close`, whether or not people are answered."""

    ended: asyncio.Future[ConfigError] | None
    """Done, if there is one, when the platform wants no more of this process: why, and what to do."""

    async def start(self, *, answering: bool) -> None:
        """Be ready to post, and with `answering` listen to people too; returns when that stands.

        A node that only does the work (`run --only worker`) posts and does not answer. Raises
        ConfigError where a token is refused.
        """
        ...

    async def close(self) -> None:
        """Listen no more, finish the answers under way for a few seconds, and hang up."""
        ...


class AnswerWriter(Protocol):
    """A hosted model that answers; what it gives has been found in the excerpts."""

    def writing(self, inquiry: Inquiry, scope: Scope) -> AsyncGenerator[TextDelta | Answer]:
        """Each sentence once it is verified, and last the answer.

        Raises ModelError, before any sentence, when it cannot answer; its words say why.
        """
        ...


class BriefWriter(Protocol):
    """A hosted model that writes the prose of briefs."""

    engine: Engine

    async def write(self, embedded: Brief, scope: Scope) -> Brief:
        """The brief with what the model wrote and the article bears out; raises ModelError."""
        ...
