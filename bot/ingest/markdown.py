"""Markdown: its first heading is the headline, the lines right under it may be front lines."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.ingest.draft import Block, BlockKind, Draft
from bot.ingest.plain import front_line, headline_of, with_front

_YAML = re.compile(r"\A---[ \t]*\r?\n(?P<front>.{0,4000}?)\n---[ \t]*\r?\n", re.DOTALL)


def markdown_draft(text: str) -> Draft:
    """The draft of a Markdown text; a block of YAML at its top gives front lines too."""
    front: list[Block] = []
    if found := _YAML.match(text):
        front = [Block(line.replace('"', "")) for line in found["front"].splitlines()]
        text = text[found.end() :]
    blocks = _blocks(text)
    if blocks and blocks[0].kind == "heading":
        return with_front(blocks[0].text, [*front, *blocks[1:]])
    title, rest = headline_of(blocks)
    return with_front(title, [*front, *rest])


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    kind: BlockKind = "paragraph"
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "paragraph_open":
            kind = "item" if token.hidden else "paragraph"  # in a tight list paragraphs are hidden
        elif token.type == "inline":
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
