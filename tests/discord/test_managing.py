"""Feeds, digests and settings: who may change them, what is said back, and what is not possible."""

from typing import Any

import discord
import pytest

from bot.model import Alert, Destination, FeedEntry, FeedItem, Filter, Step, Trace, WorkspaceSettings
from tests.discord import samples
from tests.discord.conftest import House, Town, labels, problems_of_all, texts
from tests.discord.services import NOW

FEED = "https://h.example/feed.xml"


async def add_feed(town: Town, **more: Any) -> Any:
    return await town.chief.slash(town.news, "feed add", address=FEED, **more)


async def create(town: Town, **more: Any) -> Any:
    given = {"name": "Morning", "times": "08:00", "days": "weekdays", "zone": "Europe/Berlin"} | more
    return await town.chief.slash(town.news, "digest create", **given)


async def test_a_feed_is_followed_listed_and_left(town: Town, house: House) -> None:
    added = await add_feed(
        town, include="port, fire", exclude="sport", sites="-old.example", languages="en,de"
    )
    assert f"<#{town.news.id}> follows **[Feed 0](<{FEED}>)** now" in texts(added.response)
    assert "Of its last 3 entries 2 would pass" in texts(added.response)
    following = house.feeds.following[0].subscription
    assert following.filter == Filter(
        include=("port", "fire"), exclude=("sport",), sources=("-old.example",), languages=("en", "de")
    )
    assert following.created_by == str(town.chief.id)
    listed = await town.ann.slash(town.news, "feed list")
    assert "Feed 0" in texts(listed.response)
    [choice] = await town.chief.autocomplete(town.news, "feed remove", "feed", "fee")
    removed = await town.chief.slash(town.news, "feed remove", feed=choice["value"])
    assert "no longer follows" in texts(removed.response)
    again = await town.chief.slash(town.news, "feed remove", feed=choice["value"])
    assert "not followed here" in texts(again.response)
    assert problems_of_all(town.env) == []


async def test_feeds_come_from_and_go_to_a_file(town: Town) -> None:
    done = await town.chief.slash(town.news, "feed import", file=("feeds.opml", b"<opml/>"))
    said = texts(done.response).replace("\\", "")
    assert "1 feed is followed now" in said
    assert "1 could not be read:" in said
    assert "https://x.example: not found" in said
    bad = await town.chief.slash(town.news, "feed import", file=("feeds.opml", b"hello"))
    assert "no OPML file" in texts(bad.response)
    exported = await town.chief.slash(town.news, "feed export")
    assert exported.response.attachments[0].filename == "feeds.opml"


async def test_what_is_no_feed_is_told(town: Town) -> None:
    shown = await town.chief.slash(town.news, "feed add", address="https://h.example/x")
    assert "There is no feed at" in texts(shown.response)


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("feed add", {"address": FEED}),
        ("feed remove", {"feed": "sub0"}),
        ("digest create", {"times": "08:00"}),
        ("digest now", {"digest": "d0"}),
        ("digest delete", {"digest": "d0"}),
        ("settings", {}),
    ],
)
async def test_managing_needs_a_permission(town: Town, command: str, given: dict[str, Any]) -> None:
    refused = await town.ann.slash(town.news, command, **given)
    assert "Manage Server" in texts(refused.response)


async def test_roles_named_in_the_settings_may_manage_too(town: Town, house: House) -> None:
    editors = town.guild.create_role("Editors")
    bea = town.guild.add_member(town.env.create_user("bea"), roles=[editors])
    await house.surface.chats.set_settings(
        f"discord:{town.guild.id}", WorkspaceSettings(managers=(str(editors.id),))
    )
    added = await bea.slash(town.news, "feed add", address=FEED)
    assert "follows" in texts(added.response)


async def test_a_digest_is_set_up_and_said_back(town: Town, house: House) -> None:
    shown = await create(town, include="port", length="short")
    said = texts(shown.response)
    assert f"**Morning** → <#{town.news.id}>" in said
    assert "every weekday 08:00 Europe/Berlin; next: <t:" in said
    assert labels(shown.response) == ["Preview", "Post now", "Pause", "Edit…", "Delete"]
    plan = house.digests.known["d0"].plan
    assert (plan.timing.times, plan.timing.days) == (("08:00",), ("mon", "tue", "wed", "thu", "fri"))
    assert (plan.filter.include, plan.length) == (("port",), "short")
    assert problems_of_all(town.env) == []


async def test_a_digest_takes_a_cron_line_topics_a_tone_and_alerts(town: Town, house: House) -> None:
    shown = await create(
        town, times="0 8 * * mon-fri", topics="port, ships", lively=True, nothing_new=True, alert=3
    )
    assert "`0 8 * * mon-fri` Europe/Berlin" in texts(shown.response)
    plan = house.digests.known["d0"].plan
    assert (plan.timing.cron, plan.timing.times) == ("0 8 * * mon-fri", ())
    assert (plan.topics, plan.tone, plan.when_empty) == (("port", "ships"), "lively", "say")
    assert plan.alert == Alert(sources=3, minutes=60)


async def test_without_times_a_form_asks_for_everything(town: Town, house: House) -> None:
    hall = town.guild.create_text_channel("hall")
    form = await town.chief.slash(town.news, "digest create", name="Evening", channel=hall)
    assert form.modal
    await town.env.restart_bot(house.client())
    given = {"f0": "Evening", "f1": "5pm, 18.30", "f2": "mon, wed", "f3": "", "f4": "port"}
    shown = await town.chief.submit_modal(form, given)
    assert f"**Evening** → <#{hall.id}>" in texts(shown.response)
    assert house.digests.known["d0"].plan.timing.times == ("17:00", "18:30")
    assert house.digests.known["d0"].plan.timing.zone == "UTC"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"times": "25:00"}, "no time of day"),
        ({"times": "noonish"}, "no time of day"),
        ({"days": "someday"}, "is no day"),
        ({"zone": "Berlin"}, "Europe/Berlin"),
        ({"feeds": "nothing like it"}, "is followed here"),
    ],
)
async def test_timings_that_are_none_are_told(town: Town, given: dict[str, Any], word: str) -> None:
    shown = await create(town, **given)
    assert word in texts(shown.response).replace("\\", "")


async def test_zones_are_completed(town: Town) -> None:
    found = await town.chief.autocomplete(town.news, "digest create", "zone", "berl")
    assert found[0]["value"] == "Europe/Berlin"
    assert len(await town.chief.autocomplete(town.news, "digest create", "zone", "a")) == 25


async def test_buttons_preview_post_pause_and_resume_after_a_restart(town: Town, house: House) -> None:
    shown = await create(town)
    await town.env.restart_bot(house.client())
    message = shown.response
    preview = await town.chief.click(message, label="Preview")
    assert preview.ephemeral
    assert "nothing was posted" in texts(preview.response)
    assert "Fire in port 1" in texts(preview.response)
    await town.chief.click(message, label="Post now")
    assert house.digests.posted == ["d0"]
    house.digests.digest = samples.digest(0)
    nothing = await town.chief.click(message, label="Post now")
    assert "nothing new" in texts(nothing.response)
    assert house.digests.posted == ["d0"]
    paused = await town.chief.click(message, label="Pause")
    assert "paused" in texts(paused.response)
    assert "Resume" in labels(paused.response)
    resumed = await town.chief.click(paused.response, label="Resume")
    assert "goes on" in texts(resumed.response)
    refused = await town.ann.click(message, label="Post now")
    assert "Manage Server" in texts(refused.response)
    assert house.digests.posted == ["d0"]


async def test_a_button_pressed_twice_deletes_once_and_says_so(town: Town, house: House) -> None:
    shown = await create(town)
    asked = await town.chief.click(shown.response, label="Delete")
    assert "for good" in texts(asked.response)
    first = await town.chief.click(asked.response, label="Delete")
    second = await town.chief.click(asked.response, label="Delete")
    assert "is deleted" in texts(first.response)
    assert "was deleted before" in texts(second.response)
    gone = await town.chief.click(shown.response, label="Preview")
    assert "no such digest" in texts(gone.response)


async def test_a_digest_is_changed_in_a_form(town: Town, house: House) -> None:
    await create(town, exclude="sport")
    form = await town.chief.slash(town.news, "digest edit", digest="d0")
    given = {"f0": "Noon", "f1": "12:00", "f2": "every day", "f3": "UTC", "f4": ""}
    shown = await town.chief.submit_modal(form, given)
    assert "is changed" in texts(shown.response)
    plan = house.digests.known["d0"].plan
    assert (plan.name, plan.timing.times, plan.filter.exclude) == ("Noon", ("12:00",), ("sport",))
    missing = await town.chief.slash(town.news, "digest edit", digest="d9")
    assert "no such digest" in texts(missing.response)
    refused = await town.ann.slash(town.news, "digest edit", digest="d0")
    assert "Manage Server" in texts(refused.response)


async def test_the_list_of_digests(town: Town) -> None:
    empty = await town.ann.slash(town.news, "digest list")
    assert "no digest yet" in texts(empty.response)
    await create(town)
    listed = await town.ann.slash(town.news, "digest list")
    assert "Morning" in texts(listed.response)
    assert len(await town.chief.autocomplete(town.news, "digest pause", "digest", "morn")) == 1


async def test_a_channel_that_it_may_not_write_is_refused_at_once(town: Town, house: House) -> None:
    shut = discord.PermissionOverwrite(send_messages=False)
    closed = town.guild.create_text_channel("closed", overwrites={town.env.bot.user: shut})
    shown = await create(town, channel=closed)
    assert "I may not post in" in texts(shown.response)
    assert house.digests.known == {}


async def test_a_forum_can_be_told(town: Town, house: House) -> None:
    forum = town.guild.create_forum_channel("stories")
    shown = await create(town, channel=forum)
    assert f"<#{forum.id}>" in texts(shown.response)
    assert house.digests.known["d0"].destination.channel == str(forum.id)


async def test_why_tells_each_step(town: Town, house: House) -> None:
    entry = FeedEntry(title="Fire in the port", url="https://port.example/1")
    item = FeedItem(id="i1", feed_id="f0", entry=entry, seen_at=NOW)
    steps = (Step(kind="seen", at=NOW, name="Feed 0"), Step(kind="left_out", reason="already told"))
    trace = Trace(item=item, told=False, steps=steps)
    message = await town.env.bot.get_channel(town.news.id).send("x")
    place = Destination(platform="discord", workspace=str(town.guild.id), channel=str(town.news.id))
    house.digests.traces[place, "fire"] = (trace,)
    house.digests.traces[place, str(message.id)] = (trace,)
    asked = await town.ann.slash(town.news, "why", words="fire")
    assert "seen in the feed *Feed 0*" in texts(asked.response)
    assert "already told" in texts(asked.response)
    menu = await town.ann.context_menu(town.news, "Why this?", message)
    assert "not told" in texts(menu.response)
    nothing = await town.ann.slash(town.news, "why", words="elections")
    assert "Nothing with these words" in texts(nothing.response)


async def test_settings_change_language_zone_and_managers(town: Town, house: House) -> None:
    shown = await town.chief.slash(town.news, "settings")
    await town.env.restart_bot(house.client())
    message = shown.response
    await town.chief.select(message, ["de"], custom_id="bwm|language")
    assert "Einstellungen" in texts(message)
    form = await town.chief.click(message, custom_id="bw|zone")
    await town.chief.submit_modal(form, {"zone": "Europe/Vienna"})
    editors = town.guild.create_role("Editors")
    await town.chief.select(message, [editors], custom_id="bwr|managers")
    kept = (await house.surface.chats.workspace(f"discord:{town.guild.id}")).settings
    assert kept == WorkspaceSettings(language="de", zone="Europe/Vienna", managers=(str(editors.id),))
    helped = await town.ann.slash(town.news, "help")
    assert "Was ich kann" in texts(helped.response)
    assert problems_of_all(town.env) == []


async def test_what_a_private_channel_has_is_its_own(town: Town, house: House) -> None:
    await town.chief.slash(town.secret, "feed add", address=FEED)
    await town.chief.slash(town.secret, "feed import", file=("feeds.opml", b"<opml/>"))
    await town.chief.slash(town.secret, "digest create", name="Hush", times="08:00")
    assert [each.subscription.private for each in house.feeds.following] == [True, True]
    for command in ("feed list", "digest list"):
        shown = await town.ann.slash(town.news, command)
        assert "yet" in texts(shown.response)
        seen = await town.chief.slash(town.news, command)
        assert "yet" not in texts(seen.response)
    editors = town.guild.create_role("Editors")
    bea = town.guild.add_member(town.env.create_user("bea"), roles=[editors])
    await house.surface.chats.set_settings(
        f"discord:{town.guild.id}", WorkspaceSettings(managers=(str(editors.id),))
    )
    assert await bea.autocomplete(town.news, "digest pause", "digest", "") == []
    assert await bea.autocomplete(town.news, "feed remove", "feed", "") == []
    for command, given in (("digest now", {"digest": "d0"}), ("feed remove", {"feed": "sub0"})):
        refused = await bea.slash(town.news, command, **given)
        assert "not any more" in texts(refused.response)
    assert house.digests.posted == []
