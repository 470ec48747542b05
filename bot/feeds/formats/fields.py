"""Fields of an entry as they may be stored: text, addresses, dates and languages, made safe or left out."""

import calendar
import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing on the web is older; a date before it, or more than two days ahead, is no date."""
AHEAD = timedelta(days=2)
LONGEST_ADDRESS = 2000  # characters
_TAG = re.compile(r"<[^>]*>")


def sound(text: str | None) -> str | None:
    """The text without what a database cannot hold: NUL, and halves of surrogate pairs."""
    return re.sub("[\x00\ud800-\udfff]", "", text or "") or None


def plain(text: str | None) -> str | None:
    """The words of a text: markup and control characters out, NFC, in one line; None if none are left."""
    bare = html.unescape(_TAG.sub(" ", html.unescape(text or "")))
    shown = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in " \n\t")
    return " ".join(unicodedata.normalize("NFC", shown).split()) or None


def address(link: str | None, base: str | None) -> str | None:
    """An absolute http address, or None: javascript:, data: and the like are no links."""
    try:
        whole = urljoin(base or "", (sound(link) or "").strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and parts.hostname and len(whole) <= LONGEST_ADDRESS
    return whole if link and fits else None


def moment_of(parsed: Any, now: datetime) -> datetime | None:
    """A moment in UTC as feedparser has it (a `struct_time`), if a publication may have it."""
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return _published(moment, now)


def iso_moment(text: str | None, now: datetime) -> datetime | None:
    """A moment in UTC as ISO 8601 writes it, in UTC where it names no zone; if a publication may have it."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return _published(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) if moment else None, now)


def _published(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and EARLIEST <= moment <= now + AHEAD else None


def language_code(declared: str | None) -> str | None:
    """The language of a tag such as "de-AT", in lower case; None for what is no tag."""
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", declared or "")
    return found.group().lower() if found else None
