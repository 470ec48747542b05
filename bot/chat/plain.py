"""Text that is safe to show on a terminal, whatever stood in the article."""

import re

_SPACES = re.compile(r"[\t\v\f\u2028\u2029\x85]")
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]")
"""Control characters but the line break, overrides of writing direction, lone surrogates: they could
move the cursor, recolour the screen, or make a line read other than it is."""


def clean(text: str) -> str:
    """`text` without the characters that command a terminal; tabs and the like become spaces."""
    return _UNSAFE.sub("", _SPACES.sub(" ", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """`text` cleaned, on one line."""
    return " ".join(clean(text).split())
