# ruff: noqa: E501 - a sentence of an article stands on one line
"""When the event was, if its own sentence does not tell it."""

import pytest

from tests.brief.articles import five_w, said

LEAD = (
    "Rail passengers have attacked the new seats of the Osk express as too hard. Many of them said that they stand rather than sit. "
    "The railway said that it would listen. It gave no date for a change. One mother called the seats a joke. "
    "A student said her back hurt. The seats come from Ostrel. A union backed the passengers. An engineer defended the seats. "
)


def test_posts_date_a_report_of_reactions() -> None:
    posts = "Sit down for once. Bo Dahl (@bodahl) January 17, 2024 My back! Cy Ek (@cyek) January 17, 2024 Ouch. Di Fox (@difox) January 16, 2024"
    assert said(five_w(LEAD + posts, "Passengers attack hard seats"))["when"] == "January 17, 2024"


def test_an_old_post_dates_nothing() -> None:
    posts = "Sit down for once. Bo Dahl (@bodahl) January 17, 2019"
    assert said(five_w(LEAD + posts, "Passengers attack hard seats"))["when"] is None


def test_a_post_does_not_date_what_the_lead_dates() -> None:
    text = "Passengers attacked the new seats on Tuesday. Ouch. Bo Dahl (@bodahl) January 17, 2024"
    assert said(five_w(text, "Passengers attack hard seats"))["when"] == "Tuesday"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("The first of the seats were fitted on Monday.", "Monday"),
        ("The Tolm dam broke on Monday.", None),
        ("The first of the seats were fitted on March 2, 1998.", None),
        ('"The seats broke on Monday," she said.', None),
    ],
)
def test_a_sentence_behind_the_lead_dates_the_event_if_it_is_about_it(told: str, found: str | None) -> None:
    assert said(five_w(LEAD + told, "Passengers attack hard seats"))["when"] == found


def test_what_goes_on_since_a_day_did_not_happen_on_it() -> None:
    text = "Nurses have walked out of all hospitals in Tolm. Marches have been held in the city since the law was passed on Monday."
    assert said(five_w(text, "Nurses walk out"))["when"] is None
