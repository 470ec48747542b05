# ruff: noqa: E501 - a sentence of an article stands on one line
"""Where the event happened, if only in passing: the headline's opening, the one country, the track."""

import pytest

from tests.brief.articles import five_w, said


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        (
            "Brewer shrinks its bottles",
            "The maker of Halm beer has shrunk its bottles to save glass. Its Ireland range is cut to 300 millilitres.",
            "Ireland",
        ),
        (
            "Carmaker recalls vans",
            "Ostrel has recalled 4,000 vans because their brakes may fail. The vans were sold in Spain from March.",
            "Spain",
        ),
    ],
)
def test_the_only_country_of_a_lead_is_where(title: str, text: str, where: str) -> None:
    assert said(five_w(text, title))["where"] == where


@pytest.mark.parametrize(
    "text",
    [
        "The maker of Halm beer has shrunk its bottles to save glass. The Ireland-based firm blamed the price of gas.",
        "The maker of Halm beer has shrunk its bottles. They are sold in Spain. A rival sells larger ones in France.",
        "The maker of Halm beer has shrunk its bottles. Sales to pubs in Spain and Portugal had slipped.",
        "Anna Ode told pupils about her first years at the bar. The highest judge in Spain, Ode spoke for an hour.",
        "The singer Ann Ode has left her band. She was born in Spain.",
        "The maker of Halm beer has shrunk its bottles. Ireland captain Bo Dahl called the move a joke.",
    ],
)
def test_a_seat_a_home_or_one_of_several_countries_is_not(text: str) -> None:
    assert said(five_w(text))["where"] is None


def test_the_town_that_a_headline_opens_with_is_where() -> None:
    text = "All the victims of the Bremen bus crash have been named by police. Ten people died. A vigil in Bremen is planned."
    assert said(five_w(text, "Bremen bus crash: all the victims named"))["where"] == "Bremen"


def test_a_club_that_a_headline_opens_with_is_no_town() -> None:
    text = "Leeds Rovers have sacked their manager after a run of defeats. He came from a club in Leeds."
    assert said(five_w(text, "Leeds Rovers sack manager: club says it is time"))["where"] != "England"


def test_the_track_of_a_town_is_where_though_the_headline_names_the_country() -> None:
    text = "Ann Ode crashed in lap 48 as she struggled in the rain on her home track of Spielberg. The champion had won every race in Austria."
    assert said(five_w(text, "Ode crashes in her last race in Austria"))["where"] == "Spielberg"
