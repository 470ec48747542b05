"""By what an entry is known again, and how surely two sightings are the same article.

Feeds change an item's id, its link, its title or its date, number their items anew, move to another
host. So no key decides alone: each that agrees counts for something, less where other entries have the
same one, and each that contradicts counts against.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.ground.wanted import shown_text
from bot.model import FeedEntry, ItemKeys, KnownItem
from bot.web.canonical import clean_address

SAME = 3.0
"""So much agreement makes two sightings the same article."""

_LONGEST_KEY = 200
_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\d{1,4}|.{1,2}")
_FEW_WORDS = 3
_REAL_TEXT = 8
_A_DAY = timedelta(hours=30)


@dataclass(frozen=True)
class Sighting:
    """An entry as a feed shows it now, with its keys; `place` is its position in the document."""

    place: int
    entry: FeedEntry
    keys: ItemKeys
    has_text: bool


def sighting(place: int, entry: FeedEntry) -> Sighting:
    """An entry with what it can be known by."""
    title, text = _folded_words(entry.title or ""), _folded_words(shown_text(entry.text))
    told = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest() if title or text else None
    keys = ItemKeys(
        guid=_bounded(entry.guid), link=_link_key(entry.url), title=_bounded(title or None), text=told
    )
    return Sighting(place, entry, keys, len(text.split()) >= _REAL_TEXT)


def _folded_words(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _bounded(key: str | None) -> str | None:
    """A key that fits into an index of any database."""
    if key is None or len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:80]}…{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


def _link_key(url: str | None) -> str | None:
    """An address without scheme, "www.", tracking and slash at the end; None for a front page."""
    clean = clean_address(url) if url else None
    if clean is None:
        return None
    parts, fragment = urlsplit(clean), urlsplit(url or "").fragment
    place = f"#{fragment}" if fragment and "=" not in fragment else ""
    path = f"{parts.path.rstrip('/')}{f'?{parts.query}' if parts.query else ''}{place}"
    return _bounded(f"{parts.netloc.removeprefix('www.')}{path}") if path else None


def path_of(link: str | None) -> str | None:
    """A link's key without its host: what stays when a site moves."""
    _, slash, path = (link or "").partition("/")
    return path if slash and len(path) > 1 else None


def is_repeated(one: Sighting, other: Sighting) -> bool:
    """Whether a document shows the same entry twice."""
    a, b = one.keys, other.keys
    if a.link or b.link:
        alike = (a.guid and a.guid == b.guid) or (a.title and a.title == b.title) or a.text == b.text
        return bool(a.link == b.link and alike)
    return a.guid == b.guid and a.text == b.text


@dataclass(frozen=True)
class Evidence:
    """What the document as a whole says about how far its keys can be trusted."""

    shared: frozenset[tuple[str, str]] = frozenset()
    """Keys, as (kind, value), that several entries or several known items have."""
    renumbered: bool = False
    """Ids were given to other articles than before."""
    new_guids: bool = False
    """No id is known: the feed has made them anew, or has none."""
    new_links: bool = False
    moved: bool = False
    """Neither ids nor links are known, but most titles are."""


KINDS: Sequence[tuple[str, Callable[[ItemKeys], str | None]]] = (
    ("guid", lambda keys: keys.guid),
    ("link", lambda keys: keys.link),
    ("title", lambda keys: keys.title),
    ("path", lambda keys: path_of(keys.link)),
    ("text", lambda keys: keys.text),
)


@dataclass
class Index:
    """Known items by each of their keys."""

    by: dict[tuple[str, str], list[KnownItem]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Iterable[KnownItem]) -> "Index":
        """The index of these items."""
        index = cls()
        for item in known:
            for kind, key in KINDS:
                if value := key(item.keys):
                    index.by.setdefault((kind, value), []).append(item)
        return index

    def having(self, kind: str, value: str | None) -> Sequence[KnownItem]:
        """The items that have this key."""
        return self.by.get((kind, value), ()) if value else ()


def weigh(seen: Sequence[Sighting], index: Index) -> Evidence:
    """How far the keys of this document can be trusted, given what is known."""
    counts = Counter((kind, value) for each in seen for kind, key in KINDS if (value := key(each.keys)))
    shared = {key for key, count in counts.items() if count > 1}
    shared |= {key for key, items in index.by.items() if len(items) > 1}
    new_guids = not any(index.having("guid", each.keys.guid) for each in seen)
    new_links = not any(
        index.having("link", each.keys.link) or index.having("path", path_of(each.keys.link)) for each in seen
    )
    titles = sum(bool(index.having("title", each.keys.title)) for each in seen)
    moved = new_guids and new_links and titles >= 3 and titles * 2 >= len(seen)
    return Evidence(frozenset(shared), _is_renumbered(seen, index), new_guids, new_links, moved)


def _is_renumbered(seen: Sequence[Sighting], index: Index) -> bool:
    """Whether two or more ids now stand at articles other than those that had them."""
    swapped = 0
    for each in seen:
        if len(owners := {item.id for item in index.having("guid", each.keys.guid)[:2]}) != 1:
            continue
        plainly = {
            item.id
            for item in index.having("link", each.keys.link)[:2]
            if item.keys.title == each.keys.title or item.keys.text == each.keys.text
        }
        swapped += bool(plainly and not owners & plainly)
    return swapped >= 2


def agreement(now: Sighting, known: KnownItem, evidence: Evidence) -> float:
    """How much speaks for the two being the same article; `SAME` is enough."""
    a, b = now.keys, known.keys
    said = _guid(a, b, evidence) + _link(a, b, evidence) + _title(a, b, evidence)
    if a.text and a.text == b.text:
        nameless = not (a.guid or a.link or b.guid or b.link)
        said += SAME if nameless else 2 if now.has_text else 0
    return said + _dates(now.entry.published_at, known.published_at) - _contradiction(now, known, evidence)


def _guid(a: ItemKeys, b: ItemKeys, evidence: Evidence) -> float:
    if not a.guid or a.guid != b.guid or evidence.renumbered:
        return 0
    return 1 if ("guid", a.guid) in evidence.shared or _SLOT.fullmatch(a.guid) else 3


def _link(a: ItemKeys, b: ItemKeys, evidence: Evidence) -> float:
    if a.link and a.link == b.link:
        return 1 if ("link", a.link) in evidence.shared else 3
    path = path_of(a.link)
    return 2 if path and path == path_of(b.link) and ("path", path) not in evidence.shared else 0


def _title(a: ItemKeys, b: ItemKeys, evidence: Evidence) -> float:
    if not a.title or not b.title:
        return 0
    if a.title != b.title:
        return 1 if _overlap(a.title, b.title) >= 0.5 else 0
    if ("title", a.title) in evidence.shared or len(a.title.split()) < _FEW_WORDS:
        return 1
    return 3 if evidence.moved else 2


def _overlap(one: str, other: str) -> float:
    a, b = set(one.split()), set(other.split())
    return len(a & b) / len(a | b)


def _dates(one: datetime | None, other: datetime | None) -> float:
    return 1 if one and other and abs(one - other) < timedelta(minutes=1) else 0


def _contradiction(now: Sighting, known: KnownItem, evidence: Evidence) -> float:
    """What speaks against it; keys that were all made anew say nothing."""
    a, b = now.keys, known.keys
    other_guid = bool(a.guid and b.guid and a.guid != b.guid) and not (
        evidence.new_guids or evidence.renumbered
    )
    other_link = bool(a.link and b.link and path_of(a.link) != path_of(b.link)) and not evidence.new_links
    if other_link and a.guid and a.guid == b.guid:
        return 0
    against = float(other_guid or other_link)
    one, other = now.entry.published_at, known.published_at
    return (
        against + 1 if other_guid and other_link and one and other and abs(one - other) > _A_DAY else against
    )
