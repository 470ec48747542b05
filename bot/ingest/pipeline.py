"""From a source to an `Article`: read or fetch, parse, check, name."""

import asyncio
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.config import FetchSettings, IngestSettings
from bot.errors import ExtractError, InputError, ModelError
from bot.ingest.document import Document, kind_of
from bot.ingest.entry import parse_entry
from bot.ingest.parse import Parsed, parse_document
from bot.ingest.source import Source, read_bytes, shown
from bot.model import Article, FeedEntry
from bot.ports import Compute
from bot.web.canonical import article_id, canonical_address, content_hash

_KIND_SUFFIX = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
}
_BYTES_A_CHARACTER = 4
PARSING_MODULES = ("bot.ingest.parse", "newspaper", "readability", "trafilatura")
"""What parsing a page takes longest to import."""


class Ingest:
    """Reads articles; what may be hostile is parsed by `parser`, which can be a process that is ended."""

    def __init__(self, fetch: FetchSettings, ingest: IngestSettings, parser: Compute) -> None:
        self._fetch = fetch
        self._ingest = ingest
        self._parser = parser

    async def read(self, source: Source) -> Article:
        """The article at `source`.

        Raises InputError, FetchError or ExtractError with one line that says what happened and what to do.
        """
        return await self._made(await self._document(source), source.name)

    async def read_text(self, text: str) -> Article:
        """The article that somebody pasted; raises InputError and ExtractError."""
        if not text.strip():
            raise InputError("The text is empty: there is no article in it.")
        return await self._made(Document("The text", "text", text.encode("utf-8", "replace")), "The text")

    async def read_entry(self, entry: FeedEntry, outlet: str | None) -> Article:
        """The article as far as a feed's entry carries it; raises InputError and ExtractError."""
        name = entry.title or entry.url or "The entry"
        try:
            parsed = await self._parser.run(parse_entry, entry, outlet)
        except ModelError as error:
            raise ExtractError(f"{name} could not be read: {_lowered(error)}") from error
        self._check_length(name, parsed)
        return _article(entry.url, parsed)

    async def _made(self, document: Document, name: str) -> Article:
        parsed = await self._parse(document)
        self._check_length(name, parsed)
        return _article(document.url, parsed)

    async def _document(self, source: Source) -> Document:
        if source.kind == "address":
            from bot.web.fetch import Fetcher  # aiohttp takes a third of a second that files don't need

            assert source.url is not None
            page = await Fetcher(self._fetch).fetch(source.url)
            suffix = _KIND_SUFFIX.get(page.content_type or "", PurePosixPath(urlsplit(page.url).path).suffix)
            host = urlsplit(page.url).hostname or "The page"
            return Document(host, kind_of(host, page.data, suffix), page.data, page.charset, page.url)
        data = await asyncio.to_thread(read_bytes, source, self._fetch.max_bytes)
        name = shown(source.path.name) if source.path else "Standard input"
        suffix = source.path.suffix if source.path else ""
        return Document(name, kind_of(name, data, suffix), data, url=source.url)

    async def _parse(self, document: Document) -> Parsed:
        if document.kind in {"text", "markdown"}:
            if len(document.data) > _BYTES_A_CHARACTER * self._ingest.max_characters:
                raise self._too_long(document.name)
            return await asyncio.to_thread(parse_document, document)
        try:
            return await self._parser.run(parse_document, document)
        except ModelError as error:
            raise ExtractError(
                f"{document.name} could not be read: {_lowered(error)} "
                "Save the article's text as .txt and give that."
            ) from error

    def _check_length(self, name: str, parsed: Parsed) -> None:
        if len(parsed.text) > self._ingest.max_characters:
            raise self._too_long(name)
        if len(parsed.text.split()) < self._ingest.min_words and not _is_unspaced(parsed.text):
            raise ExtractError(f"{_start(name)} holds no article: fewer than {self._ingest.min_words} words.")

    def _too_long(self, name: str) -> InputError:
        return InputError(
            f"{_start(name)} is longer than {self._ingest.max_characters:,} characters, the most "
            "that is read (ingest.max_characters): give it in parts."
        )


def _lowered(error: Exception) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]


def _start(name: str) -> str:
    return "Standard input" if name == "-" else name


def _is_unspaced(text: str) -> bool:
    """Whether a text is in a script that puts no spaces between words (Chinese, Japanese, Thai)."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 10 and sum(char > "\u0e00" for char in letters) > 0.5 * len(letters)


def _article(url: str | None, parsed: Parsed) -> Article:
    canonical = canonical_address(url, parsed.canonical_link)
    hashed = content_hash(f"{parsed.title or ''}\n\n{parsed.text}")
    return Article(
        id=article_id(canonical, hashed),
        url=url or canonical,
        canonical_url=canonical,
        site=parsed.site or (urlsplit(canonical).hostname if canonical else None),
        title=parsed.title,
        byline=parsed.byline,
        published_at=parsed.published.at if parsed.published else None,
        published_precision=parsed.published.precision if parsed.published else None,
        language=parsed.language,
        text=parsed.text,
        content_hash=hashed,
        fetched_at=datetime.now(UTC),
    )
