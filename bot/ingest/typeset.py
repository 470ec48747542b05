"""How the text of an article is set: NFC, one space between words, one blank line between paragraphs."""

import re
import unicodedata
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")
# Characters that are not seen but would stand inside words: soft hyphen, zero-width space, word joiner,
# byte order mark, direction marks, variation selectors for emoji. Joiners (ZWNJ, ZWJ) carry meaning in
# Persian and Indic scripts and stay.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffc]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_PARAGRAPH_BREAK = "\n\n"


def set_line(text: str) -> str:
    """`text` as one line: NFC, without unseen or control characters, runs of white space as one space."""
    text = _UNSEEN.sub("", _CONTROL.sub(" ", text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def set_text(paragraphs: Iterable[str]) -> str:
    """The paragraphs that hold anything, each as one line, with exactly one blank line between them."""
    return _PARAGRAPH_BREAK.join(line for paragraph in paragraphs if (line := set_line(paragraph)))
