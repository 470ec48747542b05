"""A number is of the deed asked about, words are of the speaker asked about, an answer is of one thing."""

from collections.abc import Callable

import pytest
from spacy.tokens import Span

from bot.answer.anothers import is_told_of_another
from bot.answer.deeds import counts_another_deed
from bot.answer.engine import Reply
from bot.answer.enumerations import enumerations
from bot.answer.overrun import within_one
from bot.answer.question import understand
from bot.answer.read import cleaned
from bot.answer.speakers import asked_speakers, words_of_speakers
from bot.answer.wording import reworded
from bot.engine.local.nlp import parsed
from tests.answer.conftest import article
from tests.answer.test_fits import candidate

BUS = "Three miners were killed and 62 people were led out after a shaft caved in near Dolna on Friday."
RECALLED = "In 1987, a gas blast in the same seam killed 40 miners."
NEWS = article(f"{BUS}\n\nPolice closed the road until Monday 6 July 2026.\n\n{RECALLED}")


def span_of(sentence: str, words: str) -> Span:
    """The words where they first stand in a parsed sentence."""
    start = sentence.index(words)
    return parsed(sentence).char_span(start, start + len(words), alignment_mode="expand")


@pytest.mark.parametrize(
    ("question", "words", "another"),
    [
        ("How many people died?", "62", True),
        ("How many people died?", "Three", False),
        ("How many people were led out?", "62", False),
        ("How many people were led out?", "Three", True),
        ("How many miners work there?", "62", True),
    ],
)
def test_a_number_beside_that_of_the_deed_asked_about_is_of_another(
    question: str, words: str, another: bool
) -> None:
    found = counts_another_deed(understand(question, {}), span_of(BUS, words))
    assert found == another


def test_the_dead_of_an_earlier_year_are_not_those_of_today(ask: Callable[..., Reply]) -> None:
    (died,) = ask("How many people died?", NEWS).answers
    assert died.text in ("Three", "")
    (earlier,) = ask("How many miners were killed in 1987?", NEWS).answers
    assert earlier.text == "40"


UNDATED = article(
    "A strong quake hit northern Chile before dawn on Monday, killing at least 19 people and injuring 80 as "
    "houses fell on sleeping families, officials said.\n\n"
    "The 6.1-magnitude tremor struck at 3:40 am at a depth of 20 kilometres, and rescuers were digging in "
    "the rubble of a school dormitory in the village of Alto Seco, where most of the dead were found.\n\n"
    "President Ana Silva declared a state of emergency in two provinces and cancelled a trip to Rome. The "
    "region's copper mines were operating normally, the operator said.\n\n"
    "A magnitude 8.2 quake killed nearly 500 people in Rancagua in 2010."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many people were killed?", "at least 19"),
        ("How strong was the quake?", "6.1-magnitude"),
        ("How many people died in Rancagua?", "nearly 500"),
        ("How many people died in 2010?", "nearly 500"),
        ("Were the copper mines affected?", "No"),
    ],
)
def test_a_report_without_a_date_is_not_of_the_year_that_it_recalls(
    ask: Callable[..., Reply], question: str, answer: str
) -> None:
    (found,) = ask(question, UNDATED).answers
    assert found.text == answer


def test_the_event_itself_is_no_reason_for_it(ask: Callable[..., Reply]) -> None:
    (found,) = ask("Why did the president cancel her trip?", UNDATED).answers
    assert "cancelled" not in found.text


@pytest.mark.parametrize(
    ("question", "told", "is_asked"),
    [
        ("What did the Norwegian prime minister say?", "Norwegian shipper Fjordline", False),
        ("What did the prime minister say?", "Health Minister Dahl", False),
        ("What did the prime minister say?", "Prime Minister Dahl", True),
        ("What did the minister say?", "Health Minister Dahl", True),
        ("What did the company say?", "Norwegian operator Fjordline", True),
        ("What did Ines Moura say?", "Government spokeswoman Moura", True),
        ("What did the spokesman say?", "a spokesperson for the port", True),
        ("What did Moura's driver say?", "Ines Moura", False),
        ("what did ireland say about it", "Norway", False),
        ("What did Ireland say about it?", "Ireland’s foreign ministry", True),
        ("What did the governor say?", "the governor’s office", False),
        ("What did Straum say about people being at work there?", "Liv Straum", True),
        ("What did Straum say about people being at work there?", "Ines Moura", False),
    ],
)
def test_a_speaker_is_known_by_office_and_name(question: str, told: str, is_asked: bool) -> None:
    (speaker,) = asked_speakers(understand(question, {}))
    assert speaker.is_named_in(told) == is_asked


def test_the_topic_has_no_words_of_the_speaker() -> None:
    asked = understand("What did Foreign Minister Ines Moura say about the harbour?", {})
    assert words_of_speakers(asked) == {"foreign", "minist", "ine", "moura"}


def test_what_a_union_with_a_name_says_is_what_the_union_says(ask: Callable[..., Reply]) -> None:
    strike = article(
        "Tram drivers in Larne walked out on Monday.\n\n"
        "The drivers' union TRAMO called for talks, saying it had warned the city twice about broken doors."
    )
    (found,) = ask("What did the union say?", strike).answers
    assert found.text == "it had warned the city twice about broken doors"


@pytest.mark.parametrize(
    ("question", "text", "words", "kept"),
    [
        (
            "What nationality was the diver?",
            "The dead were a diver from Malta and a 40-year-old Irish cook.",
            "Malta and a 40-year-old Irish",
            "Malta",
        ),
        (
            "Who was arrested?",
            "Police arrested Anna Brandt and her cousin in Oslo.",
            "Anna Brandt and her cousin",
            "Anna Brandt and her cousin",
        ),
    ],
)
def test_an_answer_ends_where_something_else_is_told(question: str, text: str, words: str, kept: str) -> None:
    assert within_one(understand(question, {}), candidate(text, words)).text == kept


def test_the_subject_of_the_next_clause_is_no_member_of_a_row() -> None:
    told = "It was towed to Skagen by the tug Hercules, and the harbour agency said the oil was safe."
    assert not [row.text for row, _ in enumerations(parsed(told)) if "Hercules" in row.text]
    aid = "Britain has promised £2m and Turkey is sending a field hospital."
    assert not enumerations(parsed(aid))


MILL = article(
    "Cotton group Tarrant will close its Norwich mill next spring. Sales fell 9% to 86 million pounds.\n\n"
    "The Norwich mill opened in 1964. Work will move to mills in Bolton and Derby."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("By how much did sales fall?", "9%"),
        ("What did sales fall to?", "86 million pounds"),
        ("Where is the mill?", "Norwich"),
    ],
)
def test_changes_places_and_people_of_a_business_report(
    ask: Callable[..., Reply], question: str, answer: str
) -> None:
    (found,) = ask(question, MILL).answers
    assert found.text == answer


LEASE = article(
    "Mayor Olga Reyes said on Tuesday that the harbour lease would be signed.\n\n"
    "Tidewater Partners, the Boston-based buyer, declined to comment.\n\n"
    "A judge had stopped the deal in a 36-page decision, and fees may rise within ten years."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where is Tidewater Partners based?", "Boston"),
        ("How long was the decision?", "36-page"),
        ("What did the governor say about the deal?", ""),
        ("What did the mayor say?", "the harbour lease would be signed"),
    ],
)
def test_places_lengths_and_speakers_of_a_report(
    ask: Callable[..., Reply], question: str, answer: str
) -> None:
    (found,) = ask(question, LEASE).answers
    assert found.text == answer


def test_a_number_beside_that_of_the_noun_asked_about_is_of_another() -> None:
    told = "She wrote three books, of which one was put into 11 languages."
    asked = understand("How many languages was it put into?", {})
    assert counts_another_deed(asked, span_of(told, "three"))
    assert not counts_another_deed(asked, span_of(told, "11"))


def test_the_end_of_a_word_is_no_qualifier_of_a_number() -> None:
    told = "Seagrasses cover less than 0.2% of the sea floor."
    at = told.index("less"), told.index("%") + 1
    assert cleaned(told, *at, understand("What share of the sea floor do they cover?", {})) == at


FRAUD = article(
    "A former aide to the governor of Norland was arrested on Tuesday and accused of selling state jobs.\n\n"
    "Hugo Varga, 48, took money from applicants for years, U.S. Attorney Rita Bloom said. Varga pleaded not "
    "guilty and was released on a bond. Varga had asked for a trial in Tarn. Varga left the office in May. "
    "Varga once ran a garage. Varga faces up to 20 years in prison if convicted.\n\n"
    'His lawyer, Otto Lind, said his client "never took a dime".\n\n'
    "Gov. Mara Quist said she was saddened. The governor's office said two people had been placed on leave."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is Varga's lawyer?", "Otto Lind"),
        ("Who is Rita Bloom?", "U.S. Attorney"),
        ("Is Varga in jail?", "No"),
        ("What did his lawyer say?", "never took a dime"),
        ("What did the governor say?", "she was saddened"),
        ("What did the governor's office say?", "two people had been placed on leave"),
        ("What did the judge say?", ""),
    ],
)
def test_people_of_a_court_report(ask: Callable[..., Reply], question: str, answer: str) -> None:
    (found,) = ask(question, FRAUD).answers
    assert found.text == answer


@pytest.mark.parametrize(
    ("question", "sentence", "words", "another"),
    [
        ("When did she die?", "Her husband, the sculptor Jan Roos, died in 2001.", "2001", True),
        ("When did Lind die?", "Her husband, the sculptor Jan Roos, died in 2001.", "2001", True),
        ("When did her husband die?", "Her husband, the sculptor Jan Roos, died in 2001.", "2001", False),
        ("When did Peter Roos die?", "Peter Roos died in 2001.", "2001", False),
        ("When did Olga Lind die?", "Peter Roos died in 2001.", "2001", True),
        ("When did the sculptor die?", "Peter Roos died in 2001.", "2001", False),
        ("When did she die?", "She died in 2001.", "2001", False),
    ],
)
def test_what_happens_to_another_person_is_told_of_another(
    question: str, sentence: str, words: str, another: bool
) -> None:
    found = is_told_of_another(understand(question, {}), span_of(sentence, words))
    assert found == another


POLL = article(
    "The Labour Front won most seats in Tarland on Sunday but fell short of a majority.\n\n"
    "The governing Old Guard took 31% and 40 seats, down from 57 four years ago. The Homestead party came "
    "third with 12%, and the Greens won nine seats. Turnout was 66%, up from 59% in 2022. The campaign was "
    "dominated by the cost of bread, which has almost doubled since 2023.\n\n"
    '"We will not sell the keys," said the Labour Front leader, Ida Moss.'
)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("What was the turnout?", "59"),
        ("What was the turnout in 2022?", "66"),
        ("How many seats did the Old Guard have before?", "40"),
        ("How many seats did the Old Guard take?", "57"),
        ("How many seats did Homestead win?", "nine"),
        ("What did the Greens leader say?", "keys"),
        ("Has the price of bread gone up?", "No"),
    ],
)
def test_figures_of_an_election_are_not_mixed_up(
    ask: Callable[..., Reply], question: str, wrong: str
) -> None:
    (found,) = ask(question, POLL).answers
    assert wrong not in found.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Who is the president of Chile?", "Ana Silva"), ("Who is the president of Norland?", "")],
)
def test_a_reports_own_country_goes_unsaid(ask: Callable[..., Reply], question: str, answer: str) -> None:
    (found,) = ask(question, UNDATED).answers
    assert found.text == answer


def test_a_clause_that_tells_how_is_told_whole() -> None:
    told = "The scheme came to light after one applicant, a retired nurse, complained to the police."
    asked = understand("How did the scheme come to light?", {})
    whole = reworded(asked, candidate(told, "after one applicant"))
    assert whole.text == "after one applicant, a retired nurse, complained to the police"


def test_the_turnout_is_todays(ask: Callable[..., Reply]) -> None:
    (found,) = ask("What was the turnout?", POLL).answers
    assert found.text == "66%"


CRASH = (
    article(
        "A train derailed near Velm on Tuesday with about 180 passengers. Police said it was going slowly."
    ),
    article(
        "Seventeen people were injured when a train derailed near Velm on Tuesday.\n\n"
        "The union Rail Together said staff had reported problems with signals in March."
    ),
)


def test_the_injured_are_not_all_who_were_there(ask: Callable[..., Reply]) -> None:
    (found,) = ask("How many passengers were on the train?", *CRASH).answers
    assert found.text in ("about 180", "")


def test_whoever_is_asked_about_is_looked_for_in_the_report_that_hears_them(
    ask: Callable[..., Reply],
) -> None:
    (found,) = ask("What did the union say?", *CRASH).answers
    assert found.text == "staff had reported problems with signals in March"
