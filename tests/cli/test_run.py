"""`briefwire run` as its operator has it: it starts, posts, is watched, and stops when it is told to."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Destination, Plan, Schedule, Timing
from bot.store.database import open_database
from bot.store.schedules import SqlSchedules
from tests.cli.conftest import Shell


def schedule(shell: Shell, destination: Destination) -> str:
    """Store a schedule that is due now and says so when there is no news; the database's address."""
    url = f"sqlite+aiosqlite:///{shell.here / 'desk.db'}"

    async def store() -> None:
        database, _ = await open_database(url)
        await SqlSchedules(database).add(
            Schedule(
                id="s1",
                destination=destination,
                plan=Plan(name="Morning", timing=Timing(times=("08:00",)), when_empty="say"),
                created_at=datetime.now(UTC),
                next_fire=datetime.now(UTC),
            )
        )
        await database.close()

    asyncio.run(store())
    return url


@contextmanager
def running(shell: Shell, url: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The command, once it says that it runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", *arguments],
        cwd=shell.here,
        env=shell.environment(BRIEFWIRE_DATABASE_URL=url, BRIEFWIRE_WORK__TICK="0.1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr
        assert " runs as worker" in process.stderr.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists() and path.read_text().endswith("\n"):
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"{path} was never written")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_it_posts_is_watched_and_stops_in_order(shell: Shell) -> None:
    posts, port = shell.here / "posts.jsonl", free_port()
    url = schedule(shell, Destination(platform="file", channel=str(posts)))
    with running(shell, url, "--metrics-port", str(port)) as process:
        wait_for(posts)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert json.load(answer)["status"] == "ok"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert b"briefwire_posts_total" in answer.read()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines()[-1] == "Stopped."
    assert "Traceback" not in err
    [entry] = map(json.loads, posts.read_text().splitlines())
    assert (entry["digest"]["name"], entry["digest"]["stories"]) == ("Morning", [])


def test_a_second_signal_ends_it_at_once(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the post and never answers
        hook = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        url = schedule(shell, Destination(platform="webhook", channel=hook))
        with running(shell, url, "--only", "worker") as process:
            calling, _ = silent.accept()
            process.send_signal(signal.SIGINT)
            assert process.stderr
            assert process.stderr.readline().startswith("Stopping")
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=10)
            calling.close()
        assert process.returncode == 130


def test_with_nothing_to_run_it_says_what_to_set(shell: Shell) -> None:
    ended = shell("run")
    assert (ended.code, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 1
    assert "BRIEFWIRE_DISCORD__TOKEN" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--only", "discord"), 1, "Discord is not configured: set BRIEFWIRE_DISCORD__TOKEN."),
        (("--only", "slack"), 1, "Slack is not configured: set BRIEFWIRE_SLACK__BOT_TOKEN."),
        (("--only", "everything"), 2, "there is no role 'everything'"),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    shell: Shell, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ended = shell("run", *arguments)
    assert ended.code == code
    assert says in ended.err


def test_a_copy_of_the_database_is_made(shell: Shell) -> None:
    assert shell("db", "upgrade").code == 0
    ended = shell("db", "backup", "copy.db")
    assert ended.code == 0
    assert ended.out.startswith("copy.db is a copy of ")
    assert shell("db", "backup", "copy.db").code == 1
