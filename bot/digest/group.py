"""Reports to stories: which of them tell of one event, and which are copies of another's text. Pure.

Average-link clustering with one fixed threshold. What a channel was told before keeps its story: those
reports start out together, and two of its stories are never joined.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

JOINED = 0.32
"""Two groups are one story when their reports are on average at least so alike (fitted on the development
events of Giveme5W1H's news clusters: .979; with .30 and .34, too, it is .96 or more)."""

MEANING = 0.6
"""How much of the likeness is meaning; the rest is words."""

PER_DEED = 2.0
PLACE_ALONE = 0.05
"""Words count for no more than twice what those of them do that are no names, and this: else whatever happens
in one small town on one day is one story, for its name is the rarest word of each report."""

SAME_DAYS = 2.0
PER_DAY = 0.01
MOST_APART = 0.1
"""Reports more than two days apart must be more alike: .01 for each day, .1 at most."""

COPIED = 0.5
"""From this share of the shorter text's runs of five words on, it is the other's text."""

FEWEST_RUNS = 20
"""Shorter texts, such as teasers, say nothing about who copied whom."""

Matrix = npt.NDArray[np.float64]
_NEVER = -9.0


@dataclass(frozen=True, eq=False)
class Profile:
    """What a report is about, in a form in which two can be compared (`bot.digest.profiles` makes it).

    `meaning` is a vector of length one, `terms` another by word, `deeds` one of the words that are no names;
    `shingles` are all runs of five words.
    """

    meaning: npt.NDArray[np.float32]
    terms: Mapping[str, float]
    deeds: Mapping[str, float]
    shingles: frozenset[int]


@dataclass(frozen=True)
class Told:
    """One report to be grouped: when it appeared, and the story in which the channel was told of it."""

    profile: Profile
    at: datetime
    story: Hashable | None = None


def groups(reports: Sequence[Told]) -> list[list[int]]:
    """The positions of the reports of each story, in order of the first of them."""
    if not reports:
        return []
    likeness = _likeness(reports)
    members = [[at] for at in range(len(reports))]
    stories = [report.story for report in reports]
    np.fill_diagonal(likeness, _NEVER)
    for one, other in _already_together(stories):
        _join(likeness, members, one, other)
    _keep_apart(likeness, stories)
    while True:
        one, other = divmod(int(likeness.argmax()), len(reports))
        if likeness[one, other] < JOINED:
            break
        stories[one] = stories[one] if stories[one] is not None else stories[other]
        _join(likeness, members, one, other)
        _keep_apart_from(one, likeness, stories)
    return sorted(sorted(group) for group in members if group)


def copies(reports: Sequence[Told]) -> dict[int, int]:
    """Which reports repeat the text of another, and whose: of those that share one, the earliest has it."""
    order = sorted(range(len(reports)), key=lambda at: (reports[at].at, at))
    found: dict[int, int] = {}
    for place, later in enumerate(order):
        for earlier in order[:place]:
            if earlier not in found and _copied(reports[later].profile, reports[earlier].profile) >= COPIED:
                found[later] = earlier
                break
    return found


def _copied(one: Profile, other: Profile) -> float:
    shorter = min(len(one.shingles), len(other.shingles))
    if shorter < FEWEST_RUNS:
        return 0.0
    return len(one.shingles & other.shingles) / shorter


def _likeness(reports: Sequence[Told]) -> Matrix:
    """How alike each two are, by meaning and by words, less for the days between them."""
    meanings = np.stack([report.profile.meaning for report in reports]).astype(np.float64)
    days = np.array([report.at.timestamp() / 86_400 for report in reports])
    apart = np.abs(days[:, None] - days[None, :]) - SAME_DAYS
    shared = _shared([report.profile.terms for report in reports])
    done = _shared([report.profile.deeds for report in reports])
    words = np.minimum(shared, PER_DEED * done + PLACE_ALONE)
    alike = MEANING * (meanings @ meanings.T) + (1 - MEANING) * words
    found: Matrix = alike - np.clip(apart * PER_DAY, 0.0, MOST_APART)
    return found


def _shared(vectors: Sequence[Mapping[str, float]]) -> Matrix:
    """The cosine of each two, by way of which of them have each word."""
    having: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(vectors):
        for term, weight in vector.items():
            having.setdefault(term, []).append((at, weight))
    found = np.zeros((len(vectors), len(vectors)))
    for uses in having.values():
        if len(uses) > 1:
            places = np.array([at for at, _ in uses])
            weights = np.array([weight for _, weight in uses])
            found[np.ix_(places, places)] += np.outer(weights, weights)
    return found


def _already_together(stories: Sequence[Hashable | None]) -> list[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    return [
        (first[story], at)
        for at, story in enumerate(stories)
        if story is not None and first.setdefault(story, at) != at
    ]


def _join(likeness: Matrix, members: list[list[int]], one: int, other: int) -> None:
    """Put `other` into `one`: its likeness to the rest is the mean over all of its reports."""
    sizes = len(members[one]), len(members[other])
    mean = (likeness[one] * sizes[0] + likeness[other] * sizes[1]) / sum(sizes)
    mean[(likeness[one] <= _NEVER) | (likeness[other] <= _NEVER)] = _NEVER
    likeness[one], likeness[:, one] = mean, mean
    likeness[other], likeness[:, other] = _NEVER, _NEVER
    members[one] += members[other]
    members[other] = []


def _keep_apart(likeness: Matrix, stories: Sequence[Hashable | None]) -> None:
    for at, story in enumerate(stories):
        if story is not None:
            _keep_apart_from(at, likeness, stories)


def _keep_apart_from(one: int, likeness: Matrix, stories: Sequence[Hashable | None]) -> None:
    """What the channel was told as two stories stays two."""
    if stories[one] is None:
        return
    others = [at for at, story in enumerate(stories) if story is not None and at != one]
    likeness[one, others] = _NEVER
    likeness[others, one] = _NEVER
