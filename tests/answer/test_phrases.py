"""Phrases of the kind asked for, the instance asked about, and candidates set beside each other."""

import pytest

from bot.answer import instance, rule
from bot.answer.amounts import amount_fit
from bot.answer.bearing import gap, named_as, nearness, whole
from bot.answer.passages import Sentence
from bot.answer.phrases import phrases
from bot.answer.question import understand
from bot.answer.read import cleaned
from bot.answer.structure.event import Telling
from bot.answer.structure.holders import asks_description, asks_holder, descriptions, holders
from bot.answer.yes_no import settled
from bot.engine.local.nlp import parse
from bot.engine.local.reader import reading


def found(question: str, text: str) -> list[str]:
    sentence = Sentence(0, 0, 0, 0, len(text), text)
    return [text[start:end] for start, end in phrases(understand(question, {}), sentence)]


def spans(finder, question: str, text: str) -> list[str]:
    doc = parse(text)
    telling = Telling(Sentence(0, 0, 0, 0, len(text), text), None, doc, None, 1.0)
    return [span.text for span, _ in finder(understand(question, {}), telling)]


def test_amounts_dates_and_names_are_found_by_what_is_asked():
    text = "On Monday, 88 schools in Mountain View, California, told Maria Lopez that pupils were ill."
    assert "88" in found("How many schools took part?", text)
    assert "Monday" in found("When was it?", text)
    assert "Mountain View, California" in found("Where are the schools?", text)
    assert "Maria Lopez" in found("Who was told?", text)


def test_those_without_a_name_can_be_who_did_it_or_suffered_it():
    assert "thieves" in found(
        "Who took the bell?", "The bell has been missing since thieves broke in on Friday."
    )
    told = "Two retired nurses have written to the bishop."
    assert "Two retired nurses" in found("Who wrote to the bishop?", told)
    assert "pensioners" in found("Who was moved out?", "Police moved out pensioners on Friday.")
    assert "bell" not in found("Who took the bell?", "Thieves took the bell.")


def test_the_article_of_a_third_counts():
    asked = "What share of the seats was set aside?"
    text = "The rule reserves a third of the seats for farmers."
    assert "a third" in found(asked, text)
    assert amount_fit(asked, text, text.index("a third"), text.index(" of the seats")) == 1.0


def test_the_noun_of_which_tells_what_kind_of_name_can_answer():
    text = "The Louvre lent the picture to a school in Lyon on Monday."
    assert found("Which museum lent the picture?", text)[0].endswith("Louvre")


def test_what_a_number_counts_in_one_word_goes_with_it():
    text = "A nine-storey block fell on a China-led team."
    asked = understand("How many storeys did the block have?", {})
    assert text[slice(*cleaned(text, text.index("nine"), text.index("-storey"), asked))] == "nine-storey"
    other = understand("Who led the team?", {})
    assert text[slice(*cleaned(text, text.index("China"), text.index("-led"), other))] == "China"


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("When does season 4 of the show start?", "The tenth season starts on Monday.", 1.0),
        ("When does season 4 of the show start?", "The fourth season starts on Monday.", 0.0),
        ("When does season four start?", "Season 4 starts on Monday.", 0.0),
        ("When does the show start?", "The tenth season starts on Monday.", 0.0),
    ],
)
def test_another_season_is_another_instance(question, sentence, other):
    assert instance.other_part(understand(question, {}), parse(sentence)) == other


def test_a_year_that_the_question_names_must_stand_with_the_answer():
    question = understand("What was the date of the 2021 draft?", {})
    assert instance.other_year(question, "Date: Wednesday, November 18, 2020.") == 1.0
    assert instance.other_year(question, "The 2021 draft is on 29 July.") == 0.0
    assert 0 < instance.other_year(question, "The draft is on 29 July.") < 1


def test_who_held_an_office_once_does_not_hold_it_now():
    sentence = "Ana Ruiz, the former head of the club, left."
    asked = understand("Who is the head of the club?", {})
    assert instance.is_former(asked, sentence, 0, 8)
    assert not instance.is_former(understand("Who was the former head of the club?", {}), sentence, 0, 8)


def test_the_holder_of_an_office_stands_beside_it():
    question = "Who is the mayor of Houston?"
    assert asks_holder(understand(question, {}))
    assert spans(holders, question, "John Carter, the mayor of Houston, asked for payment.") == [
        "John Carter"
    ]


def test_what_a_person_is_stands_beside_the_name():
    question = "Who is Matthew Ingram?"
    assert asks_description(understand(question, {}))
    assert not asks_description(understand("Who is the mayor of Bogliasco?", {}))
    told = spans(descriptions, question, "Matthew Ingram, an editor at a newspaper, wrote about it.")
    assert any("editor" in each for each in told)


def test_a_candidate_is_set_beside_those_of_its_article_only():
    weighed = [
        rule.Weighed({}, "seven", 0),
        rule.Weighed({}, "seven people", 0),
        rule.Weighed({}, "nine", 0),
        rule.Weighed({}, "eleven", 1),
    ]
    ranks = [2.0, 1.0, 0.0, 5.0]
    first = rule.standing(0, ranks, weighed)
    assert first["ahead"] == 2.0  # "seven people" says the same, and another article is a side of its own
    assert first["share"] > 0.85
    assert rule.standing(2, ranks, weighed)["ahead"] == -2.0
    assert rule.standing(3, ranks, weighed)["share"] == 1.0


def test_bearing_on_the_question():
    doc = parse("The museum built a new hall for visitors in 2009.")
    question = understand("What did the museum build?", {})
    hall, museum = doc.char_span(17, 27), doc.char_span(4, 10)
    assert gap(question, doc, hall) > 0 > gap(question, doc, museum)
    assert whole(doc, doc.char_span(19, 27)) == 1.0
    assert whole(doc, doc.char_span(19, 22)) < 0.5
    assert nearness(question, doc, hall) > nearness(question, doc, doc[-2:-1])
    asked = understand("Which hall is new?", {})
    assert named_as(asked, hall) == 1.0


def test_what_is_denied_of_a_thing_is_no():
    question = understand("Is the new law retroactive?", {})
    assert settled(question, parse("The new law is not retroactive.")).verdict == "No"


def test_any_words_of_a_passage_can_be_scored():
    passage = "China offered to mediate. India urged restraint."
    read = reading("Who offered to mediate?", passage)
    assert read.score(0, 5) == pytest.approx(read.best(1)[0].score)
    assert read.score(0, 5) > read.score(26, 31)
