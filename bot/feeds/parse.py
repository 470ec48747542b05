"""A feed's bytes as values: RSS, Atom, RDF and JSON Feed, whatever state they are in.

Everything here may be hostile: it is called in a process that can be ended.
"""

import re
from datetime import datetime

from bot.feeds.formats.json_feed import json_feed
from bot.feeds.formats.parsed import ParsedFeed
from bot.feeds.formats.xml_feed import xml_feed

_ROOT = re.compile(rb"<\s*(?:\w+:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE)


def parse_feed(data: bytes, url: str | None, content_type: str | None, now: datetime) -> ParsedFeed | None:
    """The feed in `data`, or None when it is none. `url` is what relative links are resolved against."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_feed(data, url, now)
    if not _ROOT.search(data[:65536]):
        return None
    return xml_feed(data, url, content_type, now)
