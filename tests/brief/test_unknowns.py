import pytest

from bot.brief.unknowns import find_unknowns
from tests.brief.articles import FIRE, exact, reading


def unknown(text: str) -> list[str]:
    found = find_unknowns(reading(text))
    assert all(exact(statement.evidence, text) for statement in found)
    return [statement.text for statement in found]


@pytest.mark.parametrize(
    "text",
    [
        "It was not immediately clear who was behind the attack.",
        "The ministry did not specify how many people had died.",
        "The claim could not be independently verified.",
        "No group has claimed responsibility for the blast.",
        "A spokeswoman declined to say when the plant would reopen.",
        "The cause of the crash is under investigation.",
        "The firm, without giving details, blamed the weather.",
        "The army hasn’t said where the jet came down. It isn’t clear why.",
        "Terms of the deal were not disclosed.",
        "Whether the vaccine prevents infection remains unknown.",
    ],
)
def test_a_sentence_that_says_what_is_not_known_is_kept(text: str) -> None:
    assert unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The cause of the crash was a broken rail.",
        "Is it not clear to everybody what happened?",
        "He made clear that he would not resign.",
        "The minister said she did not like the plan.",
        "If it is unclear, ask the clerk.",
        "Police named the victim on Monday.",
    ],
)
def test_other_sentences_are_not(text: str) -> None:
    assert unknown(text) == []


def test_each_is_told_once_in_order() -> None:
    found = unknown(FIRE)
    assert [s.split()[0] for s in found] == ["It", "Police", "The"]
    assert len(unknown("Nothing is known.\n\nIt was unclear why.\n\nIt was unclear why.")) == 1


def test_what_researchers_do_not_know_is_not_known() -> None:
    text = "The researchers also do not know why some creeks went on eroding."
    assert unknown(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry offered no evidence.",
        "Neither side's claims could be independently verified.",
        "Norwegian officials did not comment.",
    ],
)
def test_claims_without_proof_are_not_known(text: str) -> None:
    assert unknown(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The scientists do not yet know whether the bacteria release harmful byproducts.",
        "Police do not know yet who fired first.",
        "Nobody knows why the ship sank.",
        "No one yet knows how the fire began.",
        "Officials have not yet said when the road will reopen.",
        "The ministry has still not said when the road will reopen.",
    ],
)
def test_yet_and_its_like_may_stand_anywhere(text: str) -> None:
    assert unknown(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He was acquitted after prosecutors offered no evidence.",
        "The Crown offered no evidence against the three.",
        "Nobody knows the valley better than the guide.",
        "The two still know each other.",
    ],
)
def test_a_dropped_case_and_a_known_valley_are_not_unknown(text: str) -> None:
    assert unknown(text) == []


def test_who_is_released_under_investigation_is_not_unknown() -> None:
    assert unknown("The driver was arrested on suspicion of theft and released under investigation.") == []
