"""Who is dead, seen by one's own clock alone."""

from datetime import UTC, datetime, timedelta

from bot.store.nodes import Node
from bot.work.leases import Watch

START = datetime(2026, 5, 1, tzinfo=UTC)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def node(name: str, renewed: float, skew: float = 0.0) -> Node:
    until = START + timedelta(seconds=renewed + 15 + skew)
    return Node(name, START + timedelta(seconds=skew), until, ("worker",), draining=False)


def watched(steps: int, rows: list[list[Node]], pace: float = 3.0) -> list[set[str]]:
    hand = Hand()
    watch = Watch(15.0, hand)
    found = []
    for step in range(steps):
        found.append({each.id for each in watch.dead(rows[min(step, len(rows) - 1)])})
        hand.now += pace
    return found


def test_whose_row_does_not_change_for_a_lease_is_dead_and_who_renews_is_not() -> None:
    rows = [[node("a", renewed=3.0 * step), node("b", renewed=0)] for step in range(9)]
    assert watched(9, rows) == [set(), set(), set(), set(), set(), set(), {"b"}, {"b"}, {"b"}]


def test_a_clock_that_is_an_hour_off_makes_nobody_dead() -> None:
    rows = [[node("a", renewed=3.0 * step, skew=-3600)] for step in range(9)]
    assert watched(9, rows) == [set()] * 9


def test_who_left_is_dead_at_once() -> None:
    left = Node("a", START, START, ("worker",), draining=True)
    assert watched(1, [[left]]) == [{"a"}]


def test_a_process_that_slept_calls_nobody_dead_before_it_has_watched_again() -> None:
    hand = Hand()
    watch = Watch(15.0, hand)
    watch.dead([node("a", 0)])
    hand.now += 60
    assert watch.dead([node("a", 0)]) == []
    for _ in range(6):
        hand.now += 3
        found = watch.dead([node("a", 0)])
    assert [each.id for each in found] == ["a"]


def test_who_comes_back_is_alive() -> None:
    rows = [[node("a", 0)]] * 7 + [[node("a", 25)]]
    assert watched(8, rows)[-2:] == [{"a"}, set()]
