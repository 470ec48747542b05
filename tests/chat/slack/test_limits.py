"""Nothing that Slack refuses is ever made, whatever an article says; that is shown letter for letter."""

import asyncio
import json
import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.slack.answer_blocks import answer_blocks, answer_fallback, detail_blocks
from bot.chat.slack.brief_blocks import LABELS, brief_blocks, closer_blocks, fallback_of
from bot.chat.slack.digest_blocks import details, digest_blocks, digest_fallback
from bot.chat.slack.escaping import escaped, escaped_markdown, reads_as_address, safe_address, shown
from bot.chat.slack.limits import fallback, length, pages, shortened, weight
from bot.chat.slack.modals import Meta, paged
from bot.chat.slack.pacing import Pace
from bot.chat.slack.rich import line, link, rich, text
from bot.chat.slack.sources import plain_words
from bot.model import (
    Answer,
    Article,
    Brief,
    Digest,
    Evidence,
    Figure,
    FiveW,
    Position,
    Quote,
    Report,
    Statement,
    Story,
    TimelineEntry,
)
from tests.chat.slack.digests import DUE, place
from tests.chat.slack.newsroom import ENGINE, NOW
from tests.chat.slack.validators import refused_blocks, refused_view

ATTACKS = (
    "<!channel> <!here> <!everyone>",
    "<@U1> <#C1> <!subteam^S1>",
    "<https://evil.example|https://bank.example>",
    "[https://bank.example](https://evil.example)",
    "*bold* _it_ ~no~ `code` ```fence``` > quote",
    "&lt;!channel&gt; &amp;lt;",
    "\u202egnp.exe\u202c \u200b\u200d \u2066x",
    "@channel @here",
    ":skull: \x00\x1b[31m",
    "مرحبا بالعالم",
    "😀" * 40,
    "x" * 4000,
    "A sentence. " * 400,
    "\n\n\n",
    "$x^2$ \\[a\\]",
)
WORDS = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(max_size=80),
    st.lists(st.sampled_from(ATTACKS), max_size=3).map(" ".join),
)
ADDRESSES = st.one_of(
    st.none(),
    st.sampled_from(
        (
            "https://a.example/x",
            "javascript:alert(1)",
            "http://",
            "https://a.example/" + "y" * 4000,
            "https://a.example/<!channel>|x",
            "ftp://x",
            "https://[::1",
        )
    ),
)


def made(words: str, address: str | None) -> tuple[Evidence, ...]:
    quote = words or "x"
    return (Evidence(article_id="a1", url=address, quote=quote, start=0, end=len(quote)),)


@st.composite
def briefs(draw: Any) -> Brief:
    """Briefs of articles whose every word is somebody's who wishes us ill."""
    say, address = lambda: draw(WORDS), draw(ADDRESSES)
    many = draw(st.integers(0, 6))

    def statement() -> Statement:
        return Statement(text=say(), evidence=made(say(), address))

    article = Article(
        id="a1",
        url=address,
        canonical_url=address,
        site=say(),
        title=say(),
        byline=say(),
        text="x",
        content_hash="h",
        fetched_at=NOW,
        published_at=NOW,
    )
    return Brief(
        article=article,
        headline=say(),
        summary=tuple(statement() for _ in range(many % 5)),
        five_w=FiveW(who=statement(), what=statement()),
        positions=tuple(
            Position(
                actor=say(),
                stance="aid",
                towards=say(),
                what=say(),
                according_to=say(),
                evidence=made(say(), address),
            )
            for _ in range(many)
        ),
        quotes=tuple(
            Quote(
                words=say(),
                speaker=say(),
                speaker_role=say(),
                direct=bool(number % 2),
                evidence=made(say(), address),
            )
            for number in range(many)
        ),
        figures=tuple(
            Figure(
                value=1e9,
                unit=say(),
                counted=say(),
                qualifier=say(),
                according_to=say(),
                evidence=made(say(), address),
            )
            for _ in range(many)
        ),
        timeline=tuple(
            TimelineEntry(date="2026", precision="year", event=say(), evidence=made(say(), address))
            for _ in range(many)
        ),
        not_stated=tuple(statement() for _ in range(many % 3)),
        engine=ENGINE,
    )


EXAMPLES = int(os.environ.get("EXAMPLES", "12"))
"""How many of each are tried; more of them, and others each time, with EXAMPLES=500."""

THOROUGH = settings(
    max_examples=EXAMPLES,
    derandomize="EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def harmless(payload: Any) -> None:
    """No markup object holds an article's words, no link hides where it leads, nothing mentions anybody."""
    if isinstance(payload, dict):
        assert payload.get("type") not in {"mrkdwn", "broadcast", "usergroup", "emoji", "markdown"}
        if payload.get("type") == "link":
            assert payload["url"].startswith(("http://", "https://"))
            assert not reads_as_address(payload["text"])
        for part in payload.values():
            harmless(part)
    elif isinstance(payload, list):
        for part in payload:
            harmless(part)


def says_nothing_to_slack(fallback_text: str) -> None:
    assert not re.search(r"<[!@#h]", fallback_text)
    assert 0 < length(fallback_text) <= 3000


@THOROUGH
@given(briefs())
def test_no_brief_breaks_out(brief: Brief) -> None:
    blocks = brief_blocks(brief, shareable=True, shared_by="U1")
    first = pages(blocks)[0]
    assert refused_blocks(first) == []
    harmless(blocks)
    says_nothing_to_slack(fallback_of(brief))
    for look, label in LABELS.items():
        view = (
            paged(label, closer_blocks(brief, look), Meta(article="a1"), 0)
            if closer_blocks(brief, look)
            else None
        )
        assert view is None or refused_view(view) == []


@THOROUGH
@given(WORDS, WORDS, ADDRESSES, st.sampled_from(("answered", "not_stated", "conflicting")))
def test_no_answer_breaks_out(said: str, quoted: str, address: str | None, status: Any) -> None:
    answer = Answer(
        status=status,
        text=said[:300],
        evidence=made(quoted, address) * 6,
        confidence=0.5,
        engine=ENGINE,
        closest=made(quoted, address)[0],
        understood_as=said,
    )
    for blocks in (
        answer_blocks([answer, answer], {}, "s1", shareable=True, question=said),
        detail_blocks([answer], {}),
    ):
        assert refused_blocks(pages(blocks)[0]) == []
        harmless(blocks)
    says_nothing_to_slack(answer_fallback([answer]))
    assert "<" not in escaped_markdown(said)


@st.composite
def digests(draw: Any) -> Digest:
    say, address = lambda: draw(WORDS), draw(ADDRESSES)
    stories = tuple(
        Story(
            id=f"s{number}",
            headline=say(),
            statements=tuple(
                Statement(text=say(), evidence=made(say(), address)) for _ in range(draw(st.integers(0, 4)))
            ),
            reports=tuple(
                Report(
                    article_id="a1",
                    item_id="i1",
                    outlet=say(),
                    title=say(),
                    url=address,
                    published_at=DUE,
                    copy_of=say(),
                )
                for _ in range(draw(st.integers(0, 4)))
            ),
            independent=2,
        )
        for number in range(draw(st.integers(0, 8)))
    )
    return Digest(
        key="k",
        schedule_id="s",
        name=say() or "x",
        destination=place(),
        due_at=DUE,
        since=DUE,
        stories=stories,
        more=2,
        missed=2,
    )


@THOROUGH
@given(digests())
def test_no_digest_breaks_out(digest: Digest) -> None:
    for blocks in (digest_blocks(digest), *details(digest)):
        assert refused_blocks(blocks) == []
        harmless(blocks)
    says_nothing_to_slack(digest_fallback(digest))


@pytest.mark.parametrize(
    ("label", "address", "is_link"),
    [
        ("A headline", "https://a.example/x", True),
        ("https://bank.example", "https://evil.example", False),
        ("www.bank.example", "https://evil.example", False),
        ("bank.example", "https://evil.example", False),
        ("A headline", "javascript:alert(1)", False),
        ("A headline", None, False),
    ],
)
def test_a_label_that_looks_like_an_address_is_no_link(
    label: str, address: str | None, is_link: bool
) -> None:
    assert (link(label, address)["type"] == "link") is is_link


def test_words_are_shown_letter_for_letter_but_for_what_hides() -> None:
    assert shown("A\u200b <b>*x*</b>\u202e") == "A <b>*x*</b>"
    assert escaped("<!channel> & you") == "&lt;!channel&gt; &amp; you"
    assert escaped_markdown("[a](https://x.example) *b*") == "\\[a\\]\\(https\\://x\\.example\\) \\*b\\*"
    assert shown("\u200b") == "—"
    assert safe_address("https://a.example/ü<>|") == "https://a.example/%C3%BC%3C%3E%7C"


def test_text_is_never_cut_in_mid_sentence() -> None:
    sentence = "One hundred and twenty people were told of it on Tuesday."
    cut = fallback(" ".join([sentence] * 100))
    assert cut.endswith("Tuesday.")
    assert 2900 < length(cut) <= 3000


def test_pages_divide_between_blocks_and_lose_none() -> None:
    blocks = [rich(line(text(f"{number} " + "x" * 900))) for number in range(40)]
    made = pages(blocks)
    assert [block for page in made for block in page] == blocks
    assert all(weight(page) <= 11_500 for page in made)
    assert len(made) > 3


def test_names_are_shortened_between_words() -> None:
    assert shortened("What happened in the port of Estrava", 24) == "What happened in the…"
    assert length(shortened("😀" * 80, 75)) <= 75


@pytest.mark.parametrize(
    ("message", "typed"),
    [
        ("<https://a.example/x|a.example> please", "https://a.example/x please"),
        ("<@UBRIEFWIRE> who &amp; why?", "who & why?"),
        ("<@UBRIEFWIRE|briefwire> in <#C1|ports>?", "in #ports?"),
        ("<!here> <!date^1^x|y> &lt;b&gt;", "<b>"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
    ],
)
def test_messages_are_read_as_they_were_typed(message: str, typed: str) -> None:
    assert " ".join(plain_words(message).split()) == typed


async def test_turns_are_taken_one_by_one() -> None:
    pace = Pace(0.02)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(*(pace.turn("C1") for _ in range(4)), pace.turn("C2"))
    assert loop.time() - begun >= 0.06


def test_what_a_window_carries_comes_back() -> None:
    from bot.chat.slack.modals import meta_of

    meta = Meta(channel="C1", article="a1", look="said")
    assert meta_of({"private_metadata": meta.written()}) == meta
    for foreign in ("", "nonsense", json.dumps({"admin": True}), "[]"):
        assert meta_of({"private_metadata": foreign}) == Meta()
