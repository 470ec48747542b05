"""Text of articles as Slack shows it: letter for letter, no mention, no link but ours.

In rich text nothing is markup, so a text only loses what it could hide with. Where Slack knows markup
(fallback texts, `mrkdwn`), three characters are escaped; where it knows Markdown (streams), all marks are.
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import re

from bot.chat.passages import linkable
from bot.chat.plain import clean, one_line

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f"
    r"\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
"""What shows nothing; U+200C and U+200D stay, for Persian, Hindi and emoji are spelled with them."""

_ADDRESS = re.compile(r"://|\bwww\.|^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/|$)", re.IGNORECASE)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~>:@]")
_EMPTY = "—"
LONGEST_ADDRESS = 1000


def shown(text: str) -> str:
    """The text on one line, for rich and plain text; a dash where nothing is left, for Slack wants some."""
    return _INVISIBLE.sub("", one_line(text)).strip() or _EMPTY


def shown_lines(text: str) -> str:
    """The same with its line breaks."""
    return _INVISIBLE.sub("", clean(text)).strip() or _EMPTY


def escaped(text: str) -> str:
    """The text for fallbacks and `mrkdwn`: nothing in it is a mention, a channel, a date or a link."""
    return shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_markdown(text: str) -> str:
    """The text for streams, whose Markdown knows Slack's angle brackets too; spaces at its ends stay."""
    plain = _INVISIBLE.sub("", clean(text)).replace("&", "&amp;").replace("<", "&lt;")
    marked = _MARKDOWN.sub(r"\\\g<0>", plain)
    return marked.replace("\\>", "&gt;")


def safe_address(address: str | None) -> str | None:
    """The address as it may stand in a link; None for what is no web address, or far too long."""
    return linkable(address, LONGEST_ADDRESS, unescaped="!$&'*+,;=~-._()")


def reads_as_address(label: str) -> bool:
    """Whether a text looks like an address: as a label it could name another place than the link leads to."""
    return bool(_ADDRESS.search(shown(label)))
