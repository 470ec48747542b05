"""The one place that knows how much Discord takes, that measures, and that pages; nothing longer is sent.

Discord counts what stands in the message, marks and addresses too. Lengths are in UTF-16 code units, the
largest of the ways in which a text can be counted.
https://discord.com/developers/docs/components/reference, …/resources/message#create-message
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.chat.pieces import pack

TEXT_OF_A_MESSAGE = 4000
"""All texts of a message with components, together."""
COMPONENTS = 40
BUTTON_LABEL = 80
CUSTOM_ID = 100
CHOICES = 25
CHOICE = 100
OPTIONS = 25
THREAD_NAME = 100
MODAL_TITLE = 45
LABEL = 45
PLACEHOLDER = 100
INPUT = 4000
NONCE = 25
ALT_TEXT = 1000

TEXT_OF_A_PAGE = 3600
"""What a page's own text may take; the rest is for its title, its small print and its page number."""

TURNED_PAGE = 1800
"""What is put on a page that is turned: about a screen of a telephone."""

_TEXT = 10  # the component type of a text display


def length(text: str) -> int:
    """How long Discord may take the text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pages(blocks: Sequence[str], most: int = TEXT_OF_A_PAGE) -> list[str]:
    """Blocks on as few pages as their order allows; a block is divided only between its sentences."""
    return pack([block for block in blocks if block.strip()], most, "\n", length)


def grouped(blocks: Sequence[str], most: int, at_once: int) -> list[list[str]]:
    """Blocks in as few groups as their order allows, each of at most so much text and so many blocks."""
    groups: list[list[str]] = []
    for block in (part for whole in blocks for part in pages([whole], most)):
        last = groups[-1] if groups else None
        if last and len(last) < at_once and sum(map(length, last)) + length(block) <= most:
            last.append(block)
        else:
            groups.append([block])
    return groups


def shortened(text: str, most: int) -> str:
    """A name on one line, at most so long: whole words, then "…". Not for sentences."""
    line = " ".join(text.split())
    if length(line) <= most:
        return line
    [first, *_] = pack([line], most - 1, " ", length)
    return f"{first}…"


def fitting(parts: Iterable[str], most: int) -> list[str]:
    """As many of the parts, from the first on, as fit together."""
    taken: list[str] = []
    left = most
    for part in parts:
        left -= length(part) + 1
        if left < 0:
            break
        taken.append(part)
    return taken


def components_of(payload: Sequence[Any]) -> list[Any]:
    """All components of a message, those within others too."""
    found: list[Any] = []
    for component in payload:
        found.append(component)
        found += components_of(component.get("components", ()))
        if accessory := component.get("accessory"):
            found += components_of([accessory])
    return found


def problems(payload: Sequence[Any]) -> list[str]:
    """What Discord would refuse in a message of these components; empty if nothing."""
    parts = components_of(payload)
    texts = [part["content"] for part in parts if part["type"] == _TEXT]
    found = [f"{len(parts)} components"] if len(parts) > COMPONENTS else []
    if sum(map(length, texts)) > TEXT_OF_A_MESSAGE:
        found.append(f"{sum(map(length, texts))} characters of text")
    found += ["an empty text" for text in texts if not text.strip()]
    for part in parts:
        found += _problems_of(part)
    return found


def _problems_of(part: Any) -> list[str]:
    bounds = (("custom_id", CUSTOM_ID), ("label", BUTTON_LABEL), ("placeholder", 150))
    found = [f"{name} of {len(part[name])}" for name, most in bounds if length(part.get(name) or "") > most]
    if len(part.get("options") or ()) > OPTIONS:
        found.append(f"{len(part['options'])} options")
    return found
