"""Dates, measured on the AQUAINT and TimeBank parts of TempEval-3 (UzZaman et al. 2013).

The data is `data/TBAQ-cleaned/{AQUAINT,TimeBank}/*.tml` of jspotter/TempEval-3, all of it for development;
the repository states no licence of its own; it is read here and not kept.

How it is counted: the expressions to find are the TIMEX3 of type DATE or TIME in the text that are dates
on a calendar (year, month, week, quarter, decade or day; not "now", "the past", seasons or fiscal years).
One is right when an expression of ours overlaps it and its date is the annotators', both cut to the coarser
precision of the two if that is a month or finer.
"dates of events": of those, the ones to which an event is tied by a TLINK (IS_INCLUDED, SIMULTANEOUS, DURING,
INCLUDES, BEGINS, ENDS and the like; not BEFORE or AFTER), counted once an event.
Naive: told where the expression stands, a year in it, or the latest day of that name before publication.
Ours is read by `bot.brief.dates`, from which the time line of a brief is made: the time line keeps only dates
with an event of their own, and this set has all. The document's own date is given as the day of publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lxml import etree

from benchmarks.measure import Measure
from benchmarks.repositories import repository
from bot.brief.dates import Dated, find_dates
from bot.brief.reading import Reading
from bot.engine.local.nlp import parse
from bot.model import Article

NAME = "dates (TempEval-3)"
REPOSITORY = "jspotter/TempEval-3"
PLACE = "data/TBAQ-cleaned"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CALENDAR = re.compile(r"\d{4}(?:-(?:\d{2}(?:-\d{2})?|W\d{2}(?:-WE)?|Q\d))?|\d{3}")
_APART = frozenset(("BEFORE", "AFTER", "IBEFORE", "IAFTER", "NONE", "VAGUE"))


@dataclass(frozen=True)
class Gold:
    """An annotated expression: where, which date, and how many events are tied to it."""

    start: int
    end: int
    value: str
    events: int


def read(path: Path) -> tuple[Article, list[Gold]] | None:
    """The document as an article, and its annotated dates."""
    root = etree.parse(str(path), etree.XMLParser(recover=True)).getroot()
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        return None
    parts, found = _flattened(body)
    tied = _tied(root)
    raw = "".join(parts)
    text = raw.strip()
    shift = len(raw) - len(raw.lstrip())
    golds = [
        Gold(start - shift, end - shift, value.split("T")[0], tied.get(tid, 0))
        for start, end, tid, value in found
        if _CALENDAR.fullmatch(value.split("T")[0])
    ]
    day = created.get("value", "")[:10]
    when = datetime.fromisoformat(day).replace(tzinfo=UTC) if len(day) == 10 else None
    stamp = datetime(2013, 1, 1, tzinfo=UTC)
    return Article(id=path.stem, text=text, published_at=when, content_hash="", fetched_at=stamp), golds


def _flattened(body: etree._Element) -> tuple[list[str], list[tuple[int, int, str, str]]]:
    parts: list[str] = [body.text or ""]
    found: list[tuple[int, int, str, str]] = []
    for child in body.iterchildren():
        start = sum(map(len, parts))
        words = "".join(map(str, child.itertext()))
        if child.tag == "TIMEX3" and child.get("type") in ("DATE", "TIME"):
            found.append((start, start + len(words), child.get("tid", ""), child.get("value", "")))
        parts += [words, child.tail or ""]
    return parts, found


def _tied(root: etree._Element) -> dict[str, int]:
    """How many events each expression dates."""
    count: dict[str, set[str]] = {}
    for link in root.iter("TLINK"):
        event = link.get("eventInstanceID") or link.get("relatedToEventInstance")
        time = link.get("timeID") or link.get("relatedToTime")
        if event and time and link.get("relType") not in _APART:
            count.setdefault(time, set()).add(event)
    return {time: len(events) for time, events in count.items()}


def is_right(gold: Gold, ours: tuple[Dated, ...]) -> bool:
    """Whether one of ours stands there and means that date."""
    here = [d for d in ours if d.span.start_char < gold.end and gold.start < d.span.end_char]
    return any(d.date is not None and _agree(d, gold.value) for d in here)


def _agree(ours: Dated, value: str) -> bool:
    assert ours.date is not None
    mine, theirs = ours.date.split("T")[0], value.removesuffix("-WE")
    if ours.precision == "decade":
        mine = mine[:3]
    if mine == theirs:
        return True
    if "W" in mine + theirs and len(mine) >= 8 and len(theirs) >= 8:
        return _week(mine) == _week(theirs)
    shorter = min(len(mine), len(theirs))
    return shorter >= 7 and mine[:shorter] == theirs[:shorter]


def _week(value: str) -> str:
    if "W" in value:
        return value
    year, week, _ = date.fromisoformat(value).isocalendar()
    return f"{year:04d}-W{week:02d}"


def documents(folder: Path, step: int) -> Iterator[tuple[Article, list[Gold]]]:
    """Each `step`-th document of both parts."""
    paths = sorted((*folder.glob("AQUAINT/[!.]*.tml"), *folder.glob("TimeBank/[!.]*.tml")))
    for path in paths[::step]:
        document = read(path)
        if document is not None:
            yield document


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Dates, and dates of events, over about `sample` documents at even steps."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    right, size, events_right, events = 0, 0, 0, 0
    simple, events_simple = 0, 0
    errors = []
    with found.folder(PLACE) as folder:
        step = max(1, len(list(folder.glob("*/*.tml"))) // sample)
        for article, golds in documents(folder, step):
            ours = find_dates(Reading(article, parse(article.text)))
            for gold in golds:
                ok = is_right(gold, ours)
                right, size = right + ok, size + 1
                plain = naive(article.text[gold.start : gold.end], article.published_at) == gold.value
                simple, events_simple = simple + plain, events_simple + plain * gold.events
                events_right, events = events_right + ok * gold.events, events + gold.events
                if not ok:
                    errors.append(f"{article.text[gold.start : gold.end]!r} is {gold.value} in {article.id}")
    share, plain_share = right / max(1, size), simple / max(1, size)
    yield Measure(NAME, "dates", size, share, plain_share, None, tuple(errors))
    share, plain_share = events_right / max(1, events), events_simple / max(1, events)
    yield Measure(NAME, "dates of events", events, share, plain_share, 0.85)


def naive(expression: str, published: datetime | None) -> str | None:
    """What two rules make of an expression: a year that it has, or the latest day of a weekday's name."""
    if year := re.search(r"\b(?:1[89]|20)\d\d\b", expression):
        return year[0]
    day = next((n for n, name in enumerate(_DAYS) if name in expression.lower()), None)
    if "today" in expression.lower():
        day = published.weekday() if published else None
    if published is None or day is None:
        return None
    return f"{published - timedelta(days=(published.weekday() - day) % 7):%Y-%m-%d}"
