"""Many at once: the same order out as in, each line for itself."""

import json

import pytest

from tests.cli.conftest import ARTICLE, Shell


def test_ask_answers_each_line_over_its_own_sources(desk: Shell) -> None:
    desk.write(
        "bakery.txt", ARTICLE.replace("Four", "Nine").replace("four", "nine").replace("Lysgaard", "Holm")
    )
    rescued = "How many people were rescued?"
    lines = desk.write_lines(
        "questions.jsonl",
        {"id": 3, "question": rescued, "sources": ["ferry.txt"]},
        b"{not json",
        b"",
        {"id": "nine", "question": rescued, "source": "bakery.txt"},
        {"id": "gone", "question": rescued, "sources": ["ferry.txt", "gone.txt"]},
        {"id": "none", "question": rescued, "sources": []},
        {"id": "odd", "question": rescued, "sources": [1]},
        {"id": "empty", "question": " ", "sources": ["ferry.txt"]},
        {"id": "no question", "sources": ["ferry.txt"]},
        [1, 2],
        {"id": {"any": "value"}, "question": "Who is the harbour master?", "sources": "ferry.txt"},
    )
    ended = desk("ask", "--batch", lines)
    assert (ended.code, ended.err) == (0, "")
    out = ended.lines
    assert [line["id"] for line in out] == [
        3, None, "nine", "gone", "none", "odd", "empty", "no question", None, {"any": "value"},
    ]  # fmt: skip
    assert out[0]["text"].lower() == "four"
    assert out[2]["text"].lower() == "nine"
    assert "Lysgaard" in out[9]["text"]
    assert ["error" in line for line in out] == [False, True, False, *[True] * 6, False]
    assert "gone.txt" in out[3]["error"]


def test_brief_and_extract_give_their_documents_flat(desk: Shell) -> None:
    lines = [{"id": number, "source": "ferry.txt"} for number in range(5)]
    lines.append({"id": 5, "source": "gone.txt"})
    ended = desk(
        "brief", "--batch", "-", given=(desk.here / desk.write_lines("b.jsonl", *lines)).read_bytes()
    )
    assert (ended.code, ended.err) == (0, "")
    *briefs, failed = ended.lines
    assert [line["id"] for line in briefs] == [0, 1, 2, 3, 4]
    assert all({"id", "article", "headline", "summary", "five_w", "engine"} <= set(line) for line in briefs)
    assert set(failed) == {"id", "error"}
    extracted = desk("extract", "--batch", "b.jsonl").lines
    assert extracted[0].keys() >= {"id", "text", "title"}


@pytest.mark.parametrize(
    ("command", "line", "odd", "known"),
    [
        (
            "ask",
            {"question": "Who?", "articles": ["ferry.txt"]},
            "articles",
            ["question", "sources", "source"],
        ),
        ("ask", {"question": "Who?", "sources": ["ferry.txt"], "Question": "Why?"}, "Question", ["question"]),
        ("brief", {"source": "ferry.txt", "sources": []}, "sources", ["source", "url"]),
        ("extract", {"source": "ferry.txt", "link": "https://news.example/"}, "link", ["source", "url"]),
    ],
)
def test_a_key_that_is_not_known_is_that_lines_error(
    desk: Shell, command: str, line: dict[str, object], odd: str, known: list[str]
) -> None:
    """It was passed over once: `"articles"` for `"sources"` asked the library."""
    lines = desk.write_lines("unknown.jsonl", {"id": 1} | line, {"id": 2, "source": "gone.txt"})
    failed, next_one = desk(command, "--batch", lines).lines
    assert failed["id"] == 1
    assert all(f'"{name}"' in failed["error"] for name in [odd, "id", *known])
    assert next_one["id"] == 2


def test_what_comes_out_is_json_whatever_goes_in(desk: Shell) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    lines = desk.write_lines(
        "odd.jsonl", b'{"id": NaN, "source": "gone.txt"}', b'{"id": [1e9], "source": "x"}'
    )
    ended = desk("extract", "--batch", lines)
    first, second = (json.loads(line, parse_constant=refuse) for line in ended.out.splitlines())
    assert (first["id"], second["id"]) == (None, [1e9])
    assert "not JSON" in first["error"]


def test_a_batch_file_that_is_missing_is_one_line(desk: Shell) -> None:
    ended = desk("extract", "--batch", "gone.jsonl")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("briefwire: The batch file gone.jsonl cannot be read")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_batch_is_done_at_once(desk: Shell, content: bytes) -> None:
    ended = desk("ask", "--batch", "-", given=content)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
