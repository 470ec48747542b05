from __future__ import annotations

from bot.engine.local.embed import embed, is_common, word_vectors
from bot.engine.local.reader import read_spans, reading

PASSAGE = "China said on Thursday that it is willing to mediate between the two."


def test_the_reader_points_into_the_passage():
    spans = read_spans("Who offered to mediate?", PASSAGE)
    assert PASSAGE[spans[0].start : spans[0].end] == "China"
    assert list(spans) == sorted(spans, key=lambda s: -s.score)
    assert all(a.end <= b.start or b.end <= a.start for a in spans for b in spans if a is not b)


def test_an_answered_question_scores_above_an_unanswered_one():
    asked = ("Who offered to mediate?", "How much does a ticket cost?")
    stated, other = (read_spans(question, PASSAGE)[0].score for question in asked)
    assert stated > other


def test_the_reader_leans_more_to_yes_for_what_is_said_than_for_what_is_not():
    def leaning(question: str) -> float:
        return reading(question, PASSAGE).yes

    assert leaning("Is China willing to mediate?") > leaning("Has China refused to mediate?")
    assert leaning("Was it China that said so on Thursday?") > leaning("Was it India that said so on Monday?")


def test_vectors_put_like_near_like():
    vectors, rarity = word_vectors(("killed", "died", "cheese", "the"))
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert rarity[3] < rarity[2]
    one, two, three = embed(("a ferry sank", "a boat went down", "interest rates rose"))
    assert one @ two > one @ three


def test_a_misspelt_word_is_not_common():
    assert is_common("mediation")
    assert not is_common("mediatoin")
