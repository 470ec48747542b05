"""What every database behind the library must do."""

import asyncio
import pickle

import pytest
from sqlalchemy import update

from bot.errors import StoreError
from bot.model import Article, Engine, Scope, Turn
from bot.store.articles import IDENTIFYING
from bot.store.library import SqlLibrary, open_library
from bot.store.search import MAX_TERMS, terms_of
from bot.store.tables import briefs
from tests.store.conftest import Rows
from tests.store.samples import ENGINE, TEXT, article, brief, evidence

HERE = Scope()


async def test_an_article_comes_back_as_it_was_given(library: SqlLibrary) -> None:
    given = article()
    stored = await library.add_article(given)
    await library.keep(stored, HERE)
    [listed] = await library.articles(HERE)
    assert stored == given
    assert listed == given
    assert listed.published_at is not None
    assert listed.published_at.isoformat() == "2024-01-18T08:30:00+05:00"


async def test_an_article_with_nothing_but_text_comes_back_too(library: SqlLibrary) -> None:
    bare = dict.fromkeys(
        ["url", "canonical_url", "site", "title", "byline", "published_at", "published_precision", "language"]
    )
    given = article(text="Nur ein Satz mit 🙂.", **bare)
    await library.keep(await library.add_article(given), HERE)
    assert list(await library.articles(HERE)) == [given]


@pytest.mark.parametrize("unheard_of", ["\x00", "\ud800"])
async def test_what_not_every_database_holds_is_replaced_in_its_place(
    library: SqlLibrary, unheard_of: str
) -> None:
    of = article(
        text=f"China {unheard_of} offered to mediate.", title=f"A {unheard_of} title", content_hash="h"
    )
    await library.keep(await library.add_article(of), Scope(workspace="T" + unheard_of))
    [found] = await library.articles(Scope(workspace="T" + unheard_of))
    assert (found.text, found.title) == ("China \ufffd offered to mediate.", "A \ufffd title")
    await library.add_turn(Turn(question=unheard_of, answer=unheard_of), HERE, unheard_of)
    [turn] = await library.history(HERE, 1, unheard_of)
    assert turn.question == "\ufffd"


async def test_the_older_one_is_returned(library: SqlLibrary) -> None:
    first = await library.add_article(article())
    again = article(fetched_at="2025-06-01T00:00:00Z", url="https://amp.news.example/1")
    second = await library.add_article(again)
    assert (second.id, second.fetched_at) == (first.id, first.fetched_at)
    assert second.url == "https://amp.news.example/1"  # the address that was typed is the typist's own


async def test_many_are_added_at_once_in_order(library: SqlLibrary) -> None:
    await library.add_article(article(2))
    wanted = [article(number % 7) for number in range(20)]
    stored = await library.add_articles(wanted)
    assert list(stored) == wanted
    assert await library.add_articles([]) == []


async def test_a_thousand_at_once(library: SqlLibrary) -> None:
    stored = await library.add_articles([article(n, text=f"Text {n}.") for n in range(1100)])
    assert [one.text for one in stored[::500]] == ["Text 0.", "Text 500.", "Text 1000."]


async def test_one_article_at_two_spellings_of_its_address_is_one(library: SqlLibrary) -> None:
    await library.add_brief(brief(article()))
    other = article(canonical_url="http://www.news.example/1")
    assert await library.brief_of(other, ENGINE) is not None
    await library.keep(article(), HERE)
    await library.keep(other, HERE)
    assert len(await library.articles(HERE)) == 1


async def test_a_text_in_two_places_is_stored_once(library: SqlLibrary, rows: Rows) -> None:
    for number in (1, 2):
        await library.keep(article(number), HERE)
    assert rows("SELECT text FROM bodies") == [(TEXT,)]
    assert [one.id for one in await library.search("China", HERE, 5)] == ["a2", "a1"]


async def test_a_brief_comes_back_as_it_was_given(library: SqlLibrary) -> None:
    given = brief(article())
    await library.add_brief(given)
    assert await library.brief_of(article(), ENGINE) == given


async def test_kept_briefs_come_in_the_order_asked_and_are_read_when_called(library: SqlLibrary) -> None:
    given = brief(article())
    await library.add_brief(given)
    unread = await library.kept_briefs([article(2, text="Not briefed."), article(), article(3)], ENGINE)
    assert [each is None for each in unread] == [True, False, True]
    assert unread[1] is not None
    assert pickle.loads(pickle.dumps(unread[1]))() == given  # read where the answer is made
    assert await library.kept_briefs([], ENGINE) == []


async def test_no_brief_of_another_engine_text_or_date(library: SqlLibrary) -> None:
    await library.add_brief(brief(article()))
    for other in (
        Engine(name="embedded", version="2"),
        Engine(name="hosted", version="1"),
        Engine(name="embedded", version="1", prompt_hash="p"),
    ):
        assert await library.brief_of(article(), other) is None
    assert await library.brief_of(article(text=TEXT + " More."), ENGINE) is None
    assert await library.brief_of(article(published_at="2024-02-01T00:00:00Z"), ENGINE) is None


@pytest.mark.parametrize("field", ["quote", "article_id"])
async def test_a_brief_that_misquotes_is_refused_whole(library: SqlLibrary, field: str) -> None:
    given = brief(article())
    wrong = given.positions[0].evidence[0].model_copy(update={field: "China offered nothing"})
    position = given.positions[0].model_copy(update={"evidence": (wrong,)})
    with pytest.raises(StoreError, match="does not say"):
        await library.add_brief(given.model_copy(update={"positions": (position,)}))
    assert await library.brief_of(article(), ENGINE) is None


async def test_a_fact_without_evidence_is_refused(library: SqlLibrary) -> None:
    given = brief(article())
    figure = given.figures[0].model_copy(update={"evidence": ()})
    with pytest.raises(StoreError, match="without evidence"):
        await library.add_brief(given.model_copy(update={"figures": (figure,)}))


async def test_the_newest_version_is_found_and_old_evidence_stays_true(library: SqlLibrary) -> None:
    early = brief(article(text=TEXT))
    await library.add_brief(early)
    await library.keep(early.article, HERE)
    later = await library.add_article(article(text="The toll rose to nine.\n\n" + TEXT))
    await library.keep(later, HERE)

    assert later.id == early.article.id
    assert [one.text for one in await library.search("Who offered mediation?", HERE, 5)] == [later.text]
    assert [one.text for one in await library.articles(HERE)] == [later.text]
    again = await library.brief_of(article(text=TEXT), ENGINE)
    assert again == early


async def test_a_page_that_goes_back_to_its_old_text_is_shown_with_that(library: SqlLibrary) -> None:
    for text in ("First words.", "Second words.", "First words."):
        await library.keep(await library.add_article(article(text=text)), HERE)
    assert [one.text for one in await library.articles(HERE)] == ["First words."]


async def test_the_last_kept_come_first(library: SqlLibrary) -> None:
    for number in (1, 2, 3):
        await library.keep(article(number), HERE)
    assert [one.id for one in await library.articles(HERE)] == ["a3", "a2", "a1"]
    assert [one.id for one in await library.articles(HERE, limit=1)] == ["a3"]
    assert await library.articles(HERE, limit=0) == []


async def test_keeping_twice_is_keeping_once(library: SqlLibrary) -> None:
    await library.keep(article(), HERE)
    await library.keep(article(), HERE)
    assert len(await library.articles(HERE)) == 1


async def test_search_ranks_what_shares_words_before_the_rest(library: SqlLibrary) -> None:
    for number, text in enumerate(
        ("The council voted on street lights.", "Bats returned to the harbour.", "The match ended in a draw.")
    ):
        await library.keep(article(number, text=text, title=None), HERE)
    found = await library.search("Where did the bat return?", HERE, 10)
    assert [one.id for one in found] == ["a1", "a2", "a0"]
    assert [one.id for one in await library.search("Where did the bat return?", HERE, 1)] == ["a1"]
    assert await library.search("bats", HERE, 0) == []


async def test_search_reads_titles_and_forgives_accents(library: SqlLibrary) -> None:
    await library.keep(article(1, text="One.", title="Señor Müller resigns"), HERE)
    await library.keep(article(2, text="Two."), HERE)
    assert (await library.search("did senor muller resign", HERE, 1))[0].id == "a1"


async def test_a_rare_word_and_a_short_text_weigh_more(library: SqlLibrary) -> None:
    for number in range(10):
        await library.keep(article(number, text=f"The council met again, item {number}.", title=None), HERE)
    await library.keep(article(20, text="The council saw a bat. " + "Other matters. " * 50, title=None), HERE)
    await library.keep(article(21, text="A bat.", title=None), HERE)
    await library.keep(article(22, text="Council council council council.", title=None), HERE)
    found = [one.id for one in await library.search("council bats", HERE, 20)]
    assert set(found[:2]) == {"a20", "a21"}
    assert found[2] == "a22"
    assert [one.id for one in await library.search("bat", HERE, 2)] == ["a21", "a20"]


async def test_a_word_of_nearly_every_article_finds_only_where_no_other_does(library: SqlLibrary) -> None:
    for number in range(6):
        await library.keep(article(number, text=f"The council met, item {number}.", title=None), HERE)
    await library.keep(article(7, text="A bat in the hall of the council.", title=None), HERE)
    await library.keep(article(8, text="Council council council.", title=None), HERE)
    await library.keep(article(9, text="Nothing to do with it.", title=None), HERE)
    assert [one.id for one in await library.search("a bat for the council", HERE, 1)] == ["a7"]
    found = [one.id for one in await library.search("council", HERE, 8)]
    assert found[0] == "a8"
    assert "a9" not in found


@pytest.mark.parametrize(
    "question",
    [
        "", " ", "?", "who", '"', "'", "AND", "OR NOT", "NEAR(a b)", "title:China", "(", "*", "China*", "a-b",
        "^China", "{title text} : China", "\x00", "🙂", "don’t", "日本語", "\ud800", "China \ud800 offered",
        "'; DROP TABLE articles; --", "x " * 5000, " ".join(f"w{n}" for n in range(3000)),
    ],
)  # fmt: skip
async def test_any_text_is_a_question(library: SqlLibrary, question: str) -> None:
    await library.keep(article(), HERE)
    assert [one.id for one in await library.search(question, HERE, 5)] == ["a1"]


def test_the_words_of_a_question_that_are_searched_for() -> None:
    assert terms_of("Who offered to mediate, and when?") == ["offered", "mediate"]
    assert terms_of("Who is who?") == ["who", "is"]
    assert len(terms_of(" ".join(f"w{n}" for n in range(3000)))) == MAX_TERMS


async def test_a_conversation_is_remembered_in_order(library: SqlLibrary) -> None:
    of = article()
    turns = [Turn(question=f"q{n}", answer=f"a{n}", evidence=(evidence(of, "China"),)) for n in range(4)]
    for turn in turns:
        await library.add_turn(turn, HERE)
    assert list(await library.history(HERE, 10)) == turns
    assert list(await library.history(HERE, 2)) == turns[2:]
    assert list(await library.history(HERE, 0)) == []
    assert list(await library.history(HERE, 10, conversation="another")) == []


async def test_what_nobody_keeps_any_more_is_deleted(library: SqlLibrary) -> None:
    person = Scope(person="U1")
    await library.add_brief(brief(article()))
    await library.keep(article(), HERE)
    await library.keep(article(), person)
    assert await library.forget(article(), HERE)
    assert await library.brief_of(article(), ENGINE) is not None
    assert not await library.forget(article(), HERE)
    assert await library.forget(article(), person)
    assert await library.brief_of(article(), ENGINE) is None
    assert await library.search("China", person, 5) == []
    await library.keep(article(), HERE)
    assert [one.id for one in await library.search("China", HERE, 5)] == ["a1"]
    await library.check()


async def test_forgetting_one_of_two_addresses_keeps_the_text_of_the_other(library: SqlLibrary) -> None:
    await library.keep(article(1), HERE)
    await library.keep(article(2), HERE)
    await library.forget(article(1), HERE)
    assert [one.text for one in await library.search("China", HERE, 5)] == [TEXT]


async def test_many_tasks_write_at_once(library: SqlLibrary) -> None:
    await asyncio.gather(*(library.add_brief(brief(article(number % 10))) for number in range(60)))
    await asyncio.gather(*(library.keep(article(number), HERE) for number in range(10)))
    assert len(await library.articles(HERE)) == 10


async def test_a_cancelled_write_leaves_nothing_behind_and_holds_nobody_up(library: SqlLibrary) -> None:
    wanted = [article(n, text=f"Text {n}. " * 50) for n in range(400)]
    writing = asyncio.create_task(library.add_articles(wanted))
    await asyncio.sleep(0.005)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    await library.add_brief(brief(article()))
    await library.check()
    assert await library.brief_of(article(), ENGINE) is not None


async def test_everything_is_there_after_reopening(database_url: str) -> None:
    async with await open_library(database_url) as first:
        await first.add_brief(brief(article()))
        await first.keep(article(), HERE)
    async with await open_library(database_url) as second:
        assert await second.brief_of(article(), ENGINE) == brief(article())
        assert [one.id for one in await second.search("China", HERE, 5)] == ["a1"]


async def test_a_brief_in_a_form_no_longer_read_is_made_anew(library: SqlLibrary, rows: Rows) -> None:
    await library.add_brief(brief(article()))
    async with library._database.writing() as conn:
        await conn.execute(update(briefs).values(content={"headline": "old"}))
    assert await library.brief_of(article(), ENGINE) is None
    await library.add_brief(brief(article()))
    assert await library.brief_of(article(), ENGINE) == brief(article())
    assert len(rows("SELECT * FROM positions")) == 2


def test_every_field_of_an_article_makes_another_version_or_is_left_out_on_purpose() -> None:
    left_out = {"url", "canonical_url", "content_hash", "fetched_at"}
    assert set(Article.model_fields) == {*IDENTIFYING, "text", "published_at"} | left_out
