"""The table of figures in docs/benchmarks.md: sets that are measured anew replace their own rows only."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.measure import Measure
from bot.config import load_settings

HEADINGS = ("set", "measure", "n", "naive", "ours", "95 %", "aim")
BEGIN, END = "<!-- figures: written by make bench-truth -->", "<!-- end of figures -->"
Measured = tuple[str, list[Measure]]
Row = tuple[str, ...]


def rows(result: Measured) -> list[Row]:
    """A set's figures as the cells of a table; one row says so when it was not there."""
    name, found = result
    return [measure.row for measure in found] or [(name, "not measured", "", "", "", "", "")]


def stamp() -> str:
    """When, at which commit and with which settings figures are taken."""
    answer = load_settings().answer
    shown = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    commit = shown.stdout.strip() or "unknown"
    return f"{datetime.now(UTC):%Y-%m-%d}, {commit}, {answer.threshold:g}/{answer.max_windows}"


def merged(page: str, results: Sequence[Measured], order: Sequence[str], told: str) -> str:
    """The page with these sets' rows, each marked with `told`, between those of the sets not measured now."""
    before, rest = page.split(BEGIN, 1)
    table, after = rest.split(END, 1)
    known = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()[3:]]
    new = {result[0]: [(*row, told) for row in rows(result)] for result in results}
    lines = [row for name in order for row in new.get(name, [each for each in known if each[0] == name])]
    head = ((*HEADINGS, "date, commit, threshold/windows"), ("---",) * (len(HEADINGS) + 1))
    figures = "\n".join(f"| {' | '.join(row)} |" for row in (*head, *lines))
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"
