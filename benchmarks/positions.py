"""Who takes which stance towards whom, on sixty sentences annotated for this project.

The sentences: `benchmarks/annotations/positions-dev.jsonl`: article, characters from start to end, and who
takes which stance (the categories of `bot.model.Stance`) towards whom; without the texts. They stand in the
development articles of fhamborg/Giveme5W1H (Apache-2.0; the texts are their publishers') and were chosen
for words that may tell of a stance, and annotated before any output was seen; nine have none.
One annotator, so that nothing is known of how far two would agree.

How it is counted: the briefs of these articles; of their positions, those with an evidence that overlaps one
of the sentences. One is right when an annotation of the sentence has its stance and a word of three letters
or more of its actor; each annotation serves once. Precision and recall over all and by category; "towards":
of the right ones whose annotation names somebody, the part that shares a word with it.
Naive: a word for the stance, taken by the last capitalised words before it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.asked import briefs
from benchmarks.five_w import IDS, PLACE, REPOSITORY, article_of, records
from benchmarks.measure import Measure
from benchmarks.repositories import repository
from bot.model import Brief

NAME = "positions (own, 60 sentences)"
ANNOTATIONS = Path(__file__).parent / "annotations" / "positions-dev.jsonl"
_CUES = {
    "accuse": r"accus|blam|critici|blast",
    "consult": r"\bmeet|\bmet\b|talk|visit",
    "request": r"urg|call\w* (?:on|for)|ask|demand",
    "support": r"support|back|prais|endors",
    "protest": r"protest|rall",
    "assault": r"attack|kill|bomb|opened fire|rammed",
    "coerce": r"arrest|seiz|detain",
    "reject": r"reject|refus|den[iy]",
    "threaten": r"threat|vow|warn",
    "aid": r"help|aid\b|donat",
}


class Told(NamedTuple):
    """One stance."""

    actor: str
    stance: str
    towards: str | None


class Sentence(NamedTuple):
    """An annotated sentence: of which article, where, and what it states."""

    article: str
    start: int
    end: int
    stances: tuple[Told, ...]


def annotated() -> list[Sentence]:
    """The sentences with their annotations."""
    rows = map(json.loads, ANNOTATIONS.read_text("utf-8").splitlines())
    return [
        Sentence(row["article"], row["start"], row["end"], tuple(Told(**each) for each in row["positions"]))
        for row in rows
    ]


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Precision and recall, over all and by category; the first `sample` sentences."""
    found = repository(data, REPOSITORY)
    if found is None or not IDS.is_file():
        return
    chosen = annotated()[:sample]
    with found.folder(PLACE) as folder:
        articles = {each.id: each for each in map(article_of, _records(folder))}
    wanted = [articles[name] for name in sorted({sentence.article for sentence in chosen})]
    made = {brief.article.id: brief for brief in briefs(wanted, NAME)}
    counts, simple, errors = Counter[str](), Counter[str](), list[str]()
    for sentence in chosen:
        brief = made[sentence.article]
        text = brief.article.text[sentence.start : sentence.end]
        errors += [f"{told} {text[:70]!r}" for told in count(ours(brief, sentence), sentence.stances, counts)]
        count(naive(text), sentence.stances, simple)
    yield from _figures(counts, simple, errors)


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    return records(folder, IDS)


def _figures(counts: Counter[str], simple: Counter[str], errors: Sequence[str]) -> Iterator[Measure]:
    for name, part, whole in (("precision", "right", "given"), ("recall", "right", "gold")):
        wrong = tuple(line for line in errors if line.startswith(name))
        plain = simple[part] / max(1, simple[whole])
        yield Measure(NAME, name, counts[whole], counts[part] / max(1, counts[whole]), plain, None, wrong)
    named = counts["towards"] / max(1, counts["named"])
    yield Measure(NAME, "towards", counts["named"], named)
    for stance in sorted(key.split()[1] for key in counts if key.startswith("gold ")):
        for name, whole in (("precision", f"given {stance}"), ("recall", f"gold {stance}")):
            if counts[whole]:
                share, plain = counts[f"right {stance}"] / counts[whole], simple[f"right {stance}"]
                naive_share = plain / simple[whole] if simple[whole] else None
                yield Measure(NAME, f"{stance}, {name}", counts[whole], share, naive_share)


def ours(brief: Brief, sentence: Sentence) -> list[Told]:
    """The positions of the brief that have an evidence in the sentence."""
    return [
        Told(position.actor, position.stance, position.towards)
        for position in brief.positions
        if any(each.start < sentence.end and sentence.start < each.end for each in position.evidence)
    ]


def naive(text: str) -> list[Told]:
    """What the words for stances tell, each of the last name before it."""
    found = []
    for stance, cue in _CUES.items():
        for match in re.finditer(cue, text, re.IGNORECASE):
            names = re.findall(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*", text[: match.start()])
            found += [Told(names[-1], stance, None)] if names else []
    return found


def count(given: Sequence[Told], gold: Sequence[Told], counts: Counter[str]) -> list[str]:
    """Add a sentence's counts; the errors, as lines that begin with the figure they hurt."""
    left, errors = list(gold), []
    for told in given:
        match = next((g for g in left if g.stance == told.stance and alike(g.actor, told.actor)), None)
        _add(counts, "given", told.stance)
        if match is None:
            errors.append(f"precision: {told.actor} → {told.stance} → {told.towards} in")
            continue
        left.remove(match)
        _add(counts, "right", told.stance)
        counts["named"] += match.towards is not None
        counts["towards"] += match.towards is not None and alike(match.towards, told.towards or "")
    for told in gold:
        _add(counts, "gold", told.stance)
    return errors + [f"recall: {told.actor} → {told.stance} → {told.towards} in" for told in left]


def _add(counts: Counter[str], what: str, stance: str) -> None:
    counts[what] += 1
    counts[f"{what} {stance}"] += 1


def alike(one: str, other: str) -> bool:
    """Whether two names share a word of three letters or more."""
    words = [set(re.findall(r"\w{3,}", name.lower())) - {"the", "and"} for name in (one, other)]
    return bool(words[0] & words[1])
