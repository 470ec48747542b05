"""Who somebody is, who holds an office, what a thing is called and what a name means."""

import pytest

from bot.answer.question import understand
from bot.answer.structure.holders import asks_description, asks_holder, descriptions, holders, is_somebody
from bot.answer.structure.namings import asks_meaning, asks_name, meanings, names
from bot.engine.local.nlp import parse
from tests.answer.test_phrases import spans


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        (
            "Who is the acting President of Tavria?",
            "The Tavrian acting President Noor-ul-Din Hassan met its bishops in Lviv on Monday.",
            "Noor-ul-Din Hassan",
        ),
        (
            "Who is Norway's health minister?",
            "Norway’s Health Minister Kari Lund opened the ward.",
            "Kari Lund",
        ),
    ],
)
def test_an_office_in_capitals_is_an_office(question, sentence, name):
    assert asks_holder(understand(question, {}))
    assert name in spans(holders, question, sentence)


def test_a_name_that_the_question_misspells_is_a_name_all_the_same():
    assert asks_description(understand("who is pieter van der Merwe?", {}))
    assert asks_description(understand("who is jon Okafor?", {}))
    assert not asks_description(understand("who is behind Northgate?", {}))


def test_who_somebody_is_is_not_answered_with_somebody_else():
    sentence = "Prime Minister Ana Ruiz met Chile’s foreign minister Pablo Soto on Friday."
    asked = understand("Who is Ana Ruiz?", {})
    doc = parse(sentence)
    other, office = sentence.index("Pablo"), len("Prime Minister")
    assert is_somebody(asked, doc, other, other + len("Pablo Soto"))
    assert is_somebody(asked, doc, sentence.index("Chile"), other + len("Pablo Soto"))
    assert not is_somebody(asked, doc, 0, office)
    assert not is_somebody(understand("Who met Ana Ruiz?", {}), doc, other, other + len("Pablo Soto"))
    assert "Prime Minister" in spans(descriptions, "Who is Ana Ruiz?", sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        (
            "What was the exercise called?",
            "Codenamed “Tall Ship” (a nod to the port), the exercise began at dawn.",
            "Tall Ship",
        ),
        ("What is the name of the ferry?", "The ferry, the Aurora Star, was towed to Oban.", "Aurora Star"),
        ("What was the storm called?", "Schools shut as the storm, named Ines, came ashore.", "Ines"),
        ("What's the dam's name?", "Water flowed over the Kalda dam, known as Saint-Omer.", "Saint-Omer"),
        ("What did the firm call its new engine?", "The firm called its engine Swift.", "Swift"),
    ],
)
def test_what_a_thing_is_called(question, sentence, name):
    assert asks_name(understand(question, {}))
    assert any(name in told for told in spans(names, question, sentence))


@pytest.mark.parametrize("question", ["What did the mayor open?", "What did she call for?", "Who called?"])
def test_other_questions_ask_for_no_name(question):
    assert not asks_name(understand(question, {}))


@pytest.mark.parametrize(
    ("question", "sentence", "meaning"),
    [
        ("What does Nakba mean?", "They mark the Nakba (catastrophe) in May.", "catastrophe"),
        ("What does Taal Dari mean?", "“Taal Dari”, meaning open door, began in June.", "open door"),
        ("What does NTA stand for?", "The NTA, which stands for National Tide Agency, agreed.", "National"),
    ],
)
def test_what_a_name_means(question, sentence, meaning):
    assert asks_meaning(understand(question, {}))
    assert any(told.startswith(meaning) for told in spans(meanings, question, sentence))
