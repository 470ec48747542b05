"""The terminal chat: piped, and on a pseudo-terminal as its users have it."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.conftest import Shell

PROMPT = "›"


class Terminal:
    """A command on a pseudo-terminal: what it shows is read, what is typed is written."""

    def __init__(self, shell: Shell, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=shell.here,
            env=shell.environment(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="80", LINES="40"),
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def until(self, text: str, seconds: float = 40) -> str:
        """What is shown up to and with `text`, which is taken off."""
        deadline = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < deadline, f"{text!r} never came: {self.shown!r}"
            if select.select([self._ours], [], [], 0.2)[0]:
                self._read()
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def type(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._ours, keys.encode())

    def end(self, seconds: float = 30) -> int:
        """The exit code, once the command has ended; what it still shows is read."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it goes on: {self.shown!r}"
            if select.select([self._ours], [], [], 0.1)[0]:
                self._read()
        return self.process.returncode

    def close(self) -> None:
        """End the command, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def _read(self) -> None:
        try:
            self.shown += os.read(self._ours, 65536).decode(errors="replace")
        except OSError:  # Linux says so when the other side has closed
            time.sleep(0.05)


@contextmanager
def terminal(shell: Shell, *arguments: str) -> Iterator[Terminal]:
    """A command on a pseudo-terminal, ended afterwards."""
    opened = Terminal(shell, *arguments)
    try:
        yield opened
    finally:
        opened.close()


def test_piped_lines_are_questions_and_commands_with_a_memory(desk: Shell) -> None:
    said = (
        "How many people were rescued?\n\n/help\n/sources\n/ask Who is the harbour master?\n/frob\n"
        "/brief gone.txt\n/follow\n/forget\n/sources\n/brief ferry.txt\n/quit\nnever asked\n"
    )
    ended = desk("chat", "--in", "ferry.txt", given=said)
    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out
    shown = iter(ended.out.splitlines())
    for expected in (
        "> How many people were rescued?",
        "Four people were rescued from the water",
        "/forget: ",
        "Harbour ferry sinks off Vellen",
        "Lysgaard",
        "There is no /frob",
        "There is no file gone.txt",
        "Nothing is followed yet",
        "Forgotten",
        "Your library",
        "Who did what",
    ):
        assert any(expected in line for line in shown), expected
    assert "never asked" not in ended.out


def test_words_that_are_no_questions_do_what_they_say_and_a_conversation_is_no_article(desk: Shell) -> None:
    said = "help\n/BRIEF gone.txt\n/brief -\n/brief\n/sources\nQuit\nnever asked\n"
    ended = desk("chat", "--in", "ferry.txt", given=said)
    assert ended.code == 0
    assert "/forget: " in ended.out
    assert "There is no file gone.txt" in ended.out
    assert ended.out.count("/brief SOURCE.") == 2
    assert "Harbour ferry sinks off Vellen" in ended.out
    assert "Not stated" not in ended.out
    assert "never asked" not in ended.out


def test_a_follow_up_is_understood_from_the_conversation(desk: Shell) -> None:
    ended = desk("chat", "--in", "ferry.txt", given="Who is Annika Brandt?\nWhat did she offer?\n")
    assert ended.code == 0
    assert "Understood as: What did Annika Brandt offer?" in ended.out


def test_on_a_terminal_it_answers_completes_and_ends_with_ctrl_d(desk: Shell) -> None:
    with terminal(desk, "chat", "--in", "ferry.txt") as chat:
        chat.until(PROMPT)
        chat.type("How many people were rescued?\r")
        assert "Four" in chat.until("The Vellen Gazette")
        chat.until(PROMPT)
        chat.type("/sour")
        chat.until("what questions are answered from")  # the menu of what fits
        chat.type("\t")
        chat.until("ces")
        chat.type("\r")
        chat.until("Harbour ferry sinks")
        chat.until(PROMPT)
        chat.type("\x04")
        assert chat.end() == 0
        assert "Traceback" not in chat.shown
    history = desk.home / ".local" / "state" / "briefwire" / "chat_history"
    assert "How many people were rescued?" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_ctrl_c_clears_the_line_then_ends(desk: Shell) -> None:
    with terminal(desk, "chat", "--in", "ferry.txt") as chat:
        chat.until(PROMPT)
        chat.type("half a question")
        chat.until("question")
        chat.type("\x03")
        chat.until(PROMPT)
        chat.type("\x03")
        assert chat.end() == 0
        assert "Traceback" not in chat.shown


def test_ctrl_c_gives_up_an_answer_and_the_conversation_goes_on(desk: Shell) -> None:
    with terminal(desk, "chat", "--in", "ferry.txt") as chat:
        chat.until(PROMPT)
        chat.type("How many people were rescued?\r")
        chat.until("\n")
        time.sleep(0.3)
        os.killpg(chat.process.pid, signal.SIGINT)
        chat.until("Given up.")
        chat.until(PROMPT)
        chat.type("/quit\r")
        assert chat.end() == 0
        assert "Traceback" not in chat.shown


def test_ctrl_c_ends_a_command_quietly(desk: Shell) -> None:
    with terminal(desk, "brief", "-") as waiting:
        waiting.until("Reading")
        os.killpg(waiting.process.pid, signal.SIGINT)
        assert waiting.end() == 130
        assert "Traceback" not in waiting.shown


def test_a_brief_fits_a_terminal(desk: Shell) -> None:
    with terminal(desk, "brief", "ferry.txt") as shown:
        assert shown.end(90) == 0
        assert "\x1b[1m" in shown.shown
        assert "Who did what" in shown.shown


def test_help_shows_how_each_command_is_used(desk: Shell) -> None:
    ended = desk("chat", given="/help\n")
    assert "  /brief SOURCE: take an article apart" in ended.out
    assert "/brief: SOURCE" not in ended.out
