"""What a publisher leaves around a story: captions, credits, boxes, share lines, comment forms, footers.

The rules follow how news pages are laid out; the words stand in `cues/furniture.toml`. They are
conservative: what might be a sentence of the story stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ground.layout import SENTENCE_END, reads_as_heading
from bot.ingest.cuewords import bare_words, cues, is_caption, is_furniture
from bot.ingest.draft import Block
from bot.ingest.typeset import set_line

_DATELINE_ALONE = re.compile(r"^[A-Z][\w .,'’()/]{1,60}\s?[–—-]$")
_TEASER_WORDS = 20
_PULL_QUOTE_WORDS = 40
_REPEATED_WORDS = 6
_PULLED_WORDS = 3
_QUOTATION = re.compile(r"[\"“‘«][^\"“”«»]+[\"”’»]$")
_STORY_WORDS = 60
_SCRAPS_SHARE = 0.4
_SAME = 88
_NEAR = 2
_TELLING = 40


@dataclass(frozen=True)
class Story:
    """The paragraphs that tell the story, and the captions that were taken out of it."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()


def story_of(
    blocks: Iterable[Block], titles: Iterable[str | None] = (), captions: Iterable[str] = ()
) -> Story:
    """`blocks` without furniture and the `titles` themselves; `captions` are known from the page.

    What is marked up as a heading stays: it belongs to the text, though nothing is stated there.
    """
    lines = [Block(text, block.kind) for block in blocks if (text := set_line(block.text))]
    lines = _with_datelines(_until_comments(lines))
    taken, lines = _apart_from_captions(lines, [set_line(caption) for caption in captions])
    lines = [block for block in _without_boxes(lines) if not is_furniture(block.text)]
    titled = {bare_words(title) for title in titles if title}
    lines = [block for block in lines if bare_words(block.text) not in titled]
    lines = _without_last_links(_without_scraps(lines))
    return Story(tuple(_without_repetition(lines)), tuple(taken))


def _apart_from_captions(lines: Sequence[Block], known: Iterable[str]) -> tuple[list[str], list[Block]]:
    """The captions of `lines`, and the rest without those that repeat a caption beside it."""
    marked_up = frozenset(map(bare_words, known))
    captions = [_is_caption(block, marked_up) for block in lines]
    rest = [
        block
        for place, block in enumerate(lines)
        if not captions[place]
        and not any(
            captions[near] and _repeats(block.text, lines[near].text)
            for near in range(max(0, place - _NEAR), min(len(lines), place + _NEAR + 1))
        )
    ]
    return [block.text for block, is_one in zip(lines, captions, strict=True) if is_one], rest


def _is_caption(block: Block, marked_up: frozenset[str]) -> bool:
    return block.kind == "caption" or is_caption(block.text) or bare_words(block.text) in marked_up


def _repeats(text: str, caption: str) -> bool:
    """Whether `text` says what `caption` says, or its beginning, without the credit."""
    from rapidfuzz import fuzz

    words, told = bare_words(text), bare_words(cues().credit.sub("", caption))
    return fuzz.ratio(words, told) >= _SAME or (len(words) >= _TELLING and told.startswith(words))


def _with_datelines(lines: Sequence[Block]) -> list[Block]:
    """`lines` with a dateline that stands alone ("WASHINGTON —") put before the paragraph that it opens."""
    joined: list[Block] = []
    dateline = ""
    for block in lines:
        if _DATELINE_ALONE.match(block.text):
            dateline = f"{block.text} "
        else:
            joined.append(Block(dateline + block.text, block.kind))
            dateline = ""
    return joined


def _until_comments(lines: Sequence[Block]) -> list[Block]:
    """What stands before the readers' comments, when a story stands before them at all."""
    words = 0
    for place, block in enumerate(lines):
        bare = re.sub(r"\d+", "", bare_words(block.text)).strip()
        if words >= _STORY_WORDS and bare in cues().comments:
            return list(lines[:place])
        words += len(block.text.split())
    return list(lines)


def _without_boxes(lines: Sequence[Block]) -> list[Block]:
    """`lines` without the heads of boxes with other stories, and the titles and teasers under them."""
    kept: list[Block] = []
    inside = False
    for block in lines:
        if bare_words(block.text) in cues().boxes:
            inside = True
        elif inside and not _is_teaser(block):
            inside = False
        if not inside:
            kept.append(block)
    return kept


def _is_teaser(block: Block) -> bool:
    if block.kind in {"heading", "item"}:
        return True
    return len(block.text.split()) <= _TEASER_WORDS and not SENTENCE_END.search(block.text)


def _without_scraps(lines: Sequence[Block]) -> list[Block]:
    """`lines` without short ones that don't end as sentences do and are not marked up as anything.

    Where such lines are no exception (a list, a poem, a transcript), they are the text and stay.
    """
    scraps = [block.kind == "paragraph" and reads_as_heading(block.text) for block in lines]
    if sum(scraps) > _SCRAPS_SHARE * len(lines):
        return list(lines)
    return [block for block, is_scrap in zip(lines, scraps, strict=True) if not is_scrap]


def _without_last_links(lines: Sequence[Block]) -> list[Block]:
    """`lines` without the titles of other stories that a page lists behind the last sentence of its own.

    A list that the paragraph before it leads to, with a colon, is the story's.
    """
    end = len(lines)
    while end and lines[end - 1].kind == "item" and _is_teaser_line(lines[end - 1].text):
        end -= 1
    before = lines[end - 1].text if end else ":"
    led_to = before.endswith(":") or not SENTENCE_END.search(before)
    listed = sum(block.kind == "item" for block in lines[:end])
    return list(lines) if led_to or listed else list(lines[:end])


def _is_teaser_line(text: str) -> bool:
    return len(text.split()) <= _TEASER_WORDS and not SENTENCE_END.search(text)


def _without_repetition(lines: Sequence[Block]) -> list[str]:
    """The texts of `lines`, without pull quotes and paragraphs that stand elsewhere already."""
    bare = [bare_words(block.text) for block in lines]
    whole = " \n ".join(["", *bare, ""])
    alone = Counter(bare)
    kept: list[str] = []
    seen: set[str] = set()
    for block, words in zip(lines, bare, strict=True):
        count = len(words.split())
        elsewhere = count <= _PULL_QUOTE_WORDS and whole.count(f" {words} ") > alone[words]
        pulled = elsewhere and count >= _PULLED_WORDS and bool(_QUOTATION.match(block.text))
        repeated = pulled or (count >= _REPEATED_WORDS and (elsewhere or words in seen))
        if not repeated:
            kept.append(block.text)
        seen.add(words)
    return kept
