# ruff: noqa: E501 - a sentence of an article stands on one line
"""Which clause of a lead is the event: the one that the headline tells first."""

import pytest

from tests.brief.articles import five_w, said


@pytest.mark.parametrize(
    ("title", "text", "who", "what"),
    [
        (
            "Villagers lead mourning as Osk dam bursts",
            "Villagers led the mourning on Sunday as the Osk dam burst and the valley flooded again.",
            "Villagers",
            "led the mourning",
        ),
        (
            "Nine hurt after ferry hits pier in Rask harbour",
            "Nine passengers were hurt after a ferry hit the pier in Rask harbour on Monday.",
            "Nine passengers",
            "were hurt",
        ),
        (
            "While Rome votes, Milan bans scooters",
            "Rome voted on Sunday in the first round. The city of Milan banned scooters from its centre on the same day.",
            "The city of Milan",
            "banned scooters",
        ),
    ],
)
def test_what_a_headline_tells_beside_its_event_is_not_the_event(
    title: str, text: str, who: str, what: str
) -> None:
    found = said(five_w(text, title))
    assert found["who"] == who
    assert (found["what"] or "").startswith(what)


def test_a_headline_without_a_verb_before_its_as_tells_the_event_behind_it() -> None:
    text = (
        "Thousands of pupils returned to their desks on Monday. Schools reopened across Tolm after the flood."
    )
    assert said(five_w(text, "Joy and relief as schools reopen in Tolm"))["what"] == "reopened across Tolm"


def test_what_went_on_meanwhile_is_no_part_of_what() -> None:
    text = "Farmers angered by the tax blocked the motorway as ministers met in Brussels on Monday."
    assert said(five_w(text, "Farmers block motorway as ministers meet"))["what"] == "blocked the motorway"


def test_the_names_of_several_are_told_whole() -> None:
    text = "Anna Weir, Bo Dahl and Carl Enright led the tributes on Friday after the singer died at home in Leeds."
    found = said(five_w(text, "Anna Weir and Bo Dahl lead tributes to singer"))
    assert found["who"] == "Anna Weir, Bo Dahl and Carl Enright"


def test_a_description_in_apposition_is_no_list_of_names() -> None:
    text = "Anna Weir, the mayor of Leeds, opened the bridge on Friday."
    assert said(five_w(text, "Weir opens bridge"))["who"] == "Anna Weir"


def test_an_object_is_told_with_its_verb_though_a_participle_follows() -> None:
    text = "A truck driver hit a bus packed with pupils on their way to a swimming lesson in the northern town of Osk, injuring nine, police said."
    assert (said(five_w(text, "Nine pupils hurt in Osk"))["what"] or "").startswith("hit a bus")


@pytest.mark.parametrize("credit", ["(Reuters)", "(Ann Ode/The Osk Mail)", "(Photo: AP)"])
def test_what_is_credited_to_a_photographer_is_no_event(credit: str) -> None:
    text = (
        f"Rovers players hug each other after they won the league title on Sunday. {credit} "
        "Rovers won the league title for the first time since 1962 with a late goal at home."
    )
    found = said(five_w(text, "A late goal gives Rovers the league title"))
    assert found["what"] == "won the league title"


def test_a_picture_may_tell_when() -> None:
    text = (
        "Passengers were taken off the burning ferry on Sunday night. (Ann Ode/AP) "
        "Eleven people died when a ferry caught fire, the coastguard said."
    )
    found = said(five_w(text, "Eleven die in ferry fire"))
    assert (found["who"], found["when"]) == ("Eleven people", "Sunday night")


def test_an_agency_in_brackets_within_a_sentence_is_no_credit() -> None:
    text = "The Bank of Osk (BOO) raised its rate on Monday. Prices rose by a tenth last year."
    found = said(five_w(text, "Bank of Osk raises rate"))
    assert (found["what"] or "").startswith("raised its rate")


def test_a_relative_clause_is_no_part_of_what() -> None:
    text = "Anna Ode survived the Osk bus crash which left nine dead on Monday."
    assert (
        said(five_w(text, "Ode on surviving the Osk bus crash which left nine dead"))["what"]
        == "survived the Osk bus crash"
    )


def test_where_somebody_was_taken_belongs_to_what() -> None:
    text = "The singer Ann Ode was escorted off the stage of the Osk Arena on Monday, an hour before the end."
    assert (said(five_w(text, "Singer Ann Ode removed from her own show"))["what"] or "").startswith(
        "was escorted off the stage"
    )


def test_what_is_asked_of_a_thing_is_no_event() -> None:
    text = "Female squid use sensors in their arms to judge whether the water holds enough oxygen, and leave if it does not."
    found = said(five_w(text, "Squid mothers taste the water to decide when to leave, study finds"))
    assert found["who"] == "Female squid"


def test_what_somebody_does_every_morning_is_no_news() -> None:
    text = (
        "Every morning, before the crows are up, Rosamma Ode walks down to the shore of Osk. She carries a stick. “I tell him that a village does not take no for an answer,” she says. "
        "Last week a court in Rask ordered the port company to pay 412 families for the lost beach of Osk."
    )
    assert said(five_w(text, "The village that took on the wall"))["who"] == "a court"


def test_a_hyphened_name_in_a_headline_is_the_same_in_the_lead() -> None:
    text = "Ana Mbeki-Ruiz scored three times on Saturday as Real Osk came from two goals down to beat Rask."
    assert said(five_w(text, "Mbeki-Ruiz hat-trick sends Osk into final"))["who"] == "Ana Mbeki-Ruiz"
