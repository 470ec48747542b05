"""The project's own articles: each sentence supports itself, and nothing that was made of it by a change."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Desk
from bot.config import default_settings
from bot.engine.local.embed import nearest
from bot.engine.local.nlp import parse
from bot.ground.verify import Passage, Source, verify
from bot.model import Article
from tests.ground.mutations import Mutation, mutations

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
KINDS = ("number", "weekday", "year", "name", "roles", "negation", "hedge")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    async def read() -> list[Article]:
        async with Desk(default_settings(database_url="sqlite+aiosqlite:///:memory:")) as desk:
            return await desk.read_all(
                [str(path) for path in sorted(SEEDS.glob("*.md")) if path.stem != "README"]
            )

    articles = asyncio.run(read())
    return [Source(parse(a.text), a.published_at.date() if a.published_at else None) for a in articles]


def test_each_sentence_supports_itself(sources: list[Source]) -> None:
    refused = [
        f"{sentence.text}\n    {verdict.words}"
        for source in sources
        for sentence in source.whole.sentences
        if not (verdict := verify(parse(sentence.text), Passage((sentence,)), source, nearest)).supported
    ]
    assert not refused, "\n".join(refused)


def _made(sources: list[Source]) -> Iterator[tuple[Source, Passage, Mutation]]:
    for source in sources:
        for sentence in source.whole.sentences:
            for mutation in mutations(sentence, source.doc):
                yield source, Passage((sentence,)), mutation


@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_sentence_passes(sources: list[Source], kind: str) -> None:
    made = [each for each in _made(sources) if each[2].kind == kind]
    passed = [
        m.changed for source, cited, m in made if verify(parse(m.changed), cited, source, nearest).supported
    ]
    assert made
    assert not passed, f"{len(passed)} of {len(made)}:\n" + "\n".join(passed)
