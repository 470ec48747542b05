"""/brief and /ask in both modes: aside first, shared on request, and what cannot be read is said."""

import pytest

from tests.chat.slack.newsroom import ADDRESS, Newsroom
from tests.chat.slack.people import Person
from tests.chat.slack.slack_server import Refusal, SlackServer
from tests.chat.slack.validators import words


async def test_a_brief_is_shown_aside_and_then_shared(ana: Person, slack: SlackServer) -> None:
    [shown] = await ana.command("/brief", ADDRESS)
    assert shown["response_type"] == "ephemeral"
    assert "14 people were injured" in words(shown["blocks"])
    assert shown["text"].startswith("Fire in the port (Estrava Courier")
    buttons = shown["blocks"][-1]["elements"]
    assert [each["text"]["text"] for each in buttons] == [
        "Who said what",
        "Timeline",
        "Figures",
        "Evidence",
        "Ask…",
        "Share to channel",
    ]
    assert slack.messages("C1") == []
    await ana.clicks("brief:share", buttons[-1]["value"])
    [shared] = slack.messages("C1")
    assert "Shared by" in words(shared["blocks"])
    assert "Share to channel" not in words(shared["blocks"])


async def test_an_answer_is_shown_aside_with_its_sentence_and_link(ana: Person) -> None:
    await ana.command("/brief", ADDRESS)
    [shown] = await ana.command("/ask", "Who offered fireboats?")
    assert "Norland offered to send two fireboats." in words(shown["blocks"])
    links = [
        part for block in shown["blocks"] for each in block["elements"] for part in each.get("elements", [])
    ]
    assert any(part.get("url", "").startswith(f"{ADDRESS}#:~:text=") for part in links)
    assert shown["text"] == "Norland"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Give a link to an article"),
        ("🙂🙂", "Give a link to an article"),
        ("https://dead.example/x", "cannot be reached"),
        ("/etc/passwd", "Give a link to an article"),
        ("file:///etc/passwd", "Give a link to an article"),
        ("\u202eelpmaxe\u200b", "Give a link to an article"),
    ],
)
async def test_what_is_no_article_is_said_aside(bo: Person, text: str, said: str) -> None:
    [shown] = await bo.command("/brief", text)
    assert said in shown["text"]


async def test_a_pasted_text_is_briefed(bo: Person) -> None:
    [shown] = await bo.command("/brief", "The council of Pellbrook voted on Tuesday. " * 8)
    assert "Pellbrook" in words(shown["blocks"])


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "question"), ("x" * 2001, "2,001 characters"), ("Who?", "The coverage does not say.")],
)
async def test_a_question_that_cannot_be_answered_is_answered_too(
    bo: Person, newsroom: Newsroom, question: str, said: str
) -> None:
    [shown] = await bo.command("/ask", question)
    assert said in shown["text"]


async def test_a_429_on_a_reply_is_waited_for_and_another_refusal_is_logged(
    bo: Person, slack: SlackServer, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.refuse("respond", Refusal(status=429, retry_after=0))
    [shown] = await bo.command("/brief", ADDRESS)
    assert "Fire in the port" in shown["text"]
    slack.refuse("respond", Refusal(status=404), Refusal(status=404))
    assert await bo.command("/brief", ADDRESS) == []
    logged = capsys.readouterr().err
    assert "slack_reply_lost" in logged
    assert "Fire in the port" not in logged
