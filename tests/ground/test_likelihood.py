"""How probably an article supports a claim, and why a verdict fell."""

import numpy as np
import pytest

from benchmarks.fitting import fitted, folds
from bot.engine.local.embed import counterparts, nearest, nearest_sentence
from bot.engine.local.nlp import parse
from bot.ground.verify import Passage, Source, likelihood, verify

ARTICLE = (
    "The council of Veldt approved a new tram line on Monday. "
    "The mayor said that it would cost 40 million euros. "
    "A group of shopkeepers handed in a petition against the works. The first trams are expected in 2027."
)


def _probably(claim: str) -> float:
    source = Source(parse(ARTICLE))
    sentences = [each.text for each in source.whole.sentences]
    there = Passage((source.whole.sentences[nearest_sentence(claim, sentences)],))
    return likelihood(parse(claim), source, there, counterparts(claim, sentences))


def test_what_is_said_is_likelier_than_what_is_pieced_together() -> None:
    said = _probably("The council approved a new tram line on Monday.")
    assert said > 0.8 > _probably("The mayor handed in the first trams against the council of euros.")
    assert said > _probably("A petition approved the mayor of the works in 2027.")


def test_another_number_or_the_deed_left_out_makes_a_claim_less_likely() -> None:
    said = _probably("The mayor said that it would cost 40 million euros.")
    assert said > _probably("The mayor said that it would cost 90 million euros.")
    assert _probably("A group of shopkeepers handed in a petition.") > _probably(
        "A group of shopkeepers in a petition against the works."
    )


def test_the_nearest_sentence_is_found() -> None:
    sentences = [each.text for each in Source(parse(ARTICLE)).whole.sentences]
    assert nearest_sentence("Traders petitioned against the building works.", sentences) == 2


def test_the_reason_tells_source_and_claim_apart() -> None:
    source = Source(parse(ARTICLE))
    verdict = verify(parse("The mayor said it would cost 60 million euros."), source.whole, source, nearest)
    assert "the source says 40 million euros, the claim 60 million euros" in verdict.words


def test_a_word_of_like_meaning_stands_for_one_only_where_meaning_is_known() -> None:
    source = Source(parse("The firm purchased a large warehouse."))
    claim = parse("The company purchased a large warehouse.")
    assert verify(claim, source.whole, source, nearest).supported
    assert not verify(claim, source.whole, source).supported


def test_only_the_cited_sentence_counts() -> None:
    source = Source(parse(ARTICLE))
    claim = parse("The council approved a new tram line.")
    first, second = (Passage((sentence,)) for sentence in source.whole.sentences[:2])
    assert verify(claim, first, source, nearest).supported
    assert not verify(claim, second, source, nearest).supported


def test_another_name_of_the_same_party_is_no_change() -> None:
    source = Source(
        parse("Bankside Steel said profits had doubled."),
        aliases={"banksid": frozenset({"bbs"}), "bbs": frozenset({"banksid"})},
    )
    claim = parse("BBS said profits had doubled.")
    assert not verify(claim, source.whole, Source(source.doc), nearest).supported
    assert verify(claim, source.whole, source, nearest).supported


def test_weights_tell_two_kinds_apart_and_groups_stay_together() -> None:
    rows = np.array([[0.1], [0.2], [0.8], [0.9]])
    weights, bias = fitted(rows, np.array([False, False, True, True]), 0.1)
    assert (rows @ weights + bias > 0).tolist() == [False, False, True, True]
    assert weights[0] == pytest.approx(-bias / 0.5, rel=0.01)
    division = folds(["a", "b", "a", "c"], 2, 1)
    assert division[0] == division[2]
