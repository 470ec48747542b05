"""Names that a recogniser cuts, glues or takes for what they are not."""

import pytest

from bot.brief.places import find_places
from tests.brief.texts import cast_of, reading_of


def names(text: str) -> set[str]:
    return {actor.name for actor in cast_of(text).actors}


def roles(text: str) -> dict[str, str | None]:
    return {actor.name: actor.role for actor in cast_of(text).actors}


def places(text: str) -> set[str]:
    return {place.name for place in find_places(reading_of(text), cast_of(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kent Fire and Rescue Service sent four crews to the mill.", "Kent Fire and Rescue Service"),
        ("Devon and Cornwall Police are appealing for witnesses.", "Devon and Cornwall Police"),
        ("The Marine and Coastguard Agency said it had been told.", "Marine and Coastguard Agency"),
        ("Ghana's Commission for Museums and Monuments asked for the drum.",
         "Commission for Museums and Monuments"),
    ],
)  # fmt: skip
def test_a_body_with_an_and_in_its_name_is_whole(text: str, name: str) -> None:
    assert name in names(text)
    assert not {other for other in names(text) if other != name and other in name and other != "Ghana"}


@pytest.mark.parametrize(
    "text",
    [
        "The Office for Budget Responsibility and Reuters disagreed.",
        "The Ministry of Health and Ms Doyle met on Monday.",
    ],
)
def test_two_that_are_joined_by_and_stay_two(text: str) -> None:
    assert not any(" and " in name for name in names(text))


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Det Con Ilse Marr, of Kent Police, praised the boys.", "Ilse Marr", "Det Con"),
        ("Its founder, the Rev. Paulo Brandt, said it was a victory.", "Paulo Brandt", "founder"),
        ("Delta State governor Sunday Okpere said it would open.", "Sunday Okpere", "Delta State governor"),
        ("Ana Reyes, the first woman to lead the navy, died.", "Ana Reyes", "first woman to lead the navy"),
        ("Rask's granddaughter, Ana Rask-Holm, flew to Ghana.", "Ana Rask-Holm", "Rask's granddaughter"),
    ],
)
def test_a_role_is_whole_whatever_stands_around_it(text: str, name: str, role: str) -> None:
    assert roles(text)[name] == role


def test_an_adjective_that_is_also_a_rank_makes_no_person_of_a_people() -> None:
    text = "Ana Reyes was the first to lead a major Scandinavian orchestra. Reyes died on Sunday."
    assert names(text) == {"Ana Reyes"}


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        (
            "The work was published in the journal Current Coastal Botany. Ana Reyes said so.",
            "Current Coastal Botany",
        ),
        ("Ana Reyes won the Ebeling Emerging Chemist Prize in 2019.", "Ebeling Emerging Chemist Prize"),
        ("Edda Moe led it. King Olaf made her a Commander of the Order of St. Olav.", "Order of St. Olav"),
        ("Ana Reyes recalled in a 1998 interview with Kystbladet that she was late.", "Kystbladet"),
        ("Paul Cray, 67, of Hill Lane, Ely, was found guilty.", "Hill Lane"),
        ("A woman died near Ballina, County Mayo. Winds of 90mph hit Mayo.", "County Mayo"),
        ('"We were poor and the better team won," Ana Reyes said.', "the better team"),
    ],
)
def test_a_thing_a_place_and_a_paper_are_no_actors(text: str, nobody: str) -> None:
    assert nobody not in names(text)


def test_a_club_is_called_without_its_league() -> None:
    text = "Premier League Wolverton lost 2-1 to Rovers. Wolverton were poor."
    assert [(a.name, a.kind) for a in cast_of(text).actors if "Wolverton" in a.name] == [
        ("Wolverton", "organisation")
    ]


def test_a_company_in_which_one_has_shares_is_no_place() -> None:
    text = "Kestrel Foods said it would cut jobs. Shares in Kestrel, which owns two brands, fell by 3%."
    assert names(text) == {"Kestrel Foods"}
    assert places(text) == set()


def test_a_body_is_known_by_its_letters_without_those_it_begins_with() -> None:
    text = (
        "At least 17 died, the U.N. World Seed Programme said. Five were WSP drivers, the agency said."
        " WSP chief Cindy Marr said it was awful."
    )
    assert names(text) == {"U.N. World Seed Programme", "Cindy Marr"}


def test_what_a_campsite_is_in_is_a_place() -> None:
    assert "Derbyshire" in places("A man who robbed a boy at a campsite in Derbyshire has been jailed.")


@pytest.mark.parametrize(
    "text",
    [
        "Officers of Police Scotland searched the loch.",
        "The report was read in NHS England and in NHS Wales.",
    ],
)
def test_a_body_of_a_country_is_no_place(text: str) -> None:
    assert places(text) == set()


def test_letters_may_leave_out_what_stands_behind_and() -> None:
    text = "The Centers for Disease Control and Prevention helps. Rates fell, according to the CDC."
    assert names(text) == {"Centers for Disease Control and Prevention"}


def test_what_a_firm_may_be_as_well_makes_no_person_of_it() -> None:
    text = "The owner of the ferry, Compagnie Maritime Osk, denied that it had been full."
    assert {actor.kind for actor in cast_of(text).actors} == {"organisation"}


def test_a_firm_is_the_same_by_its_first_word() -> None:
    text = (
        "A court ordered the port company Meridian Harbours to pay on Tuesday. Meridian had known of it. The "
        " wall was built in 2016. Meridian said it would appeal."
    )
    assert names(text) >= {"Meridian Harbours"}
    assert "Meridian" not in names(text)


def test_what_shares_are_in_is_a_firm_in_full_as_well() -> None:
    text = "Halvorsen Marine will buy a rival. Shares in Halvorsen fell. Halvorsen said it planned no cuts."
    assert [(a.name, a.kind) for a in cast_of(text).actors] == [("Halvorsen Marine", "organisation")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It agreed to buy the maker Daeyang Propulsion for Won2.9tn.", "Daeyang Propulsion"),
        ("Little Zuzanna Wolska was halfway across. Zuzanna’s mother wept.", "Zuzanna Wolska"),
        ("Headteacher Mrs Oluwaseun Adeyemi said pupils had made a card.", "Oluwaseun Adeyemi"),
        ("The Taoiseach, Aoife Brannigan, has urged people to stay at home.", "Aoife Brannigan"),
        ("The Lumina Foundation gave a grant of CHF 4.2 million to the clinic.", "Lumina Foundation"),
        ("CalMac has suspended all sailings. Nobody was hurt, the company said.", "CalMac"),
        ("A group called Save Our Baths said it would meet on Tuesday.", "Save Our Baths"),
    ],
)
def test_prices_titles_and_endearments_are_no_part_of_a_name(text: str, name: str) -> None:
    assert names(text) == {name}


def test_what_is_a_county_is_one_by_its_name_alone() -> None:
    text = "Two died, one in County Mayo. Most of the homes are in Galway, Mayo and Donegal, officials said."
    assert "Mayo" not in names(text)


def test_the_name_of_a_species_is_nobody() -> None:
    text = "They followed females of the species Octopus tetricus. Octopus mothers stay with their eggs."
    assert names(text) == set()


def test_who_is_said_not_to_be_something_is_not_that() -> None:
    text = "Reg Holt was hurt on Monday. “Reg isn’t just our lollipop man,” Ana Marr said."
    assert roles(text)["Reg Holt"] is None
    assert roles("Ana Marr is just our caretaker.")["Ana Marr"] == "caretaker"


def test_a_list_of_others_is_no_role() -> None:
    text = "The film will be paid for by Arte, the Senegalese state and the streaming service Kanal."
    assert roles(text)["Arte"] is None


def test_a_language_is_no_place() -> None:
    text = "The typescript has notes in Wolof and French. It was found in a suitcase in an attic in Rask."
    assert places(text) == {"Rask"}
