"""A hosted model from the command line: its answers, what it cost, its check; and no key anywhere."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Shell
from tests.engine.hosted.server import Says, Server, answer, serving

KEY = "sk-cli-0123456789"
QUOTE = "A passenger ferry struck the pier"


@pytest.fixture
def server() -> Iterator[Server]:
    """The scripted server in a thread of its own: the command is another process."""
    loop, ready, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[Server] = []

    async def run() -> None:
        async with serving() as running:
            found.append(running)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(10)
    yield found[0]
    loop.call_soon_threadsafe(done.set)
    thread.join(10)
    loop.close()


def environment(server: Server, **more: str) -> dict[str, str]:
    return {"OPENAI_API_KEY": KEY, "BRIEFWIRE_OPENAI__BASE_URL": server.address, **more}


def test_an_answer_its_cost_and_a_check(shell: Shell, server: Server) -> None:
    text = f"Pier struck\n\n{QUOTE} in Tolm on Monday, the harbour office said. Nobody was hurt in it.\n"
    (shell.here / "pier.txt").write_text(text)
    claim = ("A passenger ferry struck the pier in Tolm, according to the harbour office.", QUOTE)
    server.say(Says(answer(claim), usage=(1000, 50)))
    own = environment(server, BRIEFWIRE_OPENAI__INPUT_PRICE="2", BRIEFWIRE_OPENAI__OUTPUT_PRICE="8")
    told = shell("-v", "ask", "What struck the pier?", "--in", "pier.txt", "--json", env=own)
    assert told.document["text"] == claim[0]
    assert told.document["engine"]["name"] == "hosted"
    costs = shell("costs", "--json", env=own).document
    assert [(row["task"], row["sent"], row["written"], row["cost"]) for row in costs["uses"]] == [
        ("answer", 1000, 50, 0.0024)
    ]
    assert "1,000 tokens sent, 50 written, 0.0024" in shell("costs", env=own).out
    checked = shell("check", env=own)
    assert "ok    hosted model: gpt-4.1-mini at 127.0.0.1 writes" in checked.out
    assert KEY not in told.out + told.err + checked.out + checked.err
    assert server.keys[0] == f"Bearer {KEY}"


def test_a_key_that_is_refused_is_told_without_it(shell: Shell, server: Server) -> None:
    server.say(Says(status=401, body=f'{{"error": {{"message": "Incorrect API key provided: {KEY}"}}}}'))
    checked = shell("-v", "check", env=environment(server))
    assert checked.code == 1
    assert "FAIL  hosted model: The hosted model at 127.0.0.1 refuses the key" in checked.out
    assert KEY not in checked.out + checked.err


def test_without_a_model_nothing_was_used(shell: Shell) -> None:
    assert "No hosted model was used" in shell("costs").out
    assert "the embedded engine writes" in shell("check").out


def test_a_key_in_a_settings_file_is_refused(shell: Shell) -> None:
    (shell.here / "own.toml").write_text(f'[openai]\napi_key = "{KEY}"\n')
    ended = shell("--config", "own.toml", "costs")
    assert ended.code == 1
    assert "BRIEFWIRE_OPENAI__API_KEY" in ended.err
    assert KEY not in ended.err
