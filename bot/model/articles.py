"""What was read, where in it something stands, and who may see it."""

from datetime import datetime
from typing import Literal, Self

from pydantic import model_validator

from bot.model.base import Value

Precision = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]


class Article(Value):
    """One article as it was read. `text` is NFC, its paragraphs separated by one blank line."""

    id: str
    url: str | None = None
    canonical_url: str | None = None
    site: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    language: str | None = None
    text: str
    content_hash: str
    fetched_at: datetime


class Scope(Value):
    """Who may see: a workspace, or only one private channel or person in it.

    What is kept under a scope with a channel or person is seen from that scope alone; what is kept
    under the bare workspace is seen from all of its channels and by all of its people.
    """

    workspace: str = "local"
    channel: str | None = None
    person: str | None = None


class Evidence(Value):
    """A place in a stored article: `quote` is its text from `start` to `end`, character for character."""

    article_id: str
    url: str | None = None
    quote: str
    start: int
    end: int

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"evidence {self.start}:{self.end} does not fit its quote")
        return self


class Engine(Value):
    """Which engine wrote a value; `name` starts with "embedded" or "hosted".

    `note` says why another engine than the one that was set up wrote it, or which parts are another's.
    """

    name: str
    version: str
    prompt_hash: str | None = None
    note: str | None = None


class Statement(Value):
    """A sentence or phrase and what supports it."""

    text: str
    evidence: tuple[Evidence, ...]
