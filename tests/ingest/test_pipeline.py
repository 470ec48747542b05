"""From a source to an article, or to one line that says why not."""

import io
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import FetchSettings, IngestSettings
from bot.engine.workers import WorkerProcesses, WorkerThread
from bot.errors import BriefwireError, ExtractError, InputError
from bot.ingest import Ingest, parse_source
from bot.model import Article
from tests.ingest.pages import PARAGRAPHS, TEXT, article
from tests.ingest.pdfs import Line, pdf

SHARED = Path("../shared/seeds/pakistan-iran.txt")


def save(path: Path, data: bytes | str) -> None:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


async def read(ingest: Ingest, path: Path, data: bytes | str, url: str | None = None) -> Article:
    save(path, data)
    return await ingest.read(parse_source(str(path), url))


async def test_a_saved_page_with_its_address(ingest: Ingest, tmp_path: Path) -> None:
    found = await read(
        ingest, tmp_path / "a.html", article(), "https://m.courier.example/tanker?utm_source=x"
    )
    assert found.text == TEXT
    assert found.url == "https://m.courier.example/tanker?utm_source=x"
    assert found.canonical_url == "https://www.courier.example/news/tanker-4711"
    assert found.published_at == datetime(2024, 1, 16, 8, 30, tzinfo=UTC)
    again = await read(
        ingest, tmp_path / "b.html", article(), "https://www.courier.example/news/tanker-4711/amp"
    )
    assert (again.id, again.content_hash) == (found.id, found.content_hash)


async def test_a_page_of_a_site(ingest: Ingest, site: str) -> None:
    found = await ingest.read(parse_source(f"{site}/redirect/2"))
    assert found.url == f"{site}/story"
    assert found.title == "Bridge closed after storm"
    assert found.text.startswith("The old bridge over the Senne was closed on Tuesday")
    mobile = await ingest.read(parse_source(f"{site}/story?utm_source=mail#top"))
    assert mobile.id == found.id


async def test_a_page_whose_charset_is_declared_wrongly(ingest: Ingest, site: str) -> None:
    found = await ingest.read(parse_source(f"{site}/latin"))
    assert "“Nobody will cross it before Friday,”" in found.text
    assert "£40,000" in found.text
    assert "city’s" in found.text


async def test_text_needs_no_worker(
    fetching: FetchSettings, ingesting: IngestSettings, tmp_path: Path
) -> None:
    class Unused:
        async def run(self, *_: object, **__: object) -> object:
            raise AssertionError("plain text was sent to the worker")

    ingest = Ingest(fetching, ingesting, Unused())  # type: ignore[arg-type]
    found = await read(ingest, tmp_path / "a.txt", f"Tanker aground off Velling\n\n{TEXT}")
    assert (found.title, found.text, found.url) == ("Tanker aground off Velling", TEXT, None)
    assert (await read(ingest, tmp_path / "b.md", f"# Tanker aground\n\n{TEXT}")).text == TEXT


async def test_the_same_text_is_the_same_article(ingest: Ingest, tmp_path: Path) -> None:
    one = await read(ingest, tmp_path / "a.txt", f"Tanker aground\n\n{TEXT}")
    other = await read(
        ingest, tmp_path / "b.txt", f"Tanker aground\r\n\r\n\r\n{TEXT}\n\n".replace("\n\n", "\r\n \r\n")
    )
    assert one.id == other.id
    assert (await read(ingest, tmp_path / "c.txt", f"Tanker afloat\n\n{TEXT}")).id != one.id


@pytest.mark.parametrize("data", [f"Tanker aground\n\n{TEXT}", article()])
async def test_standard_input(ingest: Ingest, data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert (await ingest.read(parse_source("-"))).text == TEXT


async def test_a_pdf(ingest: Ingest, tmp_path: Path) -> None:
    lines = [Line("The council voted on Monday to close the bridge, the mayor said in the evening.", 700)]
    found = await read(ingest, tmp_path / "a.pdf", pdf([lines]))
    assert found.text == lines[0].text
    named_otherwise = await read(ingest, tmp_path / "a.txt", pdf([lines]))
    assert named_otherwise.id == found.id


BAD = {
    "empty.txt": b"",
    "blank.html": b" \n\t ",
    "nul.txt": b"The council voted\0 on Monday.",
    "random.txt": random.Random(1).randbytes(200_000),
    "random.html": random.Random(2).randbytes(200_000),
    "random": random.Random(3).randbytes(200_000),
    "random.pdf": b"%PDF-1.4\n" + random.Random(4).randbytes(200_000),
    "large.html": b"<html><body>" + b"<p>Officials said the bridge was closed on Tuesday.</p>" * 10_000,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "short.txt": b"Hi there.",
    "long.txt": b"The council voted on Monday. " * 5000,
    "elements.html": b"<html><body><p>" + b"<b></b>" * 24_000,
    "nothing.html": b"<html><body><nav>Home</nav></body></html>",
}


@pytest.mark.parametrize("name", BAD)
async def test_bad_input_is_one_line(ingest: Ingest, tmp_path: Path, name: str) -> None:
    with pytest.raises(BriefwireError) as caught:
        await read(ingest, tmp_path / name, BAD[name])
    message = str(caught.value)
    assert "\n" not in message
    assert 20 < len(message) < 300


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 20_000 + f"<p>{PARAGRAPHS[0]}</p>",
        "<html><body>" + f"<div><p>{PARAGRAPHS[0]}</p>" * 3_000,
        "<html><body>" + "<b><i>" * 20_000 + PARAGRAPHS[0],
        "<html><body>" + "<table><tr><td>" * 3_000 + PARAGRAPHS[0],
        "<html><body>" + "<ul><li>" * 3_000 + PARAGRAPHS[0],
        "<html><body><p " + " ".join(f"a{n}=1" for n in range(2_000)) + f">{PARAGRAPHS[0]}</p>",
        "<html><body><p>" + "(" * 50_000 + "</p>" + f"<p>{PARAGRAPHS[0]}</p>",
        "<html><body>" + "<p>" + "[" * 300 + "</p>" * 3 + f"<p>{PARAGRAPHS[0]}</p>" + "\x00" * 3,
        "<html><body><script type='application/ld+json'>" + "[" * 50_000 + f"</script><p>{PARAGRAPHS[0]}</p>",
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><body><p>&b;&b;</p>"
        + f"<p>{PARAGRAPHS[0]}</p>",
    ],
    ids=range(10),
)
async def test_hostile_pages_end_in_an_article_or_in_one_line(
    ingest: Ingest, tmp_path: Path, html: str
) -> None:
    try:
        said = (await read(ingest, tmp_path / "a.html", html)).text
    except BriefwireError as error:
        said = str(error)
        wanted = "."
    else:
        wanted = PARAGRAPHS[0]
    assert wanted in said
    assert wanted != "." or "\n" not in said


async def test_a_document_that_takes_too_long_is_given_up(
    fetching: FetchSettings, ingesting: IngestSettings, tmp_path: Path
) -> None:
    page = "<html><body><p " + " ".join(f"a{n}=1" for n in range(40_000)) + f">{PARAGRAPHS[0]}</p>"
    generous = fetching.model_copy(update={"max_bytes": 10_000_000})
    async with WorkerProcesses(1, timeout=0.5) as parser:
        ingest = Ingest(generous, ingesting, parser)
        with pytest.raises(ExtractError, match=r"took longer than 0\.5 s.*\.txt"):
            await read(ingest, tmp_path / "a.html", page)


async def test_a_file_that_may_not_be_read(ingest: Ingest, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(InputError, match="cannot be read"):
        await ingest.read(parse_source(str(path)))


@pytest.mark.skipif(not SHARED.is_file(), reason=f"{SHARED} is not here")
async def test_the_agency_page_as_a_reader_saved_it(
    fetching: FetchSettings, ingesting: IngestSettings
) -> None:
    found = await Ingest(fetching, ingesting, WorkerThread(5)).read(parse_source(str(SHARED)))
    assert found.title is not None
    assert found.title.startswith("Pakistan launches")
    assert found.published_at == datetime(2024, 1, 18, tzinfo=UTC)
    assert found.language == "en"
    for gone in (
        "Photo by",
        "Qureishi",
        "Leave a Comment",
        "Global reactions",
        "Required fields",
        "strategic sense’",
    ):
        assert gone not in found.text
    assert found.text.count("\n\n") == 34
