"""Who, what, when, where, why and how, measured on the gold standard of Giveme5W1H (Hamborg et al. 2019).

The data: `Giveme5W1H/examples/datasets/gold_standard/data/*.json` of fhamborg/Giveme5W1H, and the list of the
`dId`s to develop on (one a line). Apache-2.0; the articles are their publishers'.

How it is counted: for each article and question our phrase is right when its token F1 with the phrase of
any annotator is at least .5; tokens are lower-case runs of letters and digits, without "a", "an", "the".
Where annotators found no phrase (an entry without text, or no entry), saying nothing is right as well.
Naive: the first name, the title, the first date, the first name after "in", "at" or "near", the first clause
after "because", "due to", "after" or "in order to", and nothing for how.
Ours never takes the title as evidence; the naive method does, for "what".
The article is given as its publisher's page would be: title apart, text as the data set has it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.asked import briefs
from benchmarks.measure import Measure
from benchmarks.repositories import repository
from bot.model import Article

NAME = "five W (Giveme5W1H dev)"
REPOSITORY = "fhamborg/Giveme5W1H"
PLACE = "Giveme5W1H/examples/datasets/gold_standard/data"
IDS = Path(__file__).parents[2] / "shared" / "benchmarks-5w1h-dev.txt"
"""Which articles to develop on: a list beside the project; the others are held out."""
_NAME = r"[A-Z][\w'’-]+(?: (?:of |the )?[A-Z][\w'’-]+)*"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHO = re.compile(rf"((?:The )?{_NAME})")
_WHEN = re.compile(
    rf"((?:{_DAY}(?: (?:morning|afternoon|evening|night))?)|{_MONTH} \d+|\d+ {_MONTH}|yesterday|today)"
)
_WHERE = re.compile(rf"\b(?:in|at|near) ({_NAME})")
_WHY = re.compile(r"\b((?:because|due to|after|in order to) [^.,;]+)")
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


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """The share of right phrases for the first four questions and for all, over `sample` articles."""
    found = repository(data, REPOSITORY)
    if found is None or not IDS.is_file():
        return
    with found.folder(PLACE) as folder:
        chosen = list(islice(records(folder, IDS), sample))
    made = briefs([article_of(record) for record in chosen], NAME)
    right: Counter[str] = Counter()
    errors = []
    for record, brief in zip(chosen, made, strict=True):
        simple = naive(brief.article)
        for question in QUESTIONS:
            phrase = getattr(brief.five_w, question)
            annotated = record["fiveWoneH"][question]["annotated"]
            ok = is_right(phrase.text if phrase else None, annotated)
            right[question] += ok
            right[f"naive {question}"] += is_right(simple[question], annotated)
            if not ok:
                errors.append(f"{question}: {phrase.text if phrase else None!r} for {record['title']!r}")
    for name, some, aim in (("first four", QUESTIONS[:4], 0.70), ("all", QUESTIONS, 0.55)):
        count = max(1, len(chosen) * len(some))
        wrong = tuple(line for line in errors if line.split(":")[0] in some)
        plain = sum(right[f"naive {question}"] for question in some) / count
        yield Measure(NAME, name, count, sum(right[q] for q in some) / count, plain, aim, wrong)


def naive(article: Article) -> dict[str, str | None]:
    """What four patterns find: the lead's first name, the title, the first date, place and reason."""
    lead = article.text.split("\n\n")[0]
    patterns = {"who": _WHO, "when": _WHEN, "where": _WHERE, "why": _WHY}
    found = {question: pattern.search(article.text) for question, pattern in patterns.items()}
    phrases = {question: match[1] if match else None for question, match in found.items()}
    return {**phrases, "what": article.title or lead, "how": None}
