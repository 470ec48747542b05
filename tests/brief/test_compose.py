# ruff: noqa: E501 - a sentence of an article stands on one line
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.brief.compose import ENGINE, compose
from bot.model import Brief, Evidence
from tests.brief.articles import FIRE, article

SAMPLE = Path(__file__).parents[3] / "shared" / "seeds" / "pakistan-iran.txt"


def evidences(value: object) -> list[Evidence]:
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [e for item in value for e in evidences(item)]
    if hasattr(value, "model_fields_set"):
        return [e for name in type(value).model_fields for e in evidences(getattr(value, name))]
    return []


def sound(brief: Brief) -> bool:
    text = brief.article.text
    return all(text[e.start : e.end] == e.quote for e in evidences(brief))


def test_a_report_becomes_a_brief() -> None:
    brief = compose(article(FIRE, "Two firefighters killed in Larne blaze"))
    assert brief.engine == ENGINE
    assert brief.engine.name == "embedded"
    assert brief.headline == "Two firefighters killed in Larne blaze"
    assert sound(brief)
    assert brief.summary
    assert brief.figures
    assert brief.timeline
    assert brief.places
    assert brief.not_stated
    assert brief.quotes
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


def test_the_same_article_gives_the_same_brief() -> None:
    assert compose(article(FIRE)) == compose(article(FIRE))


def test_it_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(compose)) is compose


def test_another_language_has_headline_and_first_sentences_only() -> None:
    text = "Der Stadtrat hat am Montag beschlossen, das Krankenhaus zu schließen. Es war zu teuer. Viele waren dagegen. Sie kamen."
    brief = compose(article(text).model_copy(update={"language": "de"}))
    assert brief.headline
    assert 1 <= len(brief.summary) <= 3
    assert not any((brief.actors, brief.figures, brief.timeline, brief.places, brief.quotes))
    assert sound(brief)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_gives_a_brief(text: str) -> None:
    assert sound(compose(article(text)))


PIECES = (
    "He said “", "” she", "\n\n", " – ", "“", "(", "5-4", "£3.4bn", " 31 February 2024", "two-thirds of ", "on Tuesday",
    "the 1990s", "99999999999999", " years ago", "because", "by", "in Paris", "said.", "It", "[", "’s", "!", "LONDON —",
    "at 25:99 pm", "a million million", "0001-01-01", "9999-12-31", "half of the", "in response to",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_scraps_of_news_give_a_brief(pieces: list[str]) -> None:
    assert sound(compose(article(" ".join(pieces))))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the agency's article is not at hand")
def test_a_real_agency_report() -> None:
    title, _, rest = SAMPLE.read_text(encoding="utf-8").partition("\n")
    text = "\n\n".join(p.strip() for p in rest.split("\n\n") if p.strip())
    brief = compose(article(text, title))
    assert sound(brief)
    told = {(f.value, f.counted): f for f in brief.figures}
    assert told[7, "people killed"].qualifier == "at least"
    assert told[7, "people killed"].according_to == "Iranian state media"
    assert told[2, "children killed"]
    assert told[3, "others injured"]
    dates = {entry.date for entry in brief.timeline}
    assert {"2023-03", "2024-01-16", "2024-01-17", "2024-01-18"} <= dates
    assert any("without specifying how many" in s.text for s in brief.not_stated)
    assert {"Davos", "Rask", "Islamabad"} <= {place.name for place in brief.places}
    assert len(brief.summary) == 5
