"""What a card shows of a brief."""

from bot.chat.offers import foremost
from bot.model import Evidence, Position

EVIDENCE = (Evidence(article_id="a", quote="x", start=0, end=1),)


def position(actor: str, what: str) -> Position:
    return Position(actor=actor, stance="accuse", what=what, evidence=EVIDENCE)


def test_each_actor_has_a_turn_before_any_has_a_second() -> None:
    told = [position("Iran", "a"), position("Iran", "b"), position("Iran", "c"), position("China", "d")]
    assert [each.what for each in foremost(told, 2)] == ["a", "d"]
    assert [each.what for each in foremost(told, 3)] == ["a", "b", "d"]
    assert foremost([], 3) == []
