"""Grouping and copies."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.group import JOINED, Profile, Told, copies, groups
from bot.digest.profiles import profiles_of
from tests.digest.materials import NOON, profile
from tests.digest.texts import FOOTBALL, ONE_TOWN, QUAKE, QUAKE_LATER, QUAKE_OTHER, STRIKE

HOUR = timedelta(hours=1)

_TOLD = st.builds(
    Told,
    st.integers(0, 4).map(profile),
    st.integers(0, 300).map(lambda hours: NOON - hours * HOUR),
    st.sampled_from([None, None, "a", "b"]),
)


def test_real_reports_of_two_events_are_two_stories() -> None:
    texts = [("Seven dead in Torvane quake", QUAKE), ("Train drivers strike", STRIKE), ("", QUAKE_OTHER)]
    texts += [("Torvane toll rises", QUAKE_LATER), ("Harrowgate win the cup", FOOTBALL)]
    reports = [Told(each, NOON) for each in profiles_of(texts)]
    assert groups(reports) == [[0, 2, 3], [1], [4]]


def test_what_happens_in_one_town_on_one_day_is_not_one_story() -> None:
    flood, again, library, fire, match, strike = [Told(each, NOON) for each in profiles_of(ONE_TOWN)]
    assert groups([flood, again, fire, match, strike]) == [[0, 1], [2], [3], [4]]
    assert groups([library, fire, match, again]) == [[0], [1], [2], [3]]


def _alike(share: float) -> tuple[Profile, Profile]:
    """Two profiles that are so much alike by meaning, and by words."""
    rest = (1 - share * share) ** 0.5
    one, other = {"one": 1.0}, {"one": share, "other": rest}
    first = Profile(np.array([1, 0], np.float32), one, one, frozenset())
    return first, Profile(np.array([share, rest], np.float32), other, other, frozenset())


def test_days_apart_reports_must_be_more_alike() -> None:
    one, other = _alike(JOINED + 0.03)
    for days, stories in ((0, 1), (2, 1), (7, 2), (90, 2)):
        assert len(groups([Told(one, NOON), Told(other, NOON - timedelta(days=days))])) == stories
    one, other = _alike(JOINED + 0.11)
    assert len(groups([Told(one, NOON), Told(other, NOON - timedelta(days=90))])) == 1


@settings(deadline=None)
@given(st.lists(_TOLD, max_size=12))
def test_groups_are_a_partition_in_which_told_stories_stay_whole_and_apart(reports: list[Told]) -> None:
    found = groups(reports)
    assert sorted(place for group in found for place in group) == list(range(len(reports)))
    for story in ("a", "b"):
        having = [group for group in found if any(reports[place].story == story for place in group)]
        assert len(having) <= 1
    assert not any({"a", "b"} <= {reports[place].story for place in group} for group in found)


@settings(deadline=None)
@given(st.lists(_TOLD.map(lambda told: Told(told.profile, NOON)), max_size=10))
def test_reports_of_one_topic_are_one_story_whatever_else_there_is(reports: list[Told]) -> None:
    topics = [int(report.profile.meaning.argmax()) for report in reports]
    assert groups(reports) == sorted(
        ([at for at, each in enumerate(topics) if each == topic] for topic in set(topics)), key=lambda g: g[0]
    )


def test_who_copied_whom_is_told_by_text_and_time() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    own = " ".join(f"other{n}" for n in range(60))
    wire = Told(profile(0, words), NOON - 2 * HOUR)
    copied = Told(profile(0, f"Seen here first {words} and more of our own"), NOON)
    again = Told(profile(0, words), NOON - HOUR)
    written = Told(profile(0, own), NOON)
    teaser = Told(profile(0, "word0 word1 word2 word3 word4 word5"), NOON)
    assert copies([copied, written, wire, again, teaser]) == {0: 2, 3: 2}
