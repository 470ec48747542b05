"""Whether words can answer what was asked, and how far an article is behind the others."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.answer.background import is_background, newest_year
from bot.answer.features import _echo
from bot.answer.fits import type_fit
from bot.answer.instance import ages, lost_year, other_part
from bot.answer.passages import Sentence
from bot.answer.question import understand
from bot.answer.read import Candidate
from bot.answer.retrieve import Window
from bot.answer.structure.durations import durations
from bot.answer.structure.event import tellings
from bot.answer.unknown import leaves_open, settles_nothing
from bot.answer.wording import reworded
from bot.engine.local.nlp import parse
from bot.model import Article


def candidate(text: str, words: str) -> Candidate:
    sentence = Sentence(0, 0, 0, 0, len(text), text)
    start = text.index(words)
    window = Window(sentence, (sentence,), 0)
    return Candidate(words, sentence, window, start, start + len(words), 5.0)


def fit(question: str, text: str, words: str) -> float:
    start = text.index(words)
    return type_fit(understand(question, {}), parse(text), start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "is_age"),
    [
        ("The driver, 35, has won 5 races.", "35", True),
        ("The driver, 35, has won 5 races.", "5", False),
        ("A 12-year-old girl found the coin.", "12", True),
        ("The tree is 900 years old.", "900", True),
        ("She was aged 71 and lived in Leeds.", "71", True),
        ("He turned 40 in March.", "40", True),
        ("He turned 40 pages an hour.", "40", False),
    ],
)
def test_an_age_is_told_as_one(text, words, is_age):
    assert (fit("How old is it?", text, words) > 0) == is_age


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("How long did the strike last?", "Drivers ended a five-day walkout on Monday.", "five-day"),
        ("How long was the bridge shut?", "The bridge was shut for two weeks.", "two weeks"),
        ("How long did the siege last?", "The siege lasted more than nine months.", "more than nine months"),
        ("How long did the strike last?", "The strike began two days after the crash.", None),
        ("How long did the strike last?", "The union asked for a 35-hour week.", None),
    ],
)
def test_how_long_something_lasts_is_read_off_the_build(question, sentence, wanted):
    asked = understand(question, {})
    line = Sentence(0, 0, 0, 0, len(sentence), sentence)
    (telling,) = tellings(asked, [Window(line, (line,), 0)])
    assert [span.text for span, _ in durations(asked, telling)] == ([wanted] if wanted else [])


def test_a_length_of_time_before_after_is_a_point_in_time():
    text = "The strike began on May 30, two days after a crash."
    assert fit("How long did the strike last?", text, "two days") == -1


def test_a_preposition_alone_tells_no_time():
    text = "He was held after the match on Sunday."
    assert fit("When was he held?", text, "after") == -1
    assert fit("When was he held?", text, "after the match") > 0
    assert fit("When was he held?", text, "Sunday") == 1


def test_a_piece_of_a_name_is_shown_whole():
    text = "The bars are made by Northfield International in Bern."
    told = reworded(understand("Who makes the bars?", {}), candidate(text, "International"))
    assert told.text == "Northfield International"
    assert reworded(understand("Where are they made?", {}), candidate(text, "Bern")).text == "Bern"


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (
            "The prize went to Eoin Deasy, who shared his winnings with a teacher.",
            "Eoin Deasy, who shared his winnings with a teacher",
            "Eoin Deasy",
        ),
        (
            "It was awarded to Miriam Odu for a novel about four sisters.",
            "Miriam Odu for a novel about four sisters",
            "Miriam Odu",
        ),
        (
            "It was shared by Miriam Odu and Eoin Deasy in Leeds.",
            "Miriam Odu and Eoin Deasy",
            "Miriam Odu and Eoin Deasy",
        ),
        ("In 1987 workmen laying a gas main found the bones.", "workmen", "workmen"),
    ],
)
def test_who_is_told_by_the_name_alone(text: str, words: str, shown: str) -> None:
    assert reworded(understand("Who won it?", {}), candidate(text, words)).text == shown


def test_words_that_belong_to_two_verbs_are_nobody():
    text = (
        "Police have found a rucksack and a broken phone beside a reservoir in the hills, 11 kilometres "
        "from where she was last seen, officers said on Friday."
    )
    torn = text[text.index("rucksack") : text.index(" said on Friday")]
    assert fit("Who broke the phone?", text, torn) == -1
    joined = "the foreign ministers of Egypt, Qatar and Turkey, and the head of the Arab League"
    assert fit("Who signed?", f"The deal was signed by {joined}.", joined) == 1


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("When did the crane collapse?", "In 2019 a similar crane in Lindvik toppled.", 1),
        ("When did the crane collapse?", "The crane gave way in September.", 0),
        ("When did a similar crane topple?", "In 2019 a similar crane in Lindvik toppled.", 0),
        ("When did the crane in Lindvik topple?", "In 2019 a similar crane in Lindvik toppled.", 0),
        ("When did the crane collapse?", "The crane fell on another crane.", 0),
        ("Who was hurt?", "Another man was hurt.", 0),
    ],
)
def test_another_such_thing_is_not_the_one_asked_about(question: str, sentence: str, another: float) -> None:
    assert other_part(understand(question, {}), parse(sentence)) == another


def test_the_noun_asked_for_is_no_answer_to_which():
    text = "One space shuttle goes to Houston, Enterprise to New York."
    question = understand("Which shuttle goes to New York?", {})
    assert _echo(question, candidate(text, "space shuttle")) == 0.5
    assert _echo(question, candidate(text, "Enterprise")) == 0


def test_an_old_page_counts_less_where_it_is_asked_what_is_so_now():
    now = datetime(2025, 3, 1, tzinfo=UTC)
    old, new, undated = (
        Article(id=str(n), text="It rained.", content_hash=str(n), fetched_at=now, published_at=at)
        for n, at in enumerate((now - timedelta(days=365), now, None))
    )
    latest, plain = understand("Which film won this year?", {}), understand("Which film won in May?", {})
    assert ages(latest, old, [old, new])["age_now"] > 0.5
    assert ages(plain, old, [old, new])["age_now"] == 0
    assert ages(plain, old, [old, new])["age"] > 0.5
    assert ages(latest, new, [old, new]) == {"age": 0, "age_now": 0}
    assert ages(latest, undated, [old, new])["age"] == 0
    assert ages(latest, old, [old, undated])["age"] == 0


def test_an_article_of_another_year_does_not_tell_of_the_year_asked_for():
    now = datetime(2022, 7, 9, tzinfo=UTC)
    question = understand("Who won the race in 2018?", {})

    def article(text: str, at: datetime | None) -> Article:
        return Article(id="a", title=None, text=text, content_hash="a", fetched_at=now, published_at=at)

    assert lost_year(question, article("Rossi won the race in 2022.", None)) == 1
    assert lost_year(question, article("Rossi won the race.", now)) == 1
    assert lost_year(question, article("Rossi won the race.", None)) == 0.4
    assert lost_year(question, article("Rossi won; in 2018 it was Hansen.", now)) == 0
    assert lost_year(question, article("Rossi won the race.", now.replace(year=2018))) == 0
    assert lost_year(understand("Who won the race?", {}), article("Rossi won in 2022.", now)) == 0


@pytest.mark.parametrize(
    ("question", "sentence", "words", "is_open"),
    [
        (
            "Why were they silent?",
            "It was not clear why the sirens stayed silent.",
            "the sirens stayed silent",
            True,
        ),
        (
            "What caused the cut?",
            "The cause of a power cut that hit the town is unknown.",
            "hit the town",
            True,
        ),
        ("How old is he?", "The driver, whose name was not released, is 34.", "34", False),
        ("How many were hurt?", "The toll was not known, but 40 people were hurt.", "40", False),
        ("Who runs the firm?", "Paula Neves, its head, declined to say what it cost.", "Paula Neves", False),
        ("What did it cost?", "Paula Neves declined to say what the 20 trams cost.", "the 20 trams", True),
        (
            "What was the drill called?",
            "Called Tall Ship, the drill ended early, the navy said, without saying how many took part.",
            "Tall Ship",
            False,
        ),
        (
            "How many took part?",
            "The drill ended early, the navy said, without saying how many of the 40 ships took part.",
            "40",
            True,
        ),
        ("What is not known?", "It is not known who lit the fire.", "who lit the fire", False),
    ],
)
def test_words_within_what_is_not_known_are_no_answer(question, sentence, words, is_open):
    start = sentence.index(words)
    asked = understand(question, {})
    assert leaves_open(asked, parse(sentence), start, start + len(words)) == is_open


def test_a_country_that_no_list_has_can_be_the_answer():
    assert fit("Which country sent help?", "Help came from Ruritania.", "Ruritania") >= 0
    assert fit("Which country sent help?", "Help came on Monday.", "Monday") == -1


def test_a_clause_is_nobody():
    text = "Last year China-led mediation helped Iran and Saudi Arabia to talk."
    assert fit("Who mediated?", text, "China-led mediation helped Iran and Saudi Arabia") == -1
    assert fit("Who mediated?", text, "Iran and Saudi Arabia") == 1


def test_what_happened_in_an_earlier_year_is_background():
    text = "Valves were checked in 2021. A leak in 2018 killed two. The firm wants no waste by 2040."
    year = newest_year(text, 2026)
    assert year == 2021
    assert is_background(understand("How many people died?", {}), "A leak in 2018 killed two.", year)
    assert not is_background(understand("How many died in 2018?", {}), "A leak in 2018 killed two.", year)
    assert not is_background(
        understand("When were valves checked?", {}), "Valves were checked in 2021.", year
    )
    assert newest_year("Nobody was hurt.", 2026) is None


@pytest.mark.parametrize(
    ("question", "sentence", "nothing"),
    [
        (
            "Was the licence revoked?",
            "Asked whether the firm could lose its licence, he said it was too early to say.",
            True,
        ),
        ("Was the driver drunk?", "It is not clear whether the driver was drunk.", True),
        ("Was the cause determined?", "The cause has not been determined.", False),
        ("Did the minister comment?", "The minister declined to comment.", False),
        ("Was the road closed?", "The road was closed, but it was not known for how long.", False),
        ("Is it known who lit it?", "It is not known who lit the fire.", False),
    ],
)
def test_what_is_said_to_be_open_settles_nothing(question, sentence, nothing):
    assert settles_nothing(understand(question, {}), parse(sentence)) == nothing


@pytest.mark.parametrize(
    ("asked", "answer", "possible"),
    [
        ("Which province was hit?", "Iran", False),
        ("Which city did they leave?", "Iran", False),
        ("Which city did they leave?", "Singapore", True),
        ("Which country did they leave?", "Iran", True),
        ("Which place did they leave?", "Iran", True),
    ],
)
def test_a_country_is_no_province_or_city(asked: str, answer: str, possible: bool) -> None:
    text = f"The envoys left {answer} on Monday."
    doc, at = parse(text), text.index(answer)
    assert (type_fit(understand(asked, {}), doc, at, at + len(answer)) > -1) is possible
