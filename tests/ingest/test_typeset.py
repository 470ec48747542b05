"""How `Article.text` is set, for any text at all."""

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.ingest.document import Document
from bot.ingest.parse import parse_document
from bot.ingest.typeset import set_line, set_text

ODD = st.text(
    st.sampled_from(
        list("aé\u0301\u00a0\u200b\ufeff\u00ad \t\n\r\x00\x07\x85\u2028\u2029\u3000.“”한\u1112\u1161")
    ),
    max_size=60,
)


def assert_set(text: str) -> None:
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff\u00ad\u2028\u2029\u00a0\ud800-\udfff]", text
    )
    assert text == text.strip()
    for paragraph in text.split("\n\n") if text else []:
        assert paragraph
        assert "\n" not in paragraph
        assert paragraph == paragraph.strip()
        assert "  " not in paragraph


@given(st.lists(st.text(max_size=80) | ODD, max_size=8))
@example(["\ud800", "e", "\u0301x"])
def test_any_paragraphs_are_set_alike(paragraphs: list[str]) -> None:
    text = set_text(paragraphs)
    assert_set(text)
    assert set_text(text.split("\n\n")) == text


def test_a_line_keeps_its_words() -> None:
    assert (
        set_line("  The \u00a0caf\u0065\u0301 re\u00adopened\u200b\n on Tues\ufeffday. ")
        == "The café reopened on Tuesday."
    )
    assert set_line("می\u200cخواهم") == "می\u200cخواهم"


@settings(deadline=None)  # the first text of another language loads a model
@given(st.text(max_size=400) | ODD)
def test_any_plain_text_is_parsed_to_a_set_text(text: str) -> None:
    for kind in ("text", "markdown"):
        parsed = parse_document(Document("it", kind, text.encode("utf-8", "replace")))
        assert_set(parsed.text)
