"""Names that the recogniser breaks are made whole again."""

from bot.engine.local.nlp import parse


def test_a_name_with_hyphens_is_one_name():
    doc = parse("The Tavrian acting President Noor-ul-Din Hassan met its bishops in Lviv on Monday.")
    assert "Noor-ul-Din Hassan" in [ent.text for ent in doc.ents if ent.label_ == "PERSON"]


def test_an_institution_is_named_with_its_patron():
    doc = parse("Four of the injured were at St Brendan's Hospital, said its medical director.")
    assert "St Brendan's Hospital" in [ent.text for ent in doc.ents]


def test_two_names_side_by_side_stay_two():
    doc = parse("Japan's Toyota and Iran's Revolutionary Guards met.")
    assert {"Japan", "Toyota", "Iran"} <= {ent.text for ent in doc.ents}
