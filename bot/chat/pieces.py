"""Long text in pieces that each fit somewhere: whole paragraphs, else whole sentences, else whole words."""

import re
from collections.abc import Callable, Iterator, Sequence

Measure = Callable[[str], int]

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=\S)")


def pieces(text: str, most: int, measure: Measure = len) -> list[str]:
    """The text in pieces of at most `most`, cut between paragraphs or sentences.

    Only a sentence that is longer by itself is cut, between words; and a word that is, anywhere.
    """
    return pack(list(_parts(text, most, measure)), most, "\n", measure)


def pack(blocks: Sequence[str], most: int, between: str = "\n", measure: Measure = len) -> list[str]:
    """Blocks joined to as few pieces of at most `most` as their order allows; a longer block is cut."""
    packed: list[str] = []
    for block in blocks:
        parts = [block] if measure(block) <= most else list(_parts(block, most, measure))
        for part in parts:
            joined = f"{packed[-1]}{between}{part}" if packed else part
            if packed and measure(joined) <= most:
                packed[-1] = joined
            else:
                packed.append(part)
    return packed


def _parts(text: str, most: int, measure: Measure) -> Iterator[str]:
    for line in text.split("\n"):
        if measure(line) <= most:
            yield line
        else:
            yield from (
                pack(_SENTENCE.split(line), most, " ", measure)
                if _SENTENCE.search(line)
                else _words(line, most, measure)
            )


def _words(sentence: str, most: int, measure: Measure) -> Iterator[str]:
    """A sentence that is too long by itself, cut between words; one word that is, between characters."""
    piece = ""
    for word in sentence.split(" "):
        while measure(word) > most:
            if piece:
                yield piece
                piece = ""
            fitting = _fitting(word, most, measure)
            yield word[:fitting]
            word = word[fitting:]
        joined = f"{piece} {word}" if piece else word
        if measure(joined) > most:
            yield piece
            piece = word
        else:
            piece = joined
    if piece:
        yield piece


def _fitting(word: str, most: int, measure: Measure) -> int:
    """How many characters of the word fit, at least one."""
    low, high = 1, min(len(word), max(most, 1))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(word[:middle]) <= most else (low, middle - 1)
    return low
