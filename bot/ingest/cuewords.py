"""Captions, share lines, boxes: what a paragraph is by its words alone (`cues/furniture.toml`)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.ground.layout import SENTENCE_END

_CUES = Path(__file__).parent / "cues" / "furniture.toml"
_STRAIGHT = str.maketrans("‘’“”‹›«»–", "''\"\"''\"\"-")
_MARKS_AROUND = " \t.,:;!?…*#>»›|•·→←-–—_()[]"
_QUOTED = re.compile(r"[\"“”«»]")
_BYLINE = re.compile(r"^(?:By|BY)\s+[A-Z][^.!?]{2,80}$")
_COUNTED = re.compile(r"^[\d,.]+\s*k?\s*(?:comments?|shares?|likes?|views?|min(?:ute)?s?\s+read)$")
_MOMENT = re.compile(
    r"^(?:(?:published|updated|posted|last updated|modified)\b[:\s]*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d|\d+\s+(?:minute|hour|day)s?\s+ago)"
    r"(?:[\s,|/·-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*[a-z]{0,4}(?:\s*[+-]\d{2}:?\d\d)?)?$"
)
_CAPTION_WORDS = 150


@dataclass(frozen=True)
class Cues:
    """What `cues/furniture.toml` lists, ready to be compared with a paragraph."""

    whole: frozenset[str]
    starts: re.Pattern[str]
    openings: re.Pattern[str]
    starts_short: int
    phrases: re.Pattern[str]
    phrases_short: int
    comments: frozenset[str]
    boxes: frozenset[str]
    caption_starts: tuple[str, ...]
    credit: re.Pattern[str]


@cache
def cues() -> Cues:
    """The lists, read once a process."""
    lists = tomllib.loads(_CUES.read_text("utf-8"))
    lines, captions = lists["lines"], lists["captions"]
    return Cues(
        whole=frozenset(map(bare_words, lines["whole"])),
        starts=_any_of(lines["starts"]),
        openings=_any_of(lines["openings"]),
        starts_short=lines["short"],
        phrases=_any_of(lists["contains"]["phrases"]),
        phrases_short=lists["contains"]["short"],
        comments=frozenset(map(bare_words, lists["endings"]["comments"])),
        boxes=frozenset(map(bare_words, lists["endings"]["boxes"])),
        caption_starts=tuple(map(plain, captions["starts"])),
        credit=_credit_pattern(captions),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches any of `phrases`, each as whole words."""
    words = sorted((re.escape(plain(phrase).strip()) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?:(?<=\W)|(?!\w))")


def _credit_pattern(captions: dict[str, list[str]]) -> re.Pattern[str]:
    """What a paragraph ends with when it is a caption with its credit."""
    agency = "|".join(re.escape(name) for name in sorted(captions["agencies"], key=len, reverse=True))
    word = "|".join(re.escape(name) for name in captions["credit_words"])
    label = "|".join(re.escape(name) for name in captions["labels"])
    return re.compile(
        rf"[(\[]\s*(?:(?:{word})\b(?:\s+(?:by|from|via|courtesy|credit|supplied)\b|\s*[:/,])[^)\]]{{0,120}}"
        rf"|[^()\[\]]{{2,80}}(?:/|\bvia\s+|\|)\s*(?:{agency})(?:\s+(?:photo|images?|file))?"
        rf"|[^()\[\]]{{2,80}},\s*(?:AFP|Reuters|Getty Images|Associated Press|file)"
        rf"|AP Photo/[^)\]]{{1,80}}|(?:{label})s?|supplied|handout)\s*[)\]]\s*\.?$"
        rf"|(?:^|[.!?\"'”’)])\s*(?:(?:{label})s?\s*:|(?:photo|photograph|picture|image)s?\s+by\b)\s*[^.!?:]{{2,80}}\.?$"
        rf"|(?:\bREUTERS|\bAP Photo|\bEPA|\bAFP)/[^.!?]{{2,60}}$"
        rf"|(?:/|©|\|)\s*(?:{agency})\.?$",
        re.IGNORECASE,
    )


def plain(text: str) -> str:
    """`text` without case and with straight quotation marks."""
    return text.translate(_STRAIGHT).casefold()


def bare_words(text: str) -> str:
    """The words of a line alone: no case, no punctuation around or inside it."""
    return re.sub(r"[^\w' ]+", "", plain(text).strip(_MARKS_AROUND)).replace("  ", " ").strip()


def is_furniture(text: str) -> bool:
    """Whether a paragraph belongs to the page and not to the story, by its words alone."""
    known, line, words = cues(), plain(text), len(text.split())
    if bare_words(text) in known.whole or _BYLINE.match(text) or _COUNTED.match(line) or _MOMENT.match(line):
        return True
    opening = line.lstrip(_MARKS_AROUND)
    if words <= known.starts_short and known.starts.match(opening):
        return True
    if words <= known.starts_short and known.openings.match(opening) and not SENTENCE_END.search(text):
        return True
    return words <= known.phrases_short and not _QUOTED.search(text) and bool(known.phrases.search(line))


def is_caption(text: str) -> bool:
    """Whether a paragraph is a photo's caption: it opens as one, or ends with a credit."""
    if len(text.split()) > _CAPTION_WORDS:
        return False
    return plain(text).startswith(cues().caption_starts) or bool(cues().credit.search(text))
