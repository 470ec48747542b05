"""From what somebody typed to a feed: the address itself, or the feed of the page that stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import BriefwireError, InputError
from bot.feeds.check import FeedReader, NoFeedError, refusal
from bot.feeds.discover import feed_of_site, usual_places
from bot.feeds.formats.fields import LONGEST_ADDRESS
from bot.feeds.formats.parsed import ParsedFeed
from bot.feeds.hosts import Hosts
from bot.web.fetch import Reply

MOST_TRIES = 20


@dataclass(frozen=True)
class Found:
    """A feed, where it is, and what its server answered."""

    url: str
    feed: ParsedFeed
    reply: Reply


def web_address(text: str) -> str:
    """An address as it was typed, "https://" added where that was left out; raises InputError for others."""
    address = text.strip().strip("<>")
    if "://" not in address and "." in address.split("/", 1)[0] and " " not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise InputError("That is not a web address: give the address of a feed, or of a page that has one.")
    if len(address) > LONGEST_ADDRESS:
        raise InputError(f"The address is longer than {LONGEST_ADDRESS:,} characters: check it.")
    return address


class Finder:
    """Finds the feed that is meant by an address."""

    def __init__(self, reader: FeedReader, hosts: Hosts) -> None:
        self._reader = reader
        self._hosts = hosts

    async def find(self, address: str) -> Found:
        """The feed at an address, or that of the page there.

        Raises InputError where there is none or it takes too long, and FetchError where it cannot be read.
        """
        if (known := feed_of_site(address)) and (found := await self._first([known])):
            return found
        reply = await self._ask(address)
        if found := await self._as_feed(address, reply):
            return found
        named = await self._reader.named_by(reply.data, reply.url)
        if found := await self._first([*named, *usual_places(reply.url)]):
            return found
        raise InputError(
            f"{address} is no feed and names none: look on the site for the address of its RSS or Atom feed."
        )

    async def _first(self, addresses: Sequence[str]) -> Found | None:
        """The first of these that is a feed."""
        for address in list(dict.fromkeys(addresses))[:MOST_TRIES]:
            try:
                if found := await self._as_feed(address, await self._ask(address)):
                    return found
            except BriefwireError:
                continue
        return None

    async def _ask(self, address: str) -> Reply:
        async with self._hosts.alone_at(address):
            reply = await self._reader.ask(address)
        if not 200 <= reply.status < 300:
            raise refusal(address, reply.status)
        return reply

    async def _as_feed(self, address: str, reply: Reply) -> Found | None:
        try:
            content_type = reply.headers.get("content-type")
            feed = await self._reader.parsed(address, reply.data, reply.url, content_type)
        except NoFeedError:
            return None
        return Found(reply.moved or address, feed, reply)
