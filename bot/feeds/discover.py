"""Which feed is meant by the address of a page: by what its site is, what the page names, and what is usual.

All of it gives candidates, the likeliest first; only reading one shows that it is a feed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.ground.lexicon import cues_of

_places = partial(cues_of, "bot/feeds/cues", "places")
_MOST_LINKS = 10
_FEED_LIKE = re.compile(r"(?:^|[/._?=-])(?:rss|atom|feeds?)(?:$|[/._?=&-])", re.IGNORECASE)


@cache
def _sites() -> Sequence[tuple[re.Pattern[str], re.Pattern[str], str]]:
    return [(re.compile(site["host"]), re.compile(site["path"]), site["feed"]) for site in _places()["site"]]


def feed_of_site(url: str) -> str | None:
    """The feed of a page on a site that is known: YouTube, Reddit, GitHub, Mastodon and more."""
    parts = urlsplit(url)
    path = f"{parts.path}{f'?{parts.query}' if parts.query else ''}"
    for host, place, feed in _sites():
        found = place.fullmatch(path)
        if found and host.fullmatch(parts.netloc.lower()):
            named = {name: value or "" for name, value in found.groupdict().items()}
            address = feed.format(origin=f"{parts.scheme}://{parts.netloc}", **named)
            return address.replace("/.atom", ".atom")
    return None


def usual_places(url: str) -> Sequence[str]:
    """Where feeds mostly are: in the page's own folder, then at the root of its site."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    folder = urljoin(root, parts.path if parts.path.endswith("/") else f"{parts.path}/")
    bases = [root] if folder == root else [folder, root]
    tries = [urljoin(base, path) for base in bases for path in _places()["paths"]]
    return list(dict.fromkeys(tries))


def named_feeds(data: bytes, url: str) -> Sequence[str]:
    """The feeds that a page names: in its link tags, by its canonical address, and in its links.

    `data` may be hostile: call it in a process that can be ended.
    """
    from lxml import html
    from lxml.etree import LxmlError

    try:
        page: Any = html.document_fromstring(data)
    except (LxmlError, ValueError):
        return []
    base = _joined(url, next(iter(page.xpath("//base/@href")), "")) or url
    found = [*_in_link_tags(page), *_by_canonical(page, base), *_in_links(page, base)]
    return list(dict.fromkeys(filter(None, (_joined(base, link) for link in found))))


def _joined(base: str, link: str) -> str | None:
    """The web address that a link leads to, if it leads to one."""
    try:
        whole = urljoin(base, link.strip())
        return whole if urlsplit(whole).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _in_link_tags(page: Any) -> Sequence[str]:
    """The addresses of link tags, those of comments and the like last."""
    links = []
    for link in page.xpath("//link[@rel and @href]"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in link.get("rel").lower().split() and kind in _places()["types"]:
            aside = _is_aside(f"{link.get('href')} {link.get('title') or ''}")
            links.append((aside, kind == "application/json", link.get("href").strip()))
    return [href for *_, href in sorted(links, key=lambda each: each[:2])][:_MOST_LINKS]


def _by_canonical(page: Any, base: str) -> Iterator[str]:
    for href in page.xpath("//link[@rel='canonical']/@href")[:1]:
        if feed := feed_of_site(_joined(base, href) or ""):
            yield feed


def _in_links(page: Any, base: str) -> Sequence[str]:
    """The addresses of links within the site that look like those of feeds."""
    host = urlsplit(base).netloc
    links = [_joined(base, href) for href in page.xpath("//a/@href")[:2000]]
    own = [urlsplit(link) for link in links if link and urlsplit(link).netloc == host]
    like = [link.geturl() for link in own if _FEED_LIKE.search(link.path) and not _is_aside(link.geturl())]
    return like[:_MOST_LINKS]


def _is_aside(words: str) -> bool:
    return any(aside in words.lower() for aside in _places()["aside"])
