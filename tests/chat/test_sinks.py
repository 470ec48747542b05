"""Digests on the terminal, in files, and at webhooks."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.chat.sinks.file import FileDelivery
from bot.chat.sinks.terminal import TerminalDelivery
from bot.chat.sinks.webhook import WebhookDelivery
from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice, Platform, Report, Statement, Story


def digest(platform: Platform, channel: str, key: str = "k1") -> Digest:
    report = Report(
        article_id="a", item_id="i", outlet="Harbour News", title="t", url="https://harbour.example/1"
    )
    story = Story(
        id="s",
        headline="Ferry runs aground\x1b[31m",
        statements=(Statement(text="Nobody was hurt.", evidence=()),),
        reports=(report,),
        independent=1,
    )
    return Digest(
        key=key,
        schedule_id="s1",
        name="Morning",
        destination=Destination(platform=platform, channel=channel),
        due_at=datetime(2026, 5, 1, 8, tzinfo=UTC),
        since=None,
        stories=(story,),
        more=14,
        missed=2,
    )


def notice(platform: Platform, channel: str) -> Notice:
    destination = Destination(platform=platform, channel=channel)
    return Notice(
        kind="feed_gone", destination=destination, person=None, subject="Harbour News", problem="It ended."
    )


async def test_the_terminal_shows_it_and_no_control_character(capsys: pytest.CaptureFixture[str]) -> None:
    await TerminalDelivery().post(digest("terminal", "-"), "k1")
    await TerminalDelivery().notify(notice("terminal", "-"), "n1")
    shown = capsys.readouterr().out
    heading = "Morning\nFri 1 May, 08:00 UTC · stands for 2 earlier times too, missed while nothing ran\n"
    assert shown.strip().startswith(heading)
    assert "Ferry runs aground" in shown
    assert "  Nobody was hurt." in shown
    assert "→ Harbour News · https://harbour.example/1" in shown
    assert "and 14 more" in shown
    assert "Harbour News: It ended." in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.txt"])
async def test_a_file_has_each_digest_and_finds_it_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    delivery = FileDelivery()
    here = Destination(platform="file", channel=str(path))
    assert await delivery.find(here, "k1") is None
    first = await delivery.post(digest("file", str(path), "k1"), "k1")
    second = await delivery.post(digest("file", str(path), "k2"), "k2")
    await delivery.notify(notice("file", str(path)), "n1")
    assert (await delivery.find(here, "k1"), await delivery.find(here, "k2")) == (first, second)
    assert await delivery.find(here, "k") is None
    assert path.read_text().count("Ferry runs aground") == 2


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.txt"])
async def test_an_entry_that_was_cut_short_is_not_found_and_harms_no_other(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    delivery = FileDelivery()
    here = Destination(platform="file", channel=str(path))
    await delivery.post(digest("file", str(path), "k1"), "k1")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert await delivery.find(here, "k1") is None
    again = await delivery.post(digest("file", str(path), "k1"), "k1")
    assert await delivery.find(here, "k1") == again
    if name.endswith("jsonl"):
        torn, entry = path.read_text().splitlines()
        assert json.loads(entry)["digest"]["name"] == "Morning"
        assert torn


async def test_what_stood_in_the_file_before_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my own notes")
    delivery = FileDelivery()
    message = await delivery.post(digest("file", str(path)), "k1")
    await delivery.remove(Destination(platform="file", channel=str(path)), message)
    assert path.read_text().startswith("my own notes\nMorning")
    assert path.read_text().endswith(f"-- briefwire void {message}\n")


async def test_a_path_that_cannot_be_written_is_refused_for_good(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "posts.txt"):
        with pytest.raises(DeliveryError) as refused:
            await FileDelivery().post(digest("file", str(path)), "k1")
        assert refused.value.permanent


class Receiver:
    """A program with a webhook; `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[str, dict[str, object]]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((request.headers["Idempotency-Key"], await request.json()))
        return web.Response(status=self.status, headers={"Retry-After": "7", "Location": "/elsewhere"})


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def address(receiver: Receiver) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.post("/hook", receiver.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


@pytest.fixture
async def webhook() -> AsyncIterator[WebhookDelivery]:
    delivery = WebhookDelivery()
    yield delivery
    await delivery.close()


async def test_a_webhook_gets_the_digest_with_its_key(
    webhook: WebhookDelivery, receiver: Receiver, address: str
) -> None:
    assert await webhook.post(digest("webhook", address), "k1") == "k1"
    await webhook.notify(notice("webhook", address), "n1")
    [(key, document), (other, told)] = receiver.got
    assert (key, other) == ("k1", "n1")
    assert document["key"] == "k1"
    assert "Ferry runs aground" in str(document["text"])
    assert Digest.model_validate(document["digest"]).stories[0].id == "s"
    assert told["text"] == "Harbour News: It ended."


@pytest.mark.parametrize(
    ("status", "permanent", "wait"),
    [
        (429, False, 7.0),
        (500, False, None),
        (503, False, None),
        (408, False, None),
        (302, True, None),
        (400, True, None),
        (404, True, None),
        (410, True, None),
    ],
)
async def test_what_a_webhook_answers_is_understood(
    webhook: WebhookDelivery,
    receiver: Receiver,
    address: str,
    status: int,
    permanent: bool,
    wait: float | None,
) -> None:
    receiver.status = status
    with pytest.raises(DeliveryError, match=str(status)) as refused:
        await webhook.post(digest("webhook", address), "k1")
    assert (refused.value.permanent, refused.value.retry_after) == (permanent, wait)


async def test_a_webhook_that_is_not_there_may_come_back_and_no_address_never_does(
    webhook: WebhookDelivery, unused_tcp_port: int
) -> None:
    with pytest.raises(DeliveryError) as away:
        await webhook.post(digest("webhook", f"http://127.0.0.1:{unused_tcp_port}/"), "k1")
    assert not away.value.permanent
    with pytest.raises(DeliveryError) as wrong:
        await webhook.post(digest("webhook", "not an address"), "k1")
    assert wrong.value.permanent
