"""Followed feeds as they are read in a terminal."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.feed_view import format_name
from bot.chat.times import ahead, at_home

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("rss20", "RSS 2.0"),
        ("rss091u", "RSS 0.91"),
        ("rss10", "RDF (RSS 1.0)"),
        ("rss", "RSS"),
        ("atom10", "Atom"),
        ("atom03", "Atom 0.3"),
        ("json 1.1", "JSON Feed 1.1"),
        ("json version 1", "JSON Feed 1"),
        ("cdf", "cdf"),
        ("", "unknown format"),
    ],
)
def test_formats_are_called_as_people_do(kind: str, name: str) -> None:
    assert format_name(kind) == name


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-5, "now"), (0.4, "now"), (12, "in 12 min"), (100, "in 2 h"), (1430, "in 24 h"), (4320, "in 3 days")],
)
def test_how_long_it_is_until_then(minutes: float, said: str) -> None:
    assert ahead(NOW + timedelta(minutes=minutes), NOW) == said


def test_a_time_names_its_zone() -> None:
    assert at_home(NOW).endswith(f"{NOW.astimezone():%H:%M %Z}")
