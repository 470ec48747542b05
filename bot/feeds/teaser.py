"""Whether a feed carries the article itself or only the beginning of it."""

import re
from functools import partial

from bot.ground.lexicon import cues_of
from bot.ground.wanted import shown_text
from bot.model import FeedEntry

_cues = partial(cues_of, "bot/feeds/cues", "teasers")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SIGNS_A_WORD = 2
_END = 120


def length_of(text: str) -> int:
    """A text's length in words; in scripts without spaces, in pairs of signs."""
    return max(len(text.split()), len(_UNSPACED.findall(text)) // _SIGNS_A_WORD)


def carries_article(entry: FeedEntry) -> bool:
    """Whether what stands in the feed is long enough to be the article and does not break off."""
    text = shown_text(entry.text)
    end = text[-_END:].casefold()
    cut = end.rstrip().endswith(tuple(_cues()["endings"])) or any(words in end for words in _cues()["words"])
    return length_of(text) >= _cues()["least_words"] and not cut
