# ruff: noqa: E501 - a sentence of an article stands on one line
"""Who did it, by the name or the fuller words that stand before a noun that says little."""

import pytest

from tests.brief.articles import five_w, said


@pytest.mark.parametrize(
    ("title", "text", "who"),
    [
        (
            "Girl rescued from cave after nine days",
            "Hundreds watched as divers searched for a seven-year-old girl in a flooded cave. The girl was rescued from the cave on Friday.",
            "a seven-year-old girl",
        ),
        (
            "Plant in Osk to close",
            "In a note to staff, Ostrel chief executive Bo Dahl said the company had closed its plant in Osk for good.",
            "Ostrel",
        ),
        (
            "Ode out of the rally in Norway",
            "Spectators waited for hours in the cold. Anna Ode's car crashed on a bend in Norway on Saturday.",
            "Anna Ode",
        ),
    ],
)
def test_a_noun_that_says_little_is_told_by_what_it_means(title: str, text: str, who: str) -> None:
    assert said(five_w(text, title))["who"] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A farmer saw a small dog on the ice. The big dog fell through the ice on Monday.", "The big dog"),
        ("Anna Ode's lawyer has left the court.", "lawyer"),
        ("Minister Bo Dahl said the strike had ended on Monday.", "the strike"),
    ],
)
def test_another_of_its_kind_or_what_belongs_to_somebody_stays(text: str, who: str) -> None:
    assert who in (said(five_w(text, text.split(". ")[-1].rstrip(".")))["who"] or "")
