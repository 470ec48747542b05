"""The bytes of one document, and what kind they are: by what is declared, checked against content."""

import json
import re
from dataclasses import dataclass
from typing import Literal

from bot.errors import InputError

Kind = Literal["html", "text", "markdown", "pdf"]

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an office document"),
    (b"bplist00", "a web archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound or video"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML_OPENINGS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<article",
    b"<!--",
    b"<?xml",
    b"<div",
    b"<p",
)
_KIND_OF_SUFFIX: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
}
_SNIFFED = 4096
_MARKDOWN_OPENING = re.compile(
    rb"#{1,3} +\S[^\r\n]*\r?\n|---[ \t]*\r?\n(?:[A-Za-z_]+:[^\n]*\n)+---[ \t]*\r?\n"
)
_FEED = re.compile(rb"\s*(?:<\?[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_HEADERS = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|Content-Type:\s*multipart/related\b)", re.IGNORECASE | re.MULTILINE
)
_MOST_CONTROL = 0.02
_STRAY_NULS = 0.001


@dataclass(frozen=True)
class Document:
    """One document as it came: `charset` is what the server declared, `url` where it stands on the web."""

    name: str
    kind: Kind
    data: bytes
    charset: str | None = None
    url: str | None = None


def kind_of(name: str, data: bytes, suffix: str = "") -> Kind:
    """What `data` is, by its first bytes and then by `suffix` (".md").

    Raises InputError naming what it is when it is nothing that is read.
    """
    if data.lstrip(b"\x00\r\n\t ")[:5] == b"%PDF-":
        return "pdf"
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not an article: give an .html, .txt, .md or .pdf file.")
    if _FEED.match(data.removeprefix(_BOMS[0])[:_SNIFFED]):
        raise InputError(
            f"{name} is a feed, not an article: give the address of one article; a feed is followed."
        )
    kind = _KIND_OF_SUFFIX.get(suffix.lower())
    if kind == "pdf":
        raise InputError(f"{name} is not a PDF, although its name says so: save or download it again.")
    page = looks_like_html(data) or is_saved_page(data)
    kind = kind or ("html" if page else "markdown" if looks_like_markdown(data) else "text")
    _refuse_binary(name, data, kind)
    if kind == "text" and _is_json(data):
        raise InputError(f"{name} is JSON, not an article: give an .html, .txt, .md or .pdf file.")
    return kind


def _is_json(data: bytes) -> bool:
    """Whether `data` is an object or list of JSON; a text may begin with a bracket, too."""
    if data.lstrip()[:1] not in {b"{", b"["}:
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def looks_like_html(data: bytes) -> bool:
    """Whether the first tag in `data` is one with which pages begin."""
    for bom in _BOMS:
        data = data.removeprefix(bom)
    start = data[:_SNIFFED].replace(b"\x00", b"").lstrip().lower()
    return start.startswith(_HTML_OPENINGS)


def is_saved_page(data: bytes) -> bool:
    """Whether `data` is a page that a browser saved with its pictures in one file (MHTML), by its headers."""
    headers = _HEADERS.match(data[:_SNIFFED])
    return bool(headers and _SAVED.search(headers[0]))


def looks_like_markdown(data: bytes) -> bool:
    """Whether `data` begins as Markdown alone does: with a heading, or front matter between rules."""
    return _MARKDOWN_OPENING.match(data.removeprefix(_BOMS[0]).lstrip()[:_SNIFFED]) is not None


def is_utf16(data: bytes) -> bool:
    """Whether `data` is UTF-16 or UTF-32: marked so, or with every other byte NUL as in Latin text."""
    if data.startswith(_BOMS[1:]):
        return True
    sample = data[:_SNIFFED]
    return len(sample) >= 16 and max(sample[::2].count(0), sample[1::2].count(0)) > 0.4 * len(sample)


def _refuse_binary(name: str, data: bytes, kind: Kind) -> None:
    if is_utf16(data):
        return
    nuls = data.count(0)
    stray = kind == "html" and nuls <= _STRAY_NULS * len(data)
    sample = data[: 64 * _SNIFFED]
    control = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0c\x1b\x00")
    if (nuls and not stray) or control > _MOST_CONTROL * len(sample):
        raise InputError(f"{name} is not text (it holds binary data): give an .html, .txt, .md or .pdf file.")
