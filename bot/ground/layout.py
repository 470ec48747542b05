"""How a text is laid out: which of its paragraphs are section headings, and no sentences."""

import re

SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
HEADING_WORDS = 12
_HEADINGS_SHARE = 0.4
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


def reads_as_heading(line: str) -> bool:
    """Whether a line is short and does not end as sentences do."""
    return len(line.split()) <= HEADING_WORDS and not SENTENCE_END.search(line)


def paragraph_ranges(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of each paragraph of `text`, in order."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def heading_ranges(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of the paragraphs of `text` that are headings: nothing is stated there.

    Where such lines are no exception (a list, a poem, a transcript), they are the text, and none is one.
    """
    paragraphs = paragraph_ranges(text)
    found = [(start, end) for start, end in paragraphs if reads_as_heading(text[start:end].rstrip())]
    return found if len(found) <= _HEADINGS_SHARE * len(paragraphs) else []
