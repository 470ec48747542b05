"""The whole program behind Slack: a page on loopback, the embedded models, the database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import Desk
from bot.chat.slack.app import SlackApp
from bot.config import default_settings
from bot.model import Scope
from tests.chat.slack.conftest import slack_settings
from tests.chat.slack.people import Line, Person
from tests.chat.slack.slack_server import BOT, SlackServer
from tests.chat.slack.validators import words

PAGE = (Path(__file__).parents[3] / "seeds" / "library-ransomware.html").read_text(encoding="utf-8")


@pytest.fixture
async def page() -> AsyncIterator[str]:
    """The address of a news page on loopback."""

    async def serve(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/news", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/news"
    await runner.cleanup()


async def test_a_link_becomes_a_brief_and_a_question_an_answer(
    slack: SlackServer, page: str, tmp_path: Path
) -> None:
    fetch = default_settings().fetch.model_copy(update={"allow_private": ("127.0.0.0/8",)})
    place = f"sqlite+aiosqlite:///{tmp_path}/desk.db"
    settings = default_settings(database_url=place, fetch=fetch.model_dump())
    async with Desk(settings) as desk:
        app = SlackApp(desk, slack_settings(slack, pictures=True), pace=0.0)  # type: ignore[arg-type]
        await app.start(answering=True)
        ana = Person(Line(slack, app))
        [shown] = await ana.command("/brief", page)
        assert "Ransomware attack shuts 14 Thornmarsh libraries" in words(shown["blocks"])
        await ana.clicks("brief:evidence", shown["blocks"][-1]["elements"][0]["value"])
        await ana.says(f"<@{BOT}> Who says they did it?")
        await ana.says(f"<@{BOT}> Which Martian city was flooded?")
        answer, refusal = slack.messages("C1")
        quoted = [
            part
            for block in answer["blocks"]
            for part in block.get("elements", ())
            if part["type"] == "rich_text_quote"
        ]
        [article] = await desk.find_articles("", Scope(workspace="slack:T1"), 5)
        assert quoted[0]["elements"][0]["text"] in article.text
        assert refusal["text"] == "The coverage does not say."
        [refused] = await ana.command("/brief", "file:///etc/hosts https")
        assert "link" in refused["text"]
        await app.close()
