"""Markdown: its first heading is the headline, the lines right under it may be front lines."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.ingest.draft import Block, BlockKind, Draft
from bot.ingest.front_matter import apart
from bot.ingest.plain import front_line, headline_of, with_front

_BETWEEN_CELLS = " | "


def markdown_draft(text: str) -> Draft:
    """The draft of a Markdown text; front matter at its top gives front lines too, and its title wins."""
    front, text = apart(text)
    blocks = _blocks(text)
    if front and front[0].text.startswith("title:"):
        return with_front(None, [*front, *blocks])
    if blocks and blocks[0].kind == "heading":
        return with_front(blocks[0].text, [*front, *blocks[1:]])
    title, rest = headline_of(blocks)
    return with_front(title, [*front, *rest])


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    kind: BlockKind = "paragraph"
    cells: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "heading_open":
                kind = "heading"
            case "paragraph_open":
                kind = "item" if token.hidden else "paragraph"  # in a tight list paragraphs are hidden
            case "tr_open":
                kind, cells = "row", []
            case "tr_close":
                blocks.append(Block(_BETWEEN_CELLS.join(cells), "row"))
            case "inline" if kind == "row":
                cells.extend(_lines(token.children or []))
            case "inline":
                blocks.extend(Block(line, kind) for line in _lines(token.children or []))
    return blocks


def _lines(children: Sequence[Token]) -> list[str]:
    """The text of a paragraph, one line where it wraps; front lines stay lines of their own."""
    lines = [""]
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            lines.append("")
        elif child.type in {"text", "code_inline"}:
            lines[-1] += child.content
    front = 0
    while front < len(lines) and front_line(lines[front]):
        front += 1
    return [line for line in (*lines[:front], " ".join(lines[front:])) if line.strip()]
