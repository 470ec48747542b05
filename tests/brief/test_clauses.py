"""Runs of words, trimmed at their edges."""

import pytest

from bot.brief.clauses import trimmed
from bot.engine.local.nlp import parse


@pytest.mark.parametrize(
    "text",
    [
        "Readers can [donate here](https://aid.example/pay for the victims",
        "f(x and more",
        "said “so(it goes",
        "(",
    ],
)
def test_a_mark_inside_a_word_ends_the_trimming_too(text: str) -> None:
    assert trimmed(parse(text)[:]).text in text
