import pytest

from bot.ground.datelines import dateline_range, find_first


@pytest.mark.parametrize(
    ("filed", "first"),
    [
        ("OSLO, 23 July (Reuters) - ", "OSLO"),
        ("OSLO, 23 July 2026 – ", "OSLO"),
        ("Oslo, 8 September 2026 – ", "Oslo"),
        ("LISBON, Portugal, Sept 8, 2026 (Newswire) - ", "LISBON"),
        ("NEW YORK, Sept. 8, 2026 /PRNewswire/ -- ", "NEW YORK"),
        ("NEW YORK, Sept. 8, 2026 (GLOBE NEWSWIRE) -- ", "NEW YORK"),
        ("BEIJING, Sept. 8 (Xinhua) -- ", "BEIJING"),
        ("ACCRA, Apr 27 - ", "ACCRA"),
        ("NAIROBI, Kenya, Sept. 3 — ", "NAIROBI"),
    ],
)
def test_a_dateline_may_tell_its_day_year_and_agency(filed: str, first: str) -> None:
    match = find_first(f"{filed}The council has closed the bridge.")
    assert match is not None
    assert (match["first"], match.end()) == (first, len(filed))


@pytest.mark.parametrize(
    "text",
    [
        "On 23 July 2026 – The council closed the bridge.",
        "Osk, 23 July 2026, was cold - The council met.",
        "The match of 8 September 2026 – Ovens won it.",
    ],
)
def test_a_day_in_a_sentence_makes_no_dateline(text: str) -> None:
    assert find_first(text) is None


def test_a_place_in_capitals_before_a_colon_is_a_dateline_and_a_label_is_none() -> None:
    assert dateline_range("CHENNAI: Buses were back.") == (0, len("CHENNAI: "))
    assert dateline_range("LIMA - Buses were back.") == (0, len("LIMA - "))
    assert dateline_range("LIVE: Buses were back.") is None
