"""Quotations and their speakers, measured on PolNeAR (Newell et al., LREC 2018; networkdynamics/PolNeAR).

The repository's `data/dev` is read; its `test` part is held out and never opened. Counted, over the
articles that are taken at even steps from the sorted list:

- A stretch of text between double quotation marks, of at least three words, is a gold direct quote when an
  annotated Content covers at least half of it. Recall: of those, the part that a quote marked `direct`
  overlaps by half. Precision: of our direct quotes of at least three words, the part of which an annotated
  Content covers at least half.
- Speakers: of the direct quotes found whose annotated Source is a name or description (not a lone pronoun),
  the part whose speaker shares the last word of the name, or any word of three letters or more for
  descriptions, with the Source. A pronoun's antecedent isn't annotated; how often we name one is told apart.
- Indirect: of the annotated Contents without marks whose Cue is a form of "say", the part that a quote
  overlaps by half.
- Naive: what stands between double marks (recall 1 by the way the gold is chosen), and of the capitalised
  words beside a word for saying, within 150 characters, the nearest.

The repository states no licence of its own; it is read here and not kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asked import article_of, briefs
from benchmarks.measure import Measure
from benchmarks.repositories import repository
from bot.model import Article, Brief, Quote

_MARKED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
_PRONOUN = re.compile(
    r"^(?:i|he|she|it|we|they|you|who|which|that|one|this|those|some|many|\W)+$", re.IGNORECASE
)
_SAYING = r"(?:said|says|told|added|wrote|tweeted|asked|explained)"
_NAME = r"((?:[A-Z][\w.'’-]+ ?)+)"
_NAMED = re.compile(rf"{_NAME}\s*{_SAYING}\b|\b{_SAYING} {_NAME}")
_REACH = 150
_FEWEST = 3
NAME = "quotes (PolNeAR dev)"
REPOSITORY = "networkdynamics/PolNeAR"
TOLD = (
    ("precision", "right", "ours", ("naive right", "naive ours"), 0.98),
    ("recall", "found", "gold", ("gold", "gold"), 0.98),
    ("speakers", "speaker right", "named", ("naive speaker right", "naive named"), 0.85),
    ("indirect, recall", "indirect found", "indirect", None, None),
)
"""Each figure's name, what of what it counts, what of what the naive method's, and the aim."""


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


def read(folder: Path, name: str) -> tuple[Article, list[Attributed]]:
    """One article and its attributions."""
    text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
    annotation = next((folder / "attributions").glob(f"{name}*.ann"))
    return article_of(text), read_annotation(text, annotation.read_text(encoding="utf-8"))


def count(brief: Brief, gold: list[Attributed], counts: Counter[str], errors: list[str]) -> None:
    """Add one article's counts."""
    text = brief.article.text
    _count_direct(text, gold, [q for q in brief.quotes if q.direct], counts, errors)
    _count_indirect(text, gold, brief.quotes, counts)
    _count_naive(text, gold, counts)


def _count_naive(text: str, gold: list[Attributed], counts: Counter[str]) -> None:
    """What two patterns find: what stands between marks, and the name nearest to a word for saying."""
    for match in _MARKED.finditer(text):
        if len(match[1].split()) < _FEWEST:
            continue
        attributed = next((a for a in gold if covered(*match.span(1), a.content) >= 0.5), None)
        counts["naive ours"] += 1
        counts["naive right"] += attributed is not None
        if attributed and attributed.source and not _PRONOUN.match(attributed.source):
            counts["naive named"] += 1
            counts["naive speaker right"] += same_speaker(
                nearest_name(text, *match.span(1)), attributed.source
            )


def nearest_name(text: str, start: int, end: int) -> str | None:
    """The name beside "said" and the like that is nearest to the words from `start` to `end`, if any."""
    found = (
        (max(start - match.end(), match.start() - end), match[1] or match[2])
        for match in _NAMED.finditer(text, max(0, start - _REACH), end + _REACH)
    )
    return min(found, default=(0, None))[1]


def _place(text: str, quote: Quote) -> tuple[int, int]:
    start = text.find(quote.words, quote.evidence[0].start)
    return start, start + len(quote.words)


def _count_direct(
    text: str, gold: list[Attributed], quotes: list[Quote], counts: Counter[str], errors: list[str]
) -> None:
    places = [_place(text, quote) for quote in quotes]
    for match in _MARKED.finditer(text):
        start, end = match.span(1)
        if len(match[1].split()) < _FEWEST or not any(covered(start, end, a.content) >= 0.5 for a in gold):
            continue
        hit = covered(start, end, tuple(places)) >= 0.5
        counts["gold"] += 1
        counts["found"] += hit
        if not hit:
            errors.append(f"recall: missed {match[1][:80]!r}")
    for quote, (start, end) in zip(quotes, places, strict=True):
        if len(quote.words.split()) < _FEWEST:
            continue
        attributed = next((a for a in gold if covered(start, end, a.content) >= 0.5), None)
        counts["ours"] += 1
        counts["right"] += attributed is not None
        if attributed is None:
            errors.append(f"precision: no attribution was annotated for {quote.words[:80]!r}")
        else:
            _count_speaker(quote, attributed, counts, errors)


def _count_speaker(quote: Quote, gold: Attributed, counts: Counter[str], errors: list[str]) -> None:
    if not gold.source or _PRONOUN.match(gold.source):
        counts["pronouns"] += 1
        counts["pronouns named"] += quote.speaker is not None
        return
    right = same_speaker(quote.speaker, gold.source)
    counts["named"] += 1
    counts["speaker right"] += right
    counts["speaker given"] += quote.speaker is not None
    if not right:
        errors.append(f"speakers: {quote.speaker} instead of {gold.source[:80]}, for {quote.words[:60]!r}")


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


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Precision, recall, speakers and indirect recall over `sample` articles at even steps."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    counts: Counter[str] = Counter()
    errors: list[str] = []
    with found.folder("data/dev") as folder:
        names = sorted(path.stem for path in (folder / "text").glob("*.txt"))
        chosen = [read(folder, name) for name in names[:: max(1, len(names) // sample)][:sample]]
    made = briefs([article for article, _ in chosen], NAME)
    for brief, (_, gold) in zip(made, chosen, strict=True):
        count(brief, gold, counts, errors)
    for told, part, whole, naive, aim in TOLD:
        wrong = tuple(line for line in errors if line.startswith(told))
        share = counts[part] / max(1, counts[whole])
        plain = counts[naive[0]] / max(1, counts[naive[1]]) if naive else None
        yield Measure(NAME, told, counts[whole], share, plain, aim, wrong)
