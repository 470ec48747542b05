"""How soon Slack is told "understood", with 1, 100 and 500 requests at once, while briefs are being made.

    python benchmarks/slack_ack.py [--only socket|http]

Each request is a /brief with an article's text, for the whole program with its embedded models. The stand-in
of Slack (tests/chat/slack/slack_server.py) runs in a process of its own, so that its work is not ours.
Slack gives three seconds.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import acknowledged  # noqa: E402
from bot.app import Desk  # noqa: E402
from bot.chat.slack.app import SlackApp  # noqa: E402
from bot.chat.slack.http import EVENTS_PATH  # noqa: E402
from bot.config import SlackSettings, default_settings  # noqa: E402
from tests.chat.slack.people import SECRET, signature  # noqa: E402
from tests.chat.slack.slack_server import Channel, SlackServer  # noqa: E402


async def slack_side(pipe: Any) -> None:
    """The stand-in: tells its address, then sends what it is told to and reports how long each took."""
    slack = SlackServer()
    await slack.start()
    slack.team().channels["C1"] = Channel("C1")
    pipe.send(slack.url)
    port = await asyncio.to_thread(pipe.recv)
    if port is None:
        await slack.connected.wait()
    while (count := await asyncio.to_thread(pipe.recv)) is not None:
        payloads = [payload(slack, number) for number in range(count)]
        if port is None:
            sending = [_over_socket(slack, each) for each in payloads]
        else:
            opened = [await asyncio.open_connection("127.0.0.1", port) for _ in payloads]
            sending = [_over_http(*each, called(one)) for each, one in zip(opened, payloads, strict=True)]
        pipe.send(await asyncio.gather(*sending))
    await slack.close()


def payload(slack: SlackServer, number: int) -> dict[str, Any]:
    """A /brief with a text that nobody has sent before."""
    article = (ROOT / "seeds" / "quake-early.md").read_text(encoding="utf-8")
    return {
        "command": "/brief",
        "text": f"Report {number} of {time.time()}. {article}",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": f"U{number}",
        "trigger_id": slack.trigger(),
        "response_url": slack.response_url(),
    }


def called(command: dict[str, Any]) -> bytes:
    """The command as the bytes of a signed call."""
    body = urlencode(command)
    headers = signature(body) | {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {EVENTS_PATH} HTTP/1.1\r\n{lines}\r\n{body}".encode()


async def _over_socket(slack: SlackServer, command: dict[str, Any]) -> float:
    began = time.perf_counter()
    await slack.send("slash_commands", command)
    return time.perf_counter() - began


async def _over_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, call: bytes) -> float:
    began = time.perf_counter()
    writer.write(call)
    answer = await reader.read()
    taken = time.perf_counter() - began
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:100])
    writer.close()
    return taken


async def measure(mode: str) -> None:
    """Print a row for each number of requests at once."""
    process, ours, url = await acknowledged.start(slack_side)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(default_settings(database_url=f"sqlite+aiosqlite:///{folder}/bench.db"))
        async with desk:
            app = SlackApp(desk, _settings(url, mode))
            await app.start(answering=True)
            ours.send(app.port)
            await acknowledged.measure(ours, f"{mode} | ")
            await app.surface.works.close(patience=0.0)
            await app.close()
    process.join(10)


def _settings(url: str, mode: str) -> SlackSettings:
    given = {
        "mode": mode,
        "base_url": url,
        "port": 0,
        "bot_token": "xoxb-1",
        "app_token": "xapp-1",
        "signing_secret": SECRET,
        "person_per_minute": 100_000,
        "workspace_per_minute": 100_000,
    }
    return SlackSettings.model_validate(default_settings().slack.model_dump() | given)


def main() -> None:
    """Measure both modes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("socket", "http"))
    only = parser.parse_args().only
    print(
        "| mode | at once | requests | p50 ms | p99 ms | slowest ms |\n|---|---|---|---|---|---|", flush=True
    )
    for mode in ("socket", "http"):
        if only in {None, mode}:
            asyncio.run(measure(mode))


if __name__ == "__main__":
    main()
