"""The project's own articles: each sentence supports itself, and nothing that was made of it by a change."""

import asyncio
from pathlib import Path

import pytest
from spacy.tokens import Doc

from bot.app import Desk
from bot.config import default_settings
from bot.engine.local.embed import nearest
from bot.engine.local.nlp import parse, pipeline
from bot.ground.verify import Passage, Source, verify
from bot.model import Article
from tests.ground.mutations import Mutation, mutations

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Made = tuple[Source, Passage, Mutation, Doc]
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


@pytest.fixture(scope="module")
def made(sources: list[Source]) -> list[Made]:
    """Every change of every sentence, parsed: many at once, which is quicker."""
    found = [
        (source, Passage((sentence,)), mutation)
        for source in sources
        for sentence in source.whole.sentences
        for mutation in mutations(sentence, source.doc)
    ]
    docs = pipeline().pipe([mutation.changed for _, _, mutation in found], batch_size=64)
    return [(*each, doc) for each, doc in zip(found, docs, strict=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_sentence_passes(made: list[Made], kind: str) -> None:
    mine = [each for each in made if each[2].kind == kind]
    passed = [m.changed for source, cited, m, doc in mine if verify(doc, cited, source, nearest).supported]
    assert mine
    assert not passed, f"{len(passed)} of {len(mine)}:\n" + "\n".join(passed)
