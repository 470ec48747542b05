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


@pytest.mark.parametrize(
    ("text", "title", "when"),
    [
        ("At least 17 people died when a drone struck a convoy in Rask, the agency said on Monday. The convoy was carrying maize when it was hit on Sunday near Osk.",
         "Aid convoy hit in Rask", "Sunday"),
        ("The museum has handed back a bronze head looted in 1897. Ana Reyes received the head at a ceremony in Osk on Saturday. The head was bought by the museum's founder at a sale in 1902.",
         "Museum returns looted bronze head", "Saturday"),
        ("The chocolate maker said on Tuesday it would cut 1,200 jobs and close its factory by the end of 2026.",
         "Chocolate maker to cut 1,200 jobs", "Tuesday"),
        ("A man who stabbed his neighbour on 3 March 2022 has been jailed for life. He was sentenced at Ely Crown Court on Tuesday.",
         "Man jailed for killing neighbour", "Tuesday"),
        ("A man who stabbed his neighbour on 3 March 2022 was jailed for life. The judge called it cruel.",
         "Man jailed for killing neighbour", None),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_event_and_not_of_its_telling_its_past_or_its_deed(
    text: str, title: str, when: str | None
) -> None:
    assert said(five_w(text, title))["when"] == when


def test_what_a_thing_went_through_years_ago_is_not_when_it_was_found() -> None:
    text = "A play by Ana Sarr that was thought to have been burned in a fire more than 50 years ago has been found in an attic. It was found on Tuesday."
    assert said(five_w(text, "Lost Sarr play found in attic"))["when"] == "Tuesday"


def test_until_when_something_lasts_is_not_when_it_happened() -> None:
    text = "The red warning for wind has been extended until 21:00 in the whole of Rask."
    assert said(five_w(text, "Red warning extended"))["when"] is None


def test_the_end_of_a_month_is_not_the_month() -> None:
    text = "Osk baths will shut for good at the end of June after councillors voted to cut their money."
    assert said(five_w(text, "Osk baths to shut"))["when"] == "the end of June"
