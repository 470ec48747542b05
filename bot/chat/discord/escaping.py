"""Text of articles as Discord shows it: no formatting, no mention, no link and no quote but ours."""

import re

from bot.chat.passages import linkable
from bot.chat.plain import one_line

_MARKS = re.compile(r"[\\*_~|`\[\]()<>#:@]")
"""All that begins or ends formatting, links, mentions, timestamps and emoji; ":" is in every address."""

_AT_THE_START = re.compile(r"^(\d*)([-+.])")
"""Lists, and the small print of "-# "; the other marks of a line's start are in `_MARKS`."""

_EVERYBODY = re.compile(r"\\@(everyone|here)", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]"
)
"""Characters that show nothing; U+200C and U+200D stay: Persian, Hindi and emoji are spelled with them."""

LONGEST_ADDRESS = 512


def plain(text: str) -> str:
    """The text on one line, shown letter for letter."""
    line = _INVISIBLE.sub("", one_line(text)).strip()
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _AT_THE_START.sub(r"\1\\\2", line)
    return _EVERYBODY.sub("\\\\@\u200b\\1", line)


def quoted(text: str) -> str:
    """The text as one quote block; nothing in it can end the block."""
    return f"> {plain(text)}"


def linked(label: str, address: str | None) -> str:
    """The label as a link, or the label alone where the address is none that Discord can link to."""
    target = safe_address(address)
    shown = plain(label)
    return f"[{shown}](<{target}>)" if target and shown else shown


def safe_address(address: str | None) -> str | None:
    """The address as it may stand between < and >; None for what is no web address, or far too long."""
    return linkable(address, LONGEST_ADDRESS, unescaped="!$&'*+,;=~-._")
