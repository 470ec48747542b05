"""What scripts read: the JSON documents, the exit codes, and where things are written."""

import pytest

from tests.cli.conftest import ARTICLE, ROOT, Shell

EXTRACTED = {"url", "canonical_url", "site", "title", "byline", "published_at", "language", "text"}
PARTS = ("summary", "actors", "positions", "quotes", "figures", "timeline", "places", "not_stated")
SOURCED = {"article_id", "url", "quote", "start", "end"}


@pytest.fixture(scope="module")
def text(desk: Shell) -> str:
    return str(desk("extract", "ferry.txt", "--json").document["text"])


def test_extract_gives_text_and_metadata(desk: Shell) -> None:
    document = desk("extract", "ferry.txt", "--json").document
    assert set(document) >= EXTRACTED
    assert document["title"] == "Harbour ferry sinks off Vellen, four rescued"
    assert document["published_at"].startswith("2025-03-04T09:00:00")
    assert document["text"].startswith("VELLEN - The harbour ferry")


def test_extract_reads_standard_input_and_takes_the_address_of_a_saved_page(desk: Shell) -> None:
    page = (ROOT / "seeds" / "library-ransomware.html").read_bytes()
    desk.write("saved.html", page)
    assert desk("extract", "-", "--json", given="A ferry sank off the coast of Vellen today.\n").code == 0
    document = desk(
        "extract", "saved.html", "--url", "https://echo.example/a?utm_source=x", "--json"
    ).document
    assert document["url"] == "https://echo.example/a?utm_source=x"


def test_brief_gives_every_part_with_evidence_that_stands_in_the_text(desk: Shell, text: str) -> None:
    ended = desk("brief", "ferry.txt", "--json")
    document = ended.document
    assert ended.err == ""
    assert set(document["article"]) >= EXTRACTED | {"id"}
    assert document["article"]["text"] == text
    assert set(document["five_w"]) == {"who", "what", "when", "where", "why", "how"}
    assert document["engine"]["name"].startswith("embedded")
    slots = [slot for slot in document["five_w"].values() if slot]
    elements = [*slots, *(element for part in PARTS for element in document[part])]
    assert len(elements) > 5
    for element in elements:
        assert element["evidence"]
        for evidence in element["evidence"]:
            assert set(evidence) >= SOURCED
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_ask_answers_with_the_sentence_and_says_what_is_not_stated(desk: Shell, text: str) -> None:
    answered = desk("ask", "How many people were rescued?", "--in", "ferry.txt", "--json").document
    assert answered["status"] == "answered"
    assert "four" in answered["text"].lower()
    evidence = answered["evidence"][0]
    assert set(evidence) >= SOURCED
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert "Four people were rescued" in evidence["quote"]
    assert 0 <= answered["confidence"] <= 1
    refused = desk("ask", "What is the capital of France?", "--in", "ferry.txt", "--json")
    assert refused.code == 0
    assert (refused.document["status"], refused.document["text"]) == ("not_stated", "")


def test_several_questions_are_one_document_with_each_answer_in_it(desk: Shell) -> None:
    asked = "How many people were rescued? Who is the harbour master?"
    document = desk("ask", asked, "--in", "ferry.txt", "--json").document
    assert len(document["answers"]) == 2
    assert "Lysgaard" in document["text"]
    assert len(document["text"]) <= 300


def test_what_is_saved_answers_questions_without_a_source(shell: Shell) -> None:
    shell.write("ferry.txt", ARTICLE)
    assert "library is empty" in shell("ask", "How many people were rescued?").out
    assert shell("brief", "ferry.txt", "--save").code == 0
    ended = shell("ask", "How many people were rescued?")
    assert "Four people were rescued" in ended.out
    assert "The Vellen Gazette, 4 March 2025, 09:00 UTC" in ended.out


def test_help_and_version(desk: Shell) -> None:
    ended = desk("--help")
    assert ended.code == 0
    for command in (
        "demo",
        "extract",
        "brief",
        "ask",
        "chat",
        "check",
        "run",
        "digest",
        "follow",
        "feeds",
        "poll",
        "db",
    ):
        assert f"\n  {command} " in ended.out
    assert desk("--version").out.startswith("briefwire ")


def test_check_and_migrations_say_where_things_are(desk: Shell) -> None:
    ended = desk("check")
    assert (ended.code, ended.err) == (0, "")
    assert str(desk.home / ".config" / "briefwire" / "config.toml") in ended.out
    for part in ("settings", "database", "models", "hosted model", "Slack", "Discord"):
        assert f"ok    {part}" in ended.out
    assert "up to date" in desk("db", "upgrade").out


def test_check_says_what_is_wrong_with_the_database(desk: Shell) -> None:
    desk.write("broken.db", b"this is no database" * 100)
    broken = f"sqlite+aiosqlite:///{desk.here / 'broken.db'}"
    ended = desk("check", env={"BRIEFWIRE_DATABASE_URL": broken})
    assert ended.code == 1
    assert "FAIL  database: " in ended.out
    assert "ok    models" in ended.out
    assert ended.err == "briefwire: 1 of the checks failed.\n"
