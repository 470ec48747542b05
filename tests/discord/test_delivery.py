"""Posting digests and notices: once, found again, and every refusal told for what it is."""

from typing import Any

import discord
import pytest

from bot.chat.discord.delivery import DiscordDelivery
from bot.errors import DeliveryError
from bot.model import Destination, Notice
from tests.discord import samples
from tests.discord.conftest import House, Town, problems_of_all, texts


@pytest.fixture
def delivery(town: Town, house: House) -> DiscordDelivery:
    return DiscordDelivery(town.env.bot, house.surface)


def at(town: Town, channel: Any = None) -> Destination:
    place = channel or town.news
    return Destination(platform="discord", workspace=str(town.guild.id), channel=str(place.id))


def bodies(town: Town, path: str = "/messages") -> list[Any]:
    return [
        each.json for each in town.env.http_requests if each.method == "POST" and each.path.endswith(path)
    ]


async def test_a_digest_is_posted_with_a_nonce_and_found_again(town: Town, delivery: DiscordDelivery) -> None:
    posted = await delivery.post(samples.digest(destination=at(town)), "k1")
    [body] = bodies(town)
    assert len(body["nonce"]) <= 25
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"] == {"parse": []}
    said = texts(town.news.last_message)
    for part in (
        "## Morning",
        "Update",
        "hurt 12 → 14",
        "Outlets differ on people hurt",
        "and 3 more stories",
    ):
        assert part in said.replace("\\", "")
    assert await delivery.find(at(town), "k1") == posted
    assert await delivery.find(at(town), "k2") is None
    assert problems_of_all(town.env) == []


async def test_the_same_delivery_has_the_same_nonces_and_no_two_parts_share_one(
    town: Town, delivery: DiscordDelivery
) -> None:
    long = samples.digest(12, destination=at(town))
    first = await delivery.post(long, "k1")
    nonces = [body["nonce"] for body in bodies(town)]
    assert len(set(nonces)) == len(nonces) > 1
    assert await delivery.find(at(town), "k1") == first
    again = await delivery.post(long, "k1")  # nothing stands twice: each part is found before it is sent
    assert again == first
    assert len(bodies(town)) == len(nonces)


async def test_a_digest_that_was_cut_off_is_finished_not_repeated(
    town: Town, delivery: DiscordDelivery
) -> None:
    long = samples.digest(12, destination=at(town))
    await delivery.post(long, "k1")
    parts = town.news.history()
    await town.env.bot.get_channel(town.news.id).get_partial_message(parts[-1].id).delete()
    assert await delivery.find(at(town), "k1") is None
    assert await delivery.post(long, "k1") == str(parts[0].id)
    assert len(town.news.history()) == len(parts)


async def test_a_forum_gets_a_post(town: Town, delivery: DiscordDelivery) -> None:
    forum = town.guild.create_forum_channel("stories")
    posted = await delivery.post(samples.digest(destination=at(town, forum)), "k1")
    [thread] = forum.threads
    assert thread.name == "Morning"
    assert posted == str(thread.id)
    assert await delivery.find(at(town, forum), "k1") == posted
    await delivery.remove(at(town, forum), posted)
    assert forum.threads == []


async def test_a_twin_is_taken_back_and_one_that_is_gone_is_no_error(
    town: Town, delivery: DiscordDelivery
) -> None:
    posted = await delivery.post(samples.digest(destination=at(town)), "k1")
    await delivery.remove(at(town), posted)
    assert town.news.history() == []
    await delivery.remove(at(town), posted)


async def test_the_button_under_a_digest_tells_why(
    town: Town, house: House, delivery: DiscordDelivery
) -> None:
    long = samples.digest(12, destination=at(town))
    first = await delivery.post(long, "k1")
    asked = []

    async def why(destination: Destination, message_id: str) -> Any:
        asked.append((destination, message_id))
        return ()

    house.digests.why = why  # type: ignore[method-assign]
    for message in town.news.history():
        await town.ann.click(message, label="Why this?")
    assert set(asked) == {(at(town), first)}


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (403, 50001, True),
        (403, 50013, True),
        (404, 10003, True),
        (400, 50035, True),
        (500, 0, False),
        (401, 0, False),
    ],
)
async def test_refusals(town: Town, house: House, status: int, code: int, permanent: bool) -> None:
    refused = []
    delivery = DiscordDelivery(town.env.bot, house.surface, lambda: refused.append(True))
    town.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    with pytest.raises(DeliveryError) as caught:
        await delivery.post(samples.digest(destination=at(town)), "k1")
    assert caught.value.permanent is permanent
    assert bool(refused) is (status == 401)
    assert "\n" not in str(caught.value)


async def test_a_channel_that_was_deleted(town: Town, delivery: DiscordDelivery) -> None:
    gone = Destination(platform="discord", workspace=str(town.guild.id), channel="999")
    with pytest.raises(DeliveryError, match="is gone") as caught:
        await delivery.post(samples.digest(destination=gone), "k1")
    assert caught.value.permanent


async def test_rate_limits_say_how_long_to_wait(town: Town, delivery: DiscordDelivery) -> None:
    async def limited(*_: Any, **__: Any) -> Any:
        raise discord.RateLimited(90.0)

    channel = town.env.bot.get_channel(town.news.id)
    original = type(channel).send
    type(channel).send = limited  # type: ignore[method-assign]
    try:
        with pytest.raises(DeliveryError) as caught:
            await delivery.post(samples.digest(destination=at(town)), "k1")
    finally:
        type(channel).send = original  # type: ignore[method-assign]
    assert caught.value.retry_after == 90.0
    assert not caught.value.permanent


@pytest.mark.parametrize(
    "kind", ["feed_failing", "feed_gone", "feed_moved", "channel_refused", "schedule_paused"]
)
async def test_a_notice_goes_to_whoever_set_it_up(town: Town, delivery: DiscordDelivery, kind: Any) -> None:
    notice = Notice(
        kind=kind, destination=at(town), person=str(town.chief.id), subject="Morning", problem="Gone."
    )
    await delivery.notify(notice, "k1")
    user = next(each for each in town.env.backend.dm_channels if each == town.chief.id)
    assert user == town.chief.id
    assert town.news.history() == []
    assert "Morning" in str(bodies(town)[-1])


async def test_a_notice_goes_to_the_server_where_direct_messages_are_closed(
    town: Town, delivery: DiscordDelivery
) -> None:
    town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    notice = Notice(
        kind="channel_refused",
        destination=at(town),
        person=str(town.chief.id),
        subject="Morning",
        problem="x",
    )
    await delivery.notify(notice, "k1")
    assert "Morning" in texts(town.news.last_message)


async def test_an_alert_says_that_it_is_one(town: Town, delivery: DiscordDelivery) -> None:
    await delivery.post(samples.digest(1, destination=at(town), is_alert=True), "k1")
    assert "## 🚨 Breaking: Morning" in texts(town.news.last_message)


async def test_independent_outlets_are_counted_and_a_report_that_was_read_in_part_says_so(
    town: Town, delivery: DiscordDelivery
) -> None:
    digest = samples.digest(1, destination=at(town))
    [story] = digest.stories
    reports = (story.reports[0].model_copy(update={"partly": True}), *story.reports[1:])
    told = story.model_copy(update={"independent": 2, "reports": reports})
    await delivery.post(digest.model_copy(update={"stories": (told,)}), "k1")
    shown = texts(town.news.last_message)
    assert "-# 2 independent outlets · " in shown
    assert "(only what its feed says could be read)" in shown
