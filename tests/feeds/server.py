"""A site on loopback whose feeds answer as a test sets them, and remember how they were asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import format_datetime

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.model import FeedEntry

PAGE = """<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The old bridge over the Senne was closed on Tuesday after a storm tore two cables loose, the city said.</p>
<p>“Nobody will cross it before Friday,” said Marta Quill, the chief engineer. “We do not guess.”</p>
<p>About 9,000 drivers use the bridge every day. They were sent over the railway crossing in the north.</p>
<p>The repair was expected to cost at least £40,000, the city’s works department said in a statement.</p>
</article></body></html>"""

Answer = Callable[[web.Request], web.StreamResponse | Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """What stands at each path, and what was asked of it."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    server: TestServer | None = None
    at_once: int = 0
    most_at_once: int = 0

    def address(self, path: str) -> str:
        """The whole address of a path."""
        assert self.server is not None
        return str(self.server.make_url(path))

    def page(self, path: str, title: str = "Bridge closed after storm", body: str = PAGE) -> None:
        """Put an article there."""
        self.answers[path] = lambda _: web.Response(text=body.format(title=title), content_type="text/html")

    def feed(self, path: str, data: bytes, **headers: str) -> None:
        """Put a feed there; with an ETag or Last-Modified among the headers it is given conditionally."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: web.Request) -> web.Response:
            same = [
                request.headers.get(asked) == told[name]
                for asked, name in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
                if name in told and asked in request.headers
            ]
            if same and all(same):
                return web.Response(status=304, headers=told)
            return web.Response(body=data, headers={"Content-Type": "application/rss+xml"} | told)

        self.answers[path] = answer

    def status(self, path: str, status: int, **headers: str) -> None:
        """Answer with this status."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _: web.Response(status=status, headers=told)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.asked)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The server's one handler."""
        self.asked.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            known = self.answers.get(request.path)
            answer = known(request) if known else web.Response(status=404)
            return answer if isinstance(answer, web.StreamResponse) else await answer
        finally:
            self.at_once -= 1


def rss_of(*entries: FeedEntry, head: str = "", title: str = "Harbour Post", site: str = "") -> bytes:
    """An RSS feed of these entries."""
    items = "".join(map(_item, entries))
    link = f"<link>{site}</link>" if site else ""
    top = f"<title>{title}</title>{link}<language>en</language>{head}"
    return f"<rss version='2.0'><channel>{top}{items}</channel></rss>".encode()


def _item(entry: FeedEntry) -> str:
    parts = [
        f"<title>{entry.title}</title>" if entry.title else "",
        f"<link>{entry.url}</link>" if entry.url else "",
        f"<guid isPermaLink='false'>{entry.guid}</guid>" if entry.guid else "",
        f"<description><![CDATA[{entry.text}]]></description>" if entry.text else "",
        f"<pubDate>{format_datetime(entry.published_at)}</pubDate>" if entry.published_at else "",
    ]
    return f"<item>{''.join(parts)}</item>"
