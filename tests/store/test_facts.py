"""Facts as rows: each with the version of the article and the place that says it."""

import pytest

from bot.model import Brief
from bot.store.briefs import FACTS
from bot.store.library import SqlLibrary
from tests.store.conftest import Rows
from tests.store.samples import article, brief

KEYS = {"brief_id", "ordinal", "version_id", "start", "end"}


@pytest.mark.parametrize("kind", FACTS)
async def test_every_fact_is_a_row_whose_place_says_it(library: SqlLibrary, rows: Rows, kind: str) -> None:
    made = brief(article())
    await library.add_brief(made)
    found = rows(
        f'SELECT substr(text, "start" + 1, "end" - "start") FROM {kind} '
        f"JOIN versions ON versions.id = {kind}.version_id JOIN bodies ON bodies.id = body_id "
        "ORDER BY ordinal"
    )
    assert [quote for (quote,) in found] == [fact.evidence[0].quote for fact in getattr(made, kind)]


async def test_a_row_says_all_that_its_fact_says(library: SqlLibrary, rows: Rows) -> None:
    await library.add_brief(brief(article()))
    assert rows(
        "SELECT actor, stance, towards, what, modality, according_to FROM positions ORDER BY ordinal"
    ) == [
        ("China", "mediate", "Arvand", "to mediate", "asserted", None),
        ("Mao Lin", "request", None, "both sides stop", "asserted", None),
    ]
    assert rows("SELECT value, unit, counted, qualifier, according_to FROM figures") == [
        (7.0, "people", "killed", "at least", None)
    ]


@pytest.mark.parametrize("kind", FACTS)
def test_the_columns_are_the_fields_of_the_model(kind: str) -> None:
    [model, _] = Brief.model_fields[kind].annotation.__args__  # type: ignore[union-attr]
    assert set(FACTS[kind].c.keys()) - KEYS == model.model_fields.keys() - {"evidence"}


async def test_a_second_time_changes_nothing(library: SqlLibrary, rows: Rows) -> None:
    for _ in range(2):
        await library.add_brief(brief(article()))
    assert rows("SELECT count(*) FROM briefs") == [(1,)]
    assert rows("SELECT count(*) FROM positions") == [(2,)]


async def test_a_quote_is_not_stored_beside_the_text_that_has_it(library: SqlLibrary, rows: Rows) -> None:
    await library.add_brief(brief(article()))
    [(content,)] = rows("SELECT content FROM briefs")
    assert "shelling" not in content
