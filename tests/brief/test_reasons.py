"""What is given as a reason, and what only looks like one."""

from tests.brief.articles import five_w, said


def test_what_people_are_told_to_do_is_no_purpose() -> None:
    text = "The mayor of Osk told residents on Monday to leave the valley. The river is still rising."
    assert said(five_w(text, "Mayor tells residents to leave"))["why"] is None


def test_a_charge_stands_behind_what_was_decided() -> None:
    text = "The council voted on Monday to fine the brewery for pouring waste into the river Halm."
    assert said(five_w(text, "Council votes to fine brewery"))["why"] == "pouring waste into the river Halm"


def test_what_somebody_seeks_beside_the_event_is_its_purpose() -> None:
    text = "Osk Marine has agreed to buy a rival for £2m, as it seeks to become the largest maker of ferries."
    assert said(five_w(text, "Osk Marine to buy rival"))["why"] == "to become the largest maker of ferries"
