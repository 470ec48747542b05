"""Plain text: front lines, headline, paragraphs.

A text that was saved from a page begins with its headline more often than not. Its date often stands
nowhere but in a caption ("… in Islamabad on January 18, 2024 [A. Name/AFP]") or a dateline, and
without it "on Thursday" means nothing: such a date is taken, as a day, when it is written in full,
when it is the only one before the story begins, and when the picture is not from an archive.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.ingest.cuewords import is_caption, is_furniture
from bot.ingest.dates import full_dates, on_day, parse_moment
from bot.ingest.draft import Block, Draft, Published
from bot.ingest.typeset import set_line

_FRONT = re.compile(
    r"^(?P<name>published|updated|date|url|link|site|source|title|author|byline)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^by:?\s+(?P<value>\S.{1,120})$", re.IGNORECASE)
# "ISLAMABAD, Jan. 18, 2024 (Agency) - ": a place in capitals, or an agency in brackets, before a dash.
_DATELINE = re.compile(r"^(?=[A-Z]{2,}|[^–—]{2,60}\()[A-Z][\w .,'’()/]{2,80}?\s(?:--?|[–—])\s")
_ARCHIVE = re.compile(r"\bfile\b|\barchive", re.IGNORECASE)
_HEADLINE_WORDS = 30
_FRONT_LINES = 12
_WRAPPED_AT = (30, 160)
_QUOTED = re.compile(r"^>[> ]*", re.MULTILINE)
_MOSTLY = 0.8
_INDENT = ("  ", "\t", "\u3000", "\u00a0")
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")


def plain_draft(text: str) -> Draft:
    """The draft of a plain text."""
    blocks = [Block(line) for line in _paragraphs(text)]
    title, rest = headline_of(blocks)
    return with_front(title, rest)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: parts between blank lines, or lines where there are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    text = _unquoted(text)
    parts = [
        paragraph
        for part in re.split(r"\n[ \t\u00a0\f]*(?:\n[ \t\u00a0\f]*)+", text)
        for paragraph in _apart_at_indents([line for line in part.split("\n") if line.strip()])
    ]
    wrapped = _goes_on_in_lower_case(parts)
    return [
        paragraph
        for lines in parts
        for paragraph in ([" ".join(lines)] if wrapped and _is_filled(lines) else lines)
    ]


def _unquoted(text: str) -> str:
    """A text without the marks of a mail that was forwarded or answered, where all of it is quoted so."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    return _QUOTED.sub("", text) if len(lines) > 1 and quoted >= _MOSTLY * len(lines) else text


def _apart_at_indents(lines: Sequence[str]) -> list[list[str]]:
    """The lines of a part, a list for each paragraph that an indented first line opens."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        opens = line.startswith(_INDENT) and not line.strip()[0].islower()
        before = paragraphs[-1]
        if before and opens and _ENDED.search(before[-1]):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _goes_on_in_lower_case(parts: Sequence[Sequence[str]]) -> bool:
    """Whether most lines that follow another directly begin in lower case, as broken sentences do."""
    following = [line.strip() for lines in parts for line in lines[1:]]
    return sum(line[0].islower() for line in following) >= 0.5 * len(following)


def _is_filled(lines: Sequence[str]) -> bool:
    """Whether lines were broken to a width: all but the last are about equally long."""
    if len(lines) < 2 or front_line(lines[1]) or front_line(lines[0]):
        return False
    full = lines[:-1]
    widest = max(map(len, lines))
    if not _WRAPPED_AT[0] <= widest <= _WRAPPED_AT[1]:
        return False
    return sum(len(line) > 0.7 * widest for line in full) >= 0.7 * len(full)


def headline_of(blocks: Sequence[Block]) -> tuple[str | None, list[Block]]:
    """The first line as headline when it reads as one: short, not ended like a statement, text below it."""
    if len(blocks) < 2:
        return None, list(blocks)
    first = set_line(blocks[0].text)
    words = len(first.split())
    reads_as_one = 2 <= words <= _HEADLINE_WORDS and not first.rstrip("\"'”’").endswith((".", ",", ";", ":"))
    if not reads_as_one or is_caption(first) or is_furniture(first):
        return None, list(blocks)
    return first, list(blocks[1:])


def front_line(line: str) -> tuple[str, str] | None:
    """Name and value of a front line ("Published: 2024-01-18"), or None for a line of text."""
    line = set_line(line)
    if found := _FRONT.match(line):
        return found["name"].lower(), found["value"]
    if (found := _BY.match(line)) and not line.endswith((".", "!", "?")):
        return "byline", found["value"]
    return None


def with_front(title: str | None, blocks: Sequence[Block]) -> Draft:
    """The draft of `blocks` whose first ones may be front lines."""
    front: dict[str, str] = {}
    start = 0
    for block in blocks[:_FRONT_LINES]:
        if (named := front_line(block.text)) is None:
            break
        front.setdefault(*named)
        start += 1
    rest = blocks[start:]
    return Draft(
        blocks=tuple(rest),
        title=title or front.get("title"),
        byline=front.get("byline") or front.get("author"),
        site=front.get("site") or front.get("source"),
        canonical_link=_web_address(front.get("url") or front.get("link")),
        published=parse_moment(front.get("published") or front.get("date")) or _dated(rest),
    )


def _web_address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None


def _dated(blocks: Sequence[Block]) -> Published | None:
    """The day that the lines before the story give, when they give one and no other."""
    days: set[date] = set()
    for block in blocks[:_FRONT_LINES]:
        text = set_line(block.text)
        if is_caption(text):
            days.update(() if _ARCHIVE.search(text) else full_dates(text))
        elif dateline := _DATELINE.match(text):
            days.update(full_dates(dateline[0]))
            break
        elif is_furniture(text) or len(text.split()) <= 8:
            days.update(full_dates(text))
    return on_day(days.pop()) if len(days) == 1 else None
