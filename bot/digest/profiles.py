"""What a report is about, in a form in which two reports can be compared: made once for each text.

The weight of a word is its rarity in English, not in the reports at hand, so that how alike two reports
are never depends on which others there are.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from zlib import crc32

from bot.digest.group import Profile
from bot.engine.local.embed import embed, word_vectors
from bot.ground.words import content_words, words

LEAD = 400
"""Characters of the text that, after the title, go into the vector of meaning."""
BODY = 1500
"""Characters of the text that, after the title, go into the words."""
NAMES = 2.0
"""How much more a name or number says about which event it is than another word."""
SHINGLE = 5
SHINGLED = 6000
"""Characters of the text that are looked at for copied runs of words."""


def profiles_of(texts: Sequence[tuple[str, str]]) -> list[Profile]:
    """A profile for each title and text."""
    meanings = embed([f"{title}. {' '.join(text[:LEAD].split())}" for title, text in texts])
    return [
        Profile(meanings[at], *_terms(f"{title} {title} {text[:BODY]}"), shingles_of(text))
        for at, (title, text) in enumerate(texts)
    ]


def shingles_of(text: str) -> frozenset[int]:
    """The runs of five words in a text, whatever its punctuation and case, as numbers."""
    found = [word.text.casefold() for word in words(text[:SHINGLED])]
    runs = (" ".join(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1))
    return frozenset(crc32(run.encode()) for run in runs)


def _terms(text: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The weighted words, and those of them that are no names, each as a vector of length one."""
    found = content_words(text)
    counts = Counter(word.key for word in found)
    spelt = {word.key: word for word in reversed(found)}
    _, rarity = word_vectors([spelt[key].text.lower() for key in counts])
    weights = {
        key: (1 + math.log(count)) * float(rare) ** 2
        for (key, count), rare in zip(counts.items(), rarity, strict=True)
    }
    names = {key for key in weights if spelt[key].is_name_like}
    terms = {key: weight * (NAMES if key in names else 1.0) for key, weight in weights.items()}
    return _unit(terms), _unit({key: weight for key, weight in weights.items() if key not in names})


def _unit(weights: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}
