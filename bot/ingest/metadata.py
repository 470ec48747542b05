"""What a page says about itself: title, author, site, address, language and moment of publication."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from rapidfuzz import fuzz, utils

from bot.ingest.dates import exact_moment, parse_moment
from bot.ingest.draft import Published
from bot.ingest.linked_data import LinkedData
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
_CAPTION_WORDS = 3
_MONTHS = 12


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


def headline(tree: Any) -> str | None:
    """What the page shows as its headline; its title is often another, made for search engines."""
    shown = tree.xpath("//body//h1")
    return set_line(shown[0].text_content()) if len(shown) == 1 else None


def canonical_link(tree: Any) -> str | None:
    """The address that the page names as its own: its canonical link, else its Open Graph address.

    A link without a host is one of the site that the Open Graph address names, where there is one.
    """
    linked, graph = (
        next(filter(None, (str(address).strip() for address in tree.xpath(path))), None)
        for path in (
            "//link[contains(concat(' ', translate(@rel, 'CANONICL', 'canonicl'), ' '), ' canonical ')]"
            "/@href",
            "//meta[@property='og:url']/@content",
        )
    )
    if linked and graph and not urlsplit(linked).netloc:
        return urljoin(graph, linked)
    return linked or graph


def declared_language(tree: Any) -> str | None:
    """What the page says its language is ("en-GB")."""
    found = tree.xpath(
        "/html/@lang | /html/@*[local-name()='lang'] | //meta[@http-equiv='content-language']/@content"
    )
    return str(found[0]) if found else None


def published(tree: Any, day: date | None, linked: LinkedData) -> Published | None:
    """When the article appeared: what is said of it alone, else the time that the page gives for `day`.

    `day` is what was found on the page as a whole, which may be the day of a film in it.
    """
    if own := parse_moment(linked.published):
        day = own.at.date()
    elif day and (declared_language(tree) or "").lower() == "en-us":
        day = _month_first(day, _times_in_meta(tree))
    times = (linked.published or "", *_times_in_meta(tree), *linked.other_times, *_times_in_markup(tree))
    return exact_moment(day, times)


def _month_first(day: date, written: Iterable[str]) -> date:
    """`day`, or 3 November where an American page writes it as 11/03/2025, which is read as 11 March."""
    as_read = re.compile(rf"0?{day.day}/0?{day.month}/{day.year}\b")
    is_read_wrongly = day.day <= _MONTHS and any(map(as_read.match, written))
    return date(day.year, day.day, day.month) if is_read_wrongly else day


def site_name(tree: Any, linked: LinkedData, found: str | None) -> str | None:
    """The publication: as the page's head names it, else who published its article, else what was `found`."""
    if tree.xpath("//meta[@property='og:site_name' or @name='og:site_name'][normalize-space(@content)]"):
        return found
    return linked.publisher or found


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
