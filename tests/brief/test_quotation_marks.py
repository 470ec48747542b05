import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.brief.quotation_marks import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “I am happy” today.", ["I am happy"]),
        ('"Hi," she said. "Bye."', ["Hi,", "Bye."]),
        ("„Das ist gut“, sagte er.", ["Das ist gut"]),
        ("«Oui», dit-elle.", ["Oui"]),
        ("``A b,'' said C. ``D.''", ["A b,", "D."]),
        ("''It is late,'' she said.", ["It is late,"]),
        ("‘It’s the ministers’ fault,’ he said. ‘No.’", ["It’s the ministers’ fault,", "No."]),
        ("'It's fine,' he said, 'but the '90s are over.'", ["It's fine,", "but the '90s are over."]),
        ('There was “no evidence" of it.', ["no evidence"]),
    ],
)
def test_every_style_of_marks(text: str, words: list[str]) -> None:
    assert inner(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The dogs' tails and the cats' ears didn't move.",
        "Rock ’n’ roll and the ’90s aren’t over; it’s the players’ union’s fault.",
        "She is 5' 6\" tall.",
        "“",
        "”“",
        "",
    ],
)
def test_apostrophes_and_stray_marks_open_nothing(text: str) -> None:
    assert inner(text) == []


def test_what_stands_in_marks_within_marks_belongs_to_the_outer() -> None:
    assert inner("“He said ‘no’ to me,” she said.") == ["He said ‘no’ to me,"]
    assert inner("‘The book “A Tale” is mine,’ she said.") == ["The book “A Tale” is mine,"]
    assert inner("“He said “no” to me,” she said. “Right.”") == ["He said “no” to me,", "Right."]


def test_a_mark_opened_again_at_each_paragraph_goes_on_with_the_quotation() -> None:
    assert inner("“One.\n\n“Two.\n\n“Three,” he said. “Four.”") == ["One.\n\n“Two.\n\n“Three,", "Four."]


def test_a_mark_that_never_closes_ends_with_its_paragraph() -> None:
    assert inner("“Open without end\n\nNext paragraph.") == ["Open without end"]


@given(st.text(alphabet="ab “”‘’\"'„«».,\ns", max_size=80))
def test_any_text_gives_quotations_in_order_within_it(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert (
            end <= quotation.start < quotation.inner_start < quotation.inner_end <= quotation.end <= len(text)
        )
        end = quotation.end
