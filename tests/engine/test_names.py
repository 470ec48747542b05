"""Names that the recogniser breaks are made whole again."""

from bot.engine.local.nlp import parse


def test_a_name_with_hyphens_is_one_name():
    doc = parse("The Tavrian acting President Noor-ul-Din Hassan met its bishops in Lviv on Monday.")
    assert "Noor-ul-Din Hassan" in [ent.text for ent in doc.ents if ent.label_ == "PERSON"]
