"""Filters let pass what was asked for, and name what keeps the rest out."""

import pytest

from bot.ground.wanted import kept_out
from bot.model import FeedEntry, Filter

ENTRY = FeedEntry(
    url="https://www.news.example/world/1",
    title="Ferry strikes pier in Málaga; Arvand’s minister resigns",
    text="<p>The <b>harbour</b> master spoke of fog &amp; ice.</p><a href='/sport'>more</a>",
    language="en",
    categories=("World news", "Shipping"),
)


def told(**lists: object) -> str | None:
    return kept_out(ENTRY, Filter.model_validate(lists), "The Harbour Post")


@pytest.mark.parametrize(
    "phrase",
    [
        "ferry",
        "FERRY",
        "malaga",
        "Málaga",
        "harbour master",
        "world news",
        "shipping",
        "fog & ice",
        "fog ice",
    ],
)
def test_whole_words_and_phrases_are_found(phrase: str) -> None:
    assert told(include=[phrase]) is None
    assert told(exclude=[phrase]) == f"exclude: {phrase}"


@pytest.mark.parametrize(
    "phrase", ["ferr", "sport", "port", "master harbour", "href", "news shipping", "", "&"]
)
def test_parts_of_words_markup_and_nothing_are_not(phrase: str) -> None:
    assert told(exclude=[phrase]) is None
    assert told(include=[phrase]) == f"include: none of {phrase}"


def test_any_of_the_included_and_none_of_the_excluded() -> None:
    assert told(include=["sport", "ferry"], exclude=["golf"]) is None
    assert told(include=["ferry"], exclude=["golf", "fog"]) == "exclude: fog"
    assert told() is None


@pytest.mark.parametrize("name", ["news.example", "www.news.example", "example", "the harbour post"])
def test_sources_are_hosts_or_names(name: str) -> None:
    assert told(sources=[name]) is None
    assert told(sources=["other.example", name]) is None
    assert told(sources=[f"-{name}"]) == f"source: -{name}"


def test_other_sources_and_languages_are_kept_out() -> None:
    assert told(sources=["s.example", "b.example"]) == "source: not s.example or b.example"
    assert told(sources=["-b.example"], languages=["-de"]) is None
    assert told(languages=["en"]) is None
    assert told(languages=["de", "fr"]) == "language: not de or fr"
    assert told(languages=["-en"]) == "language: -en"
    unknown = ENTRY.model_copy(update={"language": None})
    assert kept_out(unknown, Filter(languages=("-de",))) is None


def test_scripts_without_spaces_are_searched_anywhere() -> None:
    entry = FeedEntry(title="日本の首相が辞任")
    assert kept_out(entry, Filter(include=("首相",))) is None
    assert kept_out(entry, Filter(include=("大統領",))) is not None
