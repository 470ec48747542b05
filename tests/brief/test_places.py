from bot.brief.actors import find_cast
from bot.brief.places import find_places
from tests.brief.articles import FIRE, exact, reading


def places(text: str) -> list[str]:
    read = reading(text)
    found = find_places(read, find_cast(read))
    assert all(exact(place.evidence, text) for place in found)
    return [place.name for place in found]


def test_a_place_is_named_once_with_its_mentions() -> None:
    found = places("The mayor of Paris met farmers in Lyon. They had driven from Lyon to Paris.")
    assert sorted(found) == ["Lyon", "Paris"]


def test_peoples_and_persons_are_no_places() -> None:
    found = places("Pakistani officials met Iranian diplomats in Geneva. Angela Merkel was there.")
    assert found == ["Geneva"]


def test_articles_and_possessives_do_not_belong_to_the_name() -> None:
    found = places("She moved to the United States. The United States’ border with Mexico is long.")
    assert found == ["United States", "Mexico"]


def test_the_places_of_a_report() -> None:
    found = places(FIRE)
    assert any("Larne" in name for name in found)
    assert "Calder Chemicals" not in found


def test_the_surname_of_a_person_is_no_place() -> None:
    text = "Emeka Strand scored in Leeds. Strand was booked, and Strand limped off. He left."
    assert places(text) == ["Leeds"]


def test_a_line_up_names_no_places() -> None:
    text = (
        "Osk Rovers beat Tarn Town 2-0 at Mill Lane in Osk on Saturday.\n\n"
        "Osk Rovers: Wendt; Cade, Oduro, Lisle; Halloran, Brisk."
    )
    assert not {"Wendt", "Cade", "Oduro", "Lisle", "Halloran", "Brisk"} & set(places(text))


def test_the_kind_of_place_or_near_tells_a_place() -> None:
    text = "A bomb fell near Saravan, and another in the town of Panjgur, outside Zabol city."
    assert {"Saravan", "Panjgur"} <= set(places(text))


def test_capitals_of_a_dateline_are_no_spelling() -> None:
    assert places("GRELLSTADT, Germany – The river rose on Monday.")[0] == "Grellstadt"


def test_a_name_goes_on_behind_its_hyphens() -> None:
    text = "A lorry hit the consulate in Mazar-i-Sharif on Thursday."
    assert places(text) == ["Mazar-i-Sharif"]


def test_whom_a_speaker_is_from_is_no_place() -> None:
    assert places('"They were wrong," said Kirsty Lomax, of Unison.') == []
    assert places('"They were wrong," said Kirsty Lomax, 34, of Nairobi.') == ["Nairobi"]
    assert places("Professor Akira Nomoto of Kobe, a specialist in rail safety, called this a mistake.") == [
        "Kobe"
    ]


def test_the_evidence_of_where_a_report_was_filed_is_the_dateline_alone() -> None:
    read = reading("TARMIZ, June 14 (Agency) — An earthquake struck eastern Turkey on Friday.")
    (filed, *_) = find_places(read, find_cast(read))
    assert [e.quote.strip() for e in filed.evidence] == ["TARMIZ, June 14 (Agency) —"]
