"""Claims and sources written for the purpose: what is said otherwise passes, what is changed does not."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.engine.local.embed import nearest
from bot.engine.local.nlp import parse
from bot.ground.verify import Source, Verdict, verify

FOLDER = Path(__file__).parent / "claims"


def _claims(name: str) -> list[Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["claim"]


def judged(case: dict[str, Any]) -> Verdict:
    before = f"{case['before']} " if "before" in case else ""
    text = before + case["source"]
    published = date.fromisoformat(case["published"]) if "published" in case else None
    source = Source(parse(text), published)
    return verify(parse(case["text"]), source.cited([(len(before), len(text))]), source, nearest)


@pytest.mark.parametrize("case", _claims("rejected"), ids=lambda case: case["text"])
def test_a_claim_that_changes_its_source_is_rejected_and_the_change_named(case: dict[str, Any]) -> None:
    verdict = judged(case)
    assert not verdict.supported
    assert case["kind"] in {reason.kind for reason in verdict.reasons}, verdict.words
    assert case.get("says", "") in verdict.words


@pytest.mark.parametrize("case", _claims("supported"), ids=lambda case: case["text"])
def test_a_claim_that_says_the_same_otherwise_is_supported(case: dict[str, Any]) -> None:
    verdict = judged(case)
    assert verdict.supported, verdict.words


@pytest.mark.parametrize(
    "case", [*_claims("rejected"), *_claims("supported")], ids=lambda case: case["source"]
)
def test_a_sentence_supports_itself(case: dict[str, Any]) -> None:
    verdict = judged(case | {"text": case["source"]})
    assert verdict.supported, verdict.words
