"""An article is known again whatever its feed does to it, and another one is not taken for it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.decide import Decision, Rules, decide, match, sightings
from bot.model import FeedEntry, KnownItem

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
RULES = Rules(500, timedelta(minutes=5), timedelta(days=7))
WORDS = [
    *("ferry", "harbour", "bridge", "strike", "minister", "border", "flood", "school", "vote", "court"),
    *("reef", "winter", "grain", "engine", "valley", "museum", "harvest", "tunnel", "island", "clinic"),
]


def entry(number: int, **fields: object) -> FeedEntry:
    """One of a hundred different articles."""
    first, second = WORDS[number % 20], WORDS[(number * 7 + 3) % 20]
    given = {
        "guid": f"tag:news.example,2026:{1000 + number}",
        "url": f"https://news.example/2026/{first}-{number}?utm_source=rss",
        "title": f"The {first} and the {second}, part {number}",
        "text": f"<p>Report {number} on the {first}: what the {second} has to do with it was told today.</p>",
        "published_at": NOW - timedelta(hours=number),
    }
    return FeedEntry.model_validate(given | fields)


def known(entries: Sequence[FeedEntry]) -> list[KnownItem]:
    """The entries as they are stored: the item of entry n is "n"."""
    return [
        KnownItem(id=str(each.place), keys=each.keys, published_at=each.entry.published_at)
        for each in sightings(entries)
    ]


def same(now: Sequence[FeedEntry], before: Sequence[FeedEntry]) -> dict[int, int]:
    """Which entry of before each one is."""
    return {place: int(item.id) for place, item in match(sightings(now), known(before)).items()}


def decided(now: Sequence[FeedEntry], before: Sequence[FeedEntry] = (), rules: Rules = RULES) -> Decision:
    names = count()
    return decide("f", sightings(now), known(before), rules, NOW, lambda: f"n{next(names)}")


def all_of(numbers: Sequence[int]) -> dict[int, int]:
    return {number: number for number in range(len(numbers))}


FEED = [entry(number) for number in range(12)]


def _moved(key: str | None) -> str:
    return (key or "").replace("news.example", "new.example")


Change = Callable[[FeedEntry], FeedEntry]
CHANGES: dict[str, Change] = {
    "id": lambda was: was.model_copy(update={"guid": f"new-id-{was.guid}"}),
    "no id": lambda was: was.model_copy(update={"guid": None}),
    "link": lambda was: was.model_copy(update={"url": f"https://news.example/other/{hash(was.title)}"}),
    "title": lambda was: was.model_copy(update={"title": "Something else altogether happened"}),
    "text": lambda was: was.model_copy(
        update={"text": "<p>All of it was written anew, from first to last.</p>"}
    ),
    "date": lambda was: was.model_copy(update={"published_at": NOW + timedelta(hours=1)}),
    "no date": lambda was: was.model_copy(update={"published_at": None}),
    "tracking": lambda was: was.model_copy(update={"url": f"{was.url}&utm_campaign=x#xtor=1"}),
    "scheme": lambda was: was.model_copy(update={"url": (was.url or "").replace("https://", "http://www.")}),
    "markup": lambda was: was.model_copy(update={"text": f"<div class=x>{was.text}<img src=pixel></div>"}),
    "host": lambda was: was.model_copy(
        update={
            name: (getattr(was, name) or "").replace("news.example", "new.example")
            for name in ("guid", "url")
        }
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("which", ["one", "all"])
def test_an_article_is_known_again(change: str, which: str) -> None:
    now = [CHANGES[change](each) if which == "all" or place == 3 else each for place, each in enumerate(FEED)]
    if which == "all" and change == "title":
        now = [each.model_copy(update={"title": f"{each.title} {place}"}) for place, each in enumerate(now)]
    assert same(now, FEED) == all_of(FEED)


@pytest.mark.parametrize(
    "change", ["id", "no id", "link", "date", "no date", "tracking", "scheme", "markup", "host"]
)
def test_what_leaves_title_and_text_alone_is_no_revision(change: str) -> None:
    assert decided([CHANGES[change](each) for each in FEED], FEED).revised == 0


def test_a_changed_article_is_a_revision_and_keeps_its_date() -> None:
    now = [CHANGES["title"](CHANGES["date"](FEED[0])), CHANGES["text"](FEED[1]), *FEED[2:]]
    decision = decided(now, FEED)
    assert decision.new == ()
    assert [(change.item_id, change.revised) for change in decision.rewrites] == [("0", True), ("1", True)]
    assert decision.rewrites[0].entry.published_at == FEED[0].published_at
    assert decision.still_there == tuple(str(place) for place in range(12))


def test_another_dress_of_the_whole_feed_is_no_revision_but_another_headline_is() -> None:
    now = [each.model_copy(update={"text": f"{each.text} Follow us for more."}) for each in FEED]
    now[4] = now[4].model_copy(update={"title": "Minister resigns"})
    decision = decided(now, FEED)
    assert [change.item_id for change in decision.rewrites if change.revised] == ["4"]


def test_a_feed_that_numbers_its_items_by_their_place() -> None:
    before = [entry(number + 1, guid=str(number)) for number in range(11)]
    now = [entry(number, guid=str(number)) for number in range(11)]
    assert same(now, before) == {place: place - 1 for place in range(1, 11)}
    anew = [entry(number + 40, guid=str(number)) for number in range(11)]
    assert same(anew, before) == {}


def test_a_feed_whose_long_ids_were_given_to_other_articles() -> None:
    rotated = [each.model_copy(update={"guid": FEED[place - 1].guid}) for place, each in enumerate(FEED)]
    assert same(rotated, FEED) == all_of(FEED)
    assert same([entry(50, guid=FEED[0].guid), *rotated[1:]], FEED).keys() == set(range(1, 12))


def test_a_site_that_moves_with_other_ids_other_paths_other_dates() -> None:
    now = [
        each.model_copy(
            update={"guid": f"n{place}", "url": f"https://new.example/a/{place}", "published_at": NOW}
        )
        for place, each in enumerate(FEED)
    ]
    assert same(now, FEED) == all_of(FEED)
    bare = [each.model_copy(update={"text": None}) for each in now]
    assert same(bare, [each.model_copy(update={"text": None}) for each in FEED]) == all_of(FEED)


def test_duplicate_ids_are_different_articles() -> None:
    before = [each.model_copy(update={"guid": "same"}) for each in FEED[:6]]
    assert len(decided(before).new) == 6
    now = [entry(30, guid="same"), *before]
    assert same(now, before) == {place + 1: place for place in range(6)}
    assert len(decided(now, before).new) == 1


def test_an_entry_that_stands_twice_is_one() -> None:
    other = FEED[0].model_copy(update={"guid": "another", "categories": ("Sport",)})
    assert len(decided([FEED[0], FEED[0], other]).new) == 1


def test_columns_of_the_same_name_are_different_articles() -> None:
    def column(day: int) -> FeedEntry:
        return entry(
            day,
            url=f"https://news.example/briefing/{day}",
            title="Your morning briefing: five things to know",
            text="<p>Here is what you need to know to start your day, every day, by mail.</p>",
            published_at=NOW - timedelta(days=day),
        )

    before = [column(day) for day in (1, 2, 3)]
    assert same([column(0), *before], before) == {1: 0, 2: 1, 3: 2}


def test_links_to_a_front_page_tell_nothing() -> None:
    before = [each.model_copy(update={"url": "https://news.example/", "guid": None}) for each in FEED[:5]]
    now = [entry(30, url="https://news.example/", guid=None), *before]
    assert same(now, before) == {place + 1: place for place in range(5)}


def test_a_page_that_shows_something_else_each_day_under_ids_of_its_own() -> None:
    before = [entry(1, url="https://news.example/today", title="Sun over the coast"), *FEED[2:5]]
    now = [entry(30, url="https://news.example/today", title="Storm warning for islands"), *FEED[2:5]]
    assert same(now, before) == {1: 1, 2: 2, 3: 3}


def test_parts_of_one_page_are_told_apart_by_their_fragment() -> None:
    entries = [
        entry(n, url=f"https://news.example/log#v{n}", guid=None, title=f"Version {n}") for n in range(4)
    ]
    assert len(decided(entries).new) == 4
    assert same(entries, entries) == all_of(entries)


def test_entries_with_nothing_but_a_text() -> None:
    notes = [FeedEntry(text=f"<p>Note number {number}, of {WORDS[number]}.</p>") for number in range(5)]
    assert same([FeedEntry(text="Another one."), *notes], notes) == {place + 1: place for place in range(5)}
    assert decided([FeedEntry(), FeedEntry(text="<img>")]).new == ()


def test_a_flood_is_kept_whole_and_briefed_in_parts() -> None:
    flood = [
        FeedEntry(
            guid=f"flood:{number}", url=f"https://n.example/flood/{number}", title=f"Item number {number}"
        )
        for number in range(10_000)
    ]
    first = decided(flood)
    assert (len(first.new), first.postponed) == (10_000, 9_500)
    turns = Counter(each.not_before for each in first.new)
    assert turns == {None: 500} | {NOW + n * RULES.turn: 500 for n in range(1, 20)}
    stored = [KnownItem(id=each.item.id, keys=each.keys) for each in first.new]
    second = decide("f", sightings(flood), stored, RULES, NOW, lambda: "x")
    assert (len(second.new), len(second.still_there)) == (0, 10_000)


def test_ten_thousand_alike_take_no_time_without_end() -> None:
    alike = [FeedEntry(title="Untitled", guid="x", url=f"https://n.example/{n}") for n in range(10_000)]
    assert len(same(alike, alike)) == 10_000


def test_what_was_old_when_a_feed_was_first_read_is_known_and_no_news() -> None:
    rules = Rules(500, timedelta(minutes=5), timedelta(days=7), first_reading=True)
    entries = [entry(1), entry(2, published_at=NOW - timedelta(days=8)), entry(3, published_at=None)]
    states = [each.item.state for each in decided(entries, rules=rules).new]
    assert states == ["seen", "old", "seen"]
    assert [each.item.state for each in decided(entries).new] == ["seen"] * 3  # after an outage it is news
    undated = [entry(number, published_at=None) for number in range(80)]
    assert [each.item.state for each in decided(undated, rules=rules).new].count("seen") == 50


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*CHANGES, "none"]), min_size=12, max_size=12), st.integers(0, 5))
def test_whatever_one_thing_changes_in_each_no_article_is_new_and_no_new_one_known(
    changes: list[str], added: int
) -> None:
    unlike = [
        CHANGES[change](each).model_copy(update={"title": f"Other headline of {each.title}"})
        if change == "title"
        else each
        if change == "none"
        else CHANGES[change](each)
        for change, each in zip(changes, FEED, strict=True)
    ]
    now = [*(entry(60 + number) for number in range(added)), *unlike]
    assert same(now, FEED) == {place + added: place for place in range(12)}
