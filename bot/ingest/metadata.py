"""What a page says about itself: title, author, site, address, language and moment of publication."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz, utils

from bot.ingest.dates import exact_moment
from bot.ingest.draft import Published
from bot.ingest.typeset import set_line

_TIMES_IN_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_SAME_TITLE = 90
_MOST_LD = 500_000
_LD_DEPTH = 6
_CAPTION_WORDS = 3


def agreed_title(titles: Sequence[str | None]) -> str | None:
    """The title on which most extractors agree; where none do, the first one that is not empty.

    `titles` stand in the order of trust. Titles agree when they differ in little but punctuation.
    """
    named = [line for title in titles if title and (line := set_line(title))]
    if not named:
        return None

    def voices(title: str) -> int:
        return sum(
            fuzz.ratio(title, other, processor=utils.default_process) >= _SAME_TITLE for other in named
        )

    return max(named, key=voices)


def canonical_link(tree: Any) -> str | None:
    """The address that the page names as its own: its canonical link, else its Open Graph address."""
    for path in (
        "//link[contains(concat(' ', translate(@rel, 'CANONICL', 'canonicl'), ' '), ' canonical ')]/@href",
        "//meta[@property='og:url']/@content",
    ):
        for address in tree.xpath(path):
            if str(address).strip():
                return str(address).strip()
    return None


def declared_language(tree: Any) -> str | None:
    """What the page says its language is ("en-GB")."""
    found = tree.xpath(
        "/html/@lang | /html/@*[local-name()='lang'] | //meta[@http-equiv='content-language']/@content"
    )
    return str(found[0]) if found else None


def published(tree: Any, day: date | None) -> Published | None:
    """When the article appeared: the time that the page gives for `day`, or the day alone."""
    return exact_moment(day, (*_times_in_meta(tree), *_times_in_ld(tree), *_times_in_markup(tree)))


def known_captions(tree: Any) -> list[str]:
    """The texts that the page marks up as captions of pictures, whole and without their credit."""
    found = tree.xpath(
        "//figcaption | //*[contains(@class, 'wp-caption-text') or contains(@class, 'image-caption')"
        " or contains(@class, 'photo-caption') or contains(@class, 'media-caption')]"
    )
    texts = [text for element in found for text in (" ".join(element.itertext()), *element.itertext())]
    return [line for text in texts if len((line := set_line(text)).split()) >= _CAPTION_WORDS]


def _times_in_meta(tree: Any) -> Iterator[str]:
    named = {
        str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get(
            "content"
        )
        for meta in reversed(tree.xpath("//meta[@content]"))
    }
    yield from (named[name] for name in _TIMES_IN_META if named.get(name))


def _times_in_markup(tree: Any) -> Iterator[str]:
    yield from tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
    )
    yield from tree.xpath("//time[@pubdate]/@datetime | //article//time/@datetime | //time/@datetime")


def _times_in_ld(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = (script.text or "").strip()
        if not source or len(source) > _MOST_LD:
            continue
        try:
            yield from _dates_published(
                json.loads(re.sub(r"^<!--|-->$|;$", "", source), strict=False), _LD_DEPTH
            )
        except (ValueError, RecursionError):  # publishers write broken JSON; other places have the time too
            continue


def _dates_published(node: Any, depth: int) -> Iterable[str]:
    if depth and isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for value in node.values():
            yield from _dates_published(value, depth - 1)
    elif depth and isinstance(node, list):
        for value in node:
            yield from _dates_published(value, depth - 1)
