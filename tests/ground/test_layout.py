"""Headings are told from sentences by how the text is laid out."""

from bot.ground.layout import heading_ranges

STORY = "The ferry ran aground on Monday.\n\nGlobal reactions\n\nNobody was hurt.\n\n“We are glad,” she said."


def test_a_short_line_that_does_not_end_as_a_sentence_is_a_heading() -> None:
    [(start, end)] = heading_ranges(STORY)
    assert STORY[start:end] == "Global reactions"


def test_where_all_lines_are_such_none_is_a_heading() -> None:
    assert (
        heading_ranges("O ferry on the sand\n\nThe tide comes in again\n\nAnd finds you where you stand")
        == []
    )


def test_an_empty_text_has_none() -> None:
    assert heading_ranges("") == []
