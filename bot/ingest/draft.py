"""What a parser made of a document, before furniture is removed and the text is set."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model import Precision

BlockKind = Literal["paragraph", "heading", "item", "row", "caption"]


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item, table row or caption, in the order of the page."""

    text: str
    kind: BlockKind = "paragraph"


@dataclass(frozen=True)
class Published:
    """When an article appeared; midnight UTC of its day when `precision` is "day"."""

    at: datetime
    precision: Precision


@dataclass(frozen=True)
class Draft:
    """The blocks of a document and what it says about itself; None for what it does not say.

    `headline` is what stands above the story, where that is not word for word its title.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    headline: str | None = None
    byline: str | None = None
    site: str | None = None
    canonical_link: str | None = None
    published: Published | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
