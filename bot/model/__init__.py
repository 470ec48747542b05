"""The domain: frozen values that the whole program shares, and nothing that does anything.

Offsets are in characters of `Article.text`. Wherever an `Evidence` stands,
`article.text[evidence.start:evidence.end] == evidence.quote`.
The JSON form of each value is the public contract of the command line.
"""

from bot.model.answers import Answer, AnswerStatus, Turn
from bot.model.articles import Article, Engine, Evidence, Precision, Scope, Statement
from bot.model.base import Value
from bot.model.briefs import (
    Actor,
    ActorKind,
    Brief,
    Figure,
    FiveW,
    Modality,
    Place,
    Position,
    Quote,
    Stance,
    TimelineEntry,
)
from bot.model.feeds import FeedEntry

__all__ = [
    "Actor",
    "ActorKind",
    "Answer",
    "AnswerStatus",
    "Article",
    "Brief",
    "Engine",
    "Evidence",
    "FeedEntry",
    "Figure",
    "FiveW",
    "Modality",
    "Place",
    "Position",
    "Precision",
    "Quote",
    "Scope",
    "Stance",
    "Statement",
    "TimelineEntry",
    "Turn",
    "Value",
]
