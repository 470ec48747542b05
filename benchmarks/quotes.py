"""Quotations and their speakers, measured on PolNeAR (Newell et al., LREC 2018; networkdynamics/PolNeAR).

    python -m benchmarks.quotes FOLDER [--part dev] [--articles 40]

FOLDER is `data` of that repository; its `test` part is held out and refused. Counted, over the articles
that are taken at even steps from the sorted list:

- A stretch of text between double quotation marks, of at least three words, is a gold direct quote when an
  annotated Content covers at least half of it. Recall: of those, the part that a quote marked `direct`
  overlaps by half. Precision: of our direct quotes of at least three words, the part of which an annotated
  Content covers at least half.
- Speakers: of the direct quotes found whose annotated Source is a name or description (not a lone pronoun),
  the part whose speaker shares the last word of the name, or any word of three letters or more for
  descriptions, with the Source. A pronoun's antecedent isn't annotated; how often we name one is told apart.
- Indirect: of the annotated Contents without marks whose Cue is a form of "say", the part that a quote
  overlaps by half.

Each with its 95 % Wilson interval.
"""

import argparse
import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.brief.actors import find_cast
from bot.brief.quotes import find_quotes
from bot.brief.reading import Reading
from bot.engine.local.nlp import parse
from bot.model import Article, Quote

_MARKED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
_PRONOUN = re.compile(
    r"^(?:i|he|she|it|we|they|you|who|which|that|one|this|those|some|many|\W)+$", re.IGNORECASE
)
_FEWEST = 3


@dataclass(frozen=True)
class Attributed:
    """An annotated attribution: where its content stands, and the words of its source and cue."""

    content: tuple[tuple[int, int], ...]
    source: str
    cue: str


def read_annotation(text: str, lines: str) -> list[Attributed]:
    """The attributions of one `.ann` file."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    found = []
    for line in lines.splitlines():
        parts = line.split("\t")
        if line.startswith("T"):
            places = parts[1].split(" ", 1)[1].split(";")
            spans[parts[0]] = tuple((int(a), int(b)) for a, b in (place.split() for place in places))
        elif line.startswith("E"):
            roles: dict[str, list[str]] = {}
            for role, key in (item.split(":") for item in parts[1].split()):
                roles.setdefault(role.rstrip("0123456789"), []).append(key)
            content = tuple(span for key in roles.get("Content", []) for span in spans.get(key, ()))
            found.append(
                Attributed(content, _text(text, spans, roles, "Source"), _text(text, spans, roles, "Cue"))
            )
    return found


def _text(
    text: str, spans: dict[str, tuple[tuple[int, int], ...]], roles: dict[str, list[str]], role: str
) -> str:
    return " ".join(text[a:b] for key in roles.get(role, []) for a, b in spans.get(key, ()))


def covered(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> float:
    """How much of `start` to `end` the spans cover."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans) / max(end - start, 1)


def same_speaker(speaker: str | None, source: str) -> bool:
    """Whether a speaker's name and an annotated source mean the same, by their words."""
    if not speaker:
        return False
    ours, theirs = _words(speaker), _words(source)
    if speaker[0].isupper() and len(speaker.split()) in (2, 3) and _words(speaker.split()[-1]) & theirs:
        return True
    return bool({word for word in ours if len(word) > 2} & theirs)


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)} - {"the", "and", "for", "of", "who", "with"}


def measure(folder: Path, name: str, counts: Counter[str], *, show: bool) -> None:
    """Add one article's counts."""
    text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
    annotation = next((folder / "attributions").glob(f"{name}*.ann"))
    gold = read_annotation(text, annotation.read_text(encoding="utf-8"))
    article = Article(id=name, text=text, content_hash=name, fetched_at=datetime.now(UTC))
    reading = Reading(article, parse(text))
    quotes = find_quotes(reading, find_cast(reading))
    _count_direct(text, gold, [q for q in quotes if q.direct], counts, show=show)
    _count_indirect(text, gold, quotes, counts)


def _place(text: str, quote: Quote) -> tuple[int, int]:
    start = text.find(quote.words, quote.evidence[0].start)
    return start, start + len(quote.words)


def _count_direct(
    text: str, gold: list[Attributed], quotes: list[Quote], counts: Counter[str], *, show: bool
) -> None:
    places = [_place(text, quote) for quote in quotes]
    for match in _MARKED.finditer(text):
        start, end = match.span(1)
        if len(match[1].split()) < _FEWEST or not any(covered(start, end, a.content) >= 0.5 for a in gold):
            continue
        hit = covered(start, end, tuple(places)) >= 0.5
        counts["gold"] += 1
        counts["found"] += hit
        if show and not hit:
            print("MISSED", text[max(0, start - 60) : end + 60].replace("\n", " "))
    for quote, (start, end) in zip(quotes, places, strict=True):
        if len(quote.words.split()) < _FEWEST:
            continue
        attributed = next((a for a in gold if covered(start, end, a.content) >= 0.5), None)
        counts["ours"] += 1
        counts["right"] += attributed is not None
        if attributed is None:
            if show:
                print("EXTRA", repr(quote.words[:80]), "|", quote.evidence[0].quote[:160].replace("\n", " "))
        else:
            _count_speaker(quote, attributed, counts, show=show)


def _count_speaker(quote: Quote, gold: Attributed, counts: Counter[str], *, show: bool) -> None:
    if not gold.source or _PRONOUN.match(gold.source):
        counts["pronouns"] += 1
        counts["pronouns named"] += quote.speaker is not None
        return
    right = same_speaker(quote.speaker, gold.source)
    counts["named"] += 1
    counts["speaker right"] += right
    counts["speaker given"] += quote.speaker is not None
    if show and not right:
        print("SPEAKER", quote.speaker, "≠", gold.source[:80], "|", repr(quote.words[:60]), "|", gold.cue)


def _count_indirect(
    text: str, gold: list[Attributed], quotes: tuple[Quote, ...], counts: Counter[str]
) -> None:
    places = tuple(_place(text, quote) for quote in quotes)
    for attributed in gold:
        if not re.search(r"\b(?:says?|said|saying)\b", attributed.cue) or not attributed.content:
            continue
        start, end = attributed.content[0]
        if not re.search(r"[“”\"]", text[start:end]) and len(text[start:end].split()) >= _FEWEST:
            counts["indirect"] += 1
            counts["indirect found"] += covered(start, end, places) >= 0.5


def interval(right: int, of: int) -> str:
    """A share with its 95 % Wilson interval."""
    if not of:
        return "not measured"
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.3f}  ({middle - half:.3f}–{middle + half:.3f})  {right} of {of}"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--part", choices=("train", "dev"), default="dev")
    options.add_argument("--articles", type=int, default=40)
    options.add_argument("--skip", type=int, default=0)
    options.add_argument("--show", action="store_true", help="print what is missed or wrong")
    given = options.parse_args()
    folder = given.folder / given.part
    if not folder.is_dir():
        print("quotes and speakers: not measured (no such folder)")
        return
    names = sorted(path.stem for path in (folder / "text").glob("*.txt"))
    counts: Counter[str] = Counter()
    for name in names[given.skip :: max(1, len(names) // given.articles)][: given.articles]:
        measure(folder, name, counts, show=given.show)
    print("direct quotes, precision", interval(counts["right"], counts["ours"]))
    print("direct quotes, recall   ", interval(counts["found"], counts["gold"]))
    print("speakers named right    ", interval(counts["speaker right"], counts["named"]))
    print("  of those given        ", interval(counts["speaker right"], counts["speaker given"]))
    print("pronouns given a name   ", interval(counts["pronouns named"], counts["pronouns"]))
    print("indirect quotes, recall ", interval(counts["indirect found"], counts["indirect"]))


if __name__ == "__main__":
    main()
