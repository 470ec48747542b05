"""All of it: `briefwire run` as a process with real models, a Discord and a news site on loopback."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.discord import fake as wire
from tests.discord.fake import Fake
from tests.discord.samples import PORT
from tests.discord.test_wire import until

ROOT = Path(__file__).parents[2]
PAGE = (
    "<html lang=en><head><title>Fire in the port of Estrava</title></head><body><article>"
    "<h1>Fire in the port of Estrava</h1>{}</article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>{site}/</link>'
    "<item><title>Fire in the port of Estrava</title><link>{site}/fire</link><guid>1</guid></item>"
    "</channel></rss>"
)


@asynccontextmanager
async def news() -> AsyncIterator[str]:
    """A site with one article and a feed of it."""
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in PORT.split("\n\n"))

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=PAGE.format(paragraphs), content_type="text/html")

    async def feed(request: web.Request) -> web.Response:
        site = f"http://{request.host}"
        return web.Response(text=FEED.format(site=site), content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/fire", page)
    app.router.add_get("/feed.xml", feed)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


@asynccontextmanager
async def briefwire(fake: Fake, home: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, connected."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFWIRE", "XDG"))}
    own = {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "BRIEFWIRE_DATABASE_URL": f"sqlite+aiosqlite:///{home / 'desk.db'}",
        "BRIEFWIRE_DISCORD__TOKEN": wire.TOKEN,
        "BRIEFWIRE_DISCORD__API_BASE": f"{fake.url}/api",
        "BRIEFWIRE_DISCORD__GATEWAY": fake.url.replace("http", "ws") + "/ws",
        "BRIEFWIRE_FETCH__ALLOW_PRIVATE": '["127.0.0.0/8"]',
        "BRIEFWIRE_WORK__TICK": "0.1",
    }
    before = len(fake.identified)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--shards", "1", "--metrics-port", "0"),
        env=kept | own,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        await until(lambda: len(fake.identified) > before, 60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ask(fake: Fake, payload: dict[str, Any], *told: str) -> list[Any]:
    """Send an interaction and wait for what is told in answer; its components."""
    await fake.dispatch("INTERACTION_CREATE", payload)
    token = f"{payload['token']}/"

    def answers() -> list[Any]:
        shown = [each["components"] for each in fake.of("PATCH", token) if each.get("components")]
        return [each for each in shown if all(word in str(each) for word in told)]

    await until(answers, 60)
    found: list[Any] = answers()[-1]
    return found


async def test_from_a_link_over_a_crash_to_a_digest(tmp_path: Path) -> None:
    async with wire.running() as fake, news() as site:
        async with briefwire(fake, tmp_path) as process:
            brief = wire.interaction("1", "brief", source=f"{site}/fire")
            card = await ask(fake, brief, "Two piers of the port of Estrava burned", "Evidence")
            process.kill()
            await process.wait()
        made = custom_id(card, "bw|look|evidence")
        async with briefwire(fake, tmp_path) as process:
            looked = await ask(fake, wire.pressed("2", made, card), "Evidence", "The ferry line Norvik")
            assert "#:~:text=" in str(looked)
            question = "Who offered to carry freight for free?"
            answered = await ask(fake, wire.interaction("3", "ask", question=question), "Norvik", "% sure")
            await ask(
                fake, wire.pressed("4", custom_id(answered, "bw|sources"), answered), "Sources", "Norvik"
            )
            await ask(fake, wire.interaction("5", "feed add", address=f"{site}/feed.xml"), "follows")
            given = {"name": "Morning", "times": "08:00", "zone": "Europe/Berlin"}
            set_up = await ask(fake, wire.interaction("6", "digest create", **given), "next:")
            for number in range(100, 160):  # until the feed's article has been read and briefed
                preview = wire.pressed(str(number), custom_id(set_up, "bw|dpreview"), set_up)
                if "Fire in the port" in str(await ask(fake, preview, "A preview")):
                    break
                await asyncio.sleep(0.5)
            await ask(fake, wire.pressed("7", custom_id(set_up, "bw|dnow"), set_up), "on its way")
            await until(lambda: any("## Morning" in str(each) for each in fake.messages.values()), 60)
            assert "Fire in the port" in str(fake.messages)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 60) == 0
        nonces = [each["nonce"] for each in fake.of("POST", f"/channels/{wire.CHANNEL}/messages")]
        assert len(nonces) == len(set(nonces))


def custom_id(components: Any, start: str) -> str:
    """The custom_id of the button that does this."""
    found: list[str] = []

    def walk(parts: Any) -> None:
        for part in parts:
            found.extend([part["custom_id"]] if str(part.get("custom_id", "")).startswith(start) else [])
            walk(part.get("components", ()))

    walk(components)
    return found[0]
