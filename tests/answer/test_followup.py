from __future__ import annotations

import pytest

from bot.answer.followup import resolve
from bot.model import Turn


@pytest.mark.parametrize(
    ("last", "answer", "question", "understood"),
    [
        ("Who offered mediation?", "China", "why?", "Why did China offer mediation?"),
        ("When did Pakistan strike Iran?", "Thursday", "Why?", "Why did Pakistan strike Iran?"),
        ("What did China say?", "calm", "what about India?", "What did India say?"),
        ("Who runs the firm?", "Imogen Farrant", "what did she say?", "what did Imogen Farrant say?"),
        ("Who led the study?", "Ed Clarke", "when will it end?", "when will the study end?"),
        ("Who makes the patch?", "Micron Ltd", "where is it based?", "where is Micron Ltd based?"),
        ("Who is the mayor?", "Ed Clarke", "is it true?", "is it true?"),
        ("Who won?", "The Greens", "who is she?", "who is she?"),
        ("Who won?", "Northern Isles Ferries", "what did he say?", "what did he say?"),
        ("Who won?", "The Greens", "how many votes did they take?", "how many votes did the Greens take?"),
        (
            "How many people were killed in Rask?",
            "seven",
            "and how many were injured?",
            "How many were injured in Rask?",
        ),
    ],
)
def test_a_follow_up_stands_by_itself(last, answer, question, understood):
    assert resolve(question, [Turn(question=last, answer=answer)]) == understood


def test_a_question_that_leans_on_nothing_is_left_alone():
    history = [Turn(question="Who won?", answer="Saltbridge")]
    assert resolve("Where was Hale born?", history) == "Where was Hale born?"
    assert resolve("why?", []) == "why?"
