"""What this surface keeps of its own; `bot.store.slack.SqlSlack` keeps it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.chat.desks import DigestDesk, FeedDesk, NewsDesk
from bot.chat.keeping import ChatStore, Memory
from bot.model import Installation, SlackThread


class SlackMemory(Protocol):
    """Installations, and the threads that are talked in."""

    async def install(self, wanted: Installation) -> None:
        """Remember an installation; a newer one of the same workspace takes its place."""
        ...

    async def installation(self, team: str | None, enterprise: str | None) -> Installation | None:
        """The workspace's installation, or else its organisation's."""
        ...

    async def belongs(self, team: str, enterprise: str) -> None:
        """Remember that a workspace is one of an organisation that installed the app for all."""
        ...

    async def uninstall(self, team: str | None, enterprise: str | None) -> Sequence[str]:
        """Delete an installation with its token; the workspaces that have none any more."""
        ...

    async def installed(self) -> Sequence[Installation]:
        """All installations."""
        ...

    async def reseal(self, again: Callable[[str], str]) -> int:
        """Seal every token anew, all of them or none; how many."""
        ...

    async def join(
        self, workspace: str, channel: str, thread: str, articles: Sequence[str], *, talking: bool = True
    ) -> None:
        """Remember what a thread is about, added to what was known, and whether it is talked in."""
        ...

    async def thread(self, workspace: str, channel: str, thread: str) -> SlackThread | None:
        """What is known of a thread."""
        ...

    async def forget_threads(self, before: datetime) -> int:
        """Delete threads in which nothing was said since then; how many."""
        ...


class Services(NewsDesk, Protocol):
    """The program as this surface uses it; `bot.app.Desk` is one. Each service is opened when first used."""

    async def library(self) -> Memory:
        """Conversations."""
        ...

    async def chats(self) -> ChatStore:
        """What all chats keep."""
        ...

    async def slack(self) -> SlackMemory:
        """What Slack keeps."""
        ...

    async def feeds(self) -> FeedDesk:
        """What channels follow."""
        ...

    async def digests(self) -> DigestDesk:
        """Scheduled digests."""
        ...
