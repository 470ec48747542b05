"""An entry of a feed as an article: the text that the feed itself carries, set as all articles are."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from bot.errors import ExtractError
from bot.ground.language import language_of
from bot.ingest.cuewords import is_furniture
from bot.ingest.draft import Block, Draft, Published
from bot.ingest.parse import Parsed, parsed_of
from bot.model import FeedEntry

_LAST_WORDS = re.compile(r"(?P<rest>.*(?:…|[.!?]))(?P<last>[^….!?]*\w[^….!?]*)[….!?»›>→\])\s]*$", re.DOTALL)
_BRACKETS = " \t\n[]()»›>→"


def parse_entry(entry: FeedEntry, outlet: str | None) -> Parsed:
    """What the feed carries of an article; `outlet` is the site's name, where that is known.

    Runs in a worker process: the markup may be hostile. Raises ExtractError when there is no text.
    """
    try:
        blocks = _blocks(entry.text or "")
    except Exception as error:  # whatever lxml raises on broken input
        raise ExtractError(f"The feed's text of it could not be read ({type(error).__name__}).") from error
    if not blocks:
        raise ExtractError("The feed carries no text of it.")
    text = " ".join(block.text for block in blocks)
    return parsed_of(
        Draft(
            blocks=blocks,
            title=entry.title,
            byline=entry.author,
            site=outlet or urlsplit(entry.url or "").hostname,
            canonical_link=entry.url,
            published=Published(entry.published_at, "minute") if entry.published_at else None,
            language=language_of(text, entry.language),
        )
    )


def _blocks(markup: str) -> tuple[Block, ...]:
    from lxml import html

    from bot.ingest.blocks import blocks_of

    if not markup.strip():
        return ()
    return tuple(map(_uninviting, blocks_of(html.fragment_fromstring(markup, create_parent="div"))))


def _uninviting(block: Block) -> Block:
    """A paragraph without the invitation at its end: "Profits fell … read more"."""
    found = _LAST_WORDS.match(block.text)
    if found and is_furniture(found["last"].strip(_BRACKETS)):
        return replace(block, text=found["rest"].rstrip(_BRACKETS))
    return block
