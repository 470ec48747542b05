"""Blocks and their parts, as Slack's own names have them.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from bot.chat.slack.escaping import reads_as_address, safe_address, shown, shown_lines
from bot.chat.slack.limits import (
    ALT_TEXT,
    BUTTON,
    HEADER,
    NAME,
    TEXT_OF_A_BLOCK,
    VALUE,
    shortened,
    weight,
)

Part = dict[str, Any]
"""An element of rich text, or an interactive one."""

Block = dict[str, Any]

Style = Literal["primary", "danger"]


def text(content: str, *, bold: bool = False, italic: bool = False) -> Part:
    """A run of text; what stands in it is shown, never obeyed."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    part: Part = {"type": "text", "text": content}
    return part | {"style": style} if style else part


def named(name: str) -> str:
    """A name as it is shown: on one line, and no longer than names are."""
    return shortened(shown(name), NAME)


def link(label: str, address: str | None, *, bold: bool = False) -> Part:
    """The label as a link; alone where there is no address, or where it looks like one itself."""
    target = safe_address(address)
    if target is None or reads_as_address(label):
        return text(named(label), bold=bold)
    part: Part = {"type": "link", "url": target, "text": named(label)}
    return part | {"style": {"bold": True}} if bold else part


def moment(when: datetime, form: str = "{date_short_pretty} at {time}") -> Part:
    """A time in the zone of whoever reads it."""
    fallback = f"{when:%Y-%m-%d %H:%M} {when.tzname() or ''}".strip()
    return {"type": "date", "timestamp": int(when.timestamp()), "format": form, "fallback": fallback}


def line(*parts: Part) -> Part:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def quotation(content: str) -> Part:
    """Words of a source, set apart."""
    return {"type": "rich_text_quote", "elements": [text(shown_lines(content))]}


def rich(*parts: Part) -> Block:
    """A block of paragraphs, quotations and lists."""
    return {"type": "rich_text", "elements": list(parts)}


def header(title: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(shortened(shown(title), HEADER))}


def listed(title: str, lines: Sequence[Part]) -> list[Block]:
    """A titled list in as few blocks as its length needs; none at all without lines."""
    blocks: list[Block] = []
    taken: list[Part] = []
    for each in lines:
        if taken and weight([*taken, each]) > TEXT_OF_A_BLOCK - HEADER:
            blocks.append(_list("" if blocks else title, taken))
            taken = []
        taken.append(each)
    return [*blocks, _list("" if blocks else title, taken)] if taken else []


def _list(title: str, lines: list[Part]) -> Block:
    heading = [line(text(title, bold=True))] if title else []
    return rich(*heading, {"type": "rich_text_list", "style": "bullet", "elements": lines})


def small(*texts: str) -> Block:
    """Small print."""
    bounded = (shortened(shown(each), VALUE) for each in texts if each)
    return {"type": "context", "elements": [plain(each) for each in bounded]}


def divider() -> Block:
    """A line between parts."""
    return {"type": "divider"}


def picture(file_id: str, alt: str) -> Block:
    """A picture that was uploaded."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": shortened(shown(alt), ALT_TEXT)}


def row(*elements: Part) -> Block:
    """Buttons side by side."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action: str, value: str = "", style: Style | None = None, says: str = "") -> Part:
    """A button; `says` is what a screen reader reads where the label alone says too little."""
    part: Part = {"type": "button", "text": plain(shortened(label, BUTTON)), "action_id": action}
    if value:
        part["value"] = value
    if style:
        part["style"] = style
    return part | {"accessibility_label": shortened(says, BUTTON)} if says else part


def confirmed(part: Part, title: str, question: str, yes: str) -> Part:
    """A button that asks before it acts."""
    dialog = {"title": plain(title), "text": plain(question), "confirm": plain(yes), "deny": plain("Cancel")}
    return part | {"confirm": dialog}


def plain(content: str) -> Part:
    """A text object without markup."""
    return {"type": "plain_text", "text": content, "emoji": False}


def option(label: str, value: str) -> Part:
    """One choice of a menu."""
    return {"text": plain(shortened(shown(label), BUTTON)), "value": value}
