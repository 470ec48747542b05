"""Has the shipped reader read training windows: what it points at are the verifier's candidates.

Usage: python -m training.verifier.mine --windows news/train.jsonl --out mined.jsonl [--most 9300]

Each line is a window with the three spans that the reader likes best there. Windows that answer, windows of
questions without an answer, windows of the same article that lack it, and SQuAD's take turns, so that a part
of them is as good a sample as all.
"""

import argparse
import json
import random
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bot.engine.local.reader import reading

SPANS = 3
OWN = "own_news"
Row = dict[str, Any]


def in_turn(rows: list[Row], seed: int = 5) -> Iterator[Row]:
    """The windows of each sort by turns, each sort shuffled."""
    asked = [row for row in rows if "verdict" not in row]
    sorts = [
        [row for row in asked if row["source"] == OWN and row["kind"] == kind]
        for kind in ("human_unanswerable", "answerable", "other_window")
    ]
    sorts.append([row for row in asked if row["source"].startswith("squad2")])
    for each in sorts:
        random.Random(seed).shuffle(each)
    for several in zip_longest(*sorts):
        yield from (row for row in several if row is not None)


def mined(row: Row) -> Row:
    """The window with the spans that the reader points at, as start, end and score."""
    best = reading(row["question"], row["context"]).best(SPANS)
    return row | {"spans": [(each.start, each.end, round(each.score, 2)) for each in best]}


def main() -> None:
    """Write the mined windows, one a line, as they are read."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--windows", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--most", type=int, default=9_300)
    chosen = options.parse_args()
    rows = [json.loads(line) for line in chosen.windows.read_text("utf-8").splitlines()]
    with chosen.out.open("w") as out:
        for number, row in enumerate(in_turn(rows)):
            if number == chosen.most:
                break
            out.write(json.dumps(mined(row)) + "\n")


if __name__ == "__main__":
    main()
