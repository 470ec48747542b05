"""What reaches a pipe or a terminal: plain where it is piped, and never a character that commands it."""

import subprocess
import sys

from bot.chat.plain import clean, one_line
from tests.cli.conftest import ARTICLE, Shell

BOXES = "─│┌┐└┘├┤━┃╭╮╰╯"
HOSTILE = ARTICLE.replace(
    "Torben Lysgaard", "Torben [bold red]Lysgaard[/bold red] \x1b[2J\x1b]0;pwned\x07\u202e"
)


def test_clean_keeps_words_and_drops_what_commands_a_terminal() -> None:
    assert clean("a\x1b[31mb\x07\x00c\x9bd\u202ee\ud800f\r\ng\th\u2028i") == "a[31mbcdef\ng h i"
    assert clean("naïve – “日本語” \U0001f600 שלום") == "naïve – “日本語” \U0001f600 שלום"
    assert one_line("a\n\n b\r\nc") == "a b c"


def test_piped_output_is_plain_and_unwrapped(desk: Shell) -> None:
    for command in (("brief", "ferry.txt"), ("extract", "ferry.txt"), ("--help",)):
        ended = desk(*command, env={"COLUMNS": "40"})
        assert "\x1b" not in ended.out
        assert not set(BOXES) & set(ended.out)
    brief = desk("brief", "ferry.txt").out
    assert (
        "Four people were rescued from the water and taken to hospital, according to the coast guard."
        in brief
    )
    for heading in ("In short", "Who did what", "Who said what", "The sentences"):
        assert heading in brief


def test_markup_and_control_characters_of_an_article_are_only_text(desk: Shell) -> None:
    desk.write("hostile.txt", HOSTILE)
    for command in (("extract", "hostile.txt"), ("brief", "hostile.txt"), ("brief", "hostile.txt", "--json")):
        ended = desk(*command)
        assert ended.code == 0, ended.err
        assert "[bold red]Lysgaard" in ended.out or command == ("brief", "hostile.txt")
        assert not {"\x1b", "\x07", "\u202e"} & set(ended.out)


def test_a_terminal_that_knows_no_unicode_gets_question_marks_and_json_stays_utf8(desk: Shell) -> None:
    desk.write("marks.txt", ARTICLE.replace("calm", "calm – “smooth”"))
    latin = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert desk("extract", "marks.txt", env=latin).code == 0
    assert "“smooth”" in desk("extract", "marks.txt", "--json", env=latin).document["text"]


def test_a_reader_that_leaves_early_is_no_error(desk: Shell) -> None:
    lines = [{"id": number, "source": "ferry.txt"} for number in range(300)]
    batch = desk.write_lines("many.jsonl", *lines)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "extract", "--batch", batch],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=desk.here,
        env=desk.environment(),
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 1
