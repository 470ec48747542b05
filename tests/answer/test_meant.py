"""What a sentence tells beside what was asked: of another time, part, sum, strike or place."""

from collections.abc import Callable

import pytest

from bot.answer.amounts import amount_fit
from bot.answer.anothers import is_told_of_another
from bot.answer.background import is_of_an_earlier_one, is_of_newcomers, is_of_the_news
from bot.answer.deeds import counts_another_deed
from bot.answer.doers import is_of_the_contrary, plays_another_part
from bot.answer.elsewhere import is_told_of_elsewhere
from bot.answer.engine import Reply
from bot.answer.measures import measures_another
from bot.answer.overrun import within_one
from bot.answer.passages import Text
from bot.answer.question import understand
from bot.answer.read import cleaned
from bot.answer.structure.event import Telling
from bot.answer.structure.leaders import asks_leader, leaders
from bot.answer.tenses import is_over
from bot.answer.topics import is_about_another_matter
from bot.answer.wording import reworded
from bot.engine.local.nlp import parsed
from tests.answer.conftest import article
from tests.answer.test_deeds import span_of
from tests.answer.test_fits import candidate


@pytest.mark.parametrize(
    ("question", "sentence", "words", "over"),
    [
        ("When will the bridge open?", "The old bridge was blown up on 3 May.", "3 May", True),
        ("When did the bridge open?", "The old bridge opened on 3 May.", "3 May", False),
        ("When will the bridge open?", "The opening was set for 3 May.", "3 May", False),
        ("When will the court rule?", "The court adjourned until Friday.", "Friday", False),
        ("When is the concert?", "The choir met the mayor on Monday.", "Monday", True),
        ("When is the concert?", "The concert will be held on Monday.", "Monday", False),
        ("How long will the siege last?", "The siege of 1911 lasted six weeks.", "six weeks", True),
        (
            "How much will the tunnel cost?",
            "The tunnel was put at 4 million euros.",
            "4 million euros",
            False,
        ),
    ],
)
def test_what_is_to_come_is_not_told_by_what_has_been(
    question: str, sentence: str, words: str, over: bool
) -> None:
    assert is_over(understand(question, {}), span_of(sentence, words)) == over


@pytest.mark.parametrize(
    ("question", "sentence", "words", "another"),
    [
        ("Who was shot by the robbers?", "The guard was shot by the robbers.", "the robbers", True),
        ("Who was shot?", "The guard was shot by a robber.", "The guard", False),
        ("Who shot the guard?", "The guard was shot by a robber.", "a robber", False),
        ("Who stole the flute?", "The flute was stolen from a van in Ruddock.", "a van", True),
        ("Who met the envoy?", "The envoy met two bishops on Friday.", "two bishops", False),
        ("Whose boat was sunk?", "The storm sank the boat of Piet Hallam.", "Piet Hallam", False),
        ("Who scored for Millby?", "Jon Rudge scored twice as Denholm beat Millby 2-1.", "Jon Rudge", True),
        ("Who scored for Denholm?", "Jon Rudge scored twice as Denholm beat Millby 2-1.", "Jon Rudge", False),
        ("Where was it tested?", "It was tested by the Ruddock Institute.", "the Ruddock Institute", True),
        ("Where was it tested?", "It was tested at the Ruddock Institute.", "the Ruddock Institute", False),
        ("How many sailors were rescued?", "Nine rescuers set out on Sunday.", "Nine", True),
        ("How many sailors were rescued?", "Nine sailors were pulled out on Sunday.", "Nine", False),
    ],
)
def test_who_does_it_is_not_whom_it_is_done_to(
    question: str, sentence: str, words: str, another: bool
) -> None:
    assert plays_another_part(understand(question, {}), span_of(sentence, words)) == another


@pytest.mark.parametrize(
    ("question", "sentence", "words", "contrary"),
    [
        ("When does the fair end?", "The fair begins on Monday.", "Monday", True),
        ("When does the fair begin?", "The fair begins on Monday.", "Monday", False),
        ("When will the shop open?", "The shop is closed until Monday.", "Monday", False),
    ],
)
def test_the_time_of_the_contrary_is_another(
    question: str, sentence: str, words: str, contrary: bool
) -> None:
    assert is_of_the_contrary(understand(question, {}), span_of(sentence, words)) == contrary


PROFIT = "Tindall made a profit of 6 million euros after selling its mill for 9 million euros."
STAGE = "Organisers shortened the stage by 30 km after a storm, and it was 140 km long."


@pytest.mark.parametrize(
    ("question", "sentence", "words", "another"),
    [
        ("How much did the buyer pay?", PROFIT, "6 million euros", True),
        ("How much did the buyer pay?", PROFIT, "9 million euros", False),
        ("How much did Tindall earn?", PROFIT, "6 million euros", False),
        ("How many jobs will go?", "It closed with the loss of 240 jobs.", "240 jobs", False),
        ("How long was the stage?", STAGE, "30 km", True),
        ("How long was the stage?", STAGE, "140 km", False),
        (
            "How long was the stage?",
            "Ahm, who fell on the stage, leads Rudge by 9 seconds.",
            "9 seconds",
            True,
        ),
        ("By how much was the stage shortened?", STAGE, "30 km", False),
        ("How many women were there?", "Among them was Ida Kessel, 41, whose plea was heard.", "41", True),
        ("How old is Kessel?", "Among them was Ida Kessel, 41, whose plea was heard.", "41", False),
        ("How many more storks will be freed?", "Four storks were freed on Sunday.", "Four", True),
        ("How many more storks will be freed?", "Six more are to follow in May.", "Six", False),
    ],
)
def test_an_amount_of_something_else_is_none_of_what_was_asked(
    question: str, sentence: str, words: str, another: bool
) -> None:
    assert measures_another(understand(question, {}), span_of(sentence, words)) == another


def test_those_whom_something_else_befell_are_not_counted() -> None:
    asked = understand("How many rebels were killed?", {})
    assert counts_another_deed(asked, span_of("Four rebels were released on Sunday.", "Four"))
    assert not counts_another_deed(asked, span_of("Four rebels were shot dead on Sunday.", "Four"))
    moved = understand("How many people were evacuated?", {})
    assert not counts_another_deed(moved, span_of("Some 90 people were told to leave on Sunday.", "90"))


EARLIER = "The last strike at the quarry, in 2009, lasted nine days and cost 2 million crowns."
STRANGERS = "Three surveyors who were seized in the valley in 2011 were held for 80 days."


@pytest.mark.parametrize(
    ("question", "words", "earlier"),
    [
        ("When did the strike begin?", "2009", True),
        ("How long did the strike go on?", "nine days", True),
        ("How long did the last strike go on?", "nine days", False),
        ("How long did the 2009 strike go on?", "nine days", False),
    ],
)
def test_the_strike_is_not_the_last_one(question: str, words: str, earlier: bool) -> None:
    assert is_of_an_earlier_one(understand(question, {}), span_of(EARLIER, words)) == earlier


def test_they_are_none_who_come_in_from_an_earlier_year() -> None:
    for asked, new in (("How long were they held?", True), ("How long were the surveyors held?", False)):
        assert is_of_newcomers(understand(asked, {}), span_of(STRANGERS, "80 days")) == new
    known = "The surveyors were held for 80 days in 2011."
    assert not is_of_newcomers(understand("How long were they held?", {}), span_of(known, "80 days"))


FLOODS = Text(
    0,
    article(
        "Floods swept through Northia and neighbouring Sundland on Monday, and boats were sent out to "
        "bring people from their roofs, while engineers worked through the night on the dykes above the two "
        "capitals, which had been raised after earlier floods and held, the water boards of both countries "
        "said in a joint statement that they issued late in the evening after a meeting of their engineers "
        "and mayors.\n\n"
        "In Northia 40 people died. The rescue cost 3 million crowns.\n\n"
        "In 1994 a dyke broke above Harle."
    ),
)


def test_the_news_is_not_told_of_the_year_that_it_recalls() -> None:
    cost = FLOODS.sentences[-2]
    assert is_of_the_news(understand("How much did the rescue in 1994 cost?", {}), cost, FLOODS)
    assert not is_of_the_news(understand("How much did the rescue cost?", {}), cost, FLOODS)
    dyke = FLOODS.sentences[-1]
    assert not is_of_the_news(understand("What broke in 1994?", {}), dyke, FLOODS)


def test_the_dead_of_one_country_are_none_of_its_neighbours() -> None:
    died = FLOODS.sentences[1]
    for place, elsewhere in (("Sundland", True), ("Northia", False), ("Harle", False)):
        asked = understand(f"How many people died in {place}?", {})
        assert is_told_of_elsewhere(asked, died, FLOODS) == elsewhere


MILL = Text(
    0,
    article(
        "The mayor said that she welcomed a strong county mill. The looms would run again.\n\n"
        "She said the weir had cracked in spring.",
        title="Tolle mill to reopen",
    ),
)


@pytest.mark.parametrize(
    ("matter", "another"),
    [("the weir", True), ("the looms", False), ("the mill", False), ("mills", False), ("wages", True)],
)
def test_what_was_said_is_about_what_was_asked(matter: str, another: bool) -> None:
    asked = understand(f"What did the mayor say about {matter}?", {})
    assert is_about_another_matter(asked, MILL.sentences[0], MILL) == another


def test_who_founded_it_bears_no_name_of_a_town() -> None:
    sentence = "Brannock, founded in 1902 by weavers in Tolle, has struggled."
    assert not is_told_of_another(understand("When was Brannock founded?", {}), span_of(sentence, "1902"))


def test_no_cause_was_given_leaves_it_open(ask: Callable[..., Reply]) -> None:
    report = article(
        "Ulla Brandvold, the surveyor whose charts of the fens helped persuade sceptics that rivers move, "
        "has died in Tolle. She was 88.\n\nHer death was announced by her brother. No cause was given."
    )
    (answer,) = ask("What was the cause of death?", report).answers
    assert answer.status == "not_stated"


@pytest.mark.parametrize(
    ("question", "sentence", "words", "said"),
    [
        ("When can they vote?", "Those abroad on May 9 can vote in June.", "May 9 can vote in June", "June"),
        (
            "Who won in 1990?",
            "Then came Rolf Ahm, whose uncle Piet won in 1990.",
            "whose uncle Piet",
            "uncle Piet",
        ),
    ],
)
def test_a_span_is_cut_to_what_was_asked(question: str, sentence: str, words: str, said: str) -> None:
    asked = understand(question, {})
    assert within_one(asked, candidate(sentence, words)).text == said


def test_both_ends_of_a_range_in_words_are_shown() -> None:
    sentence = "It took in pupils aged between six months and four years on Monday."
    asked = understand("How old were the pupils?", {})
    assert (
        reworded(asked, candidate(sentence, "between six months")).text == "between six months and four years"
    )


def test_a_mark_that_opens_a_quoted_word_is_no_part_of_it() -> None:
    text = "He wrote the word 'bread', and left."
    start, end = cleaned(text, text.index("'bread"), text.index("',"), understand("What did he write?", {}))
    assert text[start:end] == "bread"


@pytest.mark.parametrize(
    ("asked", "sentence", "words", "fit"),
    [
        ("How old are the twins?", "The twins, both 12, were found.", "12", 1.0),
        ("How old are the twins?", "All but 12 were found.", "12", -1.0),
    ],
)
def test_an_age_of_both_is_an_age(asked: str, sentence: str, words: str, fit: float) -> None:
    start = sentence.index(words)
    assert amount_fit(asked, sentence, start, start + len(words)) == fit


@pytest.mark.parametrize(
    ("question", "sentence", "names"),
    [
        (
            "Who is the boss of the union?",
            "“No,” said Ida Kessel, the union's general secretary.",
            ["Ida Kessel"],
        ),
        ("Who leads Tindall?", "Tindall's chief executive, Rolf Ahm, said so.", ["Rolf Ahm"]),
        ("Who leads Tindall?", "Tindall's head of research, Rolf Ahm, said so.", []),
        ("Who leads Tindall?", "The chief executive of Brannock, Rolf Ahm, said so.", []),
    ],
)
def test_whoever_runs_a_body_bears_its_highest_office(question: str, sentence: str, names: list[str]) -> None:
    asked, told = understand(question, {}), candidate(sentence, sentence)
    telling = Telling(told.sentence, told.window, parsed(sentence), None, 0.5)
    assert asks_leader(asked)
    assert [span.text for span, _ in leaders(asked, telling)] == names


LED_OUT = "Some 2,300 people were told to leave their homes below the dam on Wednesday."
OWNED = "“It holds,” said Moira Stu, the chief executive of Kell Hydro, which has owned the dam since 1998."


@pytest.mark.parametrize(
    ("question", "sentence", "words", "another"),
    [
        (
            "How many people left their homes?",
            "About 400 of those who left slept in a school.",
            "About 400",
            True,
        ),
        (
            "How many people slept in a school?",
            "About 400 of those who left slept in a school.",
            "About 400",
            False,
        ),
        ("How many people were killed by the dam?", LED_OUT, "Some 2,300", True),
        ("How many people were evacuated?", LED_OUT, "Some 2,300", False),
        ("How many people had to get out?", LED_OUT, "Some 2,300", False),
    ],
)
def test_a_number_is_of_the_whole_and_of_the_deed_that_is_told(question, sentence, words, another):
    assert counts_another_deed(understand(question, {}), span_of(sentence, words)) == another


@pytest.mark.parametrize(
    ("question", "sentence", "words", "another"),
    [
        ("Who owns the dam?", OWNED, "Moira Stu", True),
        ("Who owns the dam?", OWNED, "chief executive of Kell Hydro", True),
        ("Who owns the dam?", OWNED, "Kell Hydro", False),
        ("Who said it holds?", OWNED, "Moira Stu", False),
        (
            "Why did the firm delay?",
            "The firm told the town a day later, a delay that the mayor called absurd.",
            "the mayor called absurd",
            True,
        ),
    ],
)
def test_what_a_thing_does_no_person_does_and_an_opinion_is_no_reason(question, sentence, words, another):
    assert plays_another_part(understand(question, {}), span_of(sentence, words)) == another
