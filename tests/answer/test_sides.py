"""Who is right when two say otherwise: both are shown, unless a count has simply moved on."""

from datetime import UTC, datetime

import pytest

from tests.answer.conftest import article

MORNING, NOON, NEXT_DAY = (
    datetime(2026, 3, day, hour, tzinfo=UTC) for day, hour in ((4, 8), (4, 9), (5, 20))
)
NEXT_YEAR = datetime(2027, 3, 4, tzinfo=UTC)
COURIER = "Eleven people were injured when the tram left its rails in Norrby, the hospital said."
HERALD = "Seventeen people were injured when the tram left its rails in Norrby, the fire brigade said."


def test_two_outlets_within_the_hour_contradict_each_other(ask):
    one = article(COURIER, MORNING).model_copy(update={"site": "Courier"})
    other = article(HERALD, NOON).model_copy(update={"site": "Herald"})
    [given] = ask("How many people were injured?", one, other).answers
    assert given.status == "conflicting"
    assert "eleven" in given.text.lower()
    assert "seventeen" in given.text.lower()
    assert {e.article_id for e in given.evidence} == {one.id, other.id}


def test_one_outlets_next_report_supersedes_its_last(ask):
    one = article(COURIER, MORNING).model_copy(update={"site": "Courier"})
    other = article(HERALD, NOON).model_copy(update={"site": "Courier"})
    [given] = ask("How many people were injured?", one, other).answers
    assert (given.status, given.text.lower()) == ("answered", "seventeen")


def test_a_report_of_the_next_day_supersedes_anybodys(ask):
    one = article(COURIER, MORNING).model_copy(update={"site": "Courier"})
    other = article(HERALD, NEXT_DAY).model_copy(update={"site": "Herald"})
    [given] = ask("How many people were injured?", one, other).answers
    assert (given.status, given.text.lower()) == ("answered", "seventeen")


def test_a_newer_article_of_other_things_makes_no_older_one_doubtful(ask):
    told = article(COURIER, MORNING)
    other = article("Forty people were hired when a bakery opened in Velling, its owner said.", NEXT_YEAR)
    question = "How many people were injured in Norrby?"
    [alone], [beside] = ask(question, told).answers, ask(question, told, other).answers
    assert (beside.status, beside.text) == (alone.status, alone.text) == ("answered", "Eleven")
    assert beside.confidence == pytest.approx(alone.confidence, abs=0.02)


def test_what_one_did_is_not_taken_for_what_another_did(ask):
    told = article("Ostmark condemned the raid on the harbour.\n\nEstavia called for talks on Friday.")
    [given] = ask("Did Estavia condemn the raid?", told).answers
    assert given.status == "not_stated"
    [given] = ask("Did Ostmark condemn the raid on the harbour?", told).answers
    assert (given.status, given.text) == ("answered", "Yes")


def test_an_earlier_years_toll_is_not_this_years(ask):
    told = article(
        "Two people were killed when the dam at Velling broke on Tuesday, police said.\n\n"
        "A flood in the same valley killed 64 people in 1931.",
        MORNING,
    )
    [given] = ask("How many people were killed?", told).answers
    assert given.text.lower() != "64"


def test_who_reacted_is_everyone_who_spoke(ask):
    told = article(
        "Iran fired missiles across the border on Tuesday.\n\n"
        "China offered to mediate between the two sides.\n\n"
        "The United States condemned the attack.\n\n"
        "India's foreign ministry said that it was a matter for the two countries."
    )
    [given] = ask("Which countries reacted?", told).answers
    assert given.status == "answered"
    assert all(name in given.text for name in ("China", "United States", "India"))
    assert all(told.text[e.start : e.end] == e.quote for e in given.evidence)


def test_two_sources_within_one_article_contradict_each_other_side_by_side(ask):
    told = article(
        "A storm hit the coast on Monday.\n\nThe governor said 340 houses had been destroyed. "
        "The rescue agency put the number at 210."
    )
    [given] = ask("How many houses were destroyed?", told).answers
    assert given.status == "conflicting"
    assert "340" in given.text
    assert "210" in given.text


def test_two_events_of_one_article_are_no_contradiction(ask):
    told = article(
        "At least six civilians were killed in the blast in Velling on Tuesday, police said.\n\n"
        "The blast left a crater in the road. Windows were blown out. Schools stayed shut. "
        "The mayor thanked the nurses.\n\n"
        "Some 30 civilians were killed in an air strike on Norrby last week, local officials said."
    )
    [given] = ask("How many civilians were killed in the air strike on Norrby?", told).answers
    assert given.status != "conflicting"
