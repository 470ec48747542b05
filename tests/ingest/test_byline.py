"""Bylines: who wrote it, and not what they are."""

import pytest

from bot.ingest.byline import bare_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Lena Horvat", "Lena Horvat"),
        ("Lena Horvat Transport reporter", "Lena Horvat"),
        ("By Lena Horvat, Health Correspondent", "Lena Horvat"),
        ("Lena Horvat | Chief Political Editor", "Lena Horvat"),
        ("Lena Horvat (Staff Writer)", "Lena Horvat"),
        ("Lena Horvat Home Affairs Correspondent and Ivo Renn", "Lena Horvat and Ivo Renn"),
        ("Lena Horvat, Science editor, and Ivo Renn", "Lena Horvat and Ivo Renn"),
        ("Lena Horvat and Ivo Renn, courts reporters", "Lena Horvat and Ivo Renn"),
        ("Anna Maria de Souza World news editor", "Anna Maria de Souza"),
        ("Lena Horvat, Political Editor, The Velling Courier", "Lena Horvat, The Velling Courier"),
        ("Lena Horvat; Ivo Renn", "Lena Horvat, Ivo Renn"),
    ],
)
def test_the_job_is_no_part_of_the_name(line: str, names: str) -> None:
    assert bare_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Lena Horvat in Velling",
        "Lena Horvat",
        "Lena Horvat-Renn",
        "the South Asia desk",
        "Staff reporter",
        "Political Editor",
        "Courier reporters",
        "Associated Press",
        "Lena Maria Horvat reporter",
    ],
)
def test_what_may_be_a_name_stays(line: str) -> None:
    assert bare_byline(line) == line
