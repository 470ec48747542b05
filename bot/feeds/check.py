"""Reading a feed once, from the web or a file, without following it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.config import FeedSettings, FetchSettings
from bot.errors import FetchError, InputError, ModelError
from bot.feeds.parse import ParsedFeed, parse_feed
from bot.ports import Compute
from bot.web.fetch import Fetcher, Reply
from bot.web.files import read_within

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class Reading:
    """A feed as it was read just now, and from where; `reply` is None for a file."""

    url: str | None
    feed: ParsedFeed
    reply: Reply | None = None


class FeedReader:
    """Reads feeds; what they sent is parsed by `parser`, a process that can be ended."""

    def __init__(self, fetch: FetchSettings, feeds: FeedSettings, parser: Compute) -> None:
        self._fetcher = Fetcher(fetch.model_copy(update={"max_bytes": feeds.max_bytes}))
        self._most = feeds.max_bytes
        self._parser = parser

    async def read(self, source: str) -> Reading:
        """The feed at an address or in a file.

        Raises InputError and FetchError with one line that says what happened and what to do.
        """
        if source.lower().startswith(("http://", "https://")):
            return await self._from_web(source)
        data = await asyncio.to_thread(self._file, Path(source))
        return Reading(None, await self.parsed(source, data, None, None))

    async def _from_web(self, address: str) -> Reading:
        reply = await self._fetcher.get(address, {"Accept": ACCEPT})
        if reply.status != 200:
            raise FetchError(f"{address} answered with status {reply.status}: check the address.")
        found = await self.parsed(address, reply.data, reply.url, reply.headers.get("content-type"))
        return Reading(reply.url, found, reply)

    async def parsed(self, name: str, data: bytes, url: str | None, content_type: str | None) -> ParsedFeed:
        """What was sent, as a feed; raises InputError when it is none, or took too long."""
        if not data.strip():
            raise InputError(f"{name} is empty: it has no feed in it.")
        try:
            found = await self._parser.run(parse_feed, data, url, content_type, datetime.now(UTC))
        except ModelError as error:
            raise InputError(f"{name} could not be read: {str(error)[:1].lower()}{str(error)[1:]}") from error
        if found is None:
            raise InputError(f"{name} is not a feed: RSS, Atom, RDF and JSON Feed are read.")
        return found

    def _file(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return read_within(file, self._most, str(path), "feeds.max_bytes")
        except FileNotFoundError as error:
            raise InputError(f"There is no file {path}: check the path, or give an address.") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read: {error}") from error
