"""Guarded fetching: one page of the public web, within limits, or one line that says why not."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import TypeVar

import aiohttp
from yarl import URL

from bot.config import FetchSettings
from bot.errors import FetchError
from bot.web.addresses import AddressPolicy, plain_host
from bot.web.dial import GuardedResolver, refused

T = TypeVar("T")
Take = Callable[[URL, aiohttp.ClientResponse, bool], Awaitable[T]]
"""What is made of the answer at the end of all redirects, and whether each of them was for good."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"
_READ_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/x-markdown",
        "application/pdf",
        "application/x-pdf",
        "application/xml",
        "text/xml",
        "application/octet-stream",
        "binary/octet-stream",
    }
)
_STATUS: Mapping[int, str] = {
    401: "asks for a login (401): save the page in your browser and give the file",
    402: "asks for payment (402): save the page in your browser and give the file",
    403: "refuses to serve the page to programs (403): save it in your browser and give the file",
    404: "has no such page (404): check the address",
    410: "has removed the page (410): look for an archived copy",
    429: "says that it was asked too often (429): wait some minutes and try again",
    451: "may not show the page for legal reasons (451)",
}


@dataclass(frozen=True)
class Page:
    """What an address answered: `url` is the one after redirects, `data` is decompressed."""

    url: str
    data: bytes
    content_type: str | None
    charset: str | None


@dataclass(frozen=True)
class Reply:
    """Any answer, whatever its status; `moved` is where every redirect on the way said to go for good."""

    status: int
    url: str
    moved: str | None
    headers: Mapping[str, str]
    data: bytes


class Fetcher:
    """Fetches pages under the limits of `settings`; holds no connection between pages.

    `limit_setting` is what sets the largest size, for whoever is told that something is larger.
    """

    def __init__(self, settings: FetchSettings, limit_setting: str = "fetch.max_bytes") -> None:
        self._settings = settings
        self._limit_setting = limit_setting
        self._policy = AddressPolicy.opening(settings.allow_private)

    async def fetch(self, address: str) -> Page:
        """The page at `address`, redirects followed.

        Raises FetchError: a refused address, no answer in time, an error status, a type that is no
        article, or more than `max_bytes` after decompression.
        """
        return await self._within_limits(address, {}, self._page)

    async def get(self, address: str, headers: Mapping[str, str]) -> Reply:
        """What `address` answers to these headers, redirects followed, whatever the status and type.

        `headers` of the reply have lower-case names. Raises FetchError: a refused address, no answer in
        time, or more than `max_bytes` after decompression.
        """

        async def reply(url: URL, response: aiohttp.ClientResponse, moved: bool) -> Reply:
            data = await self._body(url, response) if 200 <= response.status < 300 else b""
            told = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status, str(url), str(url) if moved else None, told, data)

        return await self._within_limits(address, headers, reply)

    async def _within_limits(self, address: str, headers: Mapping[str, str], take: Take[T]) -> T:
        url = self._checked(address)
        try:
            async with asyncio.timeout(self._settings.total_timeout), self._session(headers) as session:
                return await self._follow(session, url, take)
        except TimeoutError as error:
            raise FetchError(
                f"{url.host} did not answer within {self._settings.total_timeout:g} s: try again later.",
                passing=True,
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _translated(error, url, self._settings) from error

    def _session(self, headers: Mapping[str, str]) -> aiohttp.ClientSession:
        settings = self._settings
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=GuardedResolver(self._policy), limit=2),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=settings.connect_timeout),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": _ACCEPT,
                "Accept-Language": "en,*;q=0.5",
                **headers,
            },
            trust_env=False,
        )

    def _checked(self, address: str) -> URL:
        """`address` with its host as it will be dialled; FetchError when it must not be."""
        try:
            url = URL(address.strip())
            host, port = url.host, url.port
        except ValueError as error:
            raise FetchError(
                f"{_shown(address)} is not a usable address: check how it is written."
            ) from error
        if url.scheme not in {"http", "https"} or not host or not port:
            raise FetchError(f"{_shown(address)} is not an http or https address, so it is not fetched.")
        if url.user is not None or url.password is not None:
            raise FetchError("The address carries a user name or password: remove it and try again.")
        plain = plain_host(host)
        if not isinstance(plain, str) and not self._policy.permits(plain):
            raise refused(str(plain))
        # The resolver isn't asked about literal addresses, so what was checked must be what is dialled.
        if isinstance(plain, IPv6Address):
            return url.with_host(str(plain))
        return url.with_host(str(plain)) if str(plain) != host else url

    async def _follow(self, session: aiohttp.ClientSession, url: URL, take: Take[T]) -> T:
        moved, for_good = False, True
        for _ in range(self._settings.max_redirects + 1):
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await take(url, response, moved and for_good)
                moved, for_good = True, for_good and response.status in _FOR_GOOD
                target = response.headers.get("Location")
                if not target:
                    raise FetchError(f"{url.host} redirects without saying where to: try another address.")
                url = self._checked(str(url.join(URL(target))))
        raise FetchError(
            f"{url.host} redirected more than {self._settings.max_redirects} times: "
            "give the address that this is meant to lead to."
        )

    async def _page(self, url: URL, response: aiohttp.ClientResponse, _moved: bool) -> Page:
        _check_status(url, response.status)
        declared = response.headers.get("Content-Type")
        _check_type(url, response.content_type if declared else None)
        data = await self._body(url, response)
        if not data.strip():
            raise FetchError(f"{url.host} sent an empty page: try again later or check the address.")
        return Page(str(url), data, response.content_type if declared else None, response.charset)

    async def _body(self, url: URL, response: aiohttp.ClientResponse) -> bytes:
        limit = self._settings.max_bytes
        if (response.content_length or 0) > limit:
            raise _too_large(url, limit, self._limit_setting)
        data = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            data += chunk
            if len(data) > limit:
                raise _too_large(url, limit, self._limit_setting)
        return bytes(data)


def _too_large(url: URL, limit: int, setting: str) -> FetchError:
    return FetchError(
        f"{url.host} sent more than {limit / 1_000_000:g} MB, the most that is read ({setting})."
    )


def _check_status(url: URL, status: int) -> None:
    if 200 <= status < 300:
        return
    if status in _STATUS:
        raise FetchError(f"{url.host} {_STATUS[status]}.", passing=status == 429)
    if status >= 500:
        raise FetchError(f"{url.host} has a fault of its own ({status}): try again later.", passing=True)
    raise FetchError(f"{url.host} did not serve the page (status {status}): check the address.")


def _check_type(url: URL, content_type: str | None) -> None:
    if content_type is None or content_type in _READ_TYPES:
        return
    if content_type in {"application/rss+xml", "application/atom+xml", "application/feed+json"}:
        raise FetchError(f"{url.host} sent a feed, not an article: give the address of one article.")
    raise FetchError(f"{url.host} sent {content_type}, not an article: give the address of a page or a PDF.")


def _translated(error: Exception, url: URL, settings: FetchSettings) -> FetchError:
    match error:
        case aiohttp.ConnectionTimeoutError():
            return FetchError(
                f"{url.host} could not be reached within {settings.connect_timeout:g} s: try again later.",
                passing=True,
            )
        case aiohttp.ClientConnectorDNSError():
            return FetchError(
                f"{_named(error, url)} has no network address: check the spelling, or the network.",
                passing=True,
            )
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError() | ssl.SSLError():
            return FetchError(
                f"{_named(error, url)} has no valid certificate, so what it sends cannot be trusted: "
                "save the page in your browser and give the file."
            )
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return FetchError(f"{url.host} broke off or damaged its answer: try again later.", passing=True)
        case aiohttp.ClientConnectionError() | OSError():
            return FetchError(
                f"{_named(error, url)} could not be reached: check the address and the network.",
                passing=True,
            )
        case _:
            return FetchError(f"{url.host} gave an answer that is not proper HTTP: try another address.")


def _named(error: Exception, url: URL) -> str:
    # After a redirect it is another host than the user's that failed.
    host = error.host if isinstance(error, aiohttp.ClientConnectorError) else url.host
    return str(host or "The site")


def _shown(address: str) -> str:
    return address if len(address) <= 120 and address.isprintable() else repr(address)[:120]
