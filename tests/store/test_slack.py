"""What Slack needs kept: installations of workspaces and organisations, and threads that are talked in."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Installation, SlackThread
from bot.store.library import SqlLibrary
from bot.store.slack import SqlSlack

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def slack(library: SqlLibrary) -> SqlSlack:
    return SqlSlack(library._database)


def installation(team: str | None, enterprise: str | None = None, token: str = "sealed") -> Installation:
    return Installation(
        team=team,
        enterprise=enterprise,
        bot_user="UB",
        bot="B1",
        scopes=("chat:write", "commands"),
        sealed_token=token,
        installed_at=NOW,
    )


async def test_a_newer_installation_takes_the_place_of_the_older(slack: SqlSlack) -> None:
    await slack.install(installation("T1", token="old"))
    await slack.install(installation("T1", token="new"))
    assert await slack.installed() == [installation("T1", token="new")]
    assert await slack.installation("T2", None) is None


async def test_a_workspace_s_own_installation_comes_before_its_organisation_s(slack: SqlSlack) -> None:
    await slack.install(installation(None, "E1", token="all"))
    await slack.install(installation("T1", "E1", token="own"))
    assert (await slack.installation("T1", "E1")) == installation("T1", "E1", token="own")
    assert (await slack.installation("T2", "E1")) == installation(None, "E1", token="all")
    assert await slack.installation("T2", None) is None
    await slack.belongs("T2", "E1")
    assert (await slack.installation("T2", None)) == installation(None, "E1", token="all")


async def test_uninstalling_deletes_the_token_and_names_the_workspaces_that_are_left(
    slack: SqlSlack,
) -> None:
    for one in (installation("T1"), installation(None, "E1"), installation("T3", "E1")):
        await slack.install(one)
    await slack.belongs("T2", "E1")
    assert await slack.uninstall("T1", None) == ["T1"]
    assert await slack.uninstall(None, "E1") == ["T2"]
    assert await slack.installed() == [installation("T3", "E1")]
    assert await slack.installation("T2", None) is None


async def test_sealing_anew_changes_every_token_or_none(slack: SqlSlack) -> None:
    for team in ("T1", "T2"):
        await slack.install(installation(team))
    assert await slack.reseal(lambda sealed: f"{sealed} again") == 2
    assert {one.sealed_token for one in await slack.installed()} == {"sealed again"}

    def failing(sealed: str) -> str:
        raise ValueError(sealed)

    with pytest.raises(ValueError, match="sealed again"):
        await slack.reseal(failing)
    assert {one.sealed_token for one in await slack.installed()} == {"sealed again"}


async def test_a_thread_is_joined_with_what_it_is_about_and_forgotten_when_nobody_talks_there(
    slack: SqlSlack,
) -> None:
    assert await slack.thread("slack:T1", "C1", "1.1") is None
    await slack.join("slack:T1", "C1", "1.1", ["a1"], talking=False)
    assert await slack.thread("slack:T1", "C1", "1.1") == SlackThread(articles=("a1",))
    await slack.join("slack:T1", "C1", "1.1", ["a2", "a1"])
    await slack.join("slack:T1", "C1", "1.1", [], talking=False)
    assert await slack.thread("slack:T1", "C1", "1.1") == SlackThread(articles=("a1", "a2"), talking=True)
    assert await slack.thread("slack:T2", "C1", "1.1") is None
    assert await slack.forget_threads(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert await slack.thread("slack:T1", "C1", "1.1") is None
