"""A tree of HTML, or of trafilatura's own XML, as blocks in the order of reading."""

import re
from typing import Any

from lxml.etree import iterwalk

from bot.ingest.draft import Block, BlockKind

_KIND_OF_TAG: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), "heading"),
    **dict.fromkeys(("li", "item", "dt", "dd"), "item"),
    **dict.fromkeys(("tr", "row"), "row"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(
        ("p", "div", "section", "article", "blockquote", "quote", "pre", "code", "ul", "ol", "list"),
        "paragraph",
    ),
    **dict.fromkeys(
        ("table", "figure", "header", "footer", "aside", "main", "body", "html", "dl"), "paragraph"
    ),
}
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb", "hr"})
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "form", "button", "select", "textarea"}
)
_BETWEEN_CELLS = " | "


class _Reader:
    """Gathers the text between block tags; a block has the kind of the innermost tag that sets one."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._kinds: list[BlockKind] = ["paragraph"]

    def text(self, text: str | None) -> None:
        if text:
            self._words.append(re.sub(r"\s+", " ", text))

    def start(self, tag: str) -> None:
        if tag in _KIND_OF_TAG:
            self.flush()
            kind, around = _KIND_OF_TAG[tag], self._kinds[-1]
            self._kinds.append(around if kind == "paragraph" and around != "paragraph" else kind)
        elif tag in _CELLS and any(word.strip() for word in self._words):
            self._words.append(_BETWEEN_CELLS)
        elif tag in _BREAKS:
            self._words.append("\n")

    def end(self, tag: str) -> None:
        if tag in _KIND_OF_TAG:
            self.flush()
            self._kinds.pop()

    def flush(self) -> None:
        kind = self._kinds[-1]
        self.blocks.extend(Block(line, kind) for line in broken_lines("".join(self._words)))
        self._words.clear()


def blocks_of(tree: Any) -> list[Block]:
    """The blocks of an lxml element, however deep; forms, scripts and the like are not read."""
    reader = _Reader()
    skipped: Any = None
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if tag in _UNREAD:
                skipped = element
            else:
                reader.start(tag)
                reader.text(element.text)
        elif event != "start" and skipped in (None, element):
            if skipped is None and event == "end":
                reader.end(tag)
            skipped = None
            if element is not tree:
                reader.text(element.tail)
    reader.flush()
    return reader.blocks


def broken_lines(text: str) -> list[str]:
    """The lines of `text`; a line that goes on in lower case after a break is one with the next."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if lines and line[0].islower() and lines[-1][-1] not in '.!?:”"':
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines
