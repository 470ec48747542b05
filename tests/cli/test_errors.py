"""What cannot be done is said in one line on standard error, with exit 1, and nothing is half done."""

import random
import subprocess
import sys

import pytest

from tests.cli.conftest import Shell

GERMAN = (
    "Die Hafenfähre ist am Dienstag vor der Küste gesunken. Vier Menschen wurden nach Angaben der "
    "Küstenwache aus dem Wasser gerettet und in ein Krankenhaus gebracht. Der Bürgermeister der Stadt "
    "kündigte an, dass die Fahrgäste ein Jahr lang kostenlos fahren dürfen. Wem das Schiff gehörte, "
    "wollte er am Abend nicht sagen.\n"
)
LOGIN = (
    "<html><title>Log in</title>"
    "<form>Name <input> Password <input type=password><button>Log in</button></form></html>"
)


@pytest.fixture(scope="module")
def bad(desk: Shell) -> dict[str, str]:
    """Each bad source by what is wrong with it."""
    (desk.here / "folder").mkdir()
    desk.write("locked.txt", "An article that nobody may read, which has words enough.")
    return {
        "missing": "missing.txt",
        "folder": "folder",
        "empty": desk.write("empty.txt", ""),
        "spaces": desk.write("spaces.md", " \n\t\n"),
        "binary": desk.write("binary.html", random.Random(7).randbytes(200_000)),
        "nuls": desk.write("nuls.txt", b"\0" * 5000),
        "large": desk.write("large.html", b"<p>Some words stand here. </p>\n" * 1_400_000),
        "long": desk.write("long.txt", "The ferry sank again on that day. " * 20_000),
        "login": desk.write("login.html", LOGIN),
        "no article": desk.write("bare.html", "<html><body></body></html>"),
        "picture": desk.write("picture.png", b"\x89PNG\r\n\x1a\n"),
        "no pdf": desk.write("broken.pdf", b"%PDF-1.7\nnothing else"),
        "loopback": "http://127.0.0.1:9/",
        "spelling": "http://0x7f.1/",
        "mapped": "http://[::ffff:127.0.0.1]/",
        "private": "http://10.1.2.3/",
        "credentials": "https://user:secret@example.org/",
        "scheme": "ftp://example.org/a",
        "script": "javascript:alert(1)",
        "no host": "http://",
        "no such host": "http://nowhere.invalid/",
    }


def is_one_line(text: str) -> bool:
    return (
        text.startswith("briefwire: ")
        and text.count("\n") == 1
        and text.endswith("\n")
        and "Traceback" not in text
    )


def test_every_bad_source_fails_for_itself_and_the_rest_go_on(desk: Shell, bad: dict[str, str]) -> None:
    good = {"id": "good", "source": "ferry.txt"}
    lines = [{"id": name, "source": source} for name, source in bad.items()]
    ended = desk("extract", "--batch", desk.write_lines("bad.jsonl", *lines, good))
    assert (ended.code, ended.err) == (0, "")
    by_id = {line["id"]: line for line in ended.lines}
    assert list(by_id) == [*bad, "good"]
    assert "Four people" in by_id.pop("good")["text"]
    for name, line in by_id.items():
        assert set(line) == {"id", "error"}, name
        assert len(line["error"]) > 20, name
        assert "\n" not in line["error"], name
        assert "incident" not in line["error"], line
    assert "secret" not in by_id["credentials"]["error"]


@pytest.mark.parametrize("name", ["missing", "empty", "binary", "large", "loopback"])
def test_a_bad_source_is_one_line_and_exit_1(desk: Shell, bad: dict[str, str], name: str) -> None:
    ended = desk("extract", bad[name])
    assert (ended.code, ended.out) == (1, "")
    assert is_one_line(ended.err), ended.err


def test_an_article_in_another_language_is_named_and_extracted_but_not_briefed(desk: Shell) -> None:
    desk.write("german.txt", GERMAN)
    assert desk("extract", "german.txt", "--json").document["language"] == "de"
    for command in (("brief", "german.txt"), ("ask", "Wer wurde gerettet?", "--in", "german.txt")):
        ended = desk(*command)
        assert (ended.code, ended.out) == (1, "")
        assert is_one_line(ended.err)
        assert "German" in ended.err
        assert "extract" in ended.err


@pytest.mark.parametrize("question", ["", "   ", "why " * 2500])
def test_an_empty_or_endless_question_is_refused(desk: Shell, question: str) -> None:
    ended = desk("ask", question, "--in", "ferry.txt")
    assert ended.code == 1
    assert is_one_line(ended.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "a.txt", "--batch", "b.jsonl"),
        ("extract", "--url", "https://news.example/", "--batch", "b.jsonl"),
        ("brief", "--url", "https://news.example/", "--batch", "b.jsonl"),
        ("ask", "--in", "ferry.txt", "--batch", "b.jsonl"),
        ("ask",),
        ("frobnicate",),
        ("extract", "a.txt", "--frobnicate"),
    ],
)
def test_wrong_usage_is_exit_2(desk: Shell, arguments: tuple[str, ...]) -> None:
    ended = desk(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_wrong_settings_are_one_line(desk: Shell) -> None:
    ended = desk("extract", "ferry.txt", env={"BRIEFWIRE_FETCH__MAX_BYTE": "1"})
    assert ended.code == 1
    assert is_one_line(ended.err)
    assert "Did you mean BRIEFWIRE_FETCH__MAX_BYTES?" in ended.err
    own = desk.write("own.toml", "[answer]\nthreshhold = 1\n")
    ended = desk("--config", own, "extract", "ferry.txt")
    assert ended.code == 1
    assert "answer.threshhold is not known" in ended.err
    assert desk("--config", "none.toml", "extract", "ferry.txt").code == 1


def test_a_library_that_cannot_be_written_is_one_line(desk: Shell) -> None:
    ended = desk(
        "brief", "ferry.txt", env={"BRIEFWIRE_DATABASE_URL": "sqlite+aiosqlite:////proc/no/library.db"}
    )
    assert ended.code == 1
    assert is_one_line(ended.err)


@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        ("<&-", "chat", 0),
        ("<&-", "extract -", 1),
        ("<&-", "extract --batch -", 0),
        ("<&-", "feeds import -", 1),
        ("2>&-", "extract ferry.txt", 0),
        ("2>&-", "extract gone.txt", 1),
        (">&-", "extract ferry.txt", 1),
        (">&-", "--help", 1),
        ("<&- >&- 2>&-", "extract ferry.txt", 1),
    ],
)
def test_a_closed_stream_is_told_or_borne(desk: Shell, closed: str, arguments: str, code: int) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m bot {arguments} {closed}"],
        capture_output=True,
        cwd=desk.here,
        env=desk.environment(),
        check=False,
    )
    assert (ended.returncode, "Traceback" in ended.stderr.decode()) == (code, False)
    assert "incident" not in ended.stderr.decode()
    assert code == 0 or not ended.stderr or is_one_line(ended.stderr.decode())
