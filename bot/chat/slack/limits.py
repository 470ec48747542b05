"""The one place that knows how much Slack takes, that measures, and that pages; nothing longer is sent.

Lengths are in UTF-16 code units, the largest of the ways in which a text can be counted.
https://docs.slack.dev/reference/block-kit/blocks, …/methods/chat.postMessage; that messages with more than
about 12,000 characters in their blocks fail (`msg_blocks_too_long`) was seen, and stands nowhere.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.chat.pieces import pack, pieces

BLOCKS = 50
VIEW_BLOCKS = 100
TEXT_OF_A_MESSAGE = 11_500
TEXT_OF_A_BLOCK = 3000
FALLBACK = 3000
HEADER = 150
BUTTON = 75
VALUE = 2000
ALT_TEXT = 2000
NAME = 200
"""Our own bound for names (of outlets, people, headlines in links): longer ones are none."""
MODAL_TITLE = 24
CONTEXT_ELEMENTS = 10
ACTIONS = 25
OPTIONS = 100
STREAMED = 12_000
PROMPTS = 4

_ROOM = 2
"""Blocks of a page that are left for its own heading and page number."""


def length(content: str) -> int:
    """How long Slack may take the text to be."""
    return len(content.encode("utf-16-le", "surrogatepass")) // 2


def weight(value: Any) -> int:
    """How much text stands in a block, or in anything made of them: labels and addresses too."""
    if isinstance(value, str):
        return length(value)
    if isinstance(value, dict):
        shown = (part for key, part in value.items() if key not in {"type", "action_id", "block_id", "style"})
        return sum(map(weight, shown))
    return sum(map(weight, value)) if isinstance(value, list | tuple) else 0


def shortened(name: str, most: int) -> str:
    """A name on one line, at most so long: whole words, then "…". Not for sentences."""
    one_line = " ".join(name.split())
    if length(one_line) <= most:
        return one_line
    [first, *_] = pack([one_line], most - 1, " ", length)
    return f"{first}…"


def fallback(content: str) -> str:
    """What stands in notifications and is read aloud: as many whole sentences as fit."""
    return pieces(content, FALLBACK, length)[0] if content else ""


def in_pieces(content: str, most: int = TEXT_OF_A_BLOCK - 200) -> list[str]:
    """A text in pieces that each fit into a block, cut between sentences."""
    return pieces(content, most, length)


def pages(
    blocks: Sequence[dict[str, Any]], most: int = TEXT_OF_A_MESSAGE, count: int = BLOCKS
) -> list[list[dict[str, Any]]]:
    """Blocks on as few pages as their order allows; none is divided."""
    made: list[list[dict[str, Any]]] = [[]]
    for block in blocks:
        full = len(made[-1]) >= count - _ROOM or weight([*made[-1], block]) > most
        if full and made[-1]:
            made.append([])
        made[-1].append(block)
    return made


def problems(blocks: Sequence[dict[str, Any]], count: int = BLOCKS) -> list[str]:
    """What Slack would refuse in a message, or with another `count` in a view; empty if nothing."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > count else []
    if count == BLOCKS and weight(list(blocks)) > TEXT_OF_A_MESSAGE + BUTTON * ACTIONS:
        found.append(f"{weight(list(blocks))} characters")
    for block in blocks:
        found += _problems_of(block)
    return found


def _problems_of(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    bounds = {"context": CONTEXT_ELEMENTS, "actions": ACTIONS}
    if kind in bounds and not 0 < len(block["elements"]) <= bounds[kind]:
        yield f"{len(block['elements'])} elements of {kind}"
    if kind == "rich_text" and weight(block) > TEXT_OF_A_BLOCK + VALUE:
        yield f"rich text of {weight(block)} characters"
    yield from _problems_in(block)


def _problems_in(value: Any) -> Iterator[str]:
    """Every text that is empty, and every one that is over the bound of where it stands."""
    if isinstance(value, list):
        for part in value:
            yield from _problems_in(part)
    elif isinstance(value, dict):
        yield from _texts(value)
        for part in value.values():
            yield from _problems_in(part)


def _texts(part: dict[str, Any]) -> Iterator[str]:
    most = {"button": BUTTON, "header": HEADER}.get(part.get("type", ""), TEXT_OF_A_BLOCK)
    words = part.get("text")
    words = words.get("text") if isinstance(words, dict) else words
    if isinstance(words, str) and not 0 < length(words) <= most:
        yield f"{part.get('type')} of {length(words)} characters"
    if length(str(part.get("value", ""))) > VALUE:
        yield "a value that is too long"
