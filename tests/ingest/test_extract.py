"""HTML: the text and what the page says about itself."""

import json
from datetime import UTC, date, datetime
from email.charset import BASE64, QP, Charset
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import htmldate.extractors
import pytest
from trafilatura.utils import load_html

from bot.errors import ExtractError
from bot.ingest.agreement import medoid, similarity
from bot.ingest.document import Document, kind_of
from bot.ingest.metadata import agreed_title
from bot.ingest.parse import Parsed, parse_document
from bot.ingest.published_day import shown_day
from tests.ingest.pages import BODY, HEAD, PARAGRAPHS, STRANGE, TEXT, article


def parsed(html: str, url: str | None = None) -> Parsed:
    return parse_document(Document("it.html", "html", html.encode("utf-8", "surrogatepass"), url=url))


def test_an_ordinary_page() -> None:
    found = parsed(article())
    assert found.text == TEXT
    assert (found.title, found.byline, found.site) == (
        "Tanker aground off Velling",
        "Lena Horvat",
        "The Velling Courier",
    )
    assert found.canonical_link == "https://www.courier.example/news/tanker-4711"
    assert found.language == "en"
    assert found.published is not None
    assert found.published.at == datetime(2024, 1, 16, 8, 30, tzinfo=UTC)
    assert found.published.precision == "minute"


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_page_gives_the_same_text(name: str) -> None:
    text = parsed(STRANGE[name]).text
    for paragraph in PARAGRAPHS:
        assert paragraph in text, f"{paragraph!r} is missing in {text!r}"
    assert "40 people died" not in text
    assert "Nobody was hurt" not in text


def test_what_a_reader_never_sees_is_no_part_of_the_text() -> None:
    unshown = (
        "<template><p>Nobody has claimed that the captain was arrested, said a police officer.</p></template>"
        "<p hidden>The harbour master has resigned, the port authority said on Friday.</p>"
    )
    assert parsed(article(body=BODY + unshown)).text == TEXT
    assert parsed(article(body=f"<div hidden>{BODY}</div>")).text == TEXT  # until a script shows it


def test_what_is_there_for_screen_readers_alone_is_no_part_of_the_text() -> None:
    unseen = "<p class='x sr-only'>The article that you are reading now ends at this very place.</p>"
    assert parsed(article(body=BODY + unseen)).text == TEXT


def test_a_canonical_link_without_a_host_is_one_of_the_site_that_the_page_names() -> None:
    head = HEAD.replace('https://www.courier.example/news/tanker-4711">', '/news/tanker-4711">')
    assert parsed(article(head=head)).canonical_link == "https://www.courier.example/news/tanker-4711"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_that_was_saved_as_a_single_file(encoding: str) -> None:
    page = article(head="<html lang='en'><head><title>Tanker aground off Velling</title></head>")
    packed = MIMEMultipart("related")
    packed["Snapshot-Content-Location"] = "https://www.courier.example/news/tanker-4711"
    charset = Charset("utf-8")
    charset.body_encoding = QP if encoding == "quoted-printable" else BASE64
    part = MIMEText(page, "html", charset)  # type: ignore[arg-type]
    packed.attach(part)
    found = parse_document(Document("it.mhtml", kind_of("it", packed.as_bytes()), packed.as_bytes()))
    assert (found.title, found.text) == ("Tanker aground off Velling", TEXT)
    assert found.canonical_link == "https://www.courier.example/news/tanker-4711"


def test_a_day_without_a_time_is_a_day() -> None:
    head = HEAD.replace("2024-01-16T09:30:00+01:00", "2024-01-16")
    found = parsed(article(head=head.replace('"dateModified": "2024-01-17T08:00:00+01:00"', '"x": 1')))
    assert found.published is not None
    assert found.published.at.date() == date(2024, 1, 16)
    assert found.published.precision == "day"


def linked(*blocks: object) -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in blocks)
    head = f'<html lang="en"><head><title>Tanker aground off Velling</title>{scripts}</head>'
    return article(head=head).replace('<p class="byline">By Lena Horvat</p>', "")


FILM = {"@type": "VideoObject", "name": "The tanker", "datePublished": "2020-05-05T00:00:00Z"}
HOUSE = {"@type": "Organization", "name": "Norrby Media", "@id": "#house", "foundingDate": "1899-01-01"}
OWN = {"@type": ["NewsArticle"], "headline": "Tanker aground off Velling"}


@pytest.mark.parametrize(
    "blocks",
    [
        (
            HOUSE,
            FILM,
            OWN
            | {
                "datePublished": "16 Jan 2024 09:30 CET",
                "author": [{"@type": "Person", "name": "Lena Horvat"}, "Bo Lind"],
                "publisher": {"name": "The Velling Courier"},
            },
        ),
        (
            FILM,
            {
                "@graph": [
                    HOUSE | {"@id": "#other"},
                    {"@type": "NewsMediaOrganization", "@id": "#paper", "name": "The Velling Courier"},
                    {"@type": "Person", "@id": "#lena", "name": "Lena Horvat"},
                    {"@type": "Person", "@id": "#bo", "name": "Bo Lind"},
                    OWN
                    | {
                        "datePublished": "2024-01-16T09:30:00+01:00",
                        "author": [{"@id": "#lena"}, {"@id": "#bo"}],
                        "publisher": {"@id": "#paper"},
                    },
                ]
            },
        ),
    ],
)
def test_of_many_blocks_of_data_the_article_s_own_counts(blocks: tuple[object, ...]) -> None:
    found = parsed(linked(*blocks))
    assert (found.byline, found.site) == ("Lena Horvat, Bo Lind", "The Velling Courier")
    assert found.published is not None
    assert found.published.at == datetime(2024, 1, 16, 8, 30, tzinfo=UTC)


def test_the_dates_of_stories_in_a_list_are_not_the_article_s() -> None:
    others = [OWN | {"datePublished": f"2023-0{month}-01T10:00:00Z", "author": "Ann Ek"} for month in (3, 4)]
    found = parsed(linked(others))
    assert found.byline != "Ann Ek"


@pytest.mark.parametrize(
    ("language", "written", "on"),
    [
        ("en-US", "11/03/2025", date(2025, 11, 3)),
        ("en-GB", "11/03/2025", date(2025, 3, 11)),
        ("en-US", "2025-03-11", date(2025, 3, 11)),
    ],
)
def test_an_american_page_writes_the_month_first(language: str, written: str, on: date) -> None:
    meta = f'<meta name="date" content="{written}">'
    found = parsed(
        f'<html lang="{language}"><head>{meta}</head><body><article>{BODY}</article></body></html>'
    )
    assert found.published is not None
    assert found.published.at.date() == on


def test_a_page_without_a_date_has_none() -> None:
    assert parsed(f"<html><body><article>{BODY}</article></body></html>").published is None


def test_another_language_is_returned_with_its_name() -> None:
    german = "Die Stadt hat am Dienstag die alte Brücke gesperrt, teilte der Bürgermeister Karl Huber mit. "
    more = "Der Verkehr wird bis Freitag über die Neustadt umgeleitet, sagte eine Sprecherin der Polizei. "
    found = parsed(f"<html><body><article><p>{german}</p><p>{more}</p></article></body></html>")
    assert found.language == "de"
    assert "Karl Huber" in found.text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><nav><ul>" + "<li><a href='/x'>Section</a></li>" * 40 + "</ul></nav></body></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<html><body><img src='a.jpg'><script>var a = 'The council voted on Monday.';</script></body></html>",
        "<",
        "<!-- nothing -->",
    ],
)
def test_a_page_without_an_article_says_so(html: str) -> None:
    with pytest.raises(ExtractError) as caught:
        parsed(html)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "wall",
    [
        "<h2>Subscribe to continue reading</h2><p>Already a subscriber? <a>Log in</a></p>",
        "<p>Create a free account to read the rest of this article.</p>",
        "<p>This story is for subscribers only.</p>",
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>',
    ],
)
def test_a_login_wall_says_so(wall: str) -> None:
    with pytest.raises(ExtractError, match="after a login"):
        parsed(
            f"<html><body><article><h1>Mayor quits</h1><p>{PARAGRAPHS[0]}</p>{wall}</article></body></html>"
        )


@pytest.mark.parametrize(
    "frame",
    [
        "<div id=root></div><script src='/app.js'></script>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><script src='/app.js'></script>",
        '<noscript><p>Please turn on JavaScript.</p></noscript><div class="x"></div><script>go()</script>',
    ],
)
def test_a_page_that_a_script_builds_is_told_as_such(frame: str) -> None:
    with pytest.raises(ExtractError, match="built by JavaScript"):
        parsed(f"<html><head><title>The Velling Courier</title></head><body>{frame}</body></html>")


def test_a_page_to_log_in_is_no_article() -> None:
    form = "<form><input name='email'><input type='password'><button>Log in</button></form>"
    said = "<p>Members read five articles a month on all of their devices, and listen to two.</p>"
    with pytest.raises(ExtractError, match="after a login"):
        parsed(f"<html><body><h1>Welcome back</h1>{form}{said}</body></html>")
    assert parsed(article(BODY + form)).text == TEXT


def test_the_headline_is_no_part_of_the_text_where_the_title_is_another() -> None:
    head = HEAD.replace("Tanker aground off Velling", "Velling tanker: what we know")
    found = parsed(f"{head}<body><article><h1>Tanker aground off Velling</h1>{BODY}</article></body></html>")
    assert (found.title, found.text) == ("Velling tanker: what we know", TEXT)


def test_an_invitation_to_subscribe_above_a_short_article_is_no_wall() -> None:
    page = article().replace("<nav>", "<nav><p>Already a subscriber? Log in to continue reading.</p>")
    assert parsed(page).text == TEXT


@pytest.mark.parametrize(
    "said",
    [
        "Please verify you are a human before you go on to the page that you asked for.",
        "We have detected unusual traffic from your computer network. Please try again later.",
        "Access denied. You do not have permission to view this page on our server.",
    ],
)
def test_a_check_for_robots_is_no_article(said: str) -> None:
    with pytest.raises(ExtractError, match="check for robots"):
        parsed(f"<html><head><title>Just a moment</title></head><body><div><p>{said}</p></div></body></html>")


def test_a_story_about_such_checks_is_one() -> None:
    assert (
        "access denied"
        in parsed(article(BODY + "<p>The screen said access denied, she told us.</p>" * 1)).text
    )


def test_a_day_that_only_the_page_s_text_shows() -> None:
    page = f"<html><body><article><p class='when'>{{}}</p>{BODY}</article></body></html>"
    shown = parsed(page.format("Velling, 16 January 2024")).published
    assert shown is not None
    assert shown.at.date() == date(2024, 1, 16)
    assert shown.precision == "day"


def test_a_mere_year_is_no_day_and_rare_locales_are_not_loaded() -> None:
    assert (
        parsed(f"<html><body><article>{BODY}</article><p>© 2019 The Courier</p></body></html>").published
        is None
    )
    tree = load_html("<html><body><p class='date'>den 16. Mai des Jahres 2023, sonntags</p></body></html>")
    shown_day(tree, None)
    assert htmldate.extractors.get_external_parser().languages == ["en", "de", "fr", "es", "it", "nl", "pt"]


def test_similarity_and_the_middle_one() -> None:
    assert similarity("one two three four five", "one two three four five") == 1
    assert similarity("one two three four", "five six seven eight") == 0
    assert similarity("", "") == 1
    assert medoid(["a b c d e f", "a b c d e f g", "x y z"]) == 0
    assert medoid(["x y z", "a b c d e f g h", "a b c d e f g"]) == 1


def test_the_title_is_that_of_the_majority() -> None:
    assert agreed_title(["Courier", "Tanker aground", "Tanker Aground!"]) == "Tanker aground"
    assert agreed_title(["One", "Two", "Three"]) == "One"
    assert agreed_title([None, "", "Three"]) == "Three"
    assert agreed_title([None, " "]) is None


def test_the_date_of_an_embedded_post_is_not_the_articles() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Stay away from the harbour!</p>&mdash; Coastguard '
        '<a href="https://social.example/1">March 3, 2021</a></blockquote>'
    )
    assert parsed(f"<html><body><article>{BODY}{post}</article></body></html>").published is None
