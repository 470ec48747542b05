"""What the user names as a source, and reading the bytes of those that are not on the web."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.web.files import read_within
from bot.web.schemes import address_scheme, check_scheme

_KINDS = "an address, or an .html, .txt, .md or .pdf file"
_READ = {
    ".html",
    ".htm",
    ".xhtml",
    ".shtml",
    ".mhtml",
    ".mht",
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".pdf",
    "",
}
_OTHER_KINDS = {
    "a picture": {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".tif",
        ".tiff",
        ".bmp",
        ".heic",
        ".avif",
    },
    "sound or video": {".mp3", ".wav", ".m4a", ".ogg", ".flac", ".mp4", ".mov", ".avi", ".mkv", ".webm"},
    "an office document": {
        ".doc",
        ".docx",
        ".odt",
        ".rtf",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".pages",
        ".epub",
    },
    "an archive": {".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".warc"},
}


@dataclass(frozen=True)
class Source:
    """Where an article is to be read.

    `name` is what the user wrote, fit for a message; `url` is the address to fetch, or the one that a
    file or standard input is said to come from; `path` is set for files alone.
    """

    name: str
    kind: Literal["address", "file", "stdin"]
    url: str | None = None
    path: Path | None = None


def parse_source(text: str, url: str | None = None) -> Source:
    """The source that `text` names: an http(s) address, a path, or "-" for standard input.

    `url` is the address that a saved page had. Raises InputError when `text` is nothing of the
    kind, when the file is missing, a folder, empty or of a kind that is not read.
    """
    named = text.strip()
    if url is not None and (address_scheme(url) not in {"http", "https"} or not urlsplit(url).hostname):
        raise InputError(f"--url takes the page's http or https address, and {url!r} is not one.")
    if not named:
        raise InputError(f"No source was given: name {_KINDS}, or - for standard input.")
    if named == "-":
        return Source("-", "stdin", url=url)
    if address_scheme(named):
        return _address(named, url)
    return _file(text, url)


def _address(named: str, url: str | None) -> Source:
    check_scheme(named)
    if url is not None:
        raise InputError("--url gives a saved page its address; a source that is an address has one already.")
    return Source(named, "address", url=named)


def _file(text: str, url: str | None) -> Source:
    path = Path(text).expanduser()
    try:
        exists, folder = path.exists(), path.is_dir()
    except (OSError, ValueError) as error:
        raise InputError(f"{shown(text)} cannot be a file's name: name {_KINDS}.") from error
    if not exists:
        raise InputError(f"There is no file {shown(text)}{_address_hint(text)}")
    if folder:
        raise InputError(f"{shown(text)} is a folder: name one file in it.")
    _check_kind(path)
    return Source(shown(text), "file", url=url, path=path)


def shown(text: str) -> str:
    """`text` as it may stand in a message: in one line, and not too long."""
    printable = "".join(char if char.isprintable() else "�" for char in text)
    return printable if len(printable) <= 120 else printable[:119] + "…"


def _address_hint(text: str) -> str:
    host = text.split("/", 1)[0]
    if "." in host.strip(".") and " " not in host and Path(host).suffix.lower() not in _READ:
        return f"; if a web page is meant, write https://{shown(text)}"
    return f": name {_KINDS}, or - for standard input."


def _check_kind(path: Path) -> None:
    suffix = path.suffix.lower()
    for kind, suffixes in _OTHER_KINDS.items():
        if suffix in suffixes:
            raise InputError(f"{shown(path.name)} is {kind}, which is not read: give {_KINDS}.")


def read_bytes(source: Source, limit: int) -> bytes:
    """The bytes of a file or of standard input; blocks, so call it off the event loop.

    Raises InputError when they are more than `limit`, none at all, or cannot be read.
    """
    if source.kind == "stdin":
        if sys.stdin is None:
            raise InputError("There is no standard input here: name a file or an address.")
        return _filled(sys.stdin.buffer, limit, "Standard input")
    assert source.path is not None
    name = source.name
    try:
        with source.path.open("rb") as file:
            return _filled(file, limit, name)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error


def _filled(stream: BinaryIO, limit: int, name: str) -> bytes:
    data = read_within(stream, limit, name, "fetch.max_bytes")
    if not data.strip():
        raise InputError(f"{name} is empty: there is no article in it.")
    return data
