# ruff: noqa: E501 - a sentence of an article stands on one line
"""How harm came about, wherever the lead tells it."""

import pytest

from tests.brief.articles import five_w, said


@pytest.mark.parametrize(
    ("title", "text", "how"),
    [
        (
            "Osk bus crash: victims named",
            "The victims of the Osk bus crash have been named. Nine people died when a bus overturned as it took a bend near the harbour on Sunday.",
            "a bus overturned",
        ),
        (
            "Skipper held after ferry accident",
            "The skipper of the ferry was held by police. Its passengers were eating when the ferry capsized in Oslo on Monday.",
            "the ferry capsized",
        ),
    ],
)
def test_an_accident_is_told_by_its_deed_though_the_event_is_another(title: str, text: str, how: str) -> None:
    assert said(five_w(text, title))["how"] == how


@pytest.mark.parametrize(
    "text",
    [
        "The mayor opened the rebuilt bridge. A float overturned during the parade.",
        "The cup accident is forgotten. Rovers sold their captain. The side crashed out of the cup on Sunday.",
    ],
)
def test_a_deed_is_no_means_of_what_is_no_accident(text: str) -> None:
    assert said(five_w(text))["how"] is None


def test_what_is_done_to_a_record_is_no_accident() -> None:
    text = "Police named the driver in the Osk crash. The ruling, which overturned a ban, was praised."
    assert said(five_w(text, "Driver in Osk crash named"))["how"] is None


def test_what_is_to_come_or_holds_at_any_time_is_no_means() -> None:
    text = (
        "The dam faces a test when heavy rain arrives on Friday. The mayor is careful when it comes to water."
    )
    assert said(five_w(text, "Dam faces test"))["how"] is None


def test_who_says_how_it_came_about_is_no_part_of_how() -> None:
    text = "Nine people died when a bus overturned near Osk, police said on Wednesday. It had rained."
    assert said(five_w(text, "Nine die in bus crash"))["how"] == "a bus overturned"
