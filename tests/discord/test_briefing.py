"""Briefs on Discord: the command, the menu, and the buttons under the card."""

import discord
import pytest

from bot.errors import FetchError, StoreError
from bot.model import Scope
from tests.discord import samples
from tests.discord.conftest import House, Town, acknowledged_first, labels, problems_of_all, texts

PORT = "https://port.example/2026/11/port"
LOOKS = ["Who said what", "Timeline", "Figures", "Evidence", "Ask…"]


async def test_a_link_becomes_a_card(town: Town) -> None:
    shown = await town.ann.slash(town.news, "brief", source=f"look: {PORT}")
    said = texts(shown.response)
    assert not shown.ephemeral
    assert "Two piers of the port of Estrava burned on Wednesday" in said
    assert f"(<{PORT}>)" in said
    assert labels(shown.response) == LOOKS
    assert acknowledged_first(town.env)
    assert problems_of_all(town.env) == []


async def test_progress_is_shown_step_by_step(town: Town) -> None:
    await town.ann.slash(town.news, "brief", source=PORT)
    edits = [str(request.json) for request in town.env.http_requests if request.method == "PATCH"]
    assert ["1/3" in edits[0], "2/3" in edits[1], "3/3" in edits[2], "piers" in edits[3]] == [True] * 4


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Who said what", "We had no warning at all"),
        ("Timeline", "2024"),
        ("Figures", "at least 14"),
        ("Evidence", "#:~:text="),
    ],
)
async def test_each_closer_look_is_for_who_pressed(town: Town, label: str, told: str) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    looked = await town.chief.click(shown.response, label=label)
    assert looked.ephemeral
    assert told in texts(looked.response).replace("\\", "")


async def test_buttons_work_after_a_restart(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    await town.env.restart_bot(house.client())
    looked = await town.chief.click(town.news.last_message, label="Timeline")
    assert "Two piers" in texts(looked.response)
    assert shown.response is not None


async def test_long_content_is_turned_page_by_page_in_place(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "brief", source=house.desk.offer(samples.long_one()))
    first = await town.ann.click(shown.response, label="Who said what")
    assert "Page 1 of" in texts(first.response)
    second = await town.ann.click(first.response, label="▶")
    assert second.response is None or second.response.id == first.response.id
    assert "Page 2 of" in texts(first.response)
    await town.ann.click(first.response, label="◀")
    assert "Page 1 of" in texts(first.response)
    assert problems_of_all(town.env) == []


async def test_a_private_brief_can_be_shared(town: Town) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT, private=True)
    assert shown.ephemeral
    assert labels(shown.response)[-1] == "Share"
    assert await town.chief.autocomplete(town.news, "ask", "about", "port") == []
    await town.ann.click(shown.response, label="Share")
    assert "shared by ann" in texts(town.news.last_message)
    assert len(await town.chief.autocomplete(town.news, "ask", "about", "port")) == 1


async def test_sharing_needs_the_right_to_write(town: Town) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT, private=True)
    muted = town.guild.create_text_channel(
        "rules", overwrites={town.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    shown = await town.ann.slash(muted, "brief", source=PORT, private=True)
    refused = await town.ann.click(shown.response, label="Share")
    assert "may not write" in texts(refused.response)


async def test_the_menu_briefs_a_message(town: Town) -> None:
    message = await town.chief.send(town.news, f"Have you seen {PORT}?")
    shown = await town.ann.context_menu(town.news, "Brief this", message)
    assert shown.ephemeral
    assert "Two piers" in texts(shown.response)


async def test_the_menu_on_a_message_without_anything(town: Town) -> None:
    message = await town.chief.send(town.news, "", attachments=[("cat.png", b"\x89PNG")])
    shown = await town.ann.context_menu(town.news, "Brief this", message)
    assert "neither" in texts(shown.response)


async def test_text_that_is_pasted(town: Town) -> None:
    shown = await town.ann.slash(town.news, "brief", source=samples.PORT)
    assert "Two piers" in texts(shown.response)


async def test_pasted_text_with_a_link_in_it_is_text(town: Town) -> None:
    shown = await town.ann.slash(town.news, "brief", source=f"{samples.PORT} See https://gone.example/x.")
    assert "Two piers" in texts(shown.response)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("", "nothing to read"),
        ("notalink", "not a link"),
        ("https://gone.example/x", "404"),
        ("🔥", "nothing to read"),
        ("🔥 🔥 🔥", "nothing to read"),
        ("\u200b\u200b", "nothing to read"),
        ("@everyone", "not a link"),
        ("file:///etc/passwd", "not a link"),
        ("ميناء إسترافا اليوم", "too short"),
    ],
)
async def test_bad_input_has_its_sentence(town: Town, given: str, word: str) -> None:
    shown = await town.ann.slash(town.news, "brief", **({"source": given} if given else {}))
    assert word in texts(shown.response)
    assert "incident" not in texts(shown.response)
    assert problems_of_all(town.env) == []


async def test_refused_addresses_and_failures_are_told(town: Town, house: House) -> None:
    for failure in (FetchError("10.0.0.1 is a private address: refused."), StoreError("The disk is full.")):
        house.desk.failure = failure
        shown = await town.ann.slash(town.news, "brief", source=PORT)
        assert str(failure).split(":")[0].split()[0] in texts(shown.response).replace("\\", "")


async def test_what_nobody_expected_gets_an_incident_that_is_in_the_log(
    town: Town, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.desk.failure = ZeroDivisionError("secret words of the article")
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    said = texts(shown.response)
    incident = said.partition("incident **")[2].partition("**")[0]
    assert len(incident) == 8
    logged = capsys.readouterr().err
    assert incident in logged
    assert "ZeroDivisionError" in logged
    assert "secret words" not in logged


async def test_a_file_too_large_or_of_another_kind(town: Town) -> None:
    large = await town.ann.slash(town.news, "brief", file=("a.txt", b"x " * 1_500_000))
    assert "too large" in texts(large.response)
    picture = await town.ann.slash(town.news, "brief", file=("a.png", b"\x89PNG"))
    assert "neither" in texts(picture.response)
    text = await town.ann.slash(town.news, "brief", file=("a.txt", samples.PORT.encode()))
    assert "Two piers" in texts(text.response)


async def test_a_message_that_was_deleted_meanwhile_is_written_anew(town: Town, house: House) -> None:
    town.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=10008, times=1)
    await town.ann.slash(town.news, "brief", source=PORT)
    assert "Two piers" in texts(town.news.last_message) or "Reading" in texts(town.news.last_message)


async def test_an_article_that_was_forgotten_says_so(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    await house.library.forget(samples.port().article, Scope(workspace=f"discord:{town.guild.id}"))
    looked = await town.ann.click(shown.response, label="Timeline")
    assert "no longer in the library" in texts(looked.response)


async def test_work_that_takes_too_long_is_given_up_with_a_word(town: Town, house: House) -> None:
    house.desk.delay = 60.0
    settings = house.surface.settings.model_copy(update={"work_timeout": 0.2})
    object.__setattr__(house.surface, "settings", settings)
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    assert "took too long" in texts(shown.response)


async def test_pictures_say_in_words_what_is_on_them(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "brief", source=PORT)
    looked = await town.chief.click(shown.response, label="Timeline")
    [picture] = [part for part in looked.response.components if part["type"] == 12]
    assert picture["items"][0]["description"].startswith("Timeline of")
    assert [each.filename for each in looked.response.attachments] == ["timeline.png"]
    settings = house.surface.settings.model_copy(update={"pictures": False})
    object.__setattr__(house.surface, "settings", settings)
    plain = await town.chief.click(shown.response, label="Timeline")
    assert plain.response.attachments == []
    assert problems_of_all(town.env) == []
