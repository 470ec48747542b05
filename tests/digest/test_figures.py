"""Figures held against each other: like with like, or not at all."""

import pytest

from bot.digest.changes import changes, figures_to_remember
from bot.digest.counts import amount, counts_of, kind_of
from bot.digest.differences import differences
from bot.ground.locate import evidence_at
from bot.model import Difference, Figure
from tests.digest.materials import figure, report


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("people killed", "dead", True),
        ("people killed", "civilians killed", True),
        ("people killed", "people drowned", True),
        ("people dead", "lives lost", True),
        ("people dead", "bodies", True),
        ("injured", "people wounded", True),
        ("houses destroyed", "houses collapsed", True),
        ("houses destroyed", "warehouses destroyed", False),
        ("people killed", "people injured", False),
        ("police officers killed", "people killed", False),
    ],
)
def test_what_counts_the_same(one: str, other: str, same: bool) -> None:
    kinds = kind_of(figure(7, one)), kind_of(figure(7, other))
    assert None not in kinds
    assert (kinds[0] == kinds[1]) is same


@pytest.mark.parametrize("counted", ["firefighters", "households", "shares", "", "questions"])
def test_what_nothing_has_happened_to_is_not_compared(counted: str) -> None:
    assert kind_of(figure(7, counted)) is None


def _counts(*figures: Figure, text: str) -> list[str]:
    return [amount(count.figure) for count in counts_of(report("a", text, figures=figures).brief)]


def test_the_lead_has_the_figure_and_the_background_has_not() -> None:
    text = "The quake killed 7 people. " + "Much else was told of it then. " * 40 + "In 1971 64 died there"
    assert _counts(figure(7, "people killed"), figure(64, "people died"), text=text) == ["7"]
    later = "Nothing of it here. " * 60 + "One killed 12 people. Another killed 64"
    assert _counts(figure(12, "people killed"), figure(64, "people killed"), text=later) == []


@pytest.mark.parametrize("said", ["rose from 7 to 9", "rose to 9 from 7"])
def test_what_a_number_was_before_is_no_count(said: str) -> None:
    made = report("a", f"The toll {said} on Monday").brief
    whole = evidence_at(made.article, 0, len(made.article.text))
    both = tuple(figure(n, "people killed").model_copy(update={"evidence": (whole,)}) for n in (7, 9))
    assert [amount(count.figure) for count in counts_of(made.model_copy(update={"figures": both}))] == ["9"]


def test_additions_and_ends_of_ranges_are_no_counts() -> None:
    text = "Rescuers found 2 more dead. From 3 to 5 were hurt"
    assert (
        _counts(figure(2, "more dead"), figure(3, "hurt", "from"), figure(5, "hurt", "to"), text=text) == []
    )


def _two(one: Figure, other: Figure, *, hours: float = 0.0, outlet: str = "Daily") -> tuple[Difference, ...]:
    first = report("a", f"It killed {one.value:g} people", figures=(one,), hours=hours)
    second = report("b", f"In all {other.value:g} are dead", figures=(other,), outlet=outlet)
    return differences([(first.outlet, first.brief), (second.outlet, second.brief)])


def test_two_outlets_differ_each_with_its_words() -> None:
    [difference] = _two(figure(7, "people killed", "at least"), figure(9, "dead"))
    assert {(side.outlets, side.text, side.evidence[0].quote) for side in difference.sides} == {
        (("Wire",), "at least 7 people killed", "7"),
        (("Daily",), "9 dead", "9"),
    }


def test_the_same_rounded_or_overtaken_is_no_difference() -> None:
    assert _two(figure(7, "people killed"), figure(7, "dead")) == ()
    assert _two(figure(1800, "evacuated", "about"), figure(1793, "evacuated")) == ()
    assert _two(figure(7, "people killed"), figure(9, "dead"), hours=7) == ()
    assert _two(figure(7, "people killed"), figure(9, "people injured")) == ()


def test_one_outlets_two_sources_differ() -> None:
    text = "The governor said 340 houses were destroyed. The agency said 210"
    figures = (
        figure(340, "houses destroyed", by="the governor"),
        figure(210, "houses destroyed", by="the agency"),
    )
    far = "Nothing of it stands in the lead of this. " * 30 + text
    made = report("a", far, figures=figures)
    [difference] = differences([("Wire", made.brief)])
    assert [side.outlets for side in difference.sides] == [("the governor (Wire)",), ("the agency (Wire)",)]


def test_a_change_names_the_old_figure_and_the_new_with_its_place() -> None:
    old = report("a", "It killed 7 people and hurt 58", figures=(figure(7, "people killed", "at least"),))
    now = report(
        "b", "The toll is 9 dead, and 58 hurt", figures=(figure(9, "dead"), figure(58, "people injured"))
    )
    before, after = figures_to_remember([old.brief]), figures_to_remember([now.brief, old.brief])
    [change] = changes(before, after)
    assert change.text == "dead: at least 7 → 9"
    assert change.evidence[0].quote == "9"
    assert changes(after, after) == ()


def test_amounts_are_read_with_their_qualifier_scale_and_unit() -> None:
    assert amount(figure(1234, "people", "at least")) == "at least 1,234"
    money = Figure(value=5_250_000_000, unit="US$", qualifier="about", evidence=())
    assert amount(money) == "about US$5.25 billion"
