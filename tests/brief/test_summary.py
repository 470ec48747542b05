# ruff: noqa: E501 - a sentence of an article stands on one line
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brief.actors import find_cast
from bot.brief.sentences import standing
from bot.brief.summary import headline, summarise
from bot.model import Statement
from tests.brief.articles import FIRE, exact, reading

HOSPITAL = """\
The city council of Wexton voted on Monday to close the Harrow Lane hospital, ending a two-year dispute over its cost.

Councillor Priya Nair said the hospital lost £4m a year. She said she had wanted to keep it open.

He added that patients would be moved to the county infirmary, and that no jobs would be lost.

"It is a black day for this town. We were never asked," said Tom Ashby, a nurse who has worked at the hospital since 1998.

However, the decision was welcomed by the regional health board, which has argued that the building is unsafe.

Nurses marched through Wexton on Sunday against the plan, and a petition gathered 12,000 signatures.

The city council of Wexton voted on Monday to close the Harrow Lane hospital, ending a two-year dispute over its cost.
"""


def summary(text: str, title: str | None = None) -> list[Statement]:
    read = reading(text, title)
    return list(summarise(read, find_cast(read)))


@pytest.mark.parametrize("text", [FIRE, HOSPITAL])
def test_three_to_five_sentences_stand_in_the_order_of_the_text(text: str) -> None:
    found = summary(text)
    assert 3 <= len(found) <= 5
    assert all(exact(statement.evidence, text) for statement in found)
    starts = [statement.evidence[0].start for statement in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", [FIRE, HOSPITAL])
def test_words_are_the_texts_except_in_square_brackets(text: str) -> None:
    for statement in summary(text):
        quote = " ".join(statement.evidence[0].quote.split())
        for part in re.split(r" ?\[[^\]]+\] ?", statement.text):
            assert part in quote


@pytest.mark.parametrize("text", [FIRE, HOSPITAL])
def test_no_sentence_leans_on_what_is_not_there(text: str) -> None:
    for statement in summary(text):
        assert not re.match(r"(?:He|She|It|They|This|However|But)\b", statement.text)


def test_nothing_is_told_twice() -> None:
    texts = [statement.text for statement in summary(HOSPITAL)]
    assert len(texts) == len(set(texts))


def test_who_is_meant_stands_in_brackets() -> None:
    text = "Priya Nair runs the council. She voted on Monday to close the Harrow Lane hospital for good."
    texts = [statement.text for statement in summary(text)]
    assert any(t.startswith("[Priya Nair] voted on Monday") for t in texts)


def test_no_half_quotations() -> None:
    text = '"The dam was old. Nobody looked after it at all," said the engineer Ana Ruiz. The dam broke on Monday after heavy rain.'
    for statement in summary(text):
        assert statement.text.count('"') % 2 == 0
        assert "Nobody looked" not in statement.text or "The dam was old" in statement.text


def test_the_dateline_is_no_part_of_a_summary() -> None:
    assert summary(FIRE)[0].text.startswith("Two firefighters were killed")


def test_a_short_text_has_a_short_summary() -> None:
    assert len(summary("A bridge fell in Lyon on Monday.")) == 1
    assert summary("") == []


def test_the_headline_is_the_title_or_the_first_sentence_cut_at_a_clause() -> None:
    assert headline(reading(FIRE, "Two die in\nLarne fire")) == "Two die in Larne fire"
    text = "The council of Wexton voted on Monday to close its hospital, ending a dispute over what it costs to run it."
    assert headline(reading(text)) == "The council of Wexton voted on Monday to close its hospital"
    assert (
        headline(reading(f"LARNE, March 4 - {text}"))
        == "The council of Wexton voted on Monday to close its hospital"
    )
    assert headline(reading("")) == ""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(HOSPITAL.split("\n\n") + FIRE.split("\n\n")), max_size=8))
def test_any_order_of_paragraphs_has_a_summary_without_repetition(paragraphs: list[str]) -> None:
    text = "\n\n".join(p.strip() for p in paragraphs)
    found = summary(text)
    assert len(found) <= 5
    assert len({statement.text for statement in found}) == len(found)
    assert all(exact(statement.evidence, text) for statement in found)


def test_no_single_name_stands_for_they() -> None:
    text = (
        "The council met in Osk on Monday about the plan for a new harbour wall. "
        "The mayor, Ana Ruiz, spoke to the traders of the old fish market for two hours. "
        "They were told that none of them would have to leave before the winter."
    )
    for statement in summary(text):
        assert not re.search(r"\[(?:Osk|Ana Ruiz)[^\]]*\] (?:were|would)", statement.text)


def test_a_bracket_that_opens_a_sentence_has_a_capital() -> None:
    text = (
        "The port authority of Osk closed the quay on Monday. It told the crews to leave their boats at once."
    )
    assert not any(s.text.startswith("[the") for s in summary(text))


def test_no_bracket_says_only_what_stands_before_it() -> None:
    text = (
        "The dam above Harsk gave way on Wednesday, and two villages were flooded.\n\n"
        "The agency said that eleven people were killed and that more rain was expected this week.\n\n"
        "The agency sent forty rescuers to the valley before noon, with boats and dogs."
    )
    assert not any("agency [the agency]" in statement.text.lower() for statement in summary(text))


def test_questions_of_an_interviewer_and_what_is_told_for_the_record_are_no_summary() -> None:
    text = (
        "A court in Osk revived a lawsuit by residents over a spill on Monday.\n\n"
        "You were offered a lot of money to drop the lawsuit over the spill in Osk.\n\n"
        "The judges said the residents had shown enough for a jury to hear the case.\n\n"
        "Harlow Chemical denied that it had hidden the spill from anybody.\n\n"
        "The case is Residents of Osk v. Harlow Chemical Co., Court of Appeals, No. 22-39."
    )
    told = " ".join(statement.text for statement in summary(text, "Court revives lawsuit over Osk spill"))
    assert "You were" not in told
    assert "The case is" not in told


def test_the_first_sentence_leans_on_nothing_and_a_bare_share_leans() -> None:
    text = (
        "DES MOINES, Iowa — The National Labor Relations Board on Friday ordered retailer Hollins Stores to rehire "
        "47 workers it fired last year, saying the company had illegally retaliated against them.\n\n"
        "Almost two-thirds were in the north.\n\n"
        "Hollins Stores, which operates 640 stores in 14 states, said that it would appeal against the ruling.\n\n"
        "Norway's air force said it shot down 17 of the 23 drones that a rival of Hollins Stores flew.\n\n"
        "Union membership in the country fell to a record low last year, according to a bureau."
    )
    told = [statement.text for statement in summary(text, "Labor board orders Hollins to rehire workers")]
    assert told[0].startswith("The National Labor Relations Board on Friday ordered")
    assert not [line for line in told if line.startswith("Almost")]
    assert not [line for line in told if "said [Norway" in line]


def test_a_bare_disagreement_leans_and_one_with_an_object_does_not() -> None:
    text = (
        "The university of Wexton published a study of the new enzyme on Monday.\n\n"
        "Lena Hofmeister, who studies enzymes in Graz, disagreed.\n\n"
        "Paul Reed, who studies proteins in Leeds, disagreed with the findings."
    )
    read = reading(text)
    told = [sentence.text.split()[0] for sentence in standing(read, find_cast(read))]
    assert told == ["The", "Paul"]


def test_a_caption_without_a_statement_is_not_summed_up() -> None:
    text = (
        HOSPITAL
        + "\nA picture issued by the police of the hospital which the council of Wexton voted to close.\n"
    )
    assert not any(s.text.startswith("A picture") for s in summary(text))
