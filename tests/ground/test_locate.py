"""Quotes are found as they stand, or but for marks and spaces; a letter that differs is another text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ground.locate import MOST_PLACES, find_quote

TEXT = (
    "“We found\u00a0no cracks,” Harrow said – twice.\n\nIt’s the ministry\u2019s view… so far. We found none."
)


def found(quote: str) -> list[str]:
    return [TEXT[start:end] for start, end in find_quote(TEXT, quote)]


def test_exact_words_stand_where_they_stand() -> None:
    assert find_quote(TEXT, "Harrow said") == ((TEXT.index("Harrow"), TEXT.index("Harrow") + 11),)
    assert [start for start, _ in find_quote(TEXT, "We found")] == [1, TEXT.rindex("We found")]


def test_marks_spaces_and_invisible_characters_may_differ() -> None:
    assert found('"We found no cracks," Harrow said - twice.') == [
        "We found\u00a0no cracks,” Harrow said – twice."
    ]
    assert found("It's the ministry's view... so far") == ["It’s the ministry’s view… so far"]
    assert found("Harrow\n said") == ["Harrow said"]
    assert found("Har\u200brow") == ["Harrow"]


def test_nothing_else_may_differ() -> None:
    for other in ("We found many cracks", "we found", "Harrow says", "", " ", "…", "Нarrow said"):
        assert find_quote(TEXT, other) == ()


def test_no_more_places_than_are_looked_at() -> None:
    assert len(find_quote("so " * 50, "so")) == MOST_PLACES


@given(st.text(min_size=1, max_size=60), st.data())
def test_whatever_stands_there_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    places = find_quote(text, quote)
    assert bool(places) == any(map(str.isalnum, quote))
    assert all(text[a:b] == quote.strip() for a, b in places)
