from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.passages import sentence_ranges


def cut(text):
    return [text[start:end] for _, start, end in sentence_ranges(text)]


def test_abbreviations_end_no_sentence():
    assert cut("Mr. Hale met Dr. Ito in the U.S. capital on Jan. 5. They talked.") == [
        "Mr. Hale met Dr. Ito in the U.S. capital on Jan. 5.",
        "They talked.",
    ]


def test_a_closing_quotation_mark_goes_with_its_sentence():
    assert cut("“We will stay.” She left.") == ["“We will stay.”", "She left."]


def test_a_dateline_is_no_part_of_the_first_sentence():
    assert cut("MADRID, Jan 30 - Hauliers went home. They were paid.\n\nRail ran.") == [
        "Hauliers went home.",
        "They were paid.",
        "Rail ran.",
    ]


@given(st.text(alphabet="aB .?!\n“”’Mr1", max_size=80))
def test_every_word_is_in_exactly_one_sentence(text):
    ranges = sentence_ranges(text)
    joined = "".join(text[start:end] for _, start, end in ranges)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(a[2] <= b[1] for a, b in pairwise(ranges))
