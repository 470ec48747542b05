"""Paging, measuring, and the golden payloads of ten briefs in all looks."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.chat.discord import limits
from bot.chat.discord.cards.briefs import brief_card, closer_look
from bot.chat.discord.texts import words_for
from bot.chat.discord.views import custom_id, read_custom_id
from bot.chat.offers import closer_looks
from bot.chat.passages import link_to
from bot.chat.wishes import wish_of
from tests.discord import samples
from tests.discord.test_escaping import check

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", samples.ten())
def test_the_looks_of_a_brief_are_as_they_were(name: str) -> None:
    """Run with WRITE_GOLDEN=1 after a change that is meant, and look at the difference."""
    brief = samples.ten()[name]
    words = words_for("de" if name == "month" else "en")
    looks = {"card": brief_card(brief, words, ephemeral=name == "pasted")}
    looks |= {look: closer_look(brief, look, 0, words) for look in closer_looks(brief)}
    for card in looks.values():
        check(card)
    made = json.dumps(
        {look: card.to_components() for look, card in looks.items()}, indent=1, ensure_ascii=False
    )
    file = GOLDEN / f"{name}.json"
    if os.environ.get("WRITE_GOLDEN"):
        file.write_text(made + "\n", encoding="utf-8")
    assert made + "\n" == file.read_text(encoding="utf-8")


def test_lengths_are_the_largest_that_can_be_counted() -> None:
    assert limits.length("abc") == 3
    assert limits.length("🔥") == 2
    assert limits.length("\ud800") == 1


def test_names_are_shortened_between_words() -> None:
    assert limits.shortened("one two three", 9) == "one two…"
    assert limits.shortened("one", 9) == "one"
    assert limits.length(limits.shortened("🔥" * 200, 100)) <= 100


def test_groups_hold_whole_blocks() -> None:
    blocks = ["a" * 60, "b" * 60, "c" * 10, "d" * 10]
    assert limits.grouped(blocks, 100, 2) == [["a" * 60], ["b" * 60, "c" * 10], ["d" * 10]]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"content": "x" * 4001}, "4001 characters of text"),
        ({"content": " "}, "an empty text"),
        ({"custom_id": "x" * 101}, "custom_id of 101"),
        ({"label": "x" * 81}, "label of 81"),
    ],
)
def test_what_is_too_long_is_seen(change: dict[str, Any], found: str) -> None:
    part = {"type": 10, "content": "x"} | change
    assert limits.problems([{"type": 17, "components": [part]}]) == [found]


def test_too_many_components_are_seen() -> None:
    assert limits.problems([{"type": 14}] * 41) == ["41 components"]


def test_custom_ids_are_read_back_and_others_left_alone() -> None:
    assert read_custom_id(custom_id("look", "said", "abc", "0")) == ("look", ("said", "abc", "0"))
    assert read_custom_id("somebody else's") is None
    with pytest.raises(AssertionError):
        custom_id("look", "x" * 100)


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("China", "China"),
        ("a-b, c & d", "a%2Db%2C%20c%20%26%20d"),
        (
            "one two three four five six seven eight nine",
            "one%20two%20three%20four,six%20seven%20eight%20nine",
        ),
        ("First.\n\nSecond.", "First."),
    ],
)
def test_a_link_leads_to_the_passage(passage: str, fragment: str) -> None:
    assert link_to("https://x.example/a", passage) == f"https://x.example/a#:~:text={fragment}"
    assert link_to("https://x.example/a#part", passage) == f"https://x.example/a#part:~:text={fragment}"


def test_no_passage_no_fragment() -> None:
    assert link_to("https://x.example/a", " ") == "https://x.example/a"
    assert link_to("mailto:x", "China") == "mailto:x"


@pytest.mark.parametrize(
    ("message", "address", "question"),
    [
        ("https://x.example/a", "https://x.example/a", ""),
        ("look at this: <https://x.example/a>.", "https://x.example/a", ""),
        ("(https://x.example/a_(b))", "https://x.example/a_(b)", ""),
        ("https://x.example/a who paid for it?", "https://x.example/a", "who paid for it?"),
        (
            "what did https://x.example/a say of it",
            "https://x.example/a",
            "what did say of it",
        ),
        ("who paid?", None, "who paid?"),
        ("", None, ""),
    ],
)
def test_what_a_message_wishes(message: str, address: str | None, question: str) -> None:
    wish = wish_of(message)
    assert (wish.address, wish.question) == (address, question)
