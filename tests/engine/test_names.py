"""Names that the recogniser breaks are made whole again, and sentences begin where paragraphs do."""

import pytest

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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Power lost\n\nESB Networks said on Tuesday that 4,000 homes were dark.",
            ["Power lost", "ESB Networks said on Tuesday that 4,000 homes were dark."],
        ),
        ("What was said\n\nYes. The council met.", ["What was said", "Yes.", "The council met."]),
    ],
)
def test_no_sentence_starts_right_behind_a_paragraphs_first_word(text, sentences):
    assert [sentence.text.strip() for sentence in parse(text).sents] == sentences
