"""Hostile articles: nothing in them formats, mentions, links, ends a quote, or makes a message too long."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.discord import limits
from bot.chat.discord.cards.answers import answers_card, sources_card
from bot.chat.discord.cards.briefs import brief_card, closer_look
from bot.chat.discord.cards.digests import digest_card, digest_parts
from bot.chat.discord.escaping import _INVISIBLE, linked, plain, quoted, safe_address
from bot.chat.discord.texts import words_for
from bot.chat.offers import closer_looks
from bot.chat.pieces import pieces
from bot.chat.plain import one_line
from bot.ground.locate import evidence_at
from bot.model import Brief, Scope, ShownAnswer, Statement
from tests.discord import samples
from tests.discord.conftest import SHAPE

ENGLISH = words_for("en")
_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
_MEANING = re.compile(r"[*_~|`\[\]()<>#:@\\]")

nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("*_~|`[]()<>#:@\\-+.!>0123456789 \n\t")),
        st.characters(codec="utf-8"),
        st.sampled_from("\u200b\u202e\u2066\ufeff\u200dآ"),
    ),
    min_size=1,
    max_size=400,
)
phrases = st.lists(
    st.sampled_from(
        [
            "@everyone",
            "@here",
            "<@1234>",
            "<@&1234>",
            "<#1234>",
            "</help:1234>",
            "<t:0:R>",
            "<:x:1234>",
            "[bank](https://evil.example)",
            "https://evil.example/a_b",
            "discord.gg/abc",
            "**bold**",
            "__under__",
            "||spoiler||",
            "```code```",
            "\n> quote",
            "\n# heading",
            "\n-# small",
            "\n- list",
            "\n1. list",
            "\\",
            "word",
            "Ende.",
        ]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)
hostile = st.one_of(nasty, phrases).filter(lambda text: any(character.isalnum() for character in text))


@settings(deadline=None)
@given(hostile)
def test_text_is_shown_letter_for_letter(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    bare = _ESCAPED.sub("", shown)
    assert not _MEANING.search(bare)
    assert not re.match(r"[-+]|\d+\.", shown)
    assert not re.search(r"@(everyone|here)", shown, re.IGNORECASE)
    read = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown).replace("@\u200b", "@")
    assert "".join(read.split()) == "".join(plain_reading(text).split())


def plain_reading(text: str) -> str:
    """What of a text can be seen."""
    return _INVISIBLE.sub("", one_line(text))


@settings(deadline=None)
@given(hostile)
def test_a_quote_cannot_be_ended(text: str) -> None:
    assert quoted(text).startswith("> ")
    assert "\n" not in quoted(text)


@settings(deadline=None)
@given(st.one_of(hostile, st.just("https://x.example/a)b>c d\"e'f"), st.text(max_size=700)))
def test_an_address_stays_between_its_brackets(address: str) -> None:
    target = safe_address(address)
    if target is not None:
        assert target.lower().startswith(("http://", "https://"))
        assert not re.search(r"[<>()\s\"]", target)
        assert len(target) <= 512


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://x/y", "data:text/html,x", "//x", "http://", "https://[bad", None, ""],
)
def test_what_is_no_web_address_is_no_link(address: str | None) -> None:
    assert linked("label", address) == "label"


def test_a_label_cannot_spoof_another_address() -> None:
    assert linked("https://bank.example](https://evil.example)", "https://a.example") == (
        "[https\\://bank.example\\]\\(https\\://evil.example\\)](<https://a.example>)"
    )


@settings(max_examples=40, deadline=None)
@given(hostile)
def test_no_card_of_a_hostile_brief_is_refused(text: str) -> None:
    brief = samples.hostile(text if len(text.split()) > 1 else f"{text} said so.")
    for card in cards(brief):
        check(card)


def cards(brief: Brief) -> list[Any]:
    made = [brief_card(brief, ENGLISH), brief_card(brief, words_for("de"), ephemeral=True, shared_by="x")]
    made += [closer_look(brief, look, 0, ENGLISH) for look in closer_looks(brief)]
    shown = ShownAnswer(
        id="a" * 16,
        scope=Scope(workspace="discord:1"),
        question=brief.headline,
        answers=(
            samples.answer(text=brief.headline[:300], evidence=brief.summary[0].evidence),
            samples.answer("not_stated", closest=brief.summary[0].evidence[0]),
            samples.answer("conflicting", text=brief.headline[:300], evidence=brief.summary[0].evidence * 6),
        ),
    )
    known = {brief.article.id: brief.article}
    made += [answers_card(shown, known, ENGLISH), sources_card(shown, known, 0, ENGLISH)]
    digest = samples.digest(3, name=brief.headline)
    story = digest.stories[0].model_copy(
        update={"headline": brief.headline, "statements": brief.summary, "changed": brief.summary[:1]}
    )
    parts = digest_parts(digest.model_copy(update={"stories": (story, *digest.stories)}), ENGLISH)
    return [*made, *(digest_card(texts, ("m", "0-1", ""), ENGLISH) for texts in parts)]


def check(card: Any) -> None:
    payload = card.to_components()
    assert limits.problems(payload) == []
    assert next(SHAPE.iter_errors(payload), None) is None
    for part in limits.components_of(payload):
        if part["type"] == 10:
            assert not re.search(r"@(everyone|here)", part["content"], re.IGNORECASE)
            assert not re.search(r"(?<!\\)<[@#:/]", part["content"])
            for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", part["content"]):
                assert re.fullmatch(r"<https?://[^<>\s]+>", target)


@settings(max_examples=60, deadline=None)
@given(st.lists(hostile, min_size=1, max_size=12), st.integers(20, 300))
def test_pages_keep_everything_and_none_is_too_long(blocks: list[str], most: int) -> None:
    shown = [plain(block) for block in blocks]
    paged = limits.pages(shown, most)
    assert all(limits.length(page) <= most for page in paged)
    assert "".join("".join(paged).split()) == "".join("".join(shown).split())


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["One is short.", "Two asks why?", "Three is a longer sentence, it is!"]), min_size=1
    )
)
def test_sentences_are_never_cut(sentences: list[str]) -> None:
    for piece in pieces(" ".join(sentences), 40):
        assert piece[-1] in ".?!"


@pytest.mark.parametrize("size", [1, 5_000, 60_000])
def test_one_sentence_of_any_length_fits(size: int) -> None:
    text = "Word " * size
    of = samples.article("huge", text)
    whole = (evidence_at(of, 0, len(text)),)
    brief = samples.brief_of(of, headline="H", summary=(Statement(text=text, evidence=whole),))
    for card in cards(brief):
        check(card)
