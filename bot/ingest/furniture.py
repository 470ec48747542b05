"""What a publisher leaves around a story: captions, credits, boxes, share lines, comment forms, footers.

The rules follow how news pages are laid out; the words stand in `cues/furniture.toml`. They are
conservative: what might be a sentence of the story stays.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.ingest.draft import Block
from bot.ingest.typeset import set_line

_CUES = Path(__file__).parent / "cues" / "furniture.toml"
_STRAIGHT = str.maketrans("‘’“”‹›«»–", "''\"\"''\"\"-")
_MARKS_AROUND = " \t.,:;!?…*#>»›|•·→←-–—_()[]"
_QUOTED = re.compile(r"[\"“”«»]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BYLINE = re.compile(r"^(?:By|BY)\s+[A-Z][^.!?]{2,80}$")
_COUNTED = re.compile(r"^[\d,.]+\s*k?\s*(?:comments?|shares?|likes?|views?|min(?:ute)?s?\s+read)$")
_MOMENT = re.compile(
    r"^(?:(?:published|updated|posted|last updated|modified)\b[:\s]*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d|\d+\s+(?:minute|hour|day)s?\s+ago)"
    r"(?:[\s,|/·-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*[a-z]{0,4}(?:\s*[+-]\d{2}:?\d\d)?)?$"
)
_HEADING_WORDS = 12
_TEASER_WORDS = 20
_CAPTION_WORDS = 150
_PULL_QUOTE_WORDS = 40
_REPEATED_WORDS = 6
_STORY_WORDS = 60
_HEADINGS_SHARE = 0.4
_SAME = 88


@dataclass(frozen=True)
class _Cues:
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


@dataclass(frozen=True)
class Story:
    """The paragraphs that tell the story, and the captions that were taken out of it."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()


@cache
def _cues() -> _Cues:
    cues = tomllib.loads(_CUES.read_text("utf-8"))
    lines, captions = cues["lines"], cues["captions"]
    return _Cues(
        whole=frozenset(map(_bare, lines["whole"])),
        starts=_any_of(lines["starts"]),
        openings=_any_of(lines["openings"]),
        starts_short=lines["short"],
        phrases=_any_of(cues["contains"]["phrases"]),
        phrases_short=cues["contains"]["short"],
        comments=frozenset(map(_bare, cues["endings"]["comments"])),
        boxes=frozenset(map(_bare, cues["endings"]["boxes"])),
        caption_starts=tuple(map(_plain, captions["starts"])),
        credit=_credit_pattern(captions),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches any of `phrases`, each as whole words."""
    words = sorted((re.escape(_plain(phrase).strip()) for phrase in phrases), key=len, reverse=True)
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


def _plain(text: str) -> str:
    return text.translate(_STRAIGHT).casefold()


def _bare(text: str) -> str:
    """The words of a line alone: no case, no punctuation around or inside it."""
    return re.sub(r"[^\w' ]+", "", _plain(text).strip(_MARKS_AROUND)).replace("  ", " ").strip()


def story_of(blocks: Iterable[Block], title: str | None = None, captions: Iterable[str] = ()) -> Story:
    """`blocks` without furniture, headings and the `title` itself; `captions` are known from the page."""
    lines = [Block(text, block.kind) for block in blocks if (text := set_line(block.text))]
    lines = _until_comments(lines)
    taken, lines = _apart_from_captions(lines, [set_line(caption) for caption in captions])
    lines = [block for block in _without_boxes(lines) if not is_furniture(block.text)]
    lines = [block for block in lines if not title or _bare(block.text) != _bare(title)]
    lines = _without_headings(lines)
    return Story(tuple(_without_repetition(lines)), tuple(taken))


def is_furniture(text: str) -> bool:
    """Whether a paragraph belongs to the page and not to the story, by its words alone."""
    cues, plain, words = _cues(), _plain(text), len(text.split())
    if _bare(text) in cues.whole or _BYLINE.match(text) or _COUNTED.match(plain) or _MOMENT.match(plain):
        return True
    opening = plain.lstrip(_MARKS_AROUND.replace("(", "").replace("[", ""))
    if words <= cues.starts_short and cues.starts.match(opening):
        return True
    if words <= cues.starts_short and cues.openings.match(opening) and not _SENTENCE_END.search(text):
        return True
    return words <= cues.phrases_short and not _QUOTED.search(text) and bool(cues.phrases.search(plain))


def is_caption(text: str) -> bool:
    """Whether a paragraph is a photo's caption: it opens as one, or ends with a credit."""
    if len(text.split()) > _CAPTION_WORDS:
        return False
    return _plain(text).startswith(_cues().caption_starts) or bool(_cues().credit.search(text))


def _apart_from_captions(lines: Sequence[Block], known: Sequence[str]) -> tuple[list[str], list[Block]]:
    """The captions of `lines`, and the rest without those that repeat a caption beside it."""
    taken = [b.text for b in lines if b.kind == "caption" or is_caption(b.text) or _is_known(b.text, known)]
    marks = set(taken)
    near = {
        place + step for place, block in enumerate(lines) if block.text in marks for step in (-2, -1, 1, 2)
    }
    rest = [
        block
        for place, block in enumerate(lines)
        if block.text not in marks and not (place in near and _repeats(block.text, taken))
    ]
    return taken, rest


def _is_known(text: str, captions: Sequence[str]) -> bool:
    bare = _bare(text)
    return any(
        bare == _bare(caption) or (len(bare) > 30 and _bare(caption).startswith(bare)) for caption in captions
    )


def _repeats(text: str, captions: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    bare = _bare(text)
    without_credit = [_bare(_cues().credit.sub("", caption)) for caption in captions]
    return any(
        fuzz.ratio(bare, caption) >= _SAME or (len(bare) >= 40 and caption.startswith(bare))
        for caption in without_credit
    )


def _until_comments(lines: Sequence[Block]) -> list[Block]:
    """What stands before the readers' comments, when a story stands before them at all."""
    words = 0
    for place, block in enumerate(lines):
        bare = re.sub(r"\d+", "", _bare(block.text)).strip()
        if words >= _STORY_WORDS and bare in _cues().comments:
            return list(lines[:place])
        words += len(block.text.split())
    return list(lines)


def _without_boxes(lines: Sequence[Block]) -> list[Block]:
    """`lines` without the heads of boxes with other stories, and the titles and teasers under them."""
    kept: list[Block] = []
    inside = False
    for block in lines:
        if _bare(block.text) in _cues().boxes:
            inside = True
        elif inside and not _is_teaser(block):
            inside = False
        if not inside:
            kept.append(block)
    return kept


def _is_teaser(block: Block) -> bool:
    if block.kind in {"heading", "item"}:
        return True
    return len(block.text.split()) <= _TEASER_WORDS and not _SENTENCE_END.search(block.text)


def _without_headings(lines: Sequence[Block]) -> list[Block]:
    """`lines` without section headings: known ones, and short lines that don't end as sentences do.

    Where such lines are no exception (a list, a poem, a transcript), they are the text and stay.
    """
    titled = [_reads_as_heading(block) for block in lines]
    if sum(titled) > _HEADINGS_SHARE * len(lines):
        titled = [block.kind == "heading" for block in lines]
    return [block for block, is_title in zip(lines, titled, strict=True) if not is_title]


def _reads_as_heading(block: Block) -> bool:
    if block.kind in {"item", "row"}:
        return False
    ends = _SENTENCE_END.search(block.text)
    if block.kind == "heading":
        return not (
            ends and block.text.rstrip("\"'”’")[-1:] == "." and len(block.text.split()) >= _HEADING_WORDS
        )
    return not ends and len(block.text.split()) <= _HEADING_WORDS


def _without_repetition(lines: Sequence[Block]) -> list[str]:
    """The texts of `lines`, without pull quotes and paragraphs that stand elsewhere already."""
    bare = [_bare(block.text) for block in lines]
    whole = " \n ".join(["", *bare, ""])
    alone = Counter(bare)
    kept: list[str] = []
    seen: set[str] = set()
    for block, words in zip(lines, bare, strict=True):
        count = len(words.split())
        repeated = count >= _REPEATED_WORDS and (
            words in seen or (count <= _PULL_QUOTE_WORDS and whole.count(f" {words} ") > alone[words])
        )
        if not repeated:
            kept.append(block.text)
        seen.add(words)
    return kept
