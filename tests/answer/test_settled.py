"""What settles a yes/no question, and what makes a list."""

import pytest

from bot.answer import yes_no
from bot.answer.engine import Coverage, Desk
from bot.answer.enumerations import enumerations
from bot.answer.passages import Text
from bot.answer.question import understand
from bot.answer.read import Candidate
from bot.answer.retrieve import windows
from bot.answer.senses import ALIKE
from bot.answer.structure.told import told
from bot.answer.verdict import claimed, verdict
from bot.answer.wording import reworded
from bot.answer.yes_no import settled
from bot.brief.compose import compose
from bot.config import load_settings
from bot.engine.local.nlp import parsed
from tests.answer.conftest import article


def said(question: str, sentence: str) -> str | None:
    return settled(understand(question, {}), parsed(sentence)).verdict


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Is the robber in custody?", "The robber is still at large.", "No"),
        ("Did the robber get away?", "The robber was caught at the border.", "No"),
        ("Did the pilot survive?", "The pilot died in hospital.", "No"),
        ("Did the minister keep her job?", "The minister was forced to resign.", "No"),
        ("Did unemployment go up?", "Unemployment fell to four per cent.", "No"),
        ("Did the union back the plan?", "The union has condemned the plan.", "No"),
        ("Are trawlers let into the bay?", "Trawlers are turned away from the bay.", "No"),
        ("Did the mayor comment?", "The mayor declined to answer questions.", "No"),
        ("Will the ministry investigate?", "The ministry will look into the leak.", "Yes"),
        ("Did the ferry go down?", "The ferry sank within minutes.", "Yes"),
        ("Did the council give in?", "The council relented on Friday.", "Yes"),
        ("Will the fair be held in June?", "The fair has been called off.", "No"),
        ("Did Norland take part?", "Norland boycotted the games.", "No"),
        ("Did the rallies stay peaceful?", "Most of the rallies passed off peacefully.", "Yes"),
    ],
)
def test_other_words_for_the_matter_or_its_contrary_settle_it(question, sentence, wanted):
    assert said(question, sentence) == wanted


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Did the sea wall collapse?", "The wall did not break.", "No"),
        ("Did the sea wall collapse?", "The wall gave way at midnight.", "Yes"),
        ("Did the bus crash?", "The coach crashed on Friday.", "Yes"),
        ("Does the ban cover boats?", "The ban does not cover boats.", "No"),
    ],
)
def test_a_verb_that_looks_like_a_second_noun_is_what_is_asked(question, sentence, wanted):
    assert said(question, sentence) == wanted


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Did Lakeside beat Harborough?", "Harborough defeated Lakeside 3-1.", "No"),
        ("Did Harborough beat Lakeside?", "Harborough defeated Lakeside 3-1.", "Yes"),
        ("Will there be hearings?", "The board will scrap the hearings.", "No"),
        ("Could a car pass under the bridge?", "The bridge is too low for a car to pass.", "No"),
        ("Has anyone mapped the reef?", "Nobody has mapped the reef.", "No"),
    ],
)
def test_roles_and_what_denies_turn_the_verdict(question, sentence, wanted):
    assert said(question, sentence) == wanted


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was the plane found in June?", "The plane was found in March near the coast."),
        ("Was the summit held in Berlin?", "The summit was held in Hamburg."),
        ("Was the paper published in Nature?", "The paper was published in Science last week."),
    ],
)
def test_another_place_or_time_of_the_same_event_is_a_no(question, sentence):
    found = settled(understand(question, {}), parsed(sentence))
    assert found.verdict == "No"
    assert found.clash


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did anybody drown?", "Forty sailors were rescued from the sea."),
        ("Did the company raise its prices?", "The company has cut its staff."),
        ("Was the race stopped?", "The champion remains in the lead."),
    ],
)
def test_the_contrary_of_another_thing_settles_nothing(question, sentence):
    found = settled(understand(question, {}), parsed(sentence))
    assert found.verdict is None or found.alike < ALIKE


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Did the sea wall break?", "the sea wall did break."),
        ("Was the driver of the bus acquitted?", "the driver of the bus was acquitted."),
        ("Is it safe?", "it is safe."),
        ("Who broke it?", None),
    ],
)
def test_a_question_for_yes_or_no_is_put_as_a_claim(question, claim):
    assert claimed(understand(question, {})) == claim


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Did the wall break?", "The wall did not break.", "No"),
        ("Did the wall break?", "The wall broke at midnight.", "Yes"),
        ("Did anybody die?", "Nobody was hurt, the fire service said.", "No"),
        ("Did the firm pay the fine?", "The firm has paid the fine in full.", "Yes"),
        ("Did he get ten years?", "He was sentenced to six years in prison.", "No"),
    ],
)
def test_a_sentence_is_weighed_for_its_verdict(question, sentence, wanted):
    assert verdict(understand(question, {}), sentence).said == wanted


def test_what_somebody_said_is_asked_for_in_the_clause_that_he_said():
    sentence = "A spokesman said that the bridge was unsafe, but insisted that it would not close."
    assert said("Did the spokesman say that the bridge was unsafe?", sentence) == "Yes"


def test_an_end_with_a_win_is_no_end_of_a_win():
    assert said("Did Larkfield win?", "The match ended with Larkfield winning the cup.") == "Yes"


@pytest.mark.parametrize(
    "sentence",
    ["The court ordered the schools to pay.", "The towns asked the schools to pay.", "Will the schools pay?"],
)
def test_what_is_only_asked_for_has_not_come_about(sentence):
    assert said("Have the schools paid?", sentence) is None


def test_what_somebody_managed_to_do_came_about():
    assert said("Did the pilot land?", "The pilot managed to land in a field.") == "Yes"


def test_a_fear_settles_nothing():
    assert (
        said("Was the fire linked to the strike?", "There were fears the fire was linked to the strike.")
        is None
    )


def test_what_one_did_another_need_not_have_done():
    assert said("Did Larsen resign?", "Bergman resigned on Monday.") is None


def test_names_in_a_row_are_one_phrase():
    rows = enumerations(parsed("The team tested wheat, rice, maize and barley in three countries."))
    assert [span.text for span, _ in rows] == ["wheat, rice, maize and barley"]


def listed(question: str, *sentences: str) -> list:
    desk = Desk([Coverage(article("\n\n".join(sentences)))], load_settings().answer, compose)
    asked = understand(question, desk.spelling)
    assert asked.kind == "list"
    return told(asked, windows(asked, desk.texts, 6), desk.texts)


def test_a_row_of_the_kind_asked_for_is_a_candidate():
    found = listed("Which crops were tested?", "The team tested wheat, rice, maize and barley in a field.")
    assert "wheat, rice, maize and barley" in [each.text for each in found]


def test_members_of_several_sentences_come_with_all_of_them():
    found = listed(
        "Which players were booked?",
        "Lena Holt was booked for a foul.",
        "The crowd sang.",
        "Maria Sand was booked an hour later.",
    )
    gathered = next(each for each in found if each.source == "gathered")
    assert gathered.text == "Lena Holt, Maria Sand"
    assert len({gathered.sentence, *gathered.others}) == 2


def worded(question: str, sentence: str, words: str) -> str:
    text = Text(0, article(sentence))
    asked = understand(question, {})
    one = text.sentences[0]
    at = sentence.index(words)
    found = Candidate(words, one, windows(asked, (text,), 1)[0], at, at + len(words), 1.0)
    return reworded(asked, found).text


def test_one_of_several_names_in_a_row_is_told_with_the_others():
    sentence = "The study was paid for by Anna Lind, Carl Berg and Maria Sand."
    assert worded("Who paid for the study?", sentence, "Carl Berg") == "Anna Lind, Carl Berg and Maria Sand"


def test_names_on_two_sides_are_no_row():
    sentence = "Anna Lind won the final between Carl Berg and Maria Sand."
    assert worded("Who lost?", sentence, "Carl Berg") == "Carl Berg"


def test_a_clause_is_no_name_of_a_row():
    sentence = "A Norland-led effort helped Brazil and Portugal settle."
    assert worded("Who led the effort?", sentence, "Norland") == "Norland"


def test_the_beaten_are_those_who_lost():
    found = listed(
        "Which teams lost?",
        "Brazil defeated Portugal in the first match.",
        "Denmark lost to Brazil in the other.",
    )
    gathered = next(each for each in found if each.source == "gathered")
    assert gathered.text == "Portugal, Denmark"


def test_a_why_takes_for_granted_what_its_sentence_must_tell():
    why = understand("Why did the dam burst?", {})
    assert yes_no.told(why, parsed("The dam burst after a week of rain.")) > 0.5
    assert yes_no.told(why, parsed("The dam did not burst because its gates were opened.")) == 0.0
