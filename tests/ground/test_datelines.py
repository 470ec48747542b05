import pytest

from bot.ground.datelines import find_first


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
