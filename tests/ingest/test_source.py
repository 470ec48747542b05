"""What a user may name as a source, and what is said when it is none."""

from pathlib import Path

import pytest

from bot.errors import InputError
from bot.ingest.document import kind_of, looks_like_html
from bot.ingest.source import Source, parse_source, read_bytes

LIMIT = 1000


def test_an_address_is_kept_as_it_was_written() -> None:
    assert parse_source(" https://news.example/a?b=1#c ") == Source(
        "https://news.example/a?b=1#c", "address", url="https://news.example/a?b=1#c"
    )


def test_standard_input_and_its_address() -> None:
    assert parse_source("-", url="https://news.example/a") == Source(
        "-", "stdin", url="https://news.example/a"
    )


@pytest.mark.parametrize("name", ["story.html", "story.HTM", "story.txt", "story.md", "story.pdf", "story"])
def test_files_of_kinds_that_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("text")
    assert parse_source(str(path)).path == path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "No source"),
        ("   ", "No source"),
        ("ftp://news.example/a", "ftp: are not read"),
        ("file:///etc/hosts", "file: are not read"),
        ("javascript:alert(1)", "javascript: are not read"),
        ("data:text/html,hello", "data: are not read"),
        ("nowhere.txt", "There is no file nowhere.txt"),
        ("news.example/story", "write https://news.example/story"),
        ("a\0b.txt", "cannot be a file's name|There is no file"),
        ("x" * 5000, "cannot be a file's name|There is no file"),
    ],
)
def test_what_is_no_source_says_so_in_one_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        parse_source(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_name_of_several_lines_makes_no_message_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "a\nb.txt"
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"is empty") as caught:
        read_bytes(parse_source(str(path)), LIMIT)
    assert "\n" not in str(caught.value)


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="no standard input"):
        read_bytes(parse_source("-"), LIMIT)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        parse_source(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "what"),
    [("a.png", "a picture"), ("a.DOCX", "an office document"), ("a.zip", "an archive"), ("a.mp4", "video")],
)
def test_other_kinds_of_file_are_named(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match=what):
        parse_source(str(tmp_path / name))


@pytest.mark.parametrize("url", ["news.example/a", "ftp://news.example", "https://", ""])
def test_a_page_s_address_must_be_one(url: str) -> None:
    with pytest.raises(InputError, match="--url"):
        parse_source("-", url=url)


def test_an_address_has_its_own_address() -> None:
    with pytest.raises(InputError, match="has one already"):
        parse_source("https://news.example/a", url="https://news.example/b")


def test_the_limit_holds_before_anything_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * LIMIT)
    with pytest.raises(InputError, match=r"larger than 0\.001 MB"):
        read_bytes(parse_source(str(path)), LIMIT)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n "])
def test_an_empty_file_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(data)
    with pytest.raises(InputError, match="is empty"):
        read_bytes(parse_source(str(path)), LIMIT)


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (b"<!doctype html><p>x", "", "html"),
        (b"\xef\xbb\xbf  <HTML>", "", "html"),
        ("<html>".encode("utf-16"), "", "html"),
        (b"%PDF-1.7 ...", ".txt", "pdf"),
        (b"A line.", "", "text"),
        (b"# A line", ".md", "markdown"),
        (b"<b>not a page</b> at all", ".txt", "text"),
        (b"A page without tags", ".html", "html"),
        (
            b"From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x",
            "",
            "html",
        ),
        (b"From: Oda Renn\nSubject: The tanker\n\nThe harbour was shut.", "", "text"),
        (b"[Photo: Oda Renn] The harbour was shut.", "", "text"),
    ],
)
def test_what_a_document_is(data: bytes, suffix: str, kind: str) -> None:
    assert kind_of("it", data, suffix) == kind


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04word", b"\x1f\x8b\x08", bytes(range(256)) * 50, b"some\0text"]
)
def test_binary_data_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"it\.txt is"):
        kind_of("it.txt", data, ".txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<?xml version="1.0"?>\n<!-- made by us -->\n<rss version="2.0"><channel/></rss>', "a feed"),
        (b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"/>', "a feed"),
        (b'{"title": "Tanker aground", "body": ["The harbour was shut."]}', "JSON"),
        (b"{\\rtf1\\ansi The harbour was shut.}", "an office document"),
        (b"bplist00\xd1\x01\x02", "a web archive"),
    ],
)
def test_what_is_no_article_is_named(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=f"it is {what}"):
        kind_of("it", data)


def test_a_pdf_that_is_none() -> None:
    with pytest.raises(InputError, match="not a PDF"):
        kind_of("it.pdf", b"hello", ".pdf")


def test_a_page_may_hold_a_stray_nul() -> None:
    assert kind_of("it", b"<html><p>" + b"word " * 500 + b"\0", ".html") == "html"
    assert not looks_like_html(b"Less < more")
