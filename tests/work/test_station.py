"""`briefwire run` from the inside: its parts start together, are watched, and stop in order."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.app import Desk
from bot.config import Settings, default_settings
from bot.errors import ConfigError
from bot.model import Destination, Plan, Schedule, Timing
from bot.ports import Composer as ComposerPort
from bot.station import Station, node_name
from bot.store.deliveries import Ledger
from bot.store.durable import Durable
from bot.store.schedules import SqlSchedules
from tests.work.scripted import Composer, until


class ScriptedDesk(Desk):
    """A desk whose digests are scripted; the rest is as ever."""

    async def composer(self) -> ComposerPort:
        return Composer()


def settings(url: str, port: int = 0) -> Settings:
    metrics = {"host": "127.0.0.1", "port": port}
    work = default_settings().work.model_dump() | {"tick": 0.05, "node": "desk"}
    return default_settings(database_url=url, metrics=metrics, work=work)


@pytest.fixture
def url(in_file: Durable, tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'work.db'}"


async def test_a_schedule_is_posted_to_a_file_and_monitors_are_answered(
    url: str, in_file: Durable, tmp_path: Path, unused_tcp_port: int
) -> None:
    posts = tmp_path / "posts.jsonl"
    async with ScriptedDesk(settings(url, unused_tcp_port)) as desk:
        station = Station(desk, ["worker"])
        await station.start()
        await SqlSchedules(await desk.database()).add(
            Schedule(
                id="s1",
                destination=Destination(platform="file", channel=str(posts)),
                plan=Plan(name="Morning", timing=Timing(times=("08:00",))),
                created_at=datetime.now(UTC),
                next_fire=datetime.now(UTC),
            )
        )
        await until(posts.exists)

        async def recorded() -> bool:
            return (await Ledger(in_file).counts()).get("sent") == 1

        await until(recorded)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{station.address}/healthz") as response:
                health = await response.json()
                assert response.status == 200
            async with session.get(f"{station.address}/metrics") as response:
                told = await response.text()
        await station.stop()
    assert health == {"status": "ok", "node": station.node, "roles": ["worker"]}
    assert 'briefwire_posts_total{outcome="sent",platform="file"}' in told
    assert "briefwire_digest_lateness_seconds_bucket" in told
    [entry] = map(json.loads, posts.read_text().splitlines())
    assert entry["digest"]["name"] == "Morning"
    moved = await in_file.run(lambda conn: conn.exec_driver_sql("SELECT next_fire FROM schedules").scalar())
    assert datetime.fromisoformat(moved).hour == 8


async def test_a_port_that_is_taken_stops_the_start_and_lets_everything_go(url: str) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, ScriptedDesk(settings(url, port)) as desk:
        with pytest.raises(ConfigError, match=f"127.0.0.1:{port}"):
            await Station(desk, ["worker"]).start()


@pytest.mark.parametrize("role", ["slack", "discord", "web"])
async def test_a_role_that_is_not_configured_is_said(url: str, role: str) -> None:
    async with ScriptedDesk(settings(url)) as desk:
        with pytest.raises(ConfigError) as refused:
            await Station(desk, [role]).start()
    assert "\n" not in str(refused.value)


def test_a_node_has_a_new_name_at_each_start() -> None:
    assert node_name("desk") != node_name("desk")
    assert node_name("desk").startswith("desk-")
    assert node_name("")
