"""PDFs: lines joined to paragraphs, running heads gone, and clear words for those without text."""

import pytest

from bot.errors import ExtractError
from bot.ingest.document import Document
from bot.ingest.parse import parse_document
from tests.ingest.pdfs import Line, pdf

FIRST = [
    Line("The Velling Courier", 810, size=8),
    Line("Tanker aground off Velling", 760, size=20),
    Line("By Oda Renn", 735),
    Line("The harbour at Velling was shut on Monday after a tanker ran aground near the", 700),
    Line("north pier, the port authority said. Nobody was hurt, accord-", 686),
    Line("ing to the coastguard.", 672),
    Line("“We pulled eleven people off the deck before midnight,” said Marta Quill, who", 650),
    Line("runs the lifeboat station. She had been on duty since the morning and said that the", 636),
    Line("12", 30, x=290),
]
SECOND = [
    Line("The Velling Courier", 810, size=8),
    Line("wind had been stronger than forecast.", 760),
    Line("Ferries to the islands were cancelled until at least Thursday, the line said.", 738),
    Line("13", 30, x=290),
]
THIRD = [
    Line("The Velling Courier", 810, size=8),
    Line("No oil had leaked by Tuesday morning.", 760),
    Line("14", 30, x=290),
]


def parsed(data: bytes):
    return parse_document(Document("it.pdf", "pdf", data))


def test_lines_become_paragraphs_across_pages() -> None:
    article = parsed(pdf([FIRST, SECOND, THIRD]))
    assert article.title == "Tanker aground off Velling"
    assert article.byline == "Oda Renn"
    assert article.language == "en"
    assert article.text.split("\n\n") == [
        "The harbour at Velling was shut on Monday after a tanker ran aground near the north pier, the port "
        "authority said. Nobody was hurt, according to the coastguard.",
        "“We pulled eleven people off the deck before midnight,” said Marta Quill, who runs the lifeboat "
        "station. She had been on duty since the morning and said that the wind had been stronger than "
        "forecast.",
        "Ferries to the islands were cancelled until at least Thursday, the line said.",
        "No oil had leaked by Tuesday morning.",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        Line(f"The council met on Monday and voted on item {n} of its list.", 700 - 14 * n, size=8)
        for n in range(5)
    ]
    right = [
        Line(f"The mayor said item {n} would be dropped next year.", 700 - 14 * n, x=320, size=8)
        for n in range(5)
    ]
    text = parsed(pdf([[*left, *right]])).text
    assert text.index("item 4 of its list") < text.index("The mayor said item 0")


def test_the_document_s_own_title_serves_where_none_is_printed() -> None:
    lines = [Line("The council voted on Monday to close the bridge, the mayor said in the evening.", 700)]
    article = parsed(pdf([lines], info="/Title (Bridge to close) /Author (Oda Renn)"))
    assert (article.title, article.byline) == ("Bridge to close", "Oda Renn")


def test_a_scanned_pdf_is_told_as_such() -> None:
    with pytest.raises(ExtractError, match="scanned"):
        parsed(pdf([[], []]))


def test_an_encrypted_pdf_is_told_as_such() -> None:
    key = "<" + "00" * 32 + ">"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(ExtractError, match="encrypted"):
        parsed(pdf([FIRST], trailer=encrypt))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n" + bytes(range(256)) * 20, b"%PDF-1.7", pdf([FIRST])[:300]])
def test_a_damaged_pdf_is_told_as_such(data: bytes) -> None:
    with pytest.raises(ExtractError, match=r"damaged|scanned"):
        parsed(data)
