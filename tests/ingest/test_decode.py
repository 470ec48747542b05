"""Bytes become text by declaration and by content."""

import pytest

from bot.ingest.decode import declared_inside, decode

ENGLISH = "The café’s owner – José Núñez – said: “We will not sell.” It costs £20 or €25. " * 3
RUSSIAN = "Министерство иностранных дел сообщило во вторник о переговорах между двумя странами. " * 5


def page(charset: str, text: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_undeclared_text_is_read_by_its_content(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(
    ("declared", "real"),
    [("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("windows-1252", "cp1252"),
     ("iso-8859-1", "cp1252"), ("us-ascii", "utf-8"), ("no-such-thing", "utf-8"), ("utf-16", "utf-8")],
)  # fmt: skip
def test_a_wrong_declaration_does_not_win_over_content(declared: str, real: str) -> None:
    html = page(declared, ENGLISH)
    assert decode(html.encode(real)) == html
    assert decode(ENGLISH.encode(real), declared) == ENGLISH


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_declared_encoding_of_one_byte_is_believed(encoding: str) -> None:
    html = page(encoding, RUSSIAN)
    assert decode(html.encode(encoding)) == html


def test_an_undeclared_encoding_is_recognised() -> None:
    assert decode(RUSSIAN.encode("windows-1251")) == RUSSIAN


def test_bytes_of_windows_within_utf_8_are_repaired() -> None:
    data = "“Ça suffit”, a dit José. ".encode() * 5 + "It’s over".encode("cp1252")
    assert decode(data) == "“Ça suffit”, a dit José. " * 5 + "It’s over"


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-jp", "gb2312", "big5", "euc-kr"])
def test_declared_encodings_of_east_asia(encoding: str) -> None:
    text = {"euc-kr": "서울", "gb2312": "北京"}.get(encoding, "東京")
    assert text in decode(page(encoding, text * 30).encode(encoding))


def test_nothing_is_too_broken_to_be_read() -> None:
    assert isinstance(decode(bytes(range(256)) * 3), str)
    assert decode(b"caf\xe9", "utf-8") == "café"


def test_where_a_declaration_may_stand() -> None:
    assert declared_inside(b'<?xml version="1.0" encoding="ISO-8859-2"?><html>') == "iso8859-2"
    assert (
        declared_inside(b'<meta http-equiv=Content-Type content="text/html; charset=windows-1251">')
        == "cp1251"
    )
    assert declared_inside(b"<p>charset=utf-7</p>") is None
