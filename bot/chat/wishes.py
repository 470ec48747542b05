"""What somebody wants with a free message: an article's address to be briefed, or a question."""

import re
from dataclasses import dataclass

from bot.chat.plain import clean

_ADDRESS = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’”)]}*_~"
_FEW_WORDS = 3
"""With no more words than this beside it, an address alone was meant."""


@dataclass(frozen=True)
class Wish:
    """The first address in a message, if any, and what is asked beside it."""

    address: str | None
    question: str


def wish_of(message: str) -> Wish:
    """The wish in a message without mentions; a question only where more than a word or two is said."""
    text = clean(message)
    found = _ADDRESS.search(text)
    if not found:
        return Wish(None, " ".join(text.split()))
    address = _trimmed(found[0])
    beside = " ".join(f"{text[: found.start()]} {text[found.start() + len(address) :]}".split())
    asks = "?" in beside or len(re.findall(r"\w+", beside)) > _FEW_WORDS
    return Wish(address, beside if asks else "")


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it; a bracket stays if it was opened in it."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
