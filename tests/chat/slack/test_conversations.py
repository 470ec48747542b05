"""Mentions, threads and direct messages: one answer to one text, streamed, remembered, and forgotten."""

from bot.model import Answer
from tests.chat.slack.conftest import Start
from tests.chat.slack.newsroom import ADDRESS, ENGINE, TEXT, Newsroom, article, evidence
from tests.chat.slack.people import Line, Person
from tests.chat.slack.slack_server import BOT, BOT_ID, JSON, Refusal, SlackServer
from tests.chat.slack.validators import words

MENTION = f"<@{BOT}>"


async def test_a_mention_is_answered_in_its_thread_by_a_stream(ana: Person, slack: SlackServer) -> None:
    await ana.command("/brief", ADDRESS)
    asked = await ana.says(f"{MENTION} Who offered fireboats?")
    [answer] = slack.messages("C1")
    assert answer["thread_ts"] == asked["ts"]
    assert answer["text"] == "Norland"
    assert answer["streaming"] is False
    assert "Norland offered to send two fireboats." in words(answer["blocks"])
    [started] = slack.made("chat.startStream")
    assert (started["recipient_user_id"], started["recipient_team_id"]) == ("U1", "T1")
    assert "Searching 1 article…" in slack.statuses


async def test_a_mention_that_comes_as_a_message_too_is_answered_once(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    event = bo.message(f"{MENTION} Who?")
    await bo.line.event(bo.event(event))
    await bo.line.event(
        bo.event({k: v for k, v in event.items() if k != "channel_type"} | {"type": "app_mention"})
    )
    await bo.line.event(bo.event(event))
    await bo.settled()
    assert len(slack.messages("C1")) == len(newsroom.asked) == 1


async def test_follow_ups_in_a_joined_thread_need_no_mention(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await bo.says("And who else?", thread="1.000001")
    assert newsroom.asked == []
    first = await bo.says(f"{MENTION} Who offered fireboats?")
    await bo.says("And who else?", thread=first["ts"])
    await bo.says("Thanks!", thread=first["ts"])
    await bo.says("<@U9> what do you think?", thread=first["ts"])
    await bo.says("Unrelated?", thread="1.000001")
    assert [(question, turns) for question, _, turns, _ in newsroom.asked] == [
        ("Who offered fireboats?", 0),
        ("And who else?", 1),
    ]
    assert {message["thread_ts"] for message in slack.messages("C1")} == {first["ts"]}


async def test_a_link_in_a_mention_is_briefed_and_follow_ups_are_about_it(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    first = await bo.says(f"{MENTION} <{ADDRESS}|courier.example/fire>")
    [shown] = slack.messages("C1")
    assert "Who did what" in words(shown["blocks"])
    await bo.says("Who said so?", thread=first["ts"])
    assert newsroom.asked[-1][1] == (article().id,)


async def test_a_question_beside_a_link_is_answered_from_it(bo: Person, newsroom: Newsroom) -> None:
    await bo.says(f"{MENTION} Who offered fireboats in <{ADDRESS}>?")
    [(question, articles, _, _)] = newsroom.asked
    assert question.startswith("Who offered fireboats in")
    assert articles == (article().id,)


async def test_a_direct_message_is_a_conversation_that_can_be_forgotten(
    ana: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await ana.says(f"<{ADDRESS}>", channel="D1")
    asked = await ana.says("Who offered fireboats?", channel="D1")
    await ana.says("And who else?", channel="D1")
    assert [turns for _, _, turns, _ in newsroom.asked] == [0, 1]
    answer = slack.messages("D1")[1]
    assert answer["thread_ts"] == asked["ts"]
    forget = next(
        e
        for b in answer["blocks"]
        if b["type"] == "actions"
        for e in b["elements"]
        if e["action_id"] == "answer:forget"
    )
    await ana.clicks("answer:forget", forget["value"], channel="D1", message=answer)
    assert slack.messages("D1")[-1]["text"] == "Forgotten: 2 exchanges and 1 article of yours."
    await ana.says("Who offered fireboats?", channel="D1")
    assert newsroom.asked[-1][2] == 0
    assert slack.messages("D1")[-1]["text"] == "The coverage does not say."


async def test_words_without_a_question_get_help(bo: Person, slack: SlackServer) -> None:
    await bo.says(MENTION)
    await bo.says("help", channel="D1")
    await bo.says("🙂", channel="D1")
    for message in [*slack.messages("C1"), *slack.messages("D1")]:
        assert "Send me a link" in words(message["blocks"])


async def test_what_the_program_or_slack_itself_writes_is_left_alone(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    for more in (
        {"bot_id": BOT_ID, "user": BOT},
        {"bot_id": "BOTHER"},
        {"subtype": "message_changed", "user": None},
        {"subtype": "channel_join"},
    ):
        await bo.says("Who?", channel="D1", **more)
    assert newsroom.asked == []
    assert slack.messages("D1") == []


async def test_a_stream_sends_what_comes_together_and_is_escaped(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    said = "<!channel> *all* [here](https://evil.example) of it"
    newsroom.answers["Who?"] = (answered(said),)
    newsroom.deltas = [said[:20], said[20:]]
    await bo.says("Who?", channel="D1")
    [message] = slack.messages("D1")
    streamed = message["text"]
    assert "<!channel>" not in streamed
    assert "](" not in streamed
    assert streamed.startswith("&lt;\\!channel&gt; \\*all\\*")


async def test_slack_is_called_at_most_once_in_a_pace_however_fast_the_words_come(
    slack: SlackServer, start: Start, newsroom: Newsroom
) -> None:
    ana = Person(Line(slack, await start(pace=60.0)))
    newsroom.answers["Who?"] = (answered("Norland and Ostmark and Estavia"),)
    newsroom.deltas = ["Norland", " and", " Ostmark", " and", " Estavia"]
    await ana.says("Who?", channel="D1")
    assert slack.made("chat.startStream")[0]["markdown_text"] == "Norland"
    assert slack.made("chat.appendStream") == []
    assert [message["text"] for message in slack.messages("D1")] == ["Norland and Ostmark and Estavia"]


async def test_where_streams_are_refused_the_message_is_edited(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.answers["Who?"] = (answered("Norland and Ostmark"),)
    newsroom.deltas = ["Norland", " and Ostmark"]
    slack.refuse("chat.startStream", Refusal("missing_scope"))
    await bo.says("Who?", channel="D1")
    [message] = slack.messages("D1")
    assert "Norland and Ostmark" in words(message["blocks"])
    assert slack.made("chat.postMessage")[0]["text"] == "Norland"
    assert len(slack.made("chat.update")) >= 1


async def test_a_stream_that_expires_on_the_server_becomes_an_edited_message(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    newsroom.answers["Who?"] = (answered("Norland and Ostmark"),)
    newsroom.deltas = ["Norland", " and", " Ostmark"]
    slack.refuse("chat.appendStream", Refusal("message_not_in_streaming_state"))
    await bo.says("Who?", channel="D1")
    [message] = slack.messages("D1")
    assert "Norland and Ostmark" in words(message["blocks"])
    slack.refuse("chat.stopStream", Refusal("message_not_in_streaming_state"))
    await bo.says("Who?", channel="D1")
    assert "Norland and Ostmark" in words(slack.messages("D1")[-1]["blocks"])


async def test_a_channel_shared_with_others_has_no_streams_and_its_reading_stays_there(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await bo.says(f"{MENTION} <{ADDRESS}>", channel="CX")
    await bo.says(f"{MENTION} Who offered fireboats?", channel="CX")
    assert "Norland" in words(slack.messages("CX")[-1]["blocks"])
    await bo.says(f"{MENTION} Who offered fireboats?", channel="C1")
    assert slack.messages("C1")[-1]["text"] == "The coverage does not say."


async def test_a_429_is_waited_for_as_slack_asks(bo: Person, slack: SlackServer) -> None:
    slack.refuse("chat.startStream", Refusal("ratelimited", status=429, retry_after=0))
    slack.refuse("chat.stopStream", Refusal("ratelimited", status=429, retry_after=0))
    await bo.command("/brief", ADDRESS)
    await bo.says(f"{MENTION} Who offered fireboats?")
    assert [message["text"] for message in slack.messages("C1")] == ["Norland"]
    assert len(slack.made("chat.startStream")) == len(slack.made("chat.stopStream")) == 2


async def test_what_goes_wrong_is_said_in_the_thread(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    await bo.says(f"{MENTION} <https://dead.example/x>")
    assert "cannot be reached" in slack.messages("C1")[-1]["text"]
    newsroom.failing = RuntimeError("secret words of an article")
    await bo.says(f"{MENTION} <{ADDRESS}>")
    said = slack.messages("C1")[-1]["text"]
    assert "incident" in said
    assert "secret" not in said


async def test_people_of_other_workspaces_are_refused_kindly(
    bo: Person, slack: SlackServer, newsroom: Newsroom
) -> None:
    stranger = Person(bo.line, "U7", home="T9")
    await stranger.says(f"{MENTION} Who?", channel="CX")
    assert "workspace that installed me" in slack.messages("CX")[-1]["text"]
    assert newsroom.asked == []
    colleague = Person(bo.line, "U8", home="T9")
    slack.users["U8"] = {"enterprise_user": {"enterprise_id": "E1", "teams": ["T9", "T1"]}}
    await colleague.says(f"{MENTION} Who?", channel="CX")
    assert len(newsroom.asked) == 1


async def test_somebody_who_asks_a_lot_is_asked_to_wait(bo: Person, newsroom: Newsroom) -> None:
    shown: list[JSON] = []
    for _ in range(13):
        shown += await bo.command("/ask", "Who?")
    assert "try again in" in shown[-1]["text"]
    assert len(newsroom.asked) == 12


def answered(text: str) -> Answer:
    of = article()
    return Answer(
        status="answered", text=text, evidence=evidence(of, TEXT[:40]), confidence=0.8, engine=ENGINE
    )
