"""Whom "he" means where somebody without a name acts, and whose "his sister" is."""

import pytest

from tests.brief.texts import cast_of, quotes_of


def speakers(text: str) -> list[str | None]:
    return [quote.speaker for quote in quotes_of(text)]


def roles(text: str) -> dict[str, str | None]:
    return {actor.name: actor.role for actor in cast_of(text).actors}


WITNESS = (
    "Paul Cray, 67, was found guilty. The court heard that one of the men, who cannot be named, called"
    " police in March after seeing a picture of the defendant. In a letter, he said he had spent"
    ' "thirty years pretending it was somebody else". His sister, Joan, said the family could'
    ' "breathe at last".'
)


def test_what_a_victim_said_is_not_put_into_the_mouth_of_the_accused() -> None:
    assert speakers(WITNESS)[0] == "one of the men"


def test_the_sister_of_somebody_without_a_name_is_not_given_to_another() -> None:
    assert roles(WITNESS)["Joan"] == "sister"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('A man is charged with the murder of Paul Cray. He said "I am innocent of this".', "a man"),
        ('Paul Cray was arrested. A judge ordered him held. He said "I am innocent of this".', "Paul Cray"),
        ('Paul Cray was hurt when a man hit him. He said "I am glad to be alive".', "Paul Cray"),
        ('Paul Cray said a man hit him. He said "I am glad to be alive today".', "Paul Cray"),
    ],
)
def test_who_acted_last_speaks_unless_the_report_goes_on_about_another(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_a_kinsman_who_is_named_behind_his_trade_speaks_himself() -> None:
    text = "Edda Moe, a conductor, died. Her son, the cellist Anders Moe, said the cause was pneumonia."
    assert speakers(text) == ["Anders Moe"]
    assert roles(text)["Anders Moe"] == "cellist"


def test_a_reporter_on_the_spot_says_it_and_not_the_place() -> None:
    text = 'The storm hit. Our reporter Niall Crane is in Salthill: "I have never seen the sea like this."'
    assert speakers(text) == ["Niall Crane"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Paul Cray was jailed. His sister, Joan, wept.", "Joan", "[Paul Cray's] sister"),
        ("Ana Reyes and her colleague Ivo Lind left.", "Ivo Lind", "[Ana Reyes's] colleague"),
        ("The charity Oxfam won. Its founder, Ivo Lind, wept.", "Ivo Lind", "[Oxfam's] founder"),
    ],
)
def test_a_role_tells_whose_it_is(text: str, name: str, role: str) -> None:
    assert roles(text)[name] == role.replace("Reyes's", "Reyes'")
