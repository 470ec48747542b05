"""Who, what, when, where, why and how, measured on the gold standard of Giveme5W1H (Hamborg et al. 2019).

The data: `Giveme5W1H/examples/datasets/gold_standard/data/*.json` of fhamborg/Giveme5W1H, and the list of the
`dId`s to develop on (one a line). Run: `python -m benchmarks.five_w DATA_FOLDER LIST_OF_IDS [--show]`.

How it is counted: for each article and question our phrase is right when its token F1 with the phrase of
any annotator is at least .5; tokens are lower-case runs of letters and digits, without "a", "an", "the".
Where annotators found no phrase (an entry without text, or no entry), saying nothing is right as well.
The article is given as its publisher's page would be: title apart, text as the data set has it.
A share is given with its 95 % interval (Wilson).
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.brief.compose import compose
from bot.model import Article

QUESTIONS = ("who", "what", "when", "where", "why", "how")


def tokens(phrase: str) -> list[str]:
    """The tokens that are compared."""
    plain = phrase.encode().decode("unicode_escape") if "\\u" in phrase else phrase
    return [t for t in re.findall(r"\w+", plain.lower()) if t not in ("a", "an", "the")]


def f1(one: str, other: str) -> float:
    """Token F1 of two phrases."""
    a, b = Counter(tokens(one)), Counter(tokens(other))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def is_right(ours: str | None, annotated: list[dict[str, Any]]) -> bool:
    """Whether `ours` agrees with any annotator."""
    if ours is None:
        return not annotated or any(not entry.get("text") for entry in annotated)
    return any(f1(ours, entry["text"]) >= 0.5 for entry in annotated if entry.get("text"))


def article_of(record: dict[str, Any]) -> Article:
    """The record as it would be ingested."""
    day = record.get("date_publish")
    return Article(
        id=record["dId"],
        title=record["title"],
        text=re.sub(r"\n{2,}", "\n\n", record["text"]).strip(),
        published_at=datetime.fromisoformat(day).replace(tzinfo=UTC) if day and day != "None" else None,
        language="en",
        content_hash=record["dId"],
        fetched_at=datetime(2016, 12, 1, tzinfo=UTC),
    )


def records(folder: Path, ids: Path) -> Iterator[dict[str, Any]]:
    """The records whose `dId` is listed; no other file is opened."""
    for name in sorted(ids.read_text().split()):
        path = folder / f"{name}.json"
        if path.exists():
            yield json.loads(path.read_text())


def interval(share: float, size: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z2 = 1.96**2
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = 1.96 * math.sqrt(share * (1 - share) / size + z2 / (4 * size**2)) / (1 + z2 / size)
    return middle - half, middle + half


def main() -> None:
    """Print the share of right phrases for each question, for the first four and for all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", type=Path)
    parser.add_argument("--show", action="store_true", help="print each phrase that is not right")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    size = 0
    for record in records(options.folder, options.ids):
        size += 1
        brief = compose(article_of(record))
        if options.show:
            print(f"\n# {record['title']}")
        for question in QUESTIONS:
            found = getattr(brief.five_w, question)
            annotated = record["fiveWoneH"][question]["annotated"]
            ok = is_right(found.text if found else None, annotated)
            right[question] += ok
            if options.show and not ok:
                print(f"  {question}: {found and found.text!r} not {[e.get('text') for e in annotated]}")
    if not size:
        print("not measured: no data")
        return
    report(right, size)


def report(right: Counter[str], size: int) -> None:
    """The table."""
    for question in QUESTIONS:
        print(f"{question:6} {right[question] / size:.3f}")
    for name, chosen in (("first four", QUESTIONS[:4]), ("all", QUESTIONS)):
        count = size * len(chosen)
        share = sum(right[q] for q in chosen) / count
        low, high = interval(share, count)
        print(f"{name:10} {share:.3f}  ({low:.3f}-{high:.3f}; {size} articles)")


if __name__ == "__main__":
    main()
