from __future__ import annotations

import pytest

from bot.answer.asked import asked_head
from bot.answer.question import kind_of, split_questions, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who offered mediation?", "who"),
        ("how many were killed", "how_many"),
        ("What did India say about it?", "said"),
        ("Who said the dam was safe?", "who_said"),
        ("Did China condemn the strikes?", "yes_no"),
        ("Which countries reacted?", "list"),
        ("In which year was it founded?", "when"),
        ("Why?", "why"),
        ("tl;dr", "summary"),
        ("According to police, where was the car found?", "where"),
        ("By what percentage did sales rise?", "how_many"),
        ("At what hour did the siren sound?", "when"),
        ("By what date must tenants leave?", "when"),
        ("From which year does the treaty date?", "when"),
        ("During what period were the pumps idle?", "when"),
        ("What's the deadline for the bids?", "when"),
        ("exact time of the launch", "when"),
        ("What is the time limit?", "what"),
        ("In which part of the harbour did it sink?", "where"),
        ("On what street was the van found?", "where"),
        ("On what grounds did the judge free her?", "why"),
        ("According to whom was the dam sound?", "who_said"),
        ("What is the opposition coalition called?", "what"),
    ],
)
def test_kinds(question, kind):
    assert kind_of(question) == kind


def test_questions_of_one_message_are_split_in_order():
    assert split_questions("Who won? And who lost?\nWhy?") == ("Who won?", "And who lost?", "Why?")
    assert split_questions("no question mark at all") == ("no question mark at all",)
    assert split_questions("when is it due and who makes it?") == ("when is it due?", "who makes it?")


def test_a_short_is_is_written_out():
    assert understand("whats the toll", {}).text == "What is the toll"
    assert understand("Whos the mayor?", {}).text == "Who is the mayor?"


def test_what_was_mistyped_is_mended_from_the_coverage():
    spelling = {"amirabdollahian": "Amirabdollahian", "said": "said"}
    assert understand("what did amirabdolahian say", spelling).text == "What did Amirabdollahian say"
    assert understand("waht happened to the dam", spelling).text.startswith("What happened")


def test_a_name_that_is_a_word_of_its_own_is_not_mended_into_another():
    assert "Iraq" in understand("What did Iraq say?", {"iran": "Iran"}).text
    assert "turkey" in understand("what did turkey say?", {"turner": "Turner"}).text


@pytest.mark.parametrize(
    ("question", "turns_on"),
    [
        ("Where did the plane crash?", "crash"),
        ("Did the bus crash?", "crash"),
        ("What did the police do about the leak?", "do"),
        ("When did the roof collapse?", "collapse"),
    ],
)
def test_a_verb_that_the_parser_takes_for_a_noun_is_what_a_question_turns_on(question, turns_on):
    assert str(asked_head(understand(question, {}))) == turns_on


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what does Rosa Quint do", "Who is Rosa Quint?"),
        ("What does Rosa Quint do for a living?", "Who is Rosa Quint?"),
        ("What does Rosa Quint do about the leak?", "What does Rosa Quint do about the leak?"),
        ("What did Rosa Quint do?", "What did Rosa Quint do?"),
    ],
)
def test_what_somebody_does_is_who_they_are(typed: str, meant: str) -> None:
    assert understand(typed, {}).text == meant
