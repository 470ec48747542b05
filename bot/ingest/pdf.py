"""PDF to a draft: lines by their place on the page, joined to paragraphs, without running heads."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from bot.errors import ExtractError
from bot.ingest.dates import full_dates, on_day
from bot.ingest.draft import Block, Draft, Published
from bot.ingest.plain import front_line, headline_of, with_front
from bot.ingest.typeset import set_line

_MOST_PAGES = 200
_NEW_PARAGRAPH = 1.35
_INDENT = 0.8
_SHORT_LINE = 0.85
_TITLE_SIZE = 1.2
_MARGIN_LINES = 2
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_HYPHENATED = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010\ufffe\x02]$")


@dataclass(frozen=True)
class _Line:
    """One printed line; places in points from the page's lower left corner, `size` is its height."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.top - self.bottom


def pdf_draft(data: bytes) -> Draft:
    """The draft of a text PDF.

    Raises ExtractError when it is encrypted, damaged, or holds pictures of pages instead of text.
    """
    lines, about = _read(data)
    if not any(line.text for line in lines):
        raise ExtractError(
            "The PDF holds pictures of pages and no text (it was scanned): "
            "run it through text recognition first."
        )
    lines = _without_running_lines(lines)
    title, body = _headline(lines)
    blocks = [Block(text) for text in _paragraphs(body)]
    if title is None:
        title, blocks = headline_of(blocks)
    draft = with_front(title, blocks)
    return Draft(
        blocks=draft.blocks,
        title=draft.title or about.get("Title") or None,
        byline=draft.byline or about.get("Author") or None,
        site=draft.site,
        canonical_link=draft.canonical_link,
        published=draft.published or _dated(draft.blocks),
    )


def _read(data: bytes) -> tuple[list[_Line], dict[str, str]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            lines = [
                line
                for number in range(min(len(pdf), _MOST_PAGES))
                for line in _lines_of(pdf[number], number)
            ]
            return lines, {name: set_line(value) for name, value in pdf.get_metadata_dict().items()}
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ExtractError("The PDF is encrypted: save a copy without a password.") from error
        raise ExtractError("The PDF is damaged and cannot be read: save or download it again.") from error


def _lines_of(page: Any, number: int) -> list[_Line]:
    """The lines of a page in its own order; pieces at one height that touch are one line."""
    text_page = page.get_textpage()
    lines: list[_Line] = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        text = text_page.get_text_bounded(left, bottom, right, top)
        piece = _Line(number, _one_line(text), left, right, top, bottom)
        if not piece.text:
            continue
        if lines and _continues(lines[-1], piece):
            lines[-1] = _joined(lines[-1], piece)
        else:
            lines.append(piece)
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def _continues(line: _Line, piece: _Line) -> bool:
    overlap = min(line.top, piece.top) - max(line.bottom, piece.bottom)
    same_height = overlap > 0.4 * min(line.size, piece.size)
    return same_height and -line.size < piece.left - line.right < 1.5 * max(line.size, piece.size)


def _joined(line: _Line, piece: _Line) -> _Line:
    gap = "" if piece.left - line.right < 0.12 * line.size else " "
    return _Line(
        line.page,
        line.text + gap + piece.text,
        line.left,
        piece.right,
        max(line.top, piece.top),
        min(line.bottom, piece.bottom),
    )


def _without_running_lines(lines: Sequence[_Line]) -> list[_Line]:
    """`lines` without page numbers, and without what the first or last lines of most pages repeat."""
    pages = {line.page for line in lines}
    at_edge: dict[int, list[_Line]] = {}
    for page in pages:
        in_order = sorted((line for line in lines if line.page == page), key=lambda line: -line.top)
        at_edge[page] = [*in_order[:_MARGIN_LINES], *in_order[-_MARGIN_LINES:]]
    repeated = Counter(
        text for edge in at_edge.values() for text in {_numberless(line.text) for line in edge}
    )
    running = {text for text, count in repeated.items() if count >= max(2, 0.5 * len(pages))}
    return [
        line
        for line in lines
        if not (
            line in at_edge[line.page]
            and (_PAGE_NUMBER.match(line.text) or _numberless(line.text) in running)
        )
    ]


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _headline(lines: Sequence[_Line]) -> tuple[str | None, list[_Line]]:
    """The largest print on the first page, when it is larger than the rest; and all other lines."""
    sizes = [line.size for line in lines]
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    if largest < _TITLE_SIZE * median(sizes):
        return None, list(lines)
    title = [line for line in first if line.size >= 0.92 * largest]
    return " ".join(line.text for line in title), [line for line in lines if line not in title]


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    """The lines joined to paragraphs: at wider gaps, at indents, and after short last lines."""
    if not lines:
        return []
    pitch = median([_pitch(a, b) for a, b in pairwise(lines) if _pitch(a, b) > 0] or [0.0])
    paragraphs = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(paragraphs[-1], before, line, pitch):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return [_text_of(paragraph) for paragraph in paragraphs]


def _pitch(before: _Line, line: _Line) -> float:
    return before.bottom - line.bottom if before.page == line.page else 0.0


def _begins(paragraph: Sequence[_Line], before: _Line, line: _Line, pitch: float) -> bool:
    if front_line(before.text) or front_line(line.text):
        return True
    ended = before.text.rstrip("\"'”’)")[-1:] in {".", "!", "?", ":"}
    if _pitch(before, line) <= 0:  # a new page or column
        return ended and not line.text[:1].islower()
    if _pitch(before, line) > _NEW_PARAGRAPH * pitch:
        return True
    if abs(before.size - line.size) > 0.25 * before.size and not line.text[:1].islower():
        return True
    if line.left - before.left > _INDENT * line.size and len(paragraph) > 1:
        return ended
    widest = max(other.right - other.left for other in paragraph)
    return ended and before.right - before.left < _SHORT_LINE * widest and len(paragraph) > 1


def _text_of(paragraph: Sequence[_Line]) -> str:
    text = ""
    for line in paragraph:
        if _HYPHENATED.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}".strip()
    return text


def _dated(blocks: Sequence[Block]) -> Published | None:
    """The only full date that stands alone near the top."""
    days = {day for block in blocks[:4] if len(block.text.split()) <= 12 for day in full_dates(block.text)}
    return on_day(days.pop()) if len(days) == 1 else None
