"""What no sentence for readers may have in it, whatever source it stands in."""

import re
from functools import cache

import py3langid

from bot.ground.lexicon import cues_of

_LINK = re.compile(
    r"https?:|www\.|\bmailto:|\b[\w-]+\.(?:com|net|org|io|ru|cn|xyz|info|co|example|link)\b|://", re.I
)
_MENTION = re.compile(r"(?<!\w)@[\w-]|<[@#!]|@(?:everyone|here|channel)\b")
_MARKUP = re.compile(r"\]\(|!\[|```|`|</?[a-z!][^>]*>|\*\*|__|\|\||^\s*[#>]|[{}\\]", re.I | re.M)
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURELY = 20.0
"""By how much another language has to be likelier, in logarithms: names alone reach 16, a sentence 25."""
_QUOTED = re.compile(r"[“\"„«]([^”\"“«»]+)[”\"»]")
_MIXED = re.compile(r"(?=\w*[a-zA-Z])(?=\w*[\u0370-\u03ff\u0400-\u04ff\u0530-\u058f])\w+")


def objection(text: str) -> str | None:
    """Why a sentence may not be shown, in words; None when nothing is against it."""
    for pattern, words in (
        (_HIDDEN, "has characters that cannot be seen"),
        (_LINK, "has a link"),
        (_MENTION, "mentions somebody or a channel"),
        (_MARKUP, "has markup"),
        (_MIXED, "has letters of two alphabets in one word"),
    ):
        if pattern.search(text):
            return f"the sentence {words}"
    if speaks_to_assistant(text):
        return "the sentence speaks to an assistant"
    return "the sentence is not in English" if is_foreign(text) else None


def is_foreign(text: str) -> bool:
    """Whether a text is surely in another language: the checks read English alone."""
    scores = dict(py3langid.rank(text))
    return bool(max(scores.values()) - scores["en"] > _SURELY)


def speaks_to_assistant(text: str) -> bool:
    """Whether a text gives orders to a language model, or plays one of its messages."""
    return any(pattern.search(text) for pattern in _instructions())


@cache
def _instructions() -> tuple[re.Pattern[str], ...]:
    found = cues_of("bot/engine/hosted/cues", "instructions")["patterns"]
    return tuple(re.compile(pattern, re.I | re.M) for pattern in found)


def quoted(text: str) -> tuple[str, ...]:
    """What stands between quotation marks."""
    return tuple(match.strip() for match in _QUOTED.findall(text))
