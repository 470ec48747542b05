"""Digests composed of material, without a store."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.alerts import is_breaking
from bot.digest.compose import compose, stories
from bot.digest.material import Material, Stock
from bot.digest.reasons import NO_ROOM
from bot.digest.stories import story_of
from bot.model import Alert, Figure, Story
from tests.digest.materials import NOON, figure, frame, report

_MATERIAL = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from(["Wire", "Daily", "Echo"]), st.integers(0, 40), st.booleans()
    ),
    max_size=14,
).map(
    lambda rows: [
        report(
            f"i{n}",
            f"Report {n} of {outlet} tells a tale of place{n} and thing{n}",
            topic=topic,
            outlet=outlet,
            hours=hours,
            is_new=is_new,
            told_in=None if is_new else f"story{topic}",
        )
        for n, (topic, outlet, hours, is_new) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(_MATERIAL, st.integers(1, 4))
def test_every_new_item_is_told_once_or_left_with_a_reason(material: list[Material], most: int) -> None:
    digest = compose(frame(most), Stock(material))
    told = [each.item_id for story in digest.stories for each in story.reports]
    left = [each.item_id for each in digest.left]
    assert sorted(told + left) == sorted(each.item.id for each in material if each.is_new)
    assert len(digest.stories) <= most
    assert len({story.id for story in digest.stories}) == len(digest.stories)
    order = [story.independent for story in digest.stories]
    assert order == sorted(order, reverse=True)
    assert digest == compose(frame(most), Stock(material))


@settings(deadline=None)
@given(_MATERIAL)
def test_what_is_shown_stands_in_the_articles(material: list[Material]) -> None:
    texts = {each.brief.article.id: each.brief.article.text for each in material}
    for story in compose(frame(99), Stock(material)).stories:
        for statement in story.statements:
            for piece in statement.evidence:
                assert texts[piece.article_id][piece.start : piece.end] == piece.quote


def _only(*material: Material, earlier: dict[str, Story] | None = None) -> Story:
    [story] = compose(frame(), Stock(material, earlier or {})).stories
    return story


def test_sentences_come_in_turn_from_the_outlets_and_none_twice() -> None:
    story = _only(
        report("a", "A bridge fell into the river at dawn. Divers look for two cars", hours=1),
        report("b", "At dawn a bridge fell into the river. The mayor blames rust", outlet="Daily"),
    )
    texts = [statement.text for statement in story.statements]
    assert len(texts) == 3
    assert sum("bridge fell" in text for text in texts) == 1
    assert any("rust" in text for text in texts)
    assert any("Divers" in text for text in texts)


def test_an_aside_is_left_out() -> None:
    bridge = "A bridge over the river Senne fell into the river at dawn"
    others = [report(outlet, f"At dawn {bridge}", outlet=outlet, hours=1) for outlet in ("Daily", "Echo")]
    story = _only(report("a", f"{bridge}. Her aunt likes plums"), *others)
    assert [statement.text for statement in story.statements] == [f"{bridge}."]


def test_an_outlets_later_report_overtakes_its_earlier_one() -> None:
    story = _only(
        report("a", "It killed 7 people", hours=3, figures=(figure(7, "people killed"),)),
        report("b", "It killed 9 people", figures=(figure(9, "people killed"),)),
    )
    assert story.independent == 1
    assert story.differences == ()
    assert [each.item_id for each in story.reports] == ["b", "a"]
    assert story.figures[0].value == 9


def test_that_outlets_agree_at_last_is_an_update() -> None:
    killed = {"a": 7, "b": 9}
    old = {
        outlet: report(outlet, f"It killed {count} people", outlet=outlet, hours=4, figures=_killed(count))
        for outlet, count in killed.items()
    }
    first = _only(*old.values())
    assert len(first.differences) == 1
    before = [replace(each, told_in=first.id, is_new=False) for each in old.values()]
    aside = report("c", "Soldiers came with many tents", outlet="c", hours=3)
    second = _only(*before, aside, earlier={first.id: first})
    assert (second.differences, second.changed) == ((), ())  # told already
    moved = report("a2", "It killed 9 people", outlet="a", hours=1, figures=_killed(9))
    third = _only(*before, moved, earlier={first.id: second})
    assert [change.text for change in third.changed] == ["people killed: outlets now agree on 9"]
    assert len(third.changed[0].evidence) == 2
    assert third.unsettled == ()
    silent = report("a2", "It killed many people at dawn", outlet="a", hours=1)
    assert _only(*before, silent, earlier={first.id: second}).changed == ()


def _killed(count: int) -> tuple[Figure, ...]:
    return (figure(count, "people killed"),)


def test_an_update_says_what_changed_and_nothing_twice() -> None:
    old = report("a", "It killed 7 people in the valley", hours=20, figures=(figure(7, "people killed"),))
    first = _only(old)
    told = report(
        "a", old.brief.article.text, hours=20, figures=old.brief.figures, told_in=first.id, is_new=False
    )
    new = report(
        "b",
        "It killed 9 people in the valley. Soldiers came with tents",
        figures=(figure(9, "people killed"),),
    )
    update = _only(told, new, earlier={first.id: first})
    assert (update.id, update.is_update) == (first.id, True)
    assert [change.text for change in update.changed] == ["people killed: 7 → 9"]
    assert [each.item_id for each in update.reports] == ["b"]
    echo = report("c", "It killed 7 people in the valley", outlet="Echo", hours=1)
    assert compose(frame(), Stock([told, echo], {first.id: first})).stories == ()


def test_topics_go_first_and_what_finds_no_room_is_counted() -> None:
    material = [report(f"i{n}", f"Story about thing{n}", topic=n, hours=n) for n in range(5)]
    digest = compose(frame(2, topics=("thing4",)), Stock(material))
    assert [story.reports[0].item_id for story in digest.stories] == ["i4", "i0"]
    assert digest.more == 3
    assert {left.reason for left in digest.left} == {NO_ROOM}


def test_the_heading_has_the_plans_tone() -> None:
    assert compose(frame(), Stock([])).name == "noon"
    assert compose(frame(tone="lively"), Stock([])).name == "📰 noon: what’s new"


def test_a_story_breaks_when_enough_outlets_wrote_of_it_lately() -> None:
    def breaks(*material: Material, alert: Alert = Alert(sources=3, minutes=60)) -> bool:  # noqa: B008
        [(reports, story)], _ = stories(Stock(material), 2)
        return is_breaking(reports, story, alert, NOON)

    three = [report(name, f"{name} saw it", outlet=name, hours=n / 4) for n, name in enumerate("abc")]
    assert breaks(*three)
    assert not breaks(*three[:2])
    assert not breaks(*three[:2], report("d", "a saw more", outlet="a"))
    assert not breaks(*three[:2], report("d", "d saw it", outlet="d", hours=3))
    assert breaks(
        *three[:2], report("d", "d saw it", outlet="d", hours=3), alert=Alert(sources=3, minutes=200)
    )
    late = [report(name, f"{name} saw it", outlet=name, hours=5 + n / 4) for n, name in enumerate("abc")]
    assert not breaks(*late)
    told = [report("t", "t saw it", outlet="t", hours=1, told_in="x", is_new=False)]
    assert not breaks(*three, *told)


def test_the_order_of_the_plan_is_by_independent_reports_then_freshness() -> None:
    material = [
        report("old", "First of two", topic=1, hours=9),
        report("old2", "Second of two", topic=1, hours=8, outlet="Daily"),
        report("new", "Alone but new", topic=2, hours=1),
        report("newer", "Alone and newer", topic=3, hours=0),
    ]
    digest = compose(frame(), Stock(material))
    assert [story.reports[0].item_id for story in digest.stories] == ["old2", "newer", "new"]
    assert digest.due_at - timedelta(hours=9) == material[0].at


def _headline(*reports: Material) -> str:
    story = story_of(reports, {}, {}, 3)
    assert story is not None
    return story.headline


def test_the_report_with_the_last_toll_leads_and_not_an_older_one_nearer_to_all() -> None:
    dead = [figure(n, "people killed") for n in (7, 9)]
    search = report("search", "Rescuers search the ruins", hours=4)
    seven = report("seven", "The quake killed 7 people", hours=3, outlet="Daily", figures=(dead[0],))
    rises = report("rises", "The toll is 9 by now", hours=1, outlet="Herald", figures=(dead[1],), topic=1)
    aside = report("aside", "The mayor remembers the quake of old", outlet="Courier", topic=2)
    assert _headline(search, seven, rises, aside) == "Title of rises"


def test_where_nothing_is_counted_the_newer_of_like_reports_leads_but_no_aside() -> None:
    reports = [
        report(f"r{n}", f"The council met in hour {n}", hours=n, outlet=f"Paper{n}") for n in (5, 3, 1)
    ]
    aside = report("aside", "Where to eat near the town hall", outlet="Courier", topic=2)
    assert _headline(*reports, aside) == "Title of r1"
