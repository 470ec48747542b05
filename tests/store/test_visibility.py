"""Trying to read across: nothing kept in private, or elsewhere, is ever seen."""

import itertools

import pytest

from bot.model import Scope, Turn
from bot.store.fulltext import CANDIDATES
from bot.store.library import SqlLibrary
from tests.store.samples import ENGINE, TEXT, article, brief

SCOPES = [
    Scope(workspace="T1"),
    Scope(workspace="T1", channel="C1"),
    Scope(workspace="T1", channel="C2"),
    Scope(workspace="T1", person="C1"),
    Scope(workspace="T1", person="U1"),
    Scope(workspace="T1", channel="C1", person="U1"),
    Scope(workspace="T1", channel=""),
    Scope(workspace="T1", person=""),
    Scope(workspace="T1", channel='C1", "person": "U1'),
    Scope(workspace="T1", channel="%"),
    Scope(workspace="t1"),
    Scope(workspace=""),
    Scope(workspace="T2"),
    Scope(workspace="T2", channel="C1"),
]


def may_see(viewer: Scope, keeper: Scope) -> bool:
    bare = keeper.channel is None and keeper.person is None
    return viewer.workspace == keeper.workspace and (bare or viewer == keeper)


@pytest.mark.parametrize("keeper", SCOPES, ids=str)
async def test_only_those_who_may_see_it_see_it(library: SqlLibrary, keeper: Scope) -> None:
    await library.add_brief(brief(article()))
    await library.keep(article(), keeper)
    for viewer in SCOPES:
        expected = [article()] if may_see(viewer, keeper) else []
        assert list(await library.search("Who offered to mediate?", viewer, 10)) == expected, viewer
        assert list(await library.search("", viewer, 10)) == expected, viewer
        assert list(await library.articles(viewer)) == expected, viewer


async def test_what_is_only_stored_is_seen_by_nobody(library: SqlLibrary) -> None:
    await library.add_article(article())
    await library.add_brief(brief(article()))
    for viewer in SCOPES:
        assert await library.search("China", viewer, 10) == []
        assert await library.articles(viewer) == []


async def test_what_others_keep_crowds_nothing_out(library: SqlLibrary) -> None:
    here, elsewhere = Scope(workspace="T1"), Scope(workspace="T2")
    many = [article(number, text=f"Bats, {number}.", title="Bats") for number in range(CANDIDATES + 1)]
    await library.add_articles(many)
    for each in many:
        await library.keep(each, elsewhere)
    ours = article(1000, text="The council met. " * 50 + "A bat came in.", title=None)
    await library.keep(ours, here)
    await library.keep(article(1001, text="The council met again.", title=None), here)
    assert list(await library.search("bats", here, 1)) == [ours]


async def test_forgetting_reaches_no_other_scope(library: SqlLibrary) -> None:
    for keeper, other in itertools.permutations(SCOPES[:6], 2):
        await library.keep(article(), keeper)
        assert not await library.forget(article(), other)
        assert await library.forget(article(), keeper)


async def test_another_scope_s_version_of_a_page_is_not_seen(library: SqlLibrary) -> None:
    public, private = Scope(workspace="T1"), Scope(workspace="T1", person="U1")
    await library.keep(article(text="What the page said."), public)
    await library.keep(article(text="What one person says it said."), private)
    for viewer, text in ((public, "What the page said."), (private, "What one person says it said.")):
        assert [one.text for one in await library.search("page said", viewer, 5)] == [text]
        assert [one.text for one in await library.articles(viewer)] == [text]


@pytest.mark.parametrize("field", ["title", "byline", "site", "published_at"])
async def test_what_one_scope_claims_about_a_text_is_not_seen_by_another(
    library: SqlLibrary, field: str
) -> None:
    claimed = {"published_at": "1999-01-01T00:00:00Z"}.get(field, "claimed")
    await library.add_brief(brief(article(**{field: claimed})))
    await library.keep(article(**{field: claimed}), Scope(workspace="T2"))
    assert await library.add_article(article()) == article()
    assert await library.brief_of(article(), ENGINE) is None
    await library.keep(article(), Scope(workspace="T1"))
    assert list(await library.articles(Scope(workspace="T1"))) == [article()]


async def test_the_address_that_one_scope_typed_is_not_seen_by_another(library: SqlLibrary) -> None:
    secret = article(url="https://news.example/1?gift=from-a-friend")
    await library.add_brief(brief(secret))
    await library.keep(secret, Scope(workspace="T1"))
    await library.keep(article(url="https://news.example/1"), Scope(workspace="T2"))
    [seen] = await library.search("China", Scope(workspace="T2"), 5)
    made = await library.brief_of(article(url="https://news.example/1"), ENGINE)
    assert made is not None
    assert seen.url == made.article.url == "https://news.example/1"


async def test_a_brief_is_had_only_for_the_text_itself(library: SqlLibrary) -> None:
    await library.add_brief(brief(article()))
    await library.keep(article(), Scope(workspace="T1"))
    assert (
        await library.brief_of(article(text="Another text.", content_hash=article().content_hash), ENGINE)
        is None
    )


async def test_a_text_with_the_hash_of_another_is_stored_as_it_is(library: SqlLibrary) -> None:
    await library.add_article(article())
    other = await library.add_article(article(2, text="Another text.", content_hash=article().content_hash))
    await library.keep(other, Scope())
    assert [one.text for one in await library.articles(Scope())] == ["Another text."]
    assert other.text != TEXT


@pytest.mark.parametrize("speaker", SCOPES, ids=str)
async def test_a_conversation_is_heard_only_where_it_is_held(library: SqlLibrary, speaker: Scope) -> None:
    await library.add_turn(Turn(question="q", answer="a"), speaker)
    for listener in SCOPES:
        assert len(await library.history(listener, 10)) == (listener == speaker)


async def test_what_is_kept_twice_is_seen_once_in_the_version_kept_last(library: SqlLibrary) -> None:
    public, private = Scope(workspace="T1"), Scope(workspace="T1", channel="C1")
    await library.keep(article(text="China, early."), private)
    await library.keep(article(text="China, early."), public)
    assert [one.text for one in await library.search("China", private, 5)] == ["China, early."]
    await library.keep(article(text="A later one."), public)
    for viewer in (public, private):
        assert [one.text for one in await library.search("China early", viewer, 5)] == ["A later one."]
        assert [one.text for one in await library.articles(viewer)] == ["A later one."]
