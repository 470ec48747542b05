"""Lists of feeds as OPML, in and out, with folders in folders."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from bot.model import Following

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]{2,20})[\"']", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Listed:
    """A feed as a list names it; `folder` is the outermost first."""

    url: str
    title: str | None
    folder: tuple[str, ...]


def read_opml(data: bytes) -> Sequence[Listed] | None:
    """The feeds that an OPML file lists, each once; None when it is no OPML.

    `data` may be hostile: call it in a process that can be ended.
    """
    import listparser

    # Only ASCII is read the same by every parser, whatever encoding it believes in.
    text = _DOCTYPE.sub("", _decoded(data), count=1)
    found = listparser.parse(text.encode("ascii", "xmlcharrefreplace"))
    if not found.version.startswith("opml"):
        return None
    return [Listed(feed.url, feed.title or None, _deepest(feed.categories)) for feed in found.feeds]


def _deepest(folders: Sequence[list[str]]) -> tuple[str, ...]:
    named = [tuple(filter(str.strip, folder)) for folder in folders]  # a feed that holds feeds is no folder
    return max(named, key=lambda folder: len(folder), default=())


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.match(data)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return data.decode("utf-8-sig", "replace")


def write_opml(followed: Sequence[Following], now: datetime) -> bytes:
    """An OPML 2.0 file of these feeds, each in its folder, once where several channels follow it."""
    opml = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(opml, "head")
    ElementTree.SubElement(head, "title").text = "Feeds followed with Briefwire"
    ElementTree.SubElement(head, "dateCreated").text = format_datetime(now, usegmt=True)
    body = ElementTree.SubElement(opml, "body")
    folders: dict[tuple[str, ...], ElementTree.Element] = {(): body}
    once = {each.feed.id: each for each in reversed(followed)}
    for following in reversed(once.values()):
        feed = following.feed
        title = _sound(feed.title or feed.url)
        outline = {"type": "rss", "text": title, "title": title, "xmlUrl": _sound(feed.url)}
        if feed.site_url:
            outline["htmlUrl"] = _sound(feed.site_url)
        ElementTree.SubElement(_folder(folders, following.subscription.folder), "outline", outline)
    ElementTree.indent(opml)
    written: bytes = ElementTree.tostring(opml, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _folder(
    folders: dict[tuple[str, ...], ElementTree.Element], path: tuple[str, ...]
) -> ElementTree.Element:
    """The outline of a folder, made with those around it where it is new."""
    if path not in folders:
        around = _folder(folders, path[:-1])
        folders[path] = ElementTree.SubElement(
            around, "outline", text=_sound(path[-1]), title=_sound(path[-1])
        )
    return folders[path]


def _sound(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
