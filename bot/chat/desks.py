"""What chats ask of the program: small protocols that `bot.app` fills; every platform uses the same.

Scopes say who asks (`bot.model.Scope`), destinations where posts go. What these raise is a
`BriefwireError` whose message can be shown as it is.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    Answer,
    AnswerEvent,
    Article,
    Brief,
    Delivered,
    Destination,
    Digest,
    Filter,
    FilterPreview,
    Following,
    Import,
    Plan,
    Schedule,
    Scope,
    Timing,
    Trace,
    Turn,
)


class NewsDesk(Protocol):
    """Articles, briefs and answers; `bot.app.Desk` is one."""

    async def read(self, source: str, url: str | None = None) -> Article:
        """The article at an address, in a file or on standard input: for this machine's own user."""
        ...

    async def read_page(self, address: str) -> Article:
        """The article at a web address and nowhere else: for people in chats."""
        ...

    async def read_text(self, text: str) -> Article:
        """The article that somebody pasted."""
        ...

    async def brief(self, article: Article, scope: Scope | None = ...) -> Brief:
        """The article's brief, on the budget of whom `scope` describes."""
        ...

    async def save(self, article: Article, scope: Scope = ...) -> None:
        """Let those whom `scope` describes see the article, and answer from it."""
        ...

    async def article(self, article_id: str, scope: Scope) -> Article | None:
        """An article by its id, if `scope` may see it."""
        ...

    async def find_articles(self, words: str, scope: Scope, limit: int) -> Sequence[Article]:
        """Articles that `scope` may see: those with the words in title or text first, then the newest."""
        ...

    async def ask(
        self,
        question: str,
        articles: Sequence[Article] | None = None,
        history: Sequence[Turn] = (),
        scope: Scope = ...,
    ) -> tuple[Answer, ...]:
        """An answer to each question in `question`, from the articles or from what `scope` may see."""
        ...

    def answering(
        self, question: str, articles: Sequence[Article] | None, history: Sequence[Turn], scope: Scope
    ) -> AsyncIterator[AnswerEvent]:
        """The same as it happens; the last event is `AnswerDone`."""
        ...

    async def sources_of(self, articles: Sequence[Article] | None, scope: Scope = ...) -> dict[str, Article]:
        """The articles, or those that `scope` may see, by id: for outlet, time and title."""
        ...


class FeedDesk(Protocol):
    """What a channel follows."""

    async def follow(
        self,
        address: str,
        destination: Destination,
        *,
        by: str | None = None,
        wanted: Filter = ...,
        private: bool = ...,
    ) -> Following:
        """Follow a feed, or the feed of a page; following again changes the filter.

        What comes in by it is seen by the whole workspace, or by the channel alone if it is `private`.
        """
        ...

    async def followed(self, workspace: str, destination: Destination | None = None) -> Sequence[Following]:
        """What the workspace, or one of its channels, follows."""
        ...

    async def unfollow(self, subscription_id: str, workspace: str) -> Following | None:
        """Stop following; what it was, or None if there was nothing of that id in the workspace."""
        ...

    async def preview_filter(self, address: str, wanted: Filter) -> FilterPreview:
        """What the filter would do with the last 50 entries of a feed, followed or not."""
        ...

    async def import_opml(
        self, data: bytes, destination: Destination, *, by: str | None = None, private: bool = ...
    ) -> Import:
        """Follow all feeds of an OPML file; raises InputError when it is none."""
        ...

    async def export_opml(self, workspace: str, destination: Destination | None = None) -> bytes:
        """What is followed as an OPML file, its folders kept."""
        ...


class DigestDesk(Protocol):
    """Scheduled digests, and the account of what was posted."""

    async def create(self, plan: Plan, destination: Destination, *, by: str | None = None) -> Schedule:
        """Put a plan to work in a channel; raises InputError for a timing that is never due."""
        ...

    async def schedules(self, workspace: str, destination: Destination | None = None) -> Sequence[Schedule]:
        """The workspace's schedules, or one channel's."""
        ...

    async def schedule(self, schedule_id: str, workspace: str) -> Schedule | None:
        """One schedule of the workspace, by its id or its name."""
        ...

    async def edit(self, schedule_id: str, workspace: str, plan: Plan) -> Schedule:
        """Change a plan; the next time is computed anew."""
        ...

    async def pause(self, schedule_id: str, workspace: str) -> Schedule:
        """Post nothing until it is resumed."""
        ...

    async def resume(self, schedule_id: str, workspace: str) -> Schedule:
        """Go on; what came meanwhile is in the next digest."""
        ...

    async def delete(self, schedule_id: str, workspace: str) -> bool:
        """End a schedule; whether there was one."""
        ...

    async def preview(self, schedule_id: str, workspace: str) -> Digest:
        """Exactly what would be posted now; nothing is posted or counted as told."""
        ...

    async def post_now(self, schedule_id: str, workspace: str) -> str:
        """Post at once, besides the times of the schedule; the key of its delivery in the ledger."""
        ...

    def upcoming(self, timing: Timing, count: int, after: datetime) -> Sequence[datetime]:
        """The next times of a timing; raises InputError for one that cannot be read or is never due."""
        ...

    async def deliveries(
        self, workspace: str, limit: int, schedule_id: str | None = None
    ) -> Sequence[Delivered]:
        """The last posts of the workspace, or of one schedule, newest first, with how each went."""
        ...

    async def why(self, destination: Destination, message_id: str) -> Sequence[Trace]:
        """Why each item of a posted message was told; empty if the message is none of ours."""
        ...

    async def why_item(self, destination: Destination, words: str) -> Sequence[Trace]:
        """Why items with these words, or this link, were told in a channel, or were not."""
        ...
