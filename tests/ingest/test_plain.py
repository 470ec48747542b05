"""Plain text and Markdown: headline, front lines, paragraphs and the day on which it appeared."""

from datetime import UTC, date, datetime
from textwrap import fill

import pytest

from bot.ingest.dates import exact_moment, full_dates, parse_moment
from bot.ingest.document import Document, kind_of
from bot.ingest.parse import Parsed, parse_document

BODY = (
    "The harbour at Velling was shut on Monday after a tanker ran aground, the port authority said.\n\n"
    "Ferries to the islands were cancelled until at least Thursday, it added.\n"
)


def text_of(text: str) -> Parsed:
    return parse_document(Document("it.txt", "text", text.encode()))


def markdown_of(text: str) -> Parsed:
    return parse_document(Document("it.md", "markdown", text.encode()))


def day(parsed: Parsed) -> date | None:
    return parsed.published.at.date() if parsed.published else None


def test_the_first_line_is_the_headline_when_it_reads_as_one() -> None:
    article = text_of(f"Tanker aground off Velling\n\n{BODY}")
    assert article.title == "Tanker aground off Velling"
    assert article.text == BODY.strip()


@pytest.mark.parametrize(
    "first", ["", "Velling was quiet on Sunday.\n\n", "By Oda Renn\n\n", "Photo: Oda Renn\n\n"]
)
def test_and_is_not_when_it_does_not(first: str) -> None:
    assert text_of(first + BODY).title is None


def test_front_lines() -> None:
    article = text_of(
        "Tanker aground off Velling\nBy Oda Renn\nPublished: 2024-01-18T17:20:00+01:00\n"
        f"URL: https://courier.example/tanker\nSite: The Courier\n\n{BODY}"
    )
    assert (article.title, article.byline, article.site) == (
        "Tanker aground off Velling",
        "Oda Renn",
        "The Courier",
    )
    assert article.canonical_link == "https://courier.example/tanker"
    assert article.published is not None
    assert article.published.at == datetime(2024, 1, 18, 16, 20, tzinfo=UTC)
    assert article.published.precision == "minute"
    assert article.text == BODY.strip()


def test_markdown_front_lines_and_markup() -> None:
    article = markdown_of(
        "# Tanker *aground* off Velling\nBy Oda Renn\nPublished: 2024-01-18\n"
        "URL: https://courier.example/tanker\n\n"
        "The harbour at [Velling](https://velling.example) was **shut** on Monday\n"
        "after a tanker ran aground.\n\n"
        "## What is known\n\n![A tug](tug.jpg)\n\n<!-- cut here -->\n\n"
        "> “All are well,” said Marta Quill.\n\n"
        "- Ferries were cancelled until Thursday.\n- Two tugs were sent from Norrby.\n"
    )
    assert (article.title, article.byline) == ("Tanker aground off Velling", "Oda Renn")
    assert article.published is not None
    assert article.published.precision == "day"
    assert article.text.split("\n\n") == [
        "The harbour at Velling was shut on Monday after a tanker ran aground.",
        "What is known",
        "“All are well,” said Marta Quill.",
        "Ferries were cancelled until Thursday.",
        "Two tugs were sent from Norrby.",
    ]


def test_yaml_front_matter() -> None:
    article = markdown_of(f'---\ntitle: "Tanker aground"\nauthor: Oda Renn\ndate: 2024-01-18\n---\n\n{BODY}')
    assert (article.title, article.byline, day(article)) == ("Tanker aground", "Oda Renn", date(2024, 1, 18))
    assert article.text == BODY.strip()


def test_front_matter_of_a_site_generator_is_no_part_of_the_text() -> None:
    article = markdown_of(
        "---\nlayout: post\ntitle: 'Tanker aground: a farewell'\nauthor:\n  - Oda Renn\n  - name: Bo Lind\n"
        "tags: [sea, ships]\ndate: 2024-01-18 10:00:00 +0100\ndraft: false\n"
        f"canonical_url: https://courier.example/tanker\n---\n\nA short word first\n\n{BODY}"
    )
    assert (article.title, article.byline) == ("Tanker aground: a farewell", "Oda Renn, Bo Lind")
    assert article.canonical_link == "https://courier.example/tanker"
    assert article.published == parse_moment("2024-01-18T09:00:00Z")
    assert article.text == BODY.strip()


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Tanker aground"\ndate = 2024-01-18\n\n[author]\nname = "Oda Renn"\n+++\n',
        '\ufeff---\r\ntitle: "Tanker aground"\r\nauthors: [Oda Renn]\r\ndate: 18 January 2024\r\n---\r\n',
        "---\ntitle: Tanker aground\nsummary: Port: shut\nauthor: Oda Renn\ndate: 2024-01-18\n---\n",
    ],
)
def test_front_matter_is_read_in_each_of_its_forms(front: str) -> None:  # the last is no proper YAML
    article = markdown_of(front + BODY)
    assert (article.title, article.byline, day(article)) == ("Tanker aground", "Oda Renn", date(2024, 1, 18))
    assert article.text == BODY.strip()


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert "The pier is shut." in markdown_of(f"---\n\nThe pier is shut.\n\n---\n\n{BODY}").text
    assert markdown_of(f"---\n---\n\n{BODY}").text == BODY.strip()


def test_a_table_in_markdown_is_rows_as_on_a_page() -> None:
    table = "| Year | Ships |\n|------|-------|\n| 2023 | *Two* |"
    article = markdown_of(f"# Tanker aground\n\n{BODY}\n\n{table}\n\nThe port has no other figures.\n")
    assert article.text.endswith("Year | Ships\n\n2023 | Two\n\nThe port has no other figures.")


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    article = text_of(
        "Tanker aground off Velling\n\n"
        "The harbour at Velling was shut on Monday after a\ntanker ran aground near "
        "the pier, the authority\nsaid. Nobody was hurt.\n\nFerries to the islands were cancelled.\n"
    )
    assert article.text.split("\n\n")[0].endswith("the authority said. Nobody was hurt.")


WRAPPED = [
    "The harbour at Velling was shut on Monday after a tanker ran aground near the pier, the port authority "
    "said. Nobody was hurt.",
    "“We pulled eleven people off the deck before midnight,” said Oda Renn, who runs the lifeboat station of "
    "Velling.",
    "Islanders disagree. The chairman of their association, Tomas Berg, accused the port of breaking a "
    "promise that it had made in 2021.",
]


@pytest.mark.parametrize("width", [34, 72, 118])
def test_lines_broken_to_any_width_are_whole_paragraphs(width: int) -> None:
    paragraphs = "\n\n".join(fill(paragraph, width) for paragraph in WRAPPED)
    assert text_of(f"Tanker aground off Velling\n\n{paragraphs}").text.split("\n\n") == WRAPPED


@pytest.mark.parametrize("indent", ["   ", "\t"])
def test_an_indented_line_opens_a_paragraph(indent: str) -> None:
    lines = "\n".join(fill(paragraph, 60, initial_indent=indent) for paragraph in WRAPPED)
    assert text_of(f"Tanker aground off Velling\n\n{lines}").text.split("\n\n") == WRAPPED


def test_a_quoted_mail_is_read_without_its_marks() -> None:
    lines = "\n>\n".join(fill(p, 70, initial_indent="> ", subsequent_indent="> ") for p in WRAPPED)
    article = text_of(f"> Tanker aground off Velling\n>\n{lines}\n")
    assert article.title == "Tanker aground off Velling"
    assert article.text.split("\n\n") == WRAPPED


def test_a_headline_and_its_standfirst_are_two_lines() -> None:
    article = text_of(
        "Tanker aground off Velling harbour on Monday night\n"
        f"Port shut as crews try to pull the ship off the sand.\n\n{BODY}"
    )
    assert article.title == "Tanker aground off Velling harbour on Monday night"
    assert article.text.startswith("Port shut as crews try to pull the ship off the sand.\n\nThe harbour")


def test_lines_without_blank_ones_between_are_paragraphs() -> None:
    lines = [line for line in BODY.split("\n") if line]
    assert text_of("\r\n".join(["Tanker aground off Velling", *lines])).text.split("\n\n") == lines


@pytest.mark.parametrize(
    "line",
    [
        "A tug near the tanker on January 18, 2024 [Lena Horvat/AFP]",
        "A tug near the tanker, 18 January 2024. (Photo by Lena Horvat / AFP)",
        "January 18, 2024",
        "Published 18 January 2024",
        "VELLING, Jan. 18, 2024 (Courier) - A second tug has reached the tanker, the owner said.",
    ],
)
def test_the_day_is_taken_from_a_caption_a_line_or_a_dateline(line: str) -> None:
    article = text_of(f"Tanker aground off Velling\n\n{line}\n\n{BODY}")
    assert day(article) == date(2024, 1, 18)
    assert article.published is not None
    assert article.published.precision == "day"


@pytest.mark.parametrize(
    "line",
    [
        "FILE - The pier of Velling on March 3, 2021. (AP Photo/Lena Horvat)",
        "The pier of Velling in January [Lena Horvat/AFP]",
        "The ship had been inspected on March 3, 2021, and again in the autumn, according to its papers.",
        "The ship on March 3, 2021 and on April 4, 2022 [Lena Horvat/AFP]",
    ],
)
def test_the_day_stays_open_where_it_is_not_told(line: str) -> None:
    assert text_of(f"Tanker aground off Velling\n\n{line}\n\n{BODY}").published is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on January 18, 2024", [date(2024, 1, 18)]),
        ("18th Jan. 2024 and Sept 3 2021", [date(2024, 1, 18), date(2021, 9, 3)]),
        ("2024-01-18", [date(2024, 1, 18)]),
        ("31 June 2024", []),
        ("January 18", []),
        ("2024-13-40", []),
    ],
)
def test_full_dates(text: str, days: list[date]) -> None:
    assert full_dates(text) == days


def test_moments() -> None:
    assert parse_moment("2024-01-18T10:00:00Z") == parse_moment("2024-01-18T11:00:00+0100")
    assert parse_moment("soon") is None
    assert parse_moment(None) is None
    on = date(2024, 1, 18)
    assert (exact := exact_moment(on, ["2023-01-01T10:00:00Z", "2024-01-18T23:30:00-05:00"])) is not None
    assert exact.at.hour == 23
    assert (midnight := exact_moment(on, ["2024-01-18T00:00:00Z"])) is not None
    assert midnight.precision == "day"
    assert exact_moment(None, ["never"]) is None


@pytest.mark.parametrize(
    "written",
    [
        "Thu, 18 Jan 2024 09:00:00 GMT",
        "2024-01-18 10:00 +0100",
        "2024-01-18T10:00:00+01:00[Europe/Oslo]",
        "January 18, 2024 4:00 AM EST",
        "18 January 2024, 10:00 CET",
    ],
)
def test_a_moment_in_another_form_keeps_its_time(written: str) -> None:
    assert parse_moment(written) == parse_moment("2024-01-18T09:00:00Z")


@pytest.mark.parametrize(
    "written", ["18 January 2024 10:00 IST", "18 January 2024, 99:00", "18 January 2024"]
)
def test_a_time_that_is_not_certain_is_a_day(written: str) -> None:
    moment = parse_moment(written)
    assert moment is not None
    assert (moment.at.date(), moment.precision) == (date(2024, 1, 18), "day")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Die Stadt hat am Dienstag die alte Brücke gesperrt, sagte der Bürgermeister.",
        ),
        (
            "fr",
            "La ville a fermé mardi le vieux pont après la tempête, a déclaré la maire.",
        ),
        (
            "es",
            "La ciudad cerró el martes el viejo puente tras la tormenta, dijo la alcaldesa.",
        ),
        ("ru", "Во вторник город закрыл старый мост после бури, сообщила мэр. Никто не пострадал."),
        ("zh", "市长星期二表示，风暴过后，该市关闭了这座旧桥。没有人受伤。"),
        ("en", "Ferries were cancelled."),
    ],
)
def test_the_language_is_told(language: str, text: str) -> None:
    found = text_of(text).language
    assert found == (language if len(text) > 30 or language != "en" else None)


@pytest.mark.parametrize(
    "opening",
    [b"# Tanker aground\n\n", b"\xef\xbb\xbf# Tanker aground\n", b"---\ntitle: Tanker aground\n---\n\n"],
)
def test_what_has_no_name_is_markdown_where_it_begins_as_markdown(opening: bytes) -> None:
    """Piped in, a Markdown article kept the "#" in its headline."""
    data = opening + BODY.encode()
    article = parse_document(Document("-", kind_of("-", data), data))
    assert article.title == "Tanker aground"
    assert article.text == BODY.strip()


@pytest.mark.parametrize("opening", [b"#1 of 3: tankers\n\n", b"---\n\n", b"# \n"])
def test_and_text_elsewhere(opening: bytes) -> None:
    assert kind_of("-", opening + BODY.encode()) == "text"
