"""How well the text of articles is found: `python -m benchmarks.article_text FOLDER [--limit N] [--jobs N]`.

The folder is one of two public sets, told apart by what lies in it.

- `evaldata.json` beside `cache/` and `eval/` (the `tests` folder of adbar/trafilatura): a page is annotated
  with up to six segments that belong to its text and up to six that don't. As in that project's own
  evaluation (tests/eval_common.py), a segment counts as found when it stands in the extracted text, white
  space aside; true and false positives and misses are pooled over all pages and give precision, recall
  and F1. A page that fails counts as nothing found. Rows: all pages, and those in English.
- `ground-truth.json` beside `html/ID.html.gz` (the layout of scrapinghub/article-extraction-benchmark): a
  page has its whole text. As there, text and truth are compared as multisets of runs of four words; each
  page gives precision and recall, their means over the pages give F1. The interval is the 2.5th to 97.5th
  percentile of F1 over 1,000 resamplings of the pages.

Columns: trafilatura alone with its defaults and without comments; our two stages before furniture is
removed; `Article.text` as the program gives it, without captions, headings and other furniture.
`make bench-truth` takes the first set from adbar/trafilatura (Apache-2.0); the second is held out.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Measure
from benchmarks.repositories import repository
from bot.ground.language import language_of
from bot.ingest.agreement import grams
from bot.ingest.decode import decode
from bot.ingest.document import Document
from bot.ingest.extract import html_draft, text_of
from bot.ingest.parse import parse_document

NAME = "article text (trafilatura's pages)"
REPOSITORY = "adbar/trafilatura"
Counts = tuple[float, float, float]
"""True positives, false positives, misses."""


@dataclass(frozen=True)
class AnnotatedPage:
    """A page with what must and must not be found in it; `text` when its whole text is known."""

    url: str
    path: Path
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    text: str | None = None


@dataclass
class Row:
    """The counts of one method over some pages, a tuple a page."""

    counts: list[Counts] = field(default_factory=list)


def trafilatura_alone(html: str, url: str) -> str:
    """What trafilatura finds by itself."""
    from trafilatura import extract

    return extract(html, url=url, include_comments=False) or ""


def two_stages(html: str, url: str) -> str:
    """Our choice among the extractors, with everything that stands in it."""
    return text_of(list(html_draft(html, url).blocks))


def article_text(html: str, url: str) -> str:
    """`Article.text`."""
    return parse_document(Document("page", "html", html.encode("utf-8", "replace"), "utf-8", url)).text


METHODS: dict[str, Callable[[str, str], str]] = {
    "trafilatura alone": trafilatura_alone,
    "two stages": two_stages,
    "Article.text": article_text,
}


def load(folder: Path) -> list[AnnotatedPage]:
    """The pages of either set, in the order of their addresses."""
    if (folder / "evaldata.json").is_file():
        return list(_segment_pages(folder))
    if (folder / "ground-truth.json").is_file():
        return list(_whole_pages(folder))
    return []


def _segment_pages(folder: Path) -> Iterator[AnnotatedPage]:
    for url, item in sorted(json.loads((folder / "evaldata.json").read_text("utf-8")).items()):
        places = [folder / part / item["file"] for part in ("cache", "eval")]
        for path in [place for place in places if place.is_file()][:1]:
            yield AnnotatedPage(url, path, tuple(item["with"]), tuple(item["without"]))


def _whole_pages(folder: Path) -> Iterator[AnnotatedPage]:
    for name, item in sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")).items()):
        yield AnnotatedPage(
            item.get("url", ""), folder / "html" / f"{name}.html.gz", text=item["articleBody"]
        )


def measure(page: AnnotatedPage) -> tuple[str | None, dict[str, Counts]]:
    """The page's language and the counts of each method."""
    data = page.path.read_bytes()
    html = decode(gzip.decompress(data) if page.path.suffix == ".gz" else data)
    found = {name: _attempt(method, html, page.url) for name, method in METHODS.items()}
    language = language_of(found["trafilatura alone"] or found["two stages"])
    return language, {name: _counts(page, text) for name, text in found.items()}


def _attempt(method: Callable[[str, str], str], html: str, url: str) -> str:
    try:
        return method(html, url)
    except Exception:
        return ""


def _counts(page: AnnotatedPage, text: str) -> Counts:
    if page.text is not None:
        ours, truth = grams(text), grams(page.text)
        shared = (ours & truth).total()
        return shared, ours.total() - shared, truth.total() - shared
    plain = _one_line(text)
    hits = sum(_one_line(segment) in plain for segment in page.wanted)
    return hits, sum(_one_line(segment) in plain for segment in page.unwanted), len(page.wanted) - hits


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def pooled_f1(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the summed counts."""
    hits, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return _scores(hits / (hits + wrong or 1), hits / (hits + missed or 1))


def mean_f1(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Mean precision and recall of the pages, and the F1 of the means."""
    precision = [
        hits / (hits + wrong) if hits + wrong else float(not missed) for hits, wrong, missed in counts
    ]
    recall = [hits / (hits + missed) if hits + missed else 1.0 for hits, _, missed in counts]
    return _scores(sum(precision) / len(counts), sum(recall) / len(counts))


def _scores(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def interval(
    counts: Sequence[Counts], score: Callable[[Sequence[Counts]], tuple[float, float, float]]
) -> tuple[float, float]:
    """The 95 % interval of F1 by resampling pages."""
    chance = random.Random(17)
    drawn = sorted(score(chance.choices(counts, k=len(counts)))[2] for _ in range(1000))
    return drawn[25], drawn[974]


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """F1 of the two stages and of `Article.text` over `sample` pages at even steps."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    with found.folder("tests") as folder:
        pages = load(folder)
        pages = pages[:: max(1, len(pages) // sample)][:sample]
        results = [measure(page)[1] for page in pages]
    counts = {name: [result[name] for result in results] for name in METHODS}
    naive = pooled_f1(counts["trafilatura alone"])[2]
    for name, aim in (("two stages", 0.970), ("Article.text", None)):
        drawn = interval(counts[name], pooled_f1)
        wrong = _worst(pages, counts[name])
        f1 = pooled_f1(counts[name])[2]
        yield Measure(NAME, f"F1, {name}", len(pages), f1, naive, aim, wrong, drawn)


def _worst(pages: Sequence[AnnotatedPage], counts: Sequence[Counts]) -> tuple[str, ...]:
    """The pages with most misses and false positives."""
    order = sorted(zip(pages, counts, strict=True), key=lambda each: -each[1][1] - each[1][2])
    return tuple(
        f"{page.url}: {missed:g} missed, {wrong:g} wrong"
        for page, (_, wrong, missed) in order
        if wrong or missed
    )


def main() -> None:
    """Print the table for the folder that the command line names."""
    parser = argparse.ArgumentParser(description="How well the text of articles is found.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only so many pages, evenly spread")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    pages = load(options.folder)
    if not pages:
        print("article text: not measured (no evaldata.json or ground-truth.json in the folder)")
        return
    if options.limit:
        pages = pages[:: max(1, len(pages) // options.limit)][: options.limit]
    with ProcessPoolExecutor(options.jobs) as pool:
        results = list(pool.map(measure, pages, chunksize=4))
    whole = pages[0].text is not None
    _print("all pages", [counts for _, counts in results], whole)
    _print("English", [counts for language, counts in results if language == "en"], whole)


def _print(title: str, results: Sequence[dict[str, Counts]], whole: bool) -> None:
    if not results:
        return
    score = mean_f1 if whole else pooled_f1
    print(f"{title}, n = {len(results)}")
    for name in METHODS:
        counts = [result[name] for result in results]
        precision, recall, f1 = score(counts)
        low, high = interval(counts, score)
        print(
            f"  {name:<18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f} "
            f"[{low:.3f}, {high:.3f}]"
        )


if __name__ == "__main__":
    main()
