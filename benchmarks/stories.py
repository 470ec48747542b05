"""Do two articles tell of the same event? Giveme5W1H's news clusters, B³ (Bagga & Baldwin 1998).

Source: fhamborg/Giveme5W1H, `examples/datasets/news_cluster/data/*.json` (Apache-2.0; the articles are their
publishers'). Used: the events listed in a file beside the project; the others are held out: which event a
file is of is looked up in it, and the file is put aside when that isn't listed.

How it is counted: for each article, the part of its group that is of its event (precision) and the part of
its event that is in its group (recall); F1 of the means.
Naive: titles and first paragraphs as TF-IDF vectors, joined wherever two articles' cosine is at least .2
(one fixed threshold, single link).
Ours are the profiles and groups of `bot.digest`, with its one threshold, on title, text and date.
"""

import json
import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Measure, bootstrap, mean
from benchmarks.repositories import repository
from bot.digest.group import Told, groups
from bot.digest.profiles import profiles_of
from bot.ground.words import content_words

NAME = "same story (Giveme5W1H dev)"
REPOSITORY = "fhamborg/Giveme5W1H"
PLACE = "Giveme5W1H/examples/datasets/news_cluster/data"
EVENTS = Path(__file__).parents[2] / "shared" / "benchmarks-cluster-dev.txt"
"""Which events to develop on: a list beside the project; the others are held out."""
_JOINED = 0.2


@dataclass(frozen=True)
class Given:
    """An article of the set: what is grouped, and the event that people put it under."""

    title: str
    text: str
    published: datetime
    event: str

    @property
    def lead(self) -> str:
        """The title and the first paragraph."""
        return f"{self.title}\n{self.text.strip().partition(chr(10))[0]}"


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """B³ over all articles of the listed events: a part of them would be another task."""
    found = repository(data, REPOSITORY)
    if found is None or not EVENTS.is_file():
        return
    listed = set(EVENTS.read_text().split())
    with found.folder(PLACE) as folder:
        given = [each for path in sorted(folder.glob("*.json")) for each in _given(path, listed)]
    events = [each.event for each in given]
    measured, simple = ours(given), naive([each.lead for each in given])
    scores = b_cubed(measured, events), b_cubed(simple, events)
    errors = tuple(_errors(given, measured))
    yield Measure(NAME, "B³ F1", len(given), *scores, 0.92, errors=errors, drawn=_interval(measured, events))


def _interval(numbers: Sequence[int], events: Sequence[str]) -> tuple[float, float]:
    pairs = list(zip(numbers, events, strict=True))
    return bootstrap(pairs, lambda some: b_cubed([n for n, _ in some], [event for _, event in some]))


def _given(path: Path, listed: set[str]) -> Iterator[Given]:
    """The article, when its event is one to develop on."""
    record = json.loads(path.read_text("utf-8"))
    event = record["newsCluster"]["Event"]
    if event in listed:
        published = datetime.fromisoformat(record["date_publish"]).replace(tzinfo=UTC)
        yield Given(record.get("title") or "", record.get("text") or "", published, event)


def ours(given: Sequence[Given]) -> list[int]:
    """A group's number for each article, as digests group reports of which nobody was told."""
    profiles = profiles_of([(each.title, each.text) for each in given])
    reports = [Told(profile, each.published) for profile, each in zip(profiles, given, strict=True)]
    numbers = {place: number for number, group in enumerate(groups(reports)) for place in group}
    return [numbers[place] for place in range(len(given))]


def _errors(given: Sequence[Given], numbers: Sequence[int]) -> Iterator[str]:
    """The events that were put together, and those that were taken apart."""
    together: dict[int, Counter[str]] = {}
    apart: dict[str, Counter[int]] = {}
    for each, number in zip(given, numbers, strict=True):
        together.setdefault(number, Counter())[each.event] += 1
        apart.setdefault(each.event, Counter())[number] += 1
    for found in together.values():
        if len(found) > 1:
            yield f"one group: {', '.join(found)}"
    for event, parts in sorted(apart.items(), key=lambda each: -len(each[1])):
        if len(parts) > 1:
            yield f"{event} in {len(parts)} groups of {', '.join(map(str, sorted(parts.values())))}"


def b_cubed(groups: Sequence[Hashable], events: Sequence[Hashable]) -> float:
    """F1 of mean precision and mean recall of each item's group against its event."""
    pairs = list(zip(groups, events, strict=True))
    both, group, event = Counter(pairs), Counter(groups), Counter(events)
    precision = mean([both[g, e] / group[g] for g, e in pairs])
    recall = mean([both[g, e] / event[e] for g, e in pairs])
    return 2 * precision * recall / (precision + recall) if pairs else 0.0


def naive(texts: Sequence[str]) -> list[int]:
    """A group's number for each text; two are joined where their TF-IDF vectors are alike."""
    counts = [Counter(word.key for word in content_words(text)) for text in texts]
    seen = Counter(key for count in counts for key in count)
    vectors = [{k: n * math.log(1 + len(texts) / seen[k]) for k, n in count.items()} for count in counts]
    groups = list(range(len(texts)))
    for one in range(len(texts)):
        for other in range(one):
            if groups[one] != groups[other] and _cosine(vectors[one], vectors[other]) >= _JOINED:
                groups = [groups[one] if group == groups[other] else group for group in groups]
    return groups


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    lengths = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return sum(v * other.get(k, 0.0) for k, v in one.items()) / lengths if lengths else 0.0
