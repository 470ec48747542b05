"""Where quotation marks open and close, in any of the styles that news uses.

Curly, straight, low-high and angular double marks; single ones too, told from apostrophes; LaTeX's
`` and ''. A mark that opens again at each paragraph continues a quotation that was not closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n](?:.|\n(?!\n))*")
_DOUBLE = {"“": '”"', "„": '“”"', "«": "»", "»": "«", "‟": "”", "``": "''", "''": "''", '"': '"”'}
_SINGLE = {"‘": "’", "‚": "‘’", "‹": "›", "'": "'"}
_ELIDED = re.compile(r"['’‘](?:\d0s\b|em\b|tis\b|twas\b|til\b|n['’]|cause\b|bout\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Quotation:
    """A pair of marks in a text: from the opening mark to behind the closing one, and the words between."""

    start: int
    end: int
    inner_start: int
    inner_end: int


@dataclass(frozen=True)
class _Piece:
    """What one paragraph shows of a quotation; an open end has no closing mark before the paragraph ends."""

    quotation: Quotation
    mark: str
    closed: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text` in order; what stands within their marks belongs to them."""
    found: list[_Piece] = []
    starts_paragraph = False
    for match in _PARAGRAPH.finditer(text):
        for piece in _pieces(text, match.start(), match.end()):
            starts_paragraph = not text[match.start() : piece.quotation.start].strip()
            if found and not found[-1].closed and starts_paragraph and found[-1].mark == piece.mark:
                found[-1] = _joined(found[-1], piece)
            else:
                found.append(piece)
        if found and not found[-1].closed and found[-1].quotation.end < match.start():
            found[-1] = _Piece(found[-1].quotation, "", True)
    return tuple(
        piece.quotation for piece in found if text[piece.quotation.start : piece.quotation.end].strip()
    )


def _joined(first: _Piece, then: _Piece) -> _Piece:
    a, b = first.quotation, then.quotation
    return _Piece(Quotation(a.start, b.end, a.inner_start, b.inner_end), then.mark, then.closed)


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    """The outermost quotations of the paragraph from `start` to `end`."""
    at = start
    while at < end:
        mark = _opening(text, at, start, end)
        if not mark:
            at += 1
            continue
        inner = at + len(mark)
        close = _closing(text, mark, inner, end)
        if close is None and mark in _SINGLE:
            at = inner
            continue
        stop, after = close or (_trimmed(text, inner, end), end)
        if stop > inner:
            yield _Piece(Quotation(at, after, inner, stop), mark, close is not None)
        at = max(after, inner)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _opening(text: str, at: int, start: int, end: int) -> str:
    """The mark that opens a quotation at `at`, or nothing."""
    mark = text[at : at + 2] if text.startswith(("``", "''"), at) else text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    if mark in _DOUBLE:
        return "" if after.isspace() or (mark in ('"', "»", "''") and before.isalnum()) else mark
    if mark not in _SINGLE or after.isspace() or before.isalnum() or _ELIDED.match(text, at):
        return ""
    if mark == "'" and not (before.isspace() or before in '([—–-/“"'):
        return ""
    return mark


def _closing(text: str, mark: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words end and where the text goes on behind the closing mark; None if there is none."""
    if mark in _SINGLE:
        return _single_closing(text, mark, start, end)
    closers, depth, at = _DOUBLE[mark], 0, start
    while at < end:
        here = text[at : at + 2] if len(mark) == 2 else text[at]
        if here in closers and here and not (here == '"' and _opens_again(text, at, end)):
            if not depth or not _closes_later(text, closers, at + 1, end):
                return at, at + len(here)
            depth -= 1
        elif here == mark and mark != '"':
            depth += 1
        at += 1
    return None


def _closes_later(text: str, closers: str, start: int, end: int) -> bool:
    return any(closer in text[start:end] for closer in closers)


def _opens_again(text: str, at: int, end: int) -> bool:
    """Whether a straight mark stands before a word and behind a space: not the end of anything."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()


def _single_closing(text: str, mark: str, start: int, end: int) -> tuple[int, int] | None:
    """The single mark that closes: no apostrophe, no plural's possessive while a better one follows."""
    fallback = None
    for at in range(start + 1, end):
        if text[at] == mark and mark == "‘" and not text[at - 1].isalnum():
            break
        if text[at] not in _SINGLE[mark] or text[at - 1].isspace():
            continue
        after = text[at + 1] if at + 1 < end else " "
        if after.isalnum() or _ELIDED.match(text, at):
            continue
        if text[at - 1] in "s" and after == " " and text[at + 2 : at + 3].islower():
            fallback = fallback or (at, at + 1)
            continue
        return at, at + 1
    return fallback
