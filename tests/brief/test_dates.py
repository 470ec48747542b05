from datetime import UTC, date, datetime

import pytest

from bot.brief.dates import find_dates
from bot.brief.timeline import find_timeline
from bot.ground.when import Anchors, When, find_expressions
from tests.brief.articles import exact, reading

ANCHOR = Anchors(date(2024, 1, 18))


def meant(words: str, anchors: Anchors = ANCHOR) -> list[str | None]:
    resolved = [expression.resolve(anchors) for expression in find_expressions(words)]
    return [when.iso() if when else None for when in resolved]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("18 January 2024", "2024-01-18"),
        ("Jan. 3, 2023", "2023-01-03"),
        ("2024-02-29", "2024-02-29"),
        ("the 5th of May 2021", "2021-05-05"),
        ("March 2023", "2023-03"),
        ("Q3 2022", "2022-Q3"),
        ("the third quarter of 2022", "2022-Q3"),
        ("the 1990s", "1990"),
        ("today", "2024-01-18"),
        ("last night", "2024-01-17"),
        ("Tuesday", "2024-01-16"),
        ("Thursday morning", "2024-01-18"),
        ("last Thursday", "2024-01-11"),
        ("next Monday", "2024-01-22"),
        ("Tuesday of last week", "2024-01-09"),
        ("last month", "2023-12"),
        ("this week", "2024-W03"),
        ("next year", "2025"),
        ("two years ago", "2022"),
        ("three days ago", "2024-01-15"),
        ("a week ago", "2024-W02"),
        ("December", "2023-12"),
        ("January 5", "2024-01-05"),
        ("December 30", "2023-12-30"),
    ],
)
def test_an_expression_means_a_date(words: str, iso: str) -> None:
    assert meant(words) == [iso]


def test_what_is_to_come_lies_ahead() -> None:
    ahead = Anchors(date(2024, 1, 18), future=True)
    assert meant("Tuesday", ahead) == ["2024-01-23"]
    assert meant("December 30", ahead) == ["2024-12-30"]
    assert meant("March", ahead) == ["2024-03"]


def test_steps_count_from_the_day_told_before() -> None:
    told = Anchors(date(2024, 1, 18), When(date(2023, 3, 10), "day"))
    assert meant("a day earlier", told) == ["2023-03-09"]
    assert meant("the following day", told) == ["2023-03-11"]
    assert meant("the following day") == [None]


def test_impossible_and_far_days_mean_nothing() -> None:
    assert meant("31 February 2024") == [None]
    assert meant("999 decades ago") == [None]


def test_spans_of_time_are_no_dates() -> None:
    assert meant("over the last year, in the past decade") == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The ministers will meet on Tuesday.", "2024-01-23"),
        ("The ministers met on Tuesday.", "2024-01-16"),
        ("The ministers are expected to meet on Tuesday.", "2024-01-23"),
        ("A board would examine the cause of the failure and report by Friday.", "2024-01-19"),
        ("The bomb went off at 4:17 a.m. on Tuesday.", "2024-01-16T04:17"),
        ("On Tuesday, at around 6pm, the bomb went off.", "2024-01-16T18"),
        ("The firm said on Tuesday it would close a plant.", "2024-01-16"),
        ("The ministry said Monday it would recall its envoy.", "2024-01-15"),
        ("The firm said that on Tuesday it would close a plant.", "2024-01-23"),
        ("The firm said it would close a plant on Tuesday.", "2024-01-23"),
    ],
)
def test_tense_and_time_of_day_are_heard(text: str, iso: str) -> None:
    assert [dated.date for dated in find_dates(reading(text))] == [iso]


def test_words_that_look_like_months_and_years_are_none() -> None:
    text = "Theresa May may march on. About 2000 people came, and April Jones spoke."
    assert [d.span.text for d in find_dates(reading(text))] == []


def test_without_a_day_of_publication_only_absolute_dates_stand() -> None:
    text = "The bridge fell on Tuesday. It was built in March 1998."
    read = reading(text, published_at=None)
    assert [d.date for d in find_dates(read)] == [None, "1998-03"]
    assert [e.date for e in find_timeline(read, find_dates(read))] == ["1998-03"]


def test_a_year_earlier_than_a_quarter_is_a_quarter() -> None:
    text = "Profit rose in the third quarter of 2023 from a year earlier."
    assert [d.date for d in find_dates(reading(text))] == ["2023-Q3", "2022-Q3"]


def test_a_vague_publication_date_dates_no_weekday() -> None:
    read = reading("The bridge fell on Tuesday.", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    vague = read.article.model_copy(update={"published_precision": "month"})
    assert [d.date for d in find_dates(type(read)(vague, read.doc))] == [None]
    assert exact((read.evidence(read.sentences[0]),), read.article.text)


def test_a_day_just_past_is_not_put_off_for_a_year_by_the_present_tense() -> None:
    assert meant("January 8", Anchors(date(2024, 1, 18), future=True)) == ["2024-01-08"]
