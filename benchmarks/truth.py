"""How true Briefwire is, on sets that others made: `make bench-truth DATA=FOLDER`.

    python -m benchmarks.truth --data FOLDER [--only NAME]… [--sample N] [--errors N] [--write FILE]

FOLDER holds the sets' repositories (see `benchmarks.repositories`); what is not there is "not measured". Each
set is read at `--sample` items with a fixed seed and everything goes through the product's own code, as
`briefwire ask` and `briefwire brief` do.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from benchmarks import dates, five_w, quotes, realtimeqa, rgb, squad_reader
from benchmarks.measure import Measure
from bot.config import load_settings

SETS: tuple[ModuleType, ...] = (realtimeqa, rgb, squad_reader, quotes, five_w, dates)
HEADINGS = ("set", "measure", "n", "naive", "ours", "95 %", "aim")
BEGIN, END = "<!-- figures: written by make bench-truth -->", "<!-- end of figures -->"
Measured = tuple[str, list[Measure]]


def measured(data: Path, only: Sequence[str], sample: int) -> Iterator[Measured]:
    """Each chosen set's name and its figures; none where its repository is absent."""
    for each in SETS:
        if only and not any(name.lower() in each.NAME.lower() for name in only):
            continue
        print(f"{each.NAME} …", file=sys.stderr)
        find: Callable[[Path, int], Iterator[Measure]] = each.measures
        yield each.NAME, list(find(data, sample))


def shown(results: Sequence[Measured]) -> Table:
    """The figures as a table for the terminal."""
    table = Table(*HEADINGS)
    for row in _rows(results):
        table.add_row(*row)
    return table


def written(results: Sequence[Measured], command: str) -> str:
    """The figures as Markdown, with when, of which commit and under which settings they were measured."""
    lines = [f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS)]
    lines += [f"| {' | '.join(row)} |" for row in _rows(results)]
    answer = load_settings().answer
    told = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} at commit {_commit()}, `{command}`, "
        f"with `answer.threshold` {answer.threshold:g} and `answer.max_windows` {answer.max_windows}."
    )
    return "\n".join([told, "", *lines])


def _rows(results: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    for name, found in results:
        if not found:
            yield (name, "not measured", "", "", "", "", "")
        yield from (measure.row for measure in found)


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def put(page: Path, figures: str) -> None:
    """Replace the figures in a page, between its two marks."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    page.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True, help="the folder of repositories")
    options.add_argument("--only", action="append", default=[], help="only sets whose name has this in it")
    options.add_argument("--sample", type=int, default=150, help="items of each set")
    options.add_argument("--errors", type=int, default=0, help="print so many errors of each figure")
    options.add_argument("--write", type=Path, help="the page to put the table into")
    chosen = options.parse_args()
    results = list(measured(chosen.data, chosen.only, chosen.sample))
    console = Console()
    console.print(shown(results))
    for measure in (each for _, found in results for each in found):
        for line in measure.errors[: chosen.errors]:
            console.print(f"{measure.set}, {measure.name}: {line}", markup=False)
    if chosen.write:
        put(chosen.write, written(results, f"make bench-truth DATA=… SAMPLE={chosen.sample}"))


if __name__ == "__main__":
    main()
