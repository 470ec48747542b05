"""Reasons, places, means and deeds are read off the build of a sentence; verdicts off its polarity."""

import pytest

from bot.answer.engine import Coverage, Desk
from bot.answer.offices import is_another_office
from bot.answer.question import understand
from bot.answer.retrieve import windows
from bot.answer.structure.told import settling, strengthened, told
from bot.answer.yes_no import settled
from bot.brief.compose import compose
from bot.config import load_settings
from bot.engine.local.nlp import parsed
from bot.model import Article
from tests.answer.conftest import article


def first(question: str, *sentences: str) -> str:
    """The words of the likeliest candidate that the build of these sentences gives."""
    found = candidates(question, article("\n\n".join(sentences)))
    return found[0].text if found else ""


def candidates(question: str, one: Article) -> list:
    desk = Desk([Coverage(one)], load_settings().answer, compose)
    asked = understand(question, desk.spelling)
    return told(asked, windows(asked, desk.texts, 6), desk.texts)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Why was the match abandoned?", "The match was abandoned because of a power cut.", "power cut"),
        ("Why did Mr Lund resign?", "Mr Lund resigned after auditors found two sets of books.", "auditors"),
        ("Why did the farmers march?", "The farmers marched to protest against the new levy.", "levy"),
        ("Why did the bridge close?", "The bridge closed because inspectors saw cracks.", "cracks"),
        ("What caused the blackout?", "The blackout was caused by a fallen pylon.", "pylon"),
    ],
)
def test_a_reason_is_found_however_it_is_told(question: str, sentence: str, said: str) -> None:
    assert said in first(question, sentence, "The town has 4,000 people.")


def test_a_reason_may_stand_in_the_sentence_behind_the_event() -> None:
    found = candidates(
        "Why did the airline cancel the flight?",
        article("The airline cancelled the flight to Oslo. This was because a crew member had fallen ill."),
    )
    assert any("crew member" in each.text for each in found)


def test_the_event_itself_is_never_its_reason() -> None:
    found = candidates("Why did the mayor resign?", article("After the mayor resigned, the council met."))
    assert not any("mayor resigned" in each.text for each in found)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Where did the ferry sink?", "The ferry sank off the coast of Malta on Monday.", "coast of Malta"),
        ("Where did nurses stage a protest?", "Nurses staged a protest outside parliament.", "parliament"),
        ("How did the thieves get in?", "The thieves got in by breaking a window.", "breaking a window"),
        ("What did Norland do with its envoy?", "Norland recalled its envoy.", "recalled its envoy"),
    ],
)
def test_places_means_and_deeds(question: str, sentence: str, said: str) -> None:
    assert said in first(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Did the two trains collide?", "The two trains could have collided.", "No"),
        ("Did the two trains collide?", "The two trains might collide.", None),
        ("Might the two trains collide?", "The two trains might collide.", "Yes"),
        ("Was the church affected?", "The church was unaffected.", "No"),
        ("Were the miners hurt?", "The miners were unhurt.", "No"),
        ("Had Norland ever won before?", "Norland won for the first time in its history.", "No"),
        ("Did Norland win for the first time?", "Norland won for the first time in its history.", "Yes"),
    ],
)
def test_a_verdict_is_as_sure_as_its_sentence(question: str, sentence: str, said: str | None) -> None:
    assert settled(understand(question, {}), parsed(sentence)).verdict == said


def test_what_settles_a_yes_no_question_is_the_sentence_that_has_most_of_it() -> None:
    desk = Desk(
        [Coverage(article("The council met on Monday.\n\nThe mayor vetoed the plan for the harbour."))],
        load_settings().answer,
        compose,
    )
    asked = understand("Did the mayor veto the plan?", desk.spelling)
    found = settling(asked, windows(asked, desk.texts, 6), [])
    assert found[0].text == "The mayor vetoed the plan for the harbour."
    assert found[0].strength > found[-1].strength


def test_where_reader_and_build_agree_the_readers_words_are_stronger() -> None:
    one = article("The match was abandoned because of a power cut.")
    [build, *_] = candidates("Why was the match abandoned?", one)
    [same, *_] = strengthened(
        understand("Why?", {}), [build.__class__("a power cut", *vars_of(build))], [build]
    )
    assert same.strength == build.strength


def vars_of(candidate: object) -> tuple:
    names = ("sentence", "window", "start", "end", "score")
    return tuple(getattr(candidate, name) for name in names)


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("Who is the prime minister?", "Ida Voss, the transport minister, resigned.", True),
        ("Who is the prime minister?", "Ida Voss, the prime minister, resigned.", False),
        ("Who is the new prime minister?", "Ida Voss is the prime minister.", False),
        ("Who is the minister?", "Ida Voss, the transport minister, resigned.", False),
        ("Who is the deputy mayor?", "Ida Voss is the mayor.", False),
    ],
)
def test_an_office_of_another_kind_is_another_office(question: str, sentence: str, another: bool) -> None:
    assert is_another_office(understand(question, {}), parsed(sentence)) == another


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        (
            "What is Osman's trade?",
            "The appeal was brought by Leyla Osman, a cobbler from Izmir.",
            "a cobbler",
        ),
        ("What did Pryce do for a living?", "The baker Owen Pryce, 61, died on Monday.", "baker"),
        ("How did rescuers reach the hamlet?", "Rescuers reached the hamlet on foot at dawn.", "on foot"),
        ("How did the miners vote?", "The miners voted by a show of hands.", "by a show of hands"),
        (
            "How did she get past the guard?",
            "She got past the guard by posing as a cook.",
            "by posing as a cook",
        ),
    ],
)
def test_trades_and_ways_of_doing(question: str, sentence: str, said: str) -> None:
    assert said in first(question, sentence, "The town has 4,000 people.")


def test_a_description_ends_where_a_long_clause_begins() -> None:
    sentence = (
        "The suit was filed by Leyla Osman, a cobbler whose two-room house in the old quarter of the town "
        "was flattened by the council on 9 July last year."
    )
    assert first("What is Osman's trade?", sentence) == "a cobbler"


def test_what_a_clause_is_drawn_from_is_its_reason_whatever_noun_it_hangs_on() -> None:
    sentence = "Hungary voiced sympathy for Belgrade, which drew an angry note from Kyiv."
    assert first("Why did Kyiv send an angry note?", sentence) == "Hungary voiced sympathy for Belgrade"


def test_a_time_told_beside_is_no_member_of_a_row() -> None:
    row = "Chile and Peru said they would sign next week; Norway and Malta are undecided."
    found = [each.text for each in candidates("Which states are undecided?", article(row))]
    assert "Norway and Malta" in found


def test_what_stands_before_and_behind_a_name_is_one_description() -> None:
    told = "Analyst Tom Burley of Peel Hart said the lenders were nervous."
    assert first("Who is Tom Burley?", told) == "Analyst Tom Burley of Peel Hart"
