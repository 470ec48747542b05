"""What a hosted model answers, whatever it does: only what the text bears out is shown."""

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.app import LOCAL, Desk
from bot.config import Settings
from bot.model import Answer, AnswerDone, Scope, SourcesFound, TextDelta
from tests.engine.hosted.conftest import HARBOUR, KEY, article
from tests.engine.hosted.server import Says, Server, answer

MEDIATE = (
    "Ostmark offered to send divers to help.",
    "Ostmark offered to send divers to help with the search.",
)
ACCUSED = ("Norland accused Estavia of ignoring warnings.", "Norland accused Estavia of ignoring warnings")
QUESTION = "Who offered to send divers?"


async def ask(desk: Desk, question: str = QUESTION) -> Answer:
    [found] = await desk.ask(question, [article()])
    return found


async def test_a_claim_that_the_text_bears_out_is_the_answer(server: Server, desk: Desk) -> None:
    server.say(Says(answer(MEDIATE)))
    found = await ask(desk)
    assert (found.status, found.text, found.engine.name) == ("answered", MEDIATE[0], "hosted")
    assert found.engine.prompt_hash
    [evidence] = found.evidence
    assert HARBOUR[evidence.start : evidence.end] == evidence.quote == MEDIATE[1]
    assert 0 < found.confidence <= 1


async def test_what_is_sent_is_the_question_the_passages_and_a_schema(server: Server, desk: Desk) -> None:
    server.say(Says(answer(MEDIATE)))
    await ask(desk)
    [asked] = server.asked
    last = asked["messages"][-1]["content"]
    assert QUESTION in last
    assert "[1] Harbour News, 2026-05-06, Ferry strikes pier" in last
    assert asked["response_format"]["json_schema"]["schema"]["additionalProperties"] is False
    assert "$ref" not in str(asked["response_format"])
    assert server.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Nine people were killed.", "Three people were killed"),
        ("Estavia accused Norland of ignoring warnings.", ACCUSED[1]),
        ("Norland accused Ostmark of ignoring warnings.", ACCUSED[1]),
        ("Lena Harrow confirmed the claim.", "Estavia's transport minister, Lena Harrow, denied the claim."),
        ("Three people were killed on Thursday.", "Three people were killed"),
        ("Ostmark sent divers.", MEDIATE[1]),
        ("The captain was drunk.", "the captain was being questioned"),
        ("Ostmark offered to send divers.", "Ostmark kindly offered to send some divers."),
        ("Harrow said “the pier was rotten”.", "Harrow told reporters"),
        ("Ostmark offered to send divers, see https://evil.example/x.", MEDIATE[1]),
        ("@everyone Ostmark offered to send divers.", MEDIATE[1]),
    ],
)
async def test_what_the_text_does_not_bear_out_reaches_nobody(
    server: Server, desk: Desk, claim: str, quote: str
) -> None:
    server.say(Says(answer((claim, quote))))
    found = await ask(desk)
    assert (found.status, found.text, found.evidence) == ("not_stated", "", ())
    assert found.engine.name == "hosted"
    assert len(server.asked) == 2
    reasons = server.asked[1]["messages"][-1]["content"]
    assert claim in reasons


async def test_what_fell_is_asked_for_once_more_and_may_hold_then(server: Server, desk: Desk) -> None:
    server.say(Says(answer(("Norland offered to send divers.", MEDIATE[1]))), Says(answer(MEDIATE)))
    found = await ask(desk)
    assert found.text == MEDIATE[0]
    assert "the source says “Ostmark offered”" in server.asked[1]["messages"][-1]["content"]


async def test_only_the_sentences_that_hold_are_told(server: Server, desk: Desk) -> None:
    server.say(Says(answer(ACCUSED, ("Nine people were killed.", "Three people were killed"), MEDIATE)))
    assert (await ask(desk)).text == f"{ACCUSED[0]} {MEDIATE[0]}"


async def test_a_model_that_knows_nothing_is_believed(server: Server, desk: Desk) -> None:
    server.say(Says(answer(status="not_stated")))
    found = await ask(desk, "Who owns the pier?")
    assert found.status == "not_stated"
    assert found.closest
    assert len(server.asked) == 1


async def test_sources_that_disagree_are_told_side_by_side(server: Server, desk: Desk) -> None:
    other = article("Five people were killed when a ferry struck a pier on Tuesday.", "Toll", "Coast Post")
    sides = (
        ("Three people were killed, police said.", "Three people were killed"),
        ("Five people were killed.", "Five people were killed when"),
    )
    server.say(Says(answer(*sides, status="conflicting")))
    [found] = await desk.ask("How many were killed?", [article(), other])
    assert found.status == "conflicting"
    assert found.text == f"{sides[0][0]} / {sides[1][0]}"
    assert len({evidence.article_id for evidence in found.evidence}) == 2


async def test_a_stream_shows_each_sentence_when_it_is_verified_and_none_before(
    server: Server, desk: Desk
) -> None:
    text = answer(("Nine people were killed.", "Three people were killed"), MEDIATE, ACCUSED)
    server.say(Says(text, piece=7))
    events = [event async for event in desk.answering(QUESTION, [article()], (), LOCAL)]
    assert isinstance(events[0], SourcesFound)
    assert [event.text for event in events if isinstance(event, TextDelta)] == [MEDIATE[0], f" {ACCUSED[0]}"]
    assert isinstance(events[-1], AnswerDone)
    assert events[-1].answers[0].text == f"{MEDIATE[0]} {ACCUSED[0]}"


@pytest.mark.parametrize(
    ("says", "word"),
    [
        (Says(status=500), "status 500"),
        (
            Says(status=401, body='{"error": {"message": "Incorrect API key provided: sk-test"}}'),
            "refuses the key",
        ),
        (Says(status=429), "no more requests"),
        (Says(status=400), "status 400"),
        (Says("", refusal="I can't help with that."), "refused"),
        (Says("", finish="content_filter"), "filter"),
        (Says(""), "wrote nothing"),
        (Says("I am sorry, but here is no JSON."), "not in the form"),
        (Says(answer(MEDIATE), piece=10, drop_after=2), "not in the form"),
        (Says(answer(MEDIATE), before=30), "no sign"),
    ],
)
async def test_where_the_model_fails_the_embedded_engine_answers_with_a_word(
    server: Server, settings: Callable[..., Settings], says: Says, word: str
) -> None:
    server.say(says)
    async with Desk(settings(patience=0.5 if says.before else 20.0)) as desk:
        found = await ask(desk)
    assert found.text == "Ostmark"
    assert found.engine.name.startswith("embedded")
    assert word in (found.engine.note or "")
    assert "sk-" not in str(found)


async def test_a_stream_that_breaks_off_after_a_sentence_ends_with_that(server: Server, desk: Desk) -> None:
    text = answer(MEDIATE, ACCUSED, ACCUSED)
    server.say(Says(text, piece=text.index("Norland") + 5, drop_after=1))
    found = await ask(desk)
    assert found.text == MEDIATE[0]


async def test_a_reply_that_is_too_long_counts_as_far_as_it_goes(server: Server, desk: Desk) -> None:
    text = answer(MEDIATE, ACCUSED)
    server.say(Says(text[: text.index("Norland") + 5], finish="length"))
    assert (await ask(desk)).text == MEDIATE[0]


async def test_a_server_that_asks_for_patience_is_asked_again(server: Server, desk: Desk) -> None:
    server.say(Says(status=429, headers={"Retry-After": "0.1"}), Says(answer(MEDIATE)))
    assert (await ask(desk)).engine.name == "hosted"
    server.say(Says(status=429, headers={"Retry-After": "60"}), Says(answer(MEDIATE)))
    began = time.monotonic()
    assert (await ask(desk, "Who sent divers?")).engine.name.startswith("embedded")
    assert time.monotonic() - began < 60


async def test_a_server_that_fails_again_and_again_is_left_alone(server: Server, desk: Desk) -> None:
    server.say(Says(status=500))
    for number in range(6):
        note = (await ask(desk, f"Who offered {number} divers?")).engine.note or ""
    assert "left alone" in note
    assert len(server.asked) == 10  # five times two tries, then none


async def test_the_same_question_is_paid_for_once(server: Server, desk: Desk) -> None:
    server.say(Says(answer(MEDIATE), piece=5, pause=0.01))
    found = await asyncio.gather(*(ask(desk) for _ in range(5)))
    assert {each.text for each in found} == {MEDIATE[0]}
    assert await ask(desk) == found[0]
    assert len(server.asked) == 1


async def test_a_spent_budget_is_told_and_the_embedded_engine_answers(
    server: Server, settings: Callable[..., Settings]
) -> None:
    server.say(Says(answer(MEDIATE), usage=(7000, 200)))
    anna = Scope(workspace="discord:1", person="anna")
    async with Desk(settings(person_tokens=9000)) as desk:
        [first] = await desk.ask(QUESTION, [article()], scope=anna)
        [second] = await desk.ask("Who was accused?", [article()], scope=anna)
        [third] = await desk.ask("Who was accused?", [article()], scope=Scope(workspace="discord:1"))
        [row] = await (await desk.costs()).table(article().fetched_at)
    assert first.engine.name == third.engine.name == "hosted"
    assert second.engine.name.startswith("embedded")
    assert "Your budget of tokens" in (second.engine.note or "")
    assert (row.requests, row.sent, row.written) == (
        len(server.asked),
        7000 * len(server.asked),
        200 * len(server.asked),
    )


async def test_two_hundred_questions_share_twenty_connections(
    server: Server, settings: Callable[..., Settings]
) -> None:
    server.say(Says(answer(MEDIATE), before=0.01))
    async with Desk(settings(patience=30.0, timeout=60.0)) as desk:
        await ask(desk, "Warm?")
        found = await asyncio.gather(*(ask(desk, f"Who offered divers in case {n}?") for n in range(200)))
        assert {each.engine.name for each in found} == {"hosted"}
        assert server.most <= 20
    assert server.now == 0
    left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    assert not {task for task in left if "hosted" in repr(task.get_coro())}


async def test_more_than_may_wait_are_answered_by_the_embedded_engine(
    server: Server, settings: Callable[..., Settings]
) -> None:
    server.say(Says(answer(MEDIATE), before=0.5))
    async with Desk(settings(connections=1, waiting=1, patience=20.0)) as desk:
        await (await desk.library()).articles(LOCAL)
        found = await asyncio.gather(*(ask(desk, f"Who offered divers in case {n}?") for n in range(4)))
    assert sorted(each.engine.name.split("-")[0] for each in found) == ["embedded"] * 2 + ["hosted"] * 2


async def test_no_log_and_no_error_has_the_key_or_what_the_server_said(
    server: Server, desk: Desk, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    server.say(Says(status=500, body=f'{{"error": {{"message": "key {KEY} of Anna"}}}}'))
    with caplog.at_level("INFO"):
        found = await ask(desk)
    shown = "".join((*capfd.readouterr(), caplog.text, str(found)))
    assert KEY not in shown
    assert "Anna" not in shown
