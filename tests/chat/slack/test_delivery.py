"""Posting digests: once, with its details, and with a word to who must do what when Slack refuses."""

import pytest

from bot.errors import DeliveryError
from bot.model import Notice
from bot.ports import Delivery
from tests.chat.slack.conftest import Start
from tests.chat.slack.digests import differing, digest, place, story
from tests.chat.slack.newsroom import ADDRESS
from tests.chat.slack.people import Line, Person
from tests.chat.slack.slack_server import BOT, Channel, Refusal, SlackServer
from tests.chat.slack.validators import words


@pytest.fixture
async def delivery(start: Start) -> Delivery:
    return (await start()).delivery


async def test_a_digest_is_one_message_with_a_reply_for_each_story(
    delivery: Delivery, slack: SlackServer
) -> None:
    ts = await delivery.post(digest(story(1), differing()), "k1")
    main, *replies = slack.messages("C1")
    assert main["ts"] == ts
    assert [reply["thread_ts"] for reply in replies] == [ts, ts]
    shown = words(main["blocks"])
    assert "Update: " in shown
    assert "New: injured 12 → 14" in shown
    assert "Outlets differ on the injured: Courier: 14 injured; Agency, Echo: 23 injured." in shown
    assert "Where to read it" in words(replies[0]["blocks"])
    for call in slack.made("chat.postMessage"):
        assert call["unfurl_links"] is call["unfurl_media"] is False
        assert call["parse"] == "none"


async def test_an_alert_says_that_it_is_one_and_a_report_that_only_its_feed_was_read(
    delivery: Delivery, slack: SlackServer
) -> None:
    partly = story().reports[0].model_copy(update={"partly": True})
    await delivery.post(digest(story(reports=(partly,)), is_alert=True), "k1")
    main, reply = slack.messages("C1")
    assert main["text"].startswith("Breaking: Morning")
    assert "Breaking: Morning" in words(main["blocks"])
    assert "only what the feed says could be read" in words(main["blocks"])
    assert "(only what its feed says could be read)" in words(reply["blocks"])


async def test_what_stands_there_is_found_by_its_key(delivery: Delivery, slack: SlackServer) -> None:
    ts = await delivery.post(digest(), "k1")
    for number in range(150):
        slack.messages("C1").append({"ts": f"2.{number:06}", "text": "chatter"})
    assert await delivery.find(place(), "k1") == ts
    assert await delivery.find(place(), "k2") is None
    assert len(slack.made("conversations.history")) == 4


async def test_history_is_only_read_when_it_is_asked_for(delivery: Delivery, slack: SlackServer) -> None:
    await delivery.post(digest(), "k1")
    assert slack.made("conversations.history") == slack.made("conversations.replies") == []


async def test_a_post_whose_answer_was_lost_is_not_posted_again(
    delivery: Delivery, slack: SlackServer
) -> None:
    slack.refuse("chat.postMessage", Refusal(reset="after"))
    with pytest.raises(DeliveryError) as caught:
        await delivery.post(digest(), "k1")
    assert not caught.value.permanent
    assert len(slack.messages("C1")) == 1
    assert await delivery.find(place(), "k1") is None  # its reply is missing…
    ts = await delivery.post(digest(), "k1")  # …and is all that is added
    assert slack.messages("C1")[0]["ts"] == ts
    assert len(slack.messages("C1")) == 2
    assert await delivery.find(place(), "k1") == ts


async def test_a_process_that_died_between_message_and_replies_is_made_good_by_another(
    slack: SlackServer, start: Start
) -> None:
    first, later = await start(), await start()
    await first.delivery.post(digest(story(1), story(2), story(3)), "k1")
    del slack.messages("C1")[2]
    assert await later.delivery.find(place(), "k1") is None
    await later.delivery.post(digest(story(1), story(2), story(3)), "k1")
    payloads = [each["metadata"]["event_payload"]["key"] for each in slack.messages("C1")]
    assert sorted(payloads) == ["k1", "k1/1", "k1/2", "k1/3"]


async def test_a_post_in_a_thread_is_found_there(delivery: Delivery, slack: SlackServer) -> None:
    ts = await delivery.post(digest(thread="5.000001"), "k1")
    assert slack.messages("C1")[0]["thread_ts"] == "5.000001"
    assert await delivery.find(place(thread="5.000001"), "k1") == ts


async def test_a_message_is_taken_back_with_its_replies(delivery: Delivery, slack: SlackServer) -> None:
    slack.messages("C1").append({"ts": "1.1", "text": "somebody's"})
    ts = await delivery.post(digest(), "k1")
    slack.messages("C1").append({"ts": "9.9", "text": "somebody's reply", "thread_ts": ts})
    await delivery.remove(place(), ts)
    await delivery.remove(place(), ts)
    assert [message["text"] for message in slack.messages("C1")] == ["somebody's", "somebody's reply"]


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ({"member": False}, "/invite @Briefwire"),
        ({"archived": True}, "unarchive"),
        ({"restricted": True}, "administrator"),
        ({"kind": "private", "member": False}, "/invite @Briefwire"),
    ],
)
async def test_a_channel_that_cannot_be_posted_to_says_who_must_do_what(
    delivery: Delivery, slack: SlackServer, state: dict[str, object], who: str
) -> None:
    slack.teams["xoxb-1"].channels["C9"] = Channel("C9", **state)  # type: ignore[arg-type]
    with pytest.raises(DeliveryError, match=who) as caught:
        await delivery.post(digest(channel="C9"), "k1")
    assert caught.value.permanent


async def test_429_says_how_long_to_wait(delivery: Delivery, slack: SlackServer) -> None:
    slack.refuse("chat.postMessage", Refusal("ratelimited", status=429, retry_after=7))
    with pytest.raises(DeliveryError) as caught:
        await delivery.post(digest(), "k1")
    assert caught.value.retry_after == 7.0
    assert slack.messages("C1") == []


async def test_429_on_a_reply_is_waited_for(delivery: Delivery, slack: SlackServer) -> None:
    slack.refuse(
        "chat.postMessage", Refusal(reset="after"), Refusal("ratelimited", status=429, retry_after=0)
    )
    with pytest.raises(DeliveryError):
        await delivery.post(digest(), "k1")
    await delivery.find(place(), "k1")
    await delivery.post(digest(), "k1")
    assert len(slack.messages("C1")) == 2


@pytest.mark.parametrize("how", [Refusal("internal_error"), Refusal(status=500), Refusal(reset="before")])
async def test_trouble_at_slack_s_is_of_unknown_outcome(
    delivery: Delivery, slack: SlackServer, how: Refusal
) -> None:
    slack.refuse("chat.postMessage", how)
    with pytest.raises(DeliveryError) as caught:
        await delivery.post(digest(), "k1")
    assert (caught.value.permanent, caught.value.retry_after) == (False, None)


async def test_a_token_that_is_revoked_in_mid_digest_ends_it_for_good(
    delivery: Delivery, slack: SlackServer
) -> None:
    slack.refuse("chat.postMessage", Refusal("token_revoked"))
    with pytest.raises(DeliveryError, match="install the app again") as caught:
        await delivery.post(digest(), "k1")
    assert caught.value.permanent


async def test_the_owner_is_told_in_a_direct_message_else_the_channel(
    delivery: Delivery, slack: SlackServer
) -> None:
    notice = Notice(
        kind="schedule_paused", destination=place(), person="U1", subject="Morning", problem="Archived."
    )
    await delivery.notify(notice, "n1")
    assert "“Morning” is paused: Archived." in slack.messages("D1")[-1]["text"]
    slack.refuse("chat.postMessage", Refusal("user_disabled"))
    await delivery.notify(notice, "n2")
    assert "is paused" in slack.messages("C1")[-1]["text"]
    slack.refuse("chat.postMessage", Refusal("user_disabled"))
    with pytest.raises(DeliveryError):
        await delivery.notify(notice.model_copy(update={"kind": "channel_refused"}), "n3")


async def test_questions_in_a_digest_s_thread_are_about_its_stories(slack: SlackServer, start: Start) -> None:
    app = await start()
    ana = Person(Line(slack, app))
    await ana.command("/brief", ADDRESS)
    ts = await app.delivery.post(digest(), "k1")
    await ana.says(f"<@{BOT}> Who offered fireboats?", thread=ts)
    assert slack.messages("C1")[-1]["text"] == "Norland"


async def test_long_digests_stay_within_a_message(delivery: Delivery, slack: SlackServer) -> None:
    long = [story(number, headline="A headline that goes on. " * 40) for number in range(40)]
    await delivery.post(digest(*long, more=3), "k1")
    main = slack.messages("C1")[0]
    assert len(main["blocks"]) <= 50
    assert "and 28 more" in words(main["blocks"])


async def test_without_listening_it_posts_all_the_same(slack: SlackServer, start: Start) -> None:
    from bot.chat.slack.app import SlackApp
    from tests.chat.slack.conftest import slack_settings

    app = SlackApp((await start()).surface.desk, slack_settings(slack), pace=0.0)
    await app.start(answering=False)
    assert len(slack.sockets) == 1  # of the one that listens
    assert await app.delivery.post(digest(), "k1")
    await app.close()
