"""How true Briefwire is, on sets that others made: `make bench-truth DATA=FOLDER`.

    python -m benchmarks.truth --data FOLDER [--only NAME]… [--sample N] [--errors N] [--write FILE]
                               [--engine embedded|hosted]

FOLDER holds the sets' repositories (see `benchmarks.repositories`); what is not there is "not measured". Each
set is read at `--sample` items with a fixed seed and everything goes through the product's own code, as
`briefwire ask` and `briefwire brief` do. `--write` puts each set's rows into the page as soon as they are
known: a run that was cut goes on with `--only` and the names that are left. With `--engine hosted` the model
that `openai` is set up with answers and writes briefs; its rows stand beside the embedded engine's.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from benchmarks import (
    article_text,
    claims,
    dates,
    five_w,
    positions,
    quotes,
    realtimeqa,
    rgb,
    squad_reader,
    stories,
    summaries,
    support,
)
from benchmarks.measure import Measure
from benchmarks.page import HEADINGS, Measured, merged, rows, stamp
from bot.config import load_settings

SETS: tuple[ModuleType, ...] = (
    realtimeqa,
    rgb,
    squad_reader,
    quotes,
    five_w,
    dates,
    positions,
    summaries,
    support,
    claims,
    stories,
    article_text,
)


def unknown(only: Sequence[str]) -> list[str]:
    """Those of the names asked for that no set has in its own."""
    return [name for name in only if not any(name.lower() in each.NAME.lower() for each in SETS)]


def measured(data: Path, only: Sequence[str], sample: int) -> Iterator[Measured]:
    """Each chosen set's name and its figures; none where its repository is absent."""
    for each in SETS:
        if only and not any(name.lower() in each.NAME.lower() for name in only):
            continue
        print(f"{each.NAME} …", file=sys.stderr)
        find: Callable[[Path, int], Iterator[Measure]] = each.measures
        yield each.NAME, list(find(data, sample))


def by_engine(result: Measured, model: str | None) -> Measured:
    """The figures under the name of the hosted model, if one wrote."""
    if model is None:
        return result
    name = f"{result[0]}, {model}"
    return name, [replace(measure, set=name) for measure in result[1]]


def order_of(page: str, added: str) -> list[str]:
    """The names of sets as the page orders them: each set, then what hosted models reached on it."""
    found = {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")} | {added}
    names = (each.NAME for each in SETS)
    return [one for name in names for one in (name, *sorted(f for f in found if f.startswith(f"{name}, ")))]


def shown(results: Sequence[Measured]) -> Table:
    """The figures as a table for the terminal."""
    table = Table(*HEADINGS)
    for row in (row for result in results for row in rows(result)):
        table.add_row(*row)
    return table


def main() -> None:
    """Measure, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True, help="the folder of repositories")
    options.add_argument("--only", action="append", default=[], help="only sets whose name has this in it")
    options.add_argument("--sample", type=int, default=150, help="items of each set")
    options.add_argument("--errors", type=int, default=0, help="print so many errors of each figure")
    options.add_argument("--write", type=Path, help="the page to put the table into")
    options.add_argument("--engine", choices=("embedded", "hosted"), default="embedded", help="who writes")
    chosen = options.parse_args()
    if unknown(chosen.only):
        known = "; ".join(each.NAME for each in SETS)
        options.error(f"no set has {unknown(chosen.only)[0]!r} in its name. The sets are: {known}")
    os.environ["BRIEFWIRE_OPENAI__USE"] = chosen.engine  # whatever key is in the environment
    model = load_settings().openai.model if chosen.engine == "hosted" else None
    results = []
    for result in (by_engine(each, model) for each in measured(chosen.data, chosen.only, chosen.sample)):
        results.append(result)
        if chosen.write:  # after each set, so that a run that is cut keeps what it has
            page = chosen.write.read_text("utf-8")
            order = order_of(page, result[0])
            chosen.write.write_text(merged(page, [result], order, stamp()), "utf-8")
    console = Console()
    console.print(shown(results))
    for measure in (each for _, found in results for each in found):
        for line in measure.errors[: chosen.errors]:
            console.print(f"{measure.set}, {measure.name}: {line}", markup=False)


if __name__ == "__main__":
    main()
