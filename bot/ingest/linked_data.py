"""What a page says about its article in JSON-LD: when it appeared, who wrote it, who published it.

A page holds many such blocks: its publisher, a film, comments, other stories. What counts is the one article
that stands at the top of a block, in its list or in its graph; not what is nested in something else.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MOST = 500_000
_DEPTH = 6
_ARTICLE = re.compile(r"(?:Article|Report|(?:Blog|Media)Posting)$")
# Things on a page that have a date of their own.
_OTHER = re.compile(r"(?:Video|Image|Audio|Media)Object$|^(?:Comment|Review|Question|Answer|Clip|Event)$")


@dataclass(frozen=True)
class LinkedData:
    """Of the page's one article: `published` as it is written, `authors`, `publisher`.

    `other_times` are further dates of publication, of whatever is no film, picture or comment.
    """

    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    other_times: tuple[str, ...] = ()


def linked_data(tree: Any) -> LinkedData:
    """What the page of `tree` says."""
    blocks = list(_blocks(tree))
    nodes = [node for block in blocks for node in _top(block)]
    others = tuple(time for block in blocks for time in _times(block, _DEPTH))
    articles = [node for node in nodes if any(map(_ARTICLE.search, _types(node)))]
    if len({str(node.get("datePublished")) for node in articles}) != 1:  # none, or a list of stories
        return LinkedData(other_times=others)
    known = {str(node["@id"]): node for node in nodes if "@id" in node}
    told = {name: value for node in reversed(articles) for name, value in node.items()}
    published = told.get("datePublished")
    return LinkedData(
        published=published if isinstance(published, str) else None,
        authors=tuple(_names(told.get("author"), known)),
        publisher=next(_names(told.get("publisher"), known), None),
        other_times=others,
    )


def _blocks(tree: Any) -> Iterator[Any]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = (script.text or "").strip()
        if not source or len(source) > _MOST:
            continue
        try:
            yield json.loads(re.sub(r"^<!--|-->$|;$", "", source), strict=False)
        except (ValueError, RecursionError):  # publishers write broken JSON; other places have the time too
            continue


def _top(block: Any) -> Iterator[Mapping[str, Any]]:
    """The things that a block is about: itself, or those of its list or graph."""
    for node in block if isinstance(block, list) else [block]:
        if isinstance(node, dict):
            graph = node.get("@graph")
            yield from (
                (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else [node]
            )


def _types(node: Mapping[str, Any]) -> Sequence[str]:
    types = node.get("@type")
    return [str(name) for name in types] if isinstance(types, list) else [str(types or "")]


def _names(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The names in a list of people or houses, each a text, a thing or a reference to one."""
    for one in value if isinstance(value, list) else [value]:
        thing = known.get(str(one.get("@id")), one) if isinstance(one, dict) and "name" not in one else one
        name = thing.get("name") if isinstance(thing, dict) else thing
        if isinstance(name, str) and name.strip() and not name.startswith(("http://", "https://")):
            yield name.strip()


def _times(node: Any, depth: int) -> Iterator[str]:
    if depth and isinstance(node, dict):
        if any(map(_OTHER.search, _types(node))):
            return
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        node = list(node.values())
    if depth and isinstance(node, list):
        for value in node:
            yield from _times(value, depth - 1)
