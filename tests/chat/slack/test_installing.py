"""Many workspaces: from the installation over answers to the day on which the app is removed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.chat.slack.app import SlackApp
from bot.chat.slack.oauth import INSTALL_PATH, REDIRECT_PATH
from bot.chat.slack.sealing import Seal, new_key
from bot.errors import ConfigError, DeliveryError
from tests.chat.slack.conftest import Start
from tests.chat.slack.digests import digest
from tests.chat.slack.newsroom import ADDRESS, Newsroom
from tests.chat.slack.people import Line, Person
from tests.chat.slack.slack_server import BOT, Channel, SlackServer
from tests.chat.slack.validators import words

KEY = new_key()
pytestmark = pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning"
)  # slack-sdk's own


@pytest.fixture
async def app(slack: SlackServer, start: Start) -> SlackApp:
    slack.teams.clear()
    return await start(
        "http",
        client_id="1.2",
        client_secret="hidden",
        encryption_keys=KEY,
        public_url="https://news.example.org",
    )


def given(team: str | None, token: str, enterprise: str | None = None) -> dict[str, Any]:
    """What Slack gives for a code."""
    return {
        "access_token": token,
        "token_type": "bot",
        "scope": "chat:write,commands",
        "bot_user_id": BOT,
        "app_id": "A1",
        "team": {"id": team, "name": "Newsroom"} if team else None,
        "enterprise": {"id": enterprise, "name": "Group"} if enterprise else None,
        "is_enterprise_install": team is None,
        "authed_user": {"id": "U1"},
    }


async def visit(app: SlackApp, path: str, cookie: str = "") -> tuple[int, str, str]:
    """A browser's visit: status, where it is sent on to, and the state's cookie."""
    url = f"http://127.0.0.1:{app.port}{path}"
    headers = {"Cookie": cookie} if cookie else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, headers=headers, allow_redirects=False) as told,
    ):
        text = await told.text()
        return told.status, text, told.headers.get("Set-Cookie", "").split(";")[0]


async def install(
    app: SlackApp, slack: SlackServer, team: str | None, token: str, enterprise: str | None = None
) -> int:
    """The whole way of somebody who installs the app."""
    server_team = slack.team(team or "T0", token, enterprise)
    server_team.channels |= {"C1": Channel("C1"), "D1": Channel("D1", "im")}
    slack.codes["code"] = given(team, token, enterprise)
    _, page, cookie = await visit(app, INSTALL_PATH)
    assert "client_id=1.2" in page
    state = state_in(cookie)
    status, _, _ = await visit(app, f"{REDIRECT_PATH}?code=code&state={state}", cookie)
    return status


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(
    app: SlackApp, slack: SlackServer
) -> None:
    assert await install(app, slack, "T1", "xoxb-one") == 200
    assert await install(app, slack, "T2", "xoxb-two") == 200
    for team in ("T1", "T2"):
        await Person(Line(slack, app), team=team).says("Who?", channel="D1")
    for token in ("xoxb-one", "xoxb-two"):
        assert len(slack.messages("D1", token)) == 1


async def test_no_workspace_reads_what_another_has(app: SlackApp, slack: SlackServer) -> None:
    for team, token in (("T1", "xoxb-one"), ("T2", "xoxb-two")):
        await install(app, slack, team, token)
    ana, eve = Person(Line(slack, app), team="T1"), Person(Line(slack, app), "U1", team="T2")
    [shown] = await ana.command("/brief", ADDRESS)
    name = shown["blocks"][-1]["elements"][0]["value"]
    [answer] = await ana.command("/ask", "Who offered fireboats?")
    shown_id = next(e for b in answer["blocks"] if b["type"] == "actions" for e in b["elements"])["value"]
    [theirs] = await eve.command("/ask", "Who offered fireboats?")
    assert theirs["text"] == "The coverage does not say."
    for action, value in (("brief:said", name), ("brief:ask", name), ("answer:sources", shown_id)):
        await eve.clicks(action, value)
        view = slack.views[list(slack.views)[-1]]
        assert "library any more" in words(view["blocks"]) or "not kept any more" in words(view["blocks"])


async def test_tokens_are_stored_sealed(app: SlackApp, slack: SlackServer, tmp_path: Path) -> None:
    await install(app, slack, "T1", "xoxb-one")
    stored = [(tmp_path / name).read_bytes() for name in ("slack.db", "slack.db-wal")]
    assert any(b"slack_installations" in each for each in stored)
    assert not any(b"xoxb-one" in each for each in stored)


async def test_a_foreign_used_or_old_state_is_refused(app: SlackApp, slack: SlackServer) -> None:
    slack.codes["code"] = given("T1", "xoxb-one")
    _, _, cookie = await visit(app, INSTALL_PATH)
    state = state_in(cookie)
    name = cookie.partition("=")[0]
    foreign = Fernet(Fernet.generate_key()).encrypt(b"state:x").decode()
    old = Fernet(KEY).encrypt_at_time(b"state:y", 1_700_000_000).decode()
    for wanted, brought in (
        (state, ""),
        (state, f"{name}=other"),
        (foreign, f"{name}={foreign}"),
        (old, f"{name}={old}"),
        ("", f"{name}="),
    ):
        status, _, _ = await visit(app, f"{REDIRECT_PATH}?code=code&state={wanted}", brought)
        assert status in {400, 401}
    assert slack.made("oauth.v2.access") == []
    status, _, _ = await visit(app, f"{REDIRECT_PATH}?error=access_denied", cookie)
    assert status == 200
    slack.team("T1", "xoxb-one")
    assert (await visit(app, f"{REDIRECT_PATH}?code=code&state={state}", cookie))[0] == 200
    assert (await visit(app, f"{REDIRECT_PATH}?code=code&state={state}", cookie))[0] == 401


async def test_a_code_that_slack_does_not_know_installs_nothing(app: SlackApp, newsroom: Newsroom) -> None:
    _, _, cookie = await visit(app, INSTALL_PATH)
    status, _, _ = await visit(app, f"{REDIRECT_PATH}?code=wrong&state={state_in(cookie)}", cookie)
    assert status == 401
    assert await (await newsroom.slack()).installed() == []


async def test_removing_the_app_deletes_the_token_at_once_and_the_rest_after_a_while(
    app: SlackApp, slack: SlackServer, newsroom: Newsroom
) -> None:
    await install(app, slack, "T1", "xoxb-one")
    ana = Person(Line(slack, app))
    await ana.command("/brief", ADDRESS)
    await ana.line.event(ana.event({"type": "app_uninstalled"}))
    await ana.line.event(ana.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}))
    for _ in range(200):
        if not await (await newsroom.slack()).installed():
            break
    assert await (await newsroom.slack()).installed() == []
    with pytest.raises(DeliveryError, match="install it there again") as caught:
        await app.delivery.post(digest(), "k1")
    assert caught.value.permanent
    chats = await newsroom.chats()
    assert await chats.forget_left("slack", timedelta(days=7)) == []
    assert await chats.forget_left("slack", timedelta(0)) == ["slack:T1"]
    assert await newsroom.store.articles(ana_scope()) == []


async def test_a_user_s_token_being_revoked_changes_nothing(
    app: SlackApp, slack: SlackServer, newsroom: Newsroom
) -> None:
    await install(app, slack, "T1", "xoxb-one")
    ana = Person(Line(slack, app))
    await ana.line.event(ana.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}))
    await ana.says("Who?", channel="D1")
    assert len(await (await newsroom.slack()).installed()) == 1


async def test_an_organisation_installs_for_all_its_workspaces(app: SlackApp, slack: SlackServer) -> None:
    assert await install(app, slack, None, "xoxb-all", "E1") == 200
    ana = Person(Line(slack, app), team="T5")
    payload = ana.event(ana.message("Who?", channel="D1")) | {"enterprise_id": "E1"}
    payload["authorizations"][0] |= {"enterprise_id": "E1", "is_enterprise_install": True}
    await ana.line.event(payload)
    await ana.settled()
    assert len(slack.messages("D1", "xoxb-all")) == 1
    there = digest().model_copy(
        update={"destination": digest().destination.model_copy(update={"workspace": "T5"})}
    )
    assert await app.delivery.post(there, "k1")
    assert slack.made("chat.postMessage")[-1]["team_id"] == "T5"


async def test_a_workspace_that_never_installed_is_not_answered(app: SlackApp, slack: SlackServer) -> None:
    await install(app, slack, "T1", "xoxb-one")
    await Person(Line(slack, app), team="T9").says("Who?", channel="D1")
    assert slack.messages("D1", "xoxb-one") == []


def test_keys_are_changed_by_putting_a_new_one_in_front() -> None:
    first, second = new_key(), new_key()
    sealed = Seal(SecretStr(first)).close("xoxb-1")
    both = Seal(SecretStr(f"{second}, {first}"))
    again = both.again(sealed)
    assert Seal(SecretStr(second)).open(again) == "xoxb-1"
    for call in (Seal(SecretStr(second)).open, Seal(SecretStr(second)).again):
        with pytest.raises(ConfigError, match="add the key that it was sealed with"):
            call(sealed)
    for wrong in ("", "no key", f"{first},x"):
        with pytest.raises(ConfigError, match="briefwire slack key"):
            Seal(SecretStr(wrong))


def ana_scope() -> Any:
    from bot.model import Scope

    return Scope(workspace="slack:T1")


def state_in(cookie: str) -> str:
    """The state that a browser was given; cookies with "=" in them are quoted."""
    return cookie.partition("=")[2].strip('"')
