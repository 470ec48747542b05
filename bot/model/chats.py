"""What chats keep: how a workspace wants things, and what was shown that may be asked about again."""

from datetime import datetime

from bot.model.answers import Answer
from bot.model.articles import Scope
from bot.model.base import Value


class WorkspaceSettings(Value):
    """How a workspace wants things.

    `language` is an ISO 639-1 code, or None for what the platform says of each person. `managers` are
    the platform's ids of roles or people who may manage feeds and digests besides its administrators.
    `zone` is offered first where a time zone is asked for.
    """

    language: str | None = None
    zone: str | None = None
    managers: tuple[str, ...] = ()
    unfurl: bool = True


class Workspace(Value):
    """A workspace that the program was added to; `left_at` since it was taken out."""

    workspace: str
    settings: WorkspaceSettings = WorkspaceSettings()
    joined_at: datetime
    welcomed_at: datetime | None = None
    left_at: datetime | None = None


class Rate(Value):
    """At most so many times within so many seconds, recovering evenly."""

    times: int
    seconds: float


class ShownAnswer(Value):
    """A question and its answers as a message shows them; `articles` (ids) are None for the library."""

    id: str
    scope: Scope
    question: str
    answers: tuple[Answer, ...]
    articles: tuple[str, ...] | None = None
    conversation: str = ""
