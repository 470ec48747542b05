# ruff: noqa: E501 - a sentence of an article stands on one line
import pytest

from bot.brief.dates import find_dates
from bot.brief.timeline import find_timeline
from bot.model import TimelineEntry
from tests.brief.articles import FIRE, exact, reading


def timeline(text: str) -> list[TimelineEntry]:
    read = reading(text)
    return list(find_timeline(read, find_dates(read)))


def test_events_stand_in_order_of_their_dates_with_their_sentence() -> None:
    entries = timeline(FIRE)
    days = [e.date for e in entries if "W" not in e.date]
    assert days == sorted(days)
    by_date = {e.date: e for e in entries}
    assert next(iter(by_date)) == "2019-03"
    assert "fined £250,000" in by_date["2019-03"].event
    assert by_date["2024-01-16T21:40"].precision == "minute"
    assert "fire broke out" in by_date["2024-01-16T21:40"].event
    assert (
        by_date["2024-01-19"].event.startswith("Northern Ireland’s")
        or "visit the site" in by_date["2024-01-19"].event
    )
    assert by_date["2024-W04"].precision == "week"
    assert all(exact(e.evidence, FIRE) for e in entries)


def test_an_event_is_a_clause_of_the_text() -> None:
    text = "The court, which sits in Lyon, ruled on Monday that the merger was unlawful, and shares fell."
    (entry,) = timeline(text)
    assert entry.date == "2024-01-15"
    assert entry.event in text
    assert "ruled on Monday" in entry.event
    assert "shares fell" not in entry.event


def test_one_event_told_twice_is_one_entry() -> None:
    text = "The bridge fell on Monday.\n\nThe bridge fell on Monday."
    assert len(timeline(text)) == 1


def test_days_of_one_date_stand_in_the_order_of_telling() -> None:
    text = "Rain fell on Monday. The river rose on Monday night. The dam broke on Tuesday."
    assert [e.event for e in timeline(text)] == [
        "Rain fell on Monday",
        "The river rose on Monday night",
        "The dam broke on Tuesday",
    ]


def test_a_hyphen_does_not_end_an_event() -> None:
    (entry,) = timeline("On Monday, rebels took the city of Rask in Sistan-Baluchistan province.")
    assert entry.event == "On Monday, rebels took the city of Rask in Sistan-Baluchistan province"


def test_saying_is_an_event_only_on_a_day_of_which_nothing_else_is_told() -> None:
    both = "The mayor said on Monday that the pool was safe. The pool opened on Monday. It shut on Wednesday."
    assert [e.event for e in timeline(both)] == ["The pool opened on Monday", "It shut on Wednesday"]
    (only,) = timeline("The mayor said on Monday that the pool was safe.")
    assert only.event.startswith("The mayor said on Monday")


def test_a_second_verb_is_told_with_its_subject() -> None:
    (entry,) = timeline("The ferry hit a rock near Osk and was towed to the harbour on Monday.")
    assert entry.event == "[The ferry] was towed to the harbour on Monday"


def test_datelines_comparisons_and_small_talk_are_no_events() -> None:
    text = (
        "OSK, January 18 (Wire) – Ovens Group made £4m, from £5m in 2022.\n\n"
        '"I am proud of our bakers today," said Jo Marr. Sales matched last year’s.'
    )
    assert timeline(text) == []


def test_what_is_hoped_or_expected_lies_ahead() -> None:
    entries = timeline("The utility hopes to restore power by Saturday. Snow is forecast on Friday.")
    assert [e.date for e in entries] == ["2024-01-19", "2024-01-20"]


def test_a_long_event_is_cut_at_a_joint() -> None:
    text = (
        "The council of the old harbour town ruled on Monday that the fish market by the eastern quay may not "
        "charge its traders by the hour to park their vans, a decision that will please most of the smaller firms."
    )
    (entry,) = timeline(text)
    assert len(entry.event.split()) <= 30
    assert entry.event in text
    assert entry.event.split()[-1] not in ("a", "the", "of", "that", "to")


def test_since_when_something_is_a_record_is_not_when_it_happened() -> None:
    assert not timeline("Turnout was 74%, the highest since independence in 1976.")
    assert not timeline("The storm brought winds of 215 kph, the strongest to hit the coast since 2013.")
    assert timeline("The plots have been there since 1919.")[0].date == "1919"


def test_what_is_left_open_is_never_told_as_what_happens() -> None:
    (open_one,) = timeline(
        "It was not immediately clear whether a second walkout, pencilled in for 28 August, would go ahead."
    )
    assert open_one.event.startswith("It was not immediately clear whether")
    assert timeline("If the river rises on Friday, residents will be moved.") == []
    (led,) = timeline("Residents will be moved if the river rises on Friday.")
    assert led.event == "Residents will be moved if the river rises on Friday"


def test_nobody_and_that_do_nothing_on_any_day() -> None:
    assert timeline("“Nobody wants to stand out here in August,” said Ruth Ames.") == []
    assert timeline("He said: “That’s not a question for Friday.”") == []


def test_midnight_is_told_as_an_hour_only_where_its_day_is_plain() -> None:
    """ "Before midnight on Monday" is Monday's end; it was shown as its first minute."""
    (before,) = timeline("Talks broke down shortly before midnight on Monday.")
    assert (before.date, before.precision) == ("2024-01-15", "day")
    (after,) = timeline("The ship sank just after midnight on Monday.")
    assert after.date.startswith("2024-01-15T00")


def test_an_infinitive_is_no_clause_of_its_own() -> None:
    (entry,) = timeline(
        "Vulcanologists had raised the alert level to orange on Monday after 400 small quakes."
    )
    assert entry.event.startswith("Vulcanologists had raised")


def test_a_day_between_the_verb_of_speech_and_the_subject_of_what_is_said_is_that_of_the_saying() -> None:
    (said,) = timeline("The firm said on Tuesday it would close a plant in Leeds.")
    assert (said.date, said.event) == (
        "2024-01-16",
        "The firm said on Tuesday it would close a plant in Leeds",
    )
    (planned,) = timeline("The firm said that on Tuesday it would close a plant in Leeds.")
    assert (planned.date, planned.event) == ("2024-01-23", "on Tuesday it would close a plant in Leeds")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("He denied that he had met the mayor in May 2023.", "He denied that he had met the mayor in May 2023"),
        ("Analysts doubted that sales would recover by 2028.", "Analysts doubted that sales would recover by 2028"),
        ("The firm rejected claims that it had sold the data in March.", "The firm rejected claims that it had sold the data in March"),
        ("The audit found that the firm had sold the data in March.", "the firm had sold the data in March"),
        ("Clients read a report that the firm had sold the data in March.", "the firm had sold the data in March"),
    ],
)  # fmt: skip
def test_what_is_denied_or_doubted_is_told_with_its_denial(text: str, event: str) -> None:
    assert [entry.event for entry in timeline(text)] == [event]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Victims of a massacre committed in 1995 were buried on Monday.",
         [("1995", "a massacre committed in 1995"),
          ("2024-01-15", "Victims of a massacre committed in 1995 were buried on Monday")]),
        ("She condemned the ban imposed in May.", [("2023-05", "the ban imposed in May")]),
        ("The club called off a match scheduled for 4 May 2024.",
         [("2024-05-04", "The club called off a match scheduled for 4 May 2024")]),
        ("Figures released on Monday showed that prices fell.",
         [("2024-01-15", "Figures released on Monday showed that prices fell")]),
    ],
)  # fmt: skip
def test_the_date_of_a_participle_is_not_that_of_the_main_verb(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert [(entry.date, entry.event) for entry in timeline(text)] == told


def test_a_month_that_tells_one_value_from_another_dates_no_event() -> None:
    assert timeline("Rain was twice the October norm. Sales were above the January average.") == []
    (published,) = timeline("The July figures were published on Monday.")
    assert published.date == "2024-01-15"
    (held,) = timeline("The October election was won by the Greens.")
    assert held.date == "2023-10"


def test_the_day_elsewhere_in_brackets_dates_nothing() -> None:
    assert (
        timeline("The quake hit at 4:12 a.m. local time (2342 GMT Wednesday) near the city of Velan.") == []
    )


def test_a_month_that_may_bring_something_is_ahead() -> None:
    (entry,) = timeline("She said further walkouts in February could not be ruled out.")
    assert entry.date == "2024-02"


def test_the_year_of_a_thing_is_not_when_another_happened() -> None:
    assert timeline("The last general election was held before the 2014 protests.") == []


def test_who_stands_for_a_name_before_a_comma_is_told() -> None:
    text = "Marta Quill, the noted botanist who spent years tracking a flower that everyone else believed was extinct and who later became one of Sweden's most beloved broadcasters, died on Sunday at her home in Uppsala."
    assert [e.event for e in timeline(text)] == ["[Marta Quill] died on Sunday at her home in Uppsala"]


def test_what_a_sentence_opens_with_alone_happened_then() -> None:
    text = "Born in Osk in 1937, the daughter of a miner, Ana Reyes taught herself to read scores."
    assert [(e.date, e.event) for e in timeline(text)] == [("1937", "[Ana Reyes] born in Osk in 1937")]


def test_what_something_came_after_has_its_own_year() -> None:
    text = "Trustees voted in November to hand it over, after a request from the museum in 2022."
    assert [(e.date, e.event.split()[0]) for e in timeline(text)] == [("2022", "a"), ("2023-11", "Trustees")]


def test_months_told_in_an_old_interview_are_of_no_known_year() -> None:
    text = '"She came with no coat, in January," Lind recalled in a 1998 interview. "By March she led us."'
    assert [e.date for e in timeline(text)] == ["1998"]


def test_today_in_a_speech_is_no_day_of_the_report() -> None:
    text = 'The bell came home on Saturday. "Today my grandfather can rest in peace," said Ana Reyes.'
    assert [e.date for e in timeline(text)] == ["2024-01-13"]


@pytest.mark.parametrize(
    "text",
    [
        "It is the fourth fatal crash on the stretch since 2021, and the road is shut.",
        "The Rev. Lind offered to open a clinic after Sunday services.",
    ],
)
def test_nothing_happened_when_a_count_began_or_on_a_day_of_every_week(text: str) -> None:
    assert timeline(text) == []


def test_nothing_is_done_in_the_decade_of_which_a_thing_is() -> None:
    assert timeline("Members of the council backed the closure of the 1930s pool on Tabernacle Street.") == []


def test_who_joined_in_january_did_nothing_else_then_and_what_was_not_done_since_october_is_no_event() -> (
    None
):
    text = "The 22-year-old forward, who joined on loan from Lyon in January, had not scored since October."
    assert [(e.date, "scored" in e.event) for e in timeline(text)] == [("2024-01", False)]


def test_a_verb_that_only_stands_in_for_another_tells_nothing() -> None:
    assert timeline("She waited for a ruling. Last week it did.") == []


def test_goals_down_are_no_comparison() -> None:
    text = "Ana Ruiz scored three times as Real Osk came from two goals down on Saturday night to beat Rask."
    assert [e.date for e in timeline(text)] == ["2024-01-13"]
