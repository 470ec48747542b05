"""What is put to a hosted model: a question, and the parts of articles that may answer it."""

from bot.model.articles import Article, Evidence
from bot.model.base import Value


class Excerpt(Value):
    """Characters `start` to `end` of an article's text."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.start : self.end]


class Inquiry(Value):
    """One question as understood, the excerpts to answer from, the best first, and what comes nearest."""

    question: str
    excerpts: tuple[Excerpt, ...]
    closest: Evidence | None = None
    understood_as: str | None = None
