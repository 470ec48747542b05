"""Reading a feed once, from the web or a file, without following it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.config import FeedSettings, FetchSettings
from bot.errors import FetchError, InputError, ModelError, OutOfTimeError
from bot.feeds.discover import named_feeds
from bot.feeds.formats.parsed import ParsedFeed
from bot.feeds.opml import Listed, read_opml
from bot.feeds.parse import parse_feed
from bot.ports import Compute
from bot.web.fetch import Fetcher, Reply
from bot.web.files import read_within
from bot.web.schemes import check_scheme

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_STATUS: Mapping[int, str] = {
    401: "asks for a login (401): look for a feed that is open to everybody",
    402: "asks for payment (402): look for a feed that is open to everybody",
    403: "refuses to serve the feed to programs (403): ask the site to let it be read",
    404: "is not there any more, or never was (404): look for the feed's address on the site",
    410: "has ended (410): look for another feed on the site",
    429: "says that it was asked too often (429): try again later",
    451: "may not be shown for legal reasons (451)",
    500: "has a fault of its own (500): try again later",
    502: "has a fault of its own (502): try again later",
    503: "is overloaded or being worked on (503): try again later",
    504: "has a fault of its own (504): try again later",
}


class NoFeedError(InputError):
    """What stands at an address or in a file is no feed."""


@dataclass(frozen=True)
class Reading:
    """A feed as it was read just now, and from where; `reply` is None for a file."""

    url: str | None
    feed: ParsedFeed
    reply: Reply | None = None


class FeedReader:
    """Reads feeds; what they sent is parsed by `parser`, a process that can be ended."""

    def __init__(
        self,
        fetch: FetchSettings,
        feeds: FeedSettings,
        parser: Compute,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        within = fetch.model_copy(update={"max_bytes": feeds.max_bytes})
        self._fetcher = Fetcher(within, "feeds.max_bytes")
        self._most = feeds.max_bytes
        self._parser = parser
        self._clock = clock

    async def read(self, source: str) -> Reading:
        """The feed at an address or in a file.

        Raises InputError and FetchError with one line that says what happened and what to do.
        """
        if source.lower().startswith(("http://", "https://")):
            return await self._from_web(source)
        check_scheme(source)
        data = await asyncio.to_thread(self._file, Path(source))
        return Reading(None, await self.parsed(source, data, None, None))

    async def ask(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Reply:
        """What an address answers, or that nothing has changed (304); raises FetchError."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return await self._fetcher.get(
            address, {"Accept": ACCEPT} | {name: value for name, value in conditions.items() if value}
        )

    async def _from_web(self, address: str) -> Reading:
        reply = await self.ask(address)
        if reply.status != 200:
            raise refusal(address, reply.status)
        found = await self.parsed(address, reply.data, reply.url, reply.headers.get("content-type"))
        return Reading(reply.url, found, reply)

    async def named_by(self, data: bytes, url: str) -> Sequence[str]:
        """The feeds that a page names, the likeliest first."""
        try:
            return await self._parser.run(named_feeds, data, url)
        except ModelError:
            return []

    async def listed(self, data: bytes) -> Sequence[Listed]:
        """The feeds of an OPML file; raises InputError when it is none, is too large, or took too long."""
        if len(data) > self._most:
            raise InputError(f"The file is larger than {self._most / 1_000_000:g} MB (feeds.max_bytes).")
        try:
            found = await self._parser.run(read_opml, data)
        except ModelError as error:
            raise InputError(f"The file could not be read: {lowered(error)}") from error
        if found is None:
            raise InputError("This is not an OPML file: export one from your feed reader.")
        return found

    async def parsed(self, name: str, data: bytes, url: str | None, content_type: str | None) -> ParsedFeed:
        """What was sent, as a feed; raises NoFeedError when it is none, InputError when it took too long."""
        if not data.strip():
            raise NoFeedError(f"{name} is empty: it has no feed in it.")
        try:
            found = await self._parser.run(parse_feed, data, url, content_type, self._clock())
        except ModelError as error:
            limit = "feeds.parse_timeout" if isinstance(error, OutOfTimeError) else "ingest.parse_memory_mb"
            told = f"{name} could not be read: {lowered(error).rstrip('.')}"
            raise InputError(f"{told} ({limit}).") from error
        if found is None:
            raise NoFeedError(f"{name} is not a feed: RSS, Atom, RDF and JSON Feed are read.")
        return found

    def _file(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return read_within(file, self._most, str(path), "feeds.max_bytes")
        except FileNotFoundError as error:
            raise InputError(f"There is no file {path}: check the path, or give an address.") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read: {error}") from error


def refusal(address: str, status: int) -> FetchError:
    """The error for an answer of this status, which is neither a feed nor "not modified"."""
    return FetchError(
        f"{address} {_STATUS.get(status, f'answered with status {status}: check the address')}.",
        passing=status in {408, 429} or status >= 500,
    )


def lowered(error: Exception) -> str:
    """An error's message as the end of another sentence."""
    return f"{str(error)[:1].lower()}{str(error)[1:]}"
